//! From a configuration to a state that can serve.

use crate::{assets, config::Config};
use app::{
    assets::Manifest,
    clock::Clock,
    db::{Db, DbSettings},
    session::{
        cookie::Scheme,
        limits::{LimitRules, Limits},
        service::SessionRules,
    },
    state::{AppState, Settings},
};
use domain::workshop::ClosingRule;
use std::{net::SocketAddr, time::Duration};

/// Why the program cannot start.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// Opens the configured database and brings it up to date.
///
/// # Errors
/// When it cannot be reached, or is newer than this program.
pub async fn open_database(config: &Config) -> Result<Db, StartError> {
    let db = Db::connect(config.database.url.expose(), DbSettings::default()).await?;
    db.migrate().await?;
    Ok(db)
}

/// Everything a request can reach, for a server bound to `bound`.
///
/// # Errors
/// When the store fails or a setting cannot be used.
pub async fn build_state(
    config: &Config,
    db: Db,
    bound: SocketAddr,
) -> Result<AppState, StartError> {
    let public_url = config.http.public_url(bound);
    let settings = Settings {
        public_url: public_url.origin().to_owned(),
        scheme: if public_url.is_https() { Scheme::Https } else { Scheme::Http },
        closing: ClosingRule {
            undo_seconds: seconds(config.workshop.undo()),
            grace_seconds: seconds(config.workshop.grace()),
        },
        close_hour: i8::try_from(config.workshop.close_hour).unwrap_or(4),
        time_zone: config.workshop.zone()?,
        sessions: SessionRules {
            idle_minutes: seconds(config.sessions.coach_idle()) / 60,
            absolute_minutes: seconds(config.sessions.coach_absolute()) / 60,
            admin_idle_minutes: seconds(config.sessions.admin_idle()) / 60,
            admin_absolute_minutes: seconds(config.sessions.admin_absolute()) / 60,
        },
        exit_url: config.exit_url.fallback.clone(),
        exit_by_country: config
            .exit_url
            .by_country
            .iter()
            .map(|(country, url)| (country.to_lowercase(), url.clone()))
            .collect(),
        hash_concurrency: config.limits.password_hash_concurrency as usize,
        trial_lan: config.http.trial_lan,
        doors_allowed: config.http.trial_lan
            || bound.ip().is_loopback() && public_url.is_loopback(),
    };
    let limits = Limits::new(LimitRules {
        writes_per_minute: config.limits.participant_writes_per_minute,
        writes_burst: config.limits.participant_writes_burst,
        reads_per_minute: config.limits.participant_reads_per_minute,
        miss_burst: config.limits.code_miss_burst,
        misses_per_minute: config.limits.code_misses_per_minute,
        misses_per_minute_in_all: config.limits.code_misses_per_minute_in_all,
        trusted_proxies: config.http.trusted_proxies.clone(),
    });
    Ok(AppState::build(db, Clock::System, settings, limits, manifest()).await?)
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

fn manifest() -> Manifest {
    Manifest {
        stylesheet: assets::url("app.css"),
        staff_stylesheet: assets::url("staff.css"),
        script: assets::url("app.js"),
        wasm: assets::url("app_bg.wasm"),
        icon: assets::url("favicon.svg"),
    }
}
