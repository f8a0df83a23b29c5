//! `serve`.

use crate::{
    accept::{self, Edge},
    config::Config,
    jobs,
    router::router,
    shutdown,
    simulate::PhonesIndoors,
    start::{StartError, build_state, open_database},
    trial,
};
use app::{account, demonstration, workshop::service::SimulatedPhones};
use std::{io::Write as _, sync::Arc};
use tokio::net::TcpListener;

pub async fn run(config: &Config) -> Result<(), StartError> {
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    let stop = shutdown::on_signal()?;
    let db = if config.http.trial_lan {
        trial::open(config).await?
    } else {
        open_database(config).await?
    };
    let listener = TcpListener::bind(config.http.listen)
        .await
        .map_err(|cause| format!("cannot listen on {}: {cause}", config.http.listen))?;
    let bound = listener.local_addr()?;
    let state = build_state(config, db.clone(), bound).await?;
    let app = router(config, state.clone(), bound)?;
    let phones: Arc<dyn SimulatedPhones> =
        Arc::new(PhonesIndoors::new(app.clone(), &bound.to_string(), stop.clone()));
    state.phone_box.connect(&phones);
    let mut out = std::io::stdout();
    if let Some(link) = account::service::setup_link(&state).await? {
        writeln!(out, "set-up link: {link}")?;
    }
    if state.demonstration {
        let open = demonstration::service::ensure_open_workshop(&state).await?;
        writeln!(out, "{}", demonstration::service::notice(&state, &open))?;
        if config.http.trial_lan {
            let path = open.detail.join_code.map_or("/".to_owned(), |code| format!("/j/{code}"));
            writeln!(out, "{}", trial::notice(&state.link("/"), &state.link(&path)))?;
        }
    }
    writeln!(out, "listening on http://{bound}")?;
    out.flush()?;
    // Streams end on the same signal, or the drain would wait for them.
    let (hub, stopped) = (state.live.clone(), stop.clone());
    tokio::spawn(async move {
        stopped.cancelled().await;
        hub.stop();
    });
    let hearing = tokio::spawn(app::live::stream::hear(state.clone()));
    let jobs = tokio::spawn(jobs::keep_workshops(state, stop.clone()));
    accept::serve(listener, app, Edge::from(&config.http), stop).await;
    jobs.await?;
    hearing.await?;
    db.close().await;
    tracing::info!("stopped");
    Ok(())
}
