//! `migrate`.

use crate::{
    config::Config,
    start::{StartError, open_database},
};
use std::io::Write as _;

pub async fn run(config: &Config) -> Result<(), StartError> {
    open_database(config).await?.close().await;
    writeln!(std::io::stdout(), "the database is up to date")?;
    Ok(())
}
