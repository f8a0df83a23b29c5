//! The four modules a workshop can be about.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Module {
    /// Teasing, bystanders, saying stop.
    Respect,
    /// Taking and posting pictures.
    ImageRights,
    /// Pressure, passing on, finding help.
    Sexting,
    /// Passwords, two-step login, tricks.
    Passwords,
}

/// The text names no module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such module")]
pub struct UnknownModule;

impl Module {
    /// All modules, in the order menus show them.
    pub const ALL: [Self; 4] = [Self::Respect, Self::ImageRights, Self::Sexting, Self::Passwords];

    /// The module as it is stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Respect => "respect",
            Self::ImageRights => "image-rights",
            Self::Sexting => "sexting",
            Self::Passwords => "passwords",
        }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Module {
    type Err = UnknownModule;

    fn from_str(text: &str) -> Result<Self, UnknownModule> {
        Self::ALL.into_iter().find(|module| module.as_str() == text).ok_or(UnknownModule)
    }
}
