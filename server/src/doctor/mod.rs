//! What is unsafe or missing, in sentences that say what to do. Looks only; changes nothing, and
//! prints no secret: addresses of databases are shown without their passwords.

mod database;
mod files;
mod machine;
mod settings;
#[cfg(test)]
mod tests;

use app::clock::Clock;

use crate::config::{Config, Overrides};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Fine,
    /// It works, and should be looked at.
    Warning,
    /// It does not work, or must not go on like this.
    Broken,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub grade: Grade,
    /// What was found.
    pub text: String,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Finding {
    fn fine(text: impl Into<String>) -> Self {
        Self { grade: Grade::Fine, text: text.into(), advice: None }
    }

    fn warning(text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { grade: Grade::Warning, text: text.into(), advice: Some(advice.into()) }
    }

    fn broken(text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { grade: Grade::Broken, text: text.into(), advice: Some(advice.into()) }
    }
}

/// Looks at everything: settings, files, the machine, the database.
pub async fn examine(overrides: &Overrides) -> Vec<Finding> {
    let config = match Config::load(overrides) {
        Ok(config) => config,
        Err(error) => {
            let advice = "`make-it-safe config example` writes a documented file to start from";
            return vec![Finding::broken(error.to_string(), advice)];
        }
    };
    let now = Clock::System.now();
    let path = Config::path(overrides);
    let mut findings = vec![Finding::fine(if path.exists() {
        format!("The configuration {} can be read.", path.display())
    } else {
        "There is no configuration file: defaults, environment and command line count.".to_owned()
    })];
    findings.extend(settings::examine(&config, now));
    findings.extend(files::examine(&config, &path));
    findings.extend(machine::examine(now));
    findings.extend(database::examine(&config, now).await);
    findings
}
