//! What every request can reach.

use crate::{
    assets::Manifest,
    clock::Clock,
    db::{Db, StoreError},
    directory::service::Shelf,
    error::AppError,
    incident::internal,
    live::hub::Hub,
    participate::{asked::Forms, intake::Intake},
    questionnaire::service::Catalogue,
    session::{
        cookie::Scheme, limits::Limits, password::Passwords, service::SessionRules,
        token::random_bytes,
    },
    workshop::service::PhoneBox,
};
use axum::extract::FromRef;
use domain::{id::WorkshopId, workshop::ClosingRule};
use jiff::tz::TimeZone;
use leptos::config::LeptosOptions;
use std::{collections::BTreeMap, sync::Arc};

/// Settings that features read; the server fills them from its configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address people reach the installation under, without a slash at the end.
    pub public_url: String,
    /// The scheme of that address.
    pub scheme: Scheme,
    /// How a wave closes.
    pub closing: ClosingRule,
    /// Hour of the night (0 to 23) at which a forgotten workshop closes itself.
    pub close_hour: i8,
    /// Whose midnight counts.
    pub time_zone: TimeZone,
    /// How long staff sessions live.
    pub sessions: SessionRules,
    /// Where quick exit leads.
    pub exit_url: String,
    /// Where it leads from workshops in these countries (lower-case codes).
    pub exit_by_country: BTreeMap<String, String>,
    /// Passwords hashed at the same time.
    pub hash_concurrency: usize,
    /// Whether this is a trial over plain HTTP on the local network, which every page then says.
    pub trial_lan: bool,
    /// Whether one-click doors of a demonstration may exist: only on loopback or in a declared trial.
    pub doors_allowed: bool,
}

/// Everything a request can reach; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Password hashing.
    pub passwords: Passwords,
    /// Brakes on guessing and flooding.
    pub limits: Arc<Limits>,
    /// Questionnaires in use.
    pub questionnaires: Catalogue,
    /// Help and reporting services; `directory::service::current` reads them.
    pub directory: Arc<Shelf>,
    /// Where answers are saved.
    pub intake: Intake,
    /// Who waits for which workshop.
    pub live: Hub,
    /// Simulated phones for trials.
    pub phone_box: PhoneBox,
    /// What opened workshops ask.
    pub forms: Arc<Forms>,
    /// Embedded files.
    pub assets: Manifest,
    /// Whether the database carries the demonstration mark.
    pub demonstration: bool,
    secret: Arc<[u8; 32]>,
    leptos: LeptosOptions,
}

impl AppState {
    /// Prepares a migrated database for serving: the installation's secret, the questionnaires.
    ///
    /// # Errors
    /// When the store fails or the shipped content is broken.
    pub async fn build(
        db: Db,
        clock: Clock,
        settings: Settings,
        limits: Limits,
        assets: Manifest,
    ) -> Result<Self, AppError> {
        let secret = installation_secret(&db).await?;
        let demonstration = installation_fact(&db, DEMONSTRATION).await?.is_some();
        let questionnaires = Catalogue::load(&db).await?;
        let passwords = Passwords::new(settings.hash_concurrency)?;
        let intake = Intake::start(&db, &clock, settings.closing);
        Ok(Self {
            db,
            clock,
            settings: Arc::new(settings),
            passwords,
            limits: Arc::new(limits),
            questionnaires,
            directory: Arc::new(Shelf::shipped()?),
            intake,
            live: Hub::default(),
            phone_box: PhoneBox::default(),
            forms: Arc::default(),
            assets,
            demonstration,
            secret: Arc::new(secret),
            leptos: LeptosOptions::builder().output_name("app").build(),
        })
    }

    /// Whether one-click doors stand open: only in a demonstration that nobody but this machine, or a
    /// declared trial, can reach.
    #[must_use]
    pub fn doors_stand_open(&self) -> bool {
        self.demonstration && self.settings.doors_allowed
    }

    /// The same application under another clock: for the demonstration's past and for tests.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        let intake = Intake::start(&self.db, &clock, self.settings.closing);
        Self { clock, intake, ..self.clone() }
    }

    /// Tells everybody who follows a workshop, on every server, that it has moved on.
    pub fn announce(&self, workshop: WorkshopId) {
        self.live.changed(workshop);
        self.db.notify(format!("run {workshop}"));
    }

    /// Tells consoles and projectors that a count has changed.
    pub fn announce_counts(&self, workshop: WorkshopId) {
        self.live.counted(workshop);
        self.db.notify(format!("counts {workshop}"));
    }

    /// The installation's secret: binds participants' cookies to this installation.
    #[must_use]
    pub fn secret(&self) -> &[u8] {
        self.secret.as_slice()
    }

    /// An address as people outside type it.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.settings.public_url)
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

const SECRET: &str = "secret";
/// Name of the mark that a demonstration database carries.
pub const DEMONSTRATION: &str = "demonstration";

async fn installation_secret(db: &Db) -> Result<[u8; 32], AppError> {
    if installation_fact(db, SECRET).await?.is_none() {
        // Two servers may start at once: the first row wins and both read it.
        set_installation_fact(db, SECRET, &random_bytes::<32>()).await?;
    }
    let secret = installation_fact(db, SECRET).await?.unwrap_or_default();
    secret.try_into().map_err(|_| internal(&"the installation's secret is damaged"))
}

async fn installation_fact(db: &Db, name: &str) -> Result<Option<Vec<u8>>, AppError> {
    let mut reader = db.read().await?;
    Ok(crate::installation::find(&mut reader.conn(), name).await?)
}

/// Whether a database that may not be migrated yet, or not even be ours, carries the demonstration
/// mark. Changes nothing.
///
/// # Errors
/// When it cannot be reached.
pub async fn carries_demonstration_mark(db: &Db) -> Result<bool, StoreError> {
    let mut reader = db.read().await?;
    match crate::installation::find(&mut reader.conn(), DEMONSTRATION).await {
        Ok(mark) => Ok(mark.is_some()),
        // It has no table of facts, so no mark either.
        Err(StoreError::Database(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes a fact about the installation unless it is there already.
///
/// # Errors
/// When the store fails.
pub async fn set_installation_fact(db: &Db, name: &str, value: &[u8]) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    crate::installation::insert_missing(&mut tx.conn(), name, value).await?;
    Ok(tx.commit().await?)
}
