//! Settings: one struct per topic, four layers, checked before anything starts.
//!
//! Rising order: defaults, TOML file, environment, command line. An unknown
//! name refuses to start, since a misspelt limit is a limit that is not there.
//! This folder is the only place that reads the environment.

mod backup;
mod database;
mod error;
mod example;
mod exit_url;
mod http;
mod layers;
mod limits;
mod local_network;
mod public_url;
mod retention;
mod sessions;
mod telemetry;
mod topic;
mod workshop;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use app::session::network::{Network, TrustedProxies};
pub use backup::Backup;
pub use database::{Database, DatabaseUrl, Engine};
pub use error::ConfigError;
pub use example::example;
pub use exit_url::ExitUrl;
pub use http::Http;
pub use limits::Limits;
pub use public_url::PublicUrl;
pub use retention::Retention;
pub use sessions::Sessions;
pub use telemetry::{Format, Level, Telemetry};
pub use workshop::Workshop;

use layers::{CONFIG_VARIABLE, Layers};
use topic::{Description, Topic};

/// The file that is read when none is named.
const DEFAULT_FILE: &str = "make-it-safe.toml";

/// Every topic, in the order of the example file.
static TOPICS: &[Description] = &[
    Description::of::<Database>(),
    Description::of::<Http>(),
    Description::of::<Sessions>(),
    Description::of::<Workshop>(),
    Description::of::<Limits>(),
    Description::of::<Retention>(),
    Description::of::<Backup>(),
    Description::of::<ExitUrl>(),
    Description::of::<Telemetry>(),
];

/// Everything an operator can set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the data lives.
    pub database: Database,
    /// How the server listens.
    pub http: Http,
    /// How long staff stay signed in.
    pub sessions: Sessions,
    /// Times in the life of a workshop.
    pub workshop: Workshop,
    /// How often things may be done.
    pub limits: Limits,
    /// How long answers are kept.
    pub retention: Retention,
    /// Where backups go.
    pub backup: Backup,
    /// Where the quick exit leads.
    pub exit_url: ExitUrl,
    /// What is logged.
    pub telemetry: Telemetry,
}

/// What the command line can set; it wins over everything else.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Overrides {
    /// Configuration file; without it make-it-safe.toml in the working folder, if there is one
    #[arg(long, value_name = "PATH", global = true)]
    pub config: Option<PathBuf>,
    /// Database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`
    #[arg(long, value_name = "URL", global = true)]
    pub database: Option<String>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", global = true)]
    pub listen: Option<String>,
    /// The address people see, such as `https://safe.example.org`
    #[arg(long, value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// Plain HTTP for real phones on the local network; only with a demonstration's database
    #[arg(long, global = true)]
    pub trial_lan: bool,
}

impl Config {
    /// Reads and checks all layers.
    ///
    /// # Errors
    /// A [`ConfigError`] whose text tells the operator what to change.
    pub fn load(overrides: &Overrides) -> Result<Self, ConfigError> {
        let named = Self::named_file(overrides);
        let path = Self::path(overrides);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(reason) => return Err(ConfigError::Unreadable { path, reason }),
        };
        let file = text.as_deref().map(|text| (path.as_path(), text));
        // Names of ours are ASCII; a variable that is not even text is not ours.
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        Self::from_layers(file, variables, overrides)
    }

    /// The file that is read if it is there.
    #[must_use]
    pub fn path(overrides: &Overrides) -> PathBuf {
        Self::named_file(overrides).unwrap_or_else(|| PathBuf::from(DEFAULT_FILE))
    }

    fn named_file(overrides: &Overrides) -> Option<PathBuf> {
        let by_variable = || std::env::var_os(CONFIG_VARIABLE).filter(|path| !path.is_empty());
        overrides.config.clone().or_else(|| by_variable().map(PathBuf::from))
    }

    /// The same from given layers; [`Config::load`] without the file system,
    /// except for a file named by `database.url_file`.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_layers(
        file: Option<(&Path, &str)>,
        variables: impl IntoIterator<Item = (String, String)>,
        overrides: &Overrides,
    ) -> Result<Self, ConfigError> {
        let mut layers = Layers::defaults();
        if let Some((path, text)) = file {
            layers.file(&path.display().to_string(), text)?;
        }
        layers.environment(variables)?;
        layers.command_line(overrides)?;
        let mut config: Self =
            layers.into_table().try_into().map_err(|error: toml::de::Error| {
                ConfigError::Rule(format!("the settings do not go together: {}", error.message()))
            })?;
        config.read_database_url()?;
        config.http.widen_for_trial();
        config.check()?;
        Ok(config)
    }

    /// Checks ranges, and what only shows when settings are seen together.
    ///
    /// # Errors
    /// [`ConfigError::Rule`] for the first rule that is broken.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.database.check()?;
        self.http.check()?;
        self.sessions.check()?;
        self.workshop.check()?;
        self.limits.check()?;
        self.retention.check()?;
        self.backup.check()?;
        self.exit_url.check()?;
        self.telemetry.check()?;
        self.check_public_url()
    }

    /// Things that work but are probably not meant, one sentence each.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let proxied = self.http.public_url.as_ref().is_some_and(PublicUrl::is_https);
        let mut warnings = Vec::new();
        if proxied && self.http.trusted_proxies.is_empty() {
            warnings.push(
                "http.public_url is https, so a proxy stands in front, but http.trusted_proxies is empty: \
                 all visitors count as one source and one person can slow the others down."
                    .to_owned(),
            );
        }
        warnings
    }

    /// Plain HTTP stays on this machine: cookies and answers must not cross a
    /// network that others can read.
    fn check_public_url(&self) -> Result<(), ConfigError> {
        let rule = |text: &str| Err(ConfigError::Rule(text.to_owned()));
        if self.http.trial_lan {
            return match &self.http.public_url {
                Some(url) if url.is_https() => rule(
                    "http.trial_lan is for plain http on the local network, but http.public_url is https; leave out \
                     one of them",
                ),
                _ => Ok(()),
            };
        }
        let local = self.http.listen.ip().to_canonical().is_loopback();
        match &self.http.public_url {
            None if !local => rule(
                "http.listen is reachable from other machines, so http.public_url must say the https:// address \
                 people see; or listen on 127.0.0.1",
            ),
            Some(url) if !url.is_https() && !url.is_loopback() => rule(
                "http.public_url starts with http://, which others on the network can read; put a proxy with a \
                 certificate in front and write its https:// address",
            ),
            Some(url) if !url.is_https() && !local => rule(
                "http.listen is reachable from other machines, but http.public_url is plain http; write the \
                 https:// address people see, or listen on 127.0.0.1",
            ),
            _ => Ok(()),
        }
    }

    fn read_database_url(&mut self) -> Result<(), ConfigError> {
        let Some(path) = &self.database.url_file else {
            return Ok(());
        };
        let text = std::fs::read_to_string(path).map_err(|error| {
            ConfigError::Rule(format!("database.url_file: cannot read {}: {error}", path.display()))
        })?;
        self.database.url = DatabaseUrl::try_from(text.trim().to_owned()).map_err(|reason| {
            ConfigError::Rule(format!("database.url_file: in {}, {reason}", path.display()))
        })?;
        Ok(())
    }
}
