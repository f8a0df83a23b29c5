//! `demo`.

use crate::{
    config::Config,
    start::{StartError, build_state, open_database},
};
use app::demonstration;
use std::io::Write as _;

pub async fn run(config: &Config) -> Result<(), StartError> {
    let db = open_database(config).await?;
    let state = build_state(config, db.clone(), config.http.listen).await?;
    demonstration::service::fill(&state)
        .await
        .map_err(|error| format!("the demonstration needs an empty database: {error}"))?;
    // The mark is read when a state is built.
    let state = build_state(config, db.clone(), config.http.listen).await?;
    let open = demonstration::service::ensure_open_workshop(&state).await?;
    writeln!(std::io::stdout(), "{}", demonstration::service::notice(&state, &open))?;
    db.close().await;
    Ok(())
}
