//! What can be wrong with the configuration, said so that it can be put right.

use std::path::PathBuf;

/// A reason not to start. Its text is shown to the operator as it stands; it
/// never contains a value that may be secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The named file could not be read.
    #[error(
        "Cannot read the configuration file {}: {reason}. Check the path given with --config and who may read the file.",
        path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// The file is not TOML. The line itself is not shown, it may hold a password.
    #[error("{origin}, line {line}, is not valid TOML: {reason}.")]
    Syntax {
        /// The file's name.
        origin: String,
        /// Line number, from 1.
        line: usize,
        /// What the parser said.
        reason: String,
    },
    /// A key or variable that does not exist; most often a spelling mistake.
    #[error("{origin}: there is no setting \"{key}\".{}", hint(nearest.as_deref()))]
    UnknownKey {
        /// Where it was found.
        origin: String,
        /// As it was written.
        key: String,
        /// The known one that looks most like it.
        nearest: Option<String>,
    },
    /// A value of the wrong kind.
    #[error("{origin}: {key} cannot be used: {reason}.")]
    BadValue {
        /// Where it was found.
        origin: String,
        /// The key, with its table.
        key: String,
        /// Why.
        reason: String,
    },
    /// Two variables for one setting.
    #[error("{first} and {second} set the same thing. Keep one of them.")]
    SetTwice {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A value out of range, or values that do not go together.
    #[error("{0}.")]
    Rule(String),
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || " `make-it-safe config example` lists all settings.".to_owned(),
        |name| format!(" Did you mean \"{name}\"?"),
    )
}
