//! Interface languages and countries.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An interface language. Adding one means: an entry here, a file in `app/locales`, and the content.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// German.
    De,
}

/// The text names no language of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a language of this product")]
pub struct UnknownLanguage;

impl Language {
    /// Every language, in the order menus show them.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Nl, Self::De];

    /// The two-letter code (ISO 639-1).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::De => "de",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Nl => "Nederlands",
            Self::De => "Deutsch",
        }
    }

    /// Writing direction, for `dir` on the document.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::En | Self::Fr | Self::Nl | Self::De => "ltr",
        }
    }

    /// The first language of an `Accept-Language` header that we have, in the browser's order of
    /// preference.
    #[must_use]
    pub fn preferred(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.split(';');
                let tag = pieces.next()?.trim();
                let quality = pieces.find_map(|piece| piece.trim().strip_prefix("q="));
                let quality = quality.map_or(1.0, |q| q.parse().unwrap_or(0.0));
                let language = tag.split('-').next()?.to_ascii_lowercase().parse().ok()?;
                (quality > 0.0).then_some((quality, language))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map(|&(_, language)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_order_of_preference_counts() {
        assert_eq!(Language::preferred("ar, nl-BE;q=0.7, fr;q=0.9"), Some(Language::Fr));
        assert_eq!(Language::preferred("de-AT"), Some(Language::De));
        assert_eq!(Language::preferred("ar, fr;q=0"), None);
        assert_eq!(Language::preferred(""), None);
    }
}
