//! The directory, read from content at start.

use crate::{error::AppError, incident::internal};
use domain::{locale::Language, question::Translated, time::Day};
use serde::Deserialize;

/// One way to reach a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// `phone`, `web`, `chat`, `sms` or `mail`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is shown.
    pub value: String,
    /// Where it leads.
    pub href: String,
}

/// One service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stable name.
    pub id: String,
    /// Name.
    pub name: Translated,
    /// What it does, in one sentence.
    pub purpose: Translated,
    /// `teen`, `adult` or `professional`.
    pub audience: String,
    /// What kind of service it is; `child-helpline` opens a country.
    pub kind: String,
    /// How to reach it.
    pub channels: Vec<Channel>,
    /// When it answers.
    #[serde(default)]
    pub hours: Translated,
    /// Languages it is known to answer in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// `free` or `unknown`.
    pub cost: String,
    /// Where the facts were seen.
    pub source: String,
    /// `seen`, `secondary` or `unconfirmed`; the last is never shown to teenagers.
    pub mark: String,
    /// `live`, `closed` or `replaced`.
    pub status: String,
    /// Day of the last check.
    pub checked: Day,
    /// Who checked.
    pub checked_by: String,
    /// Position: smaller comes first.
    pub order: i64,
    /// Interface languages in which it comes before the others.
    #[serde(default)]
    pub languages_first: Vec<String>,
}

impl Entry {
    /// Whether teenagers may see it.
    #[must_use]
    pub fn visible(&self) -> bool {
        self.status == "live"
            && self.mark != "unconfirmed"
            && self.audience == "teen"
            && !self.channels.is_empty()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryFile {
    country: String,
    name: Translated,
    #[serde(rename = "entry")]
    entries: Vec<Entry>,
}

/// Days after which somebody has to look again whether a service's facts still hold.
pub const CHECK_EVERY_DAYS: i32 = 150;

const SHIPPED: &[&str] = &[
    include_str!("../../../content/directory/be.toml"),
    include_str!("../../../content/directory/eu.toml"),
];
/// The file whose entries hold in every country.
const EVERYWHERE: &str = "eu";

/// All services.
#[derive(Debug)]
pub struct Directory {
    countries: Vec<CountryFile>,
}

impl Directory {
    /// The directory that this program ships.
    ///
    /// # Errors
    /// When the content is broken.
    pub fn shipped() -> Result<Self, AppError> {
        let countries = SHIPPED
            .iter()
            .map(|text| toml::from_str(text).map_err(|cause| internal(&cause)))
            .collect::<Result<_, _>>()?;
        Ok(Self { countries })
    }

    /// Services shown to teenagers whose facts nobody has looked at for [`CHECK_EVERY_DAYS`].
    #[must_use]
    pub fn due_for_check(&self, today: Day) -> Vec<String> {
        let entries = self.countries.iter().flat_map(|file| &file.entries);
        entries
            .filter(|entry| entry.visible() && entry.checked.plus_days(CHECK_EVERY_DAYS) < today)
            .map(|entry| entry.id.clone())
            .collect()
    }

    /// Whether a country has a helpline that young people can be shown: without one it cannot be
    /// chosen.
    #[must_use]
    pub fn serves(&self, country: &str) -> bool {
        self.countries.iter().any(|file| {
            file.country == country
                && file
                    .entries
                    .iter()
                    .any(|entry| entry.kind == "child-helpline" && entry.visible())
        })
    }

    /// Countries that can be chosen, with their names.
    #[must_use]
    pub fn countries(&self, language: Language) -> Vec<(String, String)> {
        let chosen = self.countries.iter().filter(|file| self.serves(&file.country));
        chosen.map(|file| (file.country.clone(), file.name.get(language).to_owned())).collect()
    }

    /// What a young person sees in a country, most useful first: emergency, then services in their
    /// language, then the others. The same number is not shown twice.
    #[must_use]
    pub fn for_teenagers(&self, country: Option<&str>, language: Language) -> Vec<&Entry> {
        let here = |file: &&CountryFile| Some(file.country.as_str()) == country;
        let everywhere = |file: &&CountryFile| file.country == EVERYWHERE;
        let files =
            self.countries.iter().filter(here).chain(self.countries.iter().filter(everywhere));
        let mut entries: Vec<&Entry> =
            files.flat_map(|file| &file.entries).filter(|entry| entry.visible()).collect();
        let rank = |entry: &Entry| {
            let first = entry.kind == "emergency";
            let spoken = entry.languages_first.iter().any(|code| code == language.code());
            (!first, !spoken, entry.order)
        };
        let mut seen = Vec::new();
        entries.retain(|entry| {
            let phone = entry
                .channels
                .iter()
                .find(|channel| channel.kind == "phone")
                .map(|channel| channel.value.as_str());
            let repeated = phone.is_some_and(|number| seen.contains(&number));
            seen.extend(phone);
            !repeated
        });
        entries.sort_by_key(|entry| rank(entry));
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_whole() {
        let directory = Directory::shipped().unwrap();
        for entry in directory.countries.iter().flat_map(|file| &file.entries) {
            assert!(entry.name.complete() && entry.purpose.complete(), "{}", entry.id);
            assert!(!entry.source.is_empty() && !entry.checked_by.is_empty(), "{}", entry.id);
            for channel in &entry.channels {
                let expected = match channel.kind.as_str() {
                    "phone" => "tel:",
                    "sms" => "sms:",
                    "mail" => "mailto:",
                    _ => "https://",
                };
                assert!(channel.href.starts_with(expected), "{}: {}", entry.id, channel.href);
            }
        }
    }

    #[test]
    fn a_country_without_a_visible_helpline_cannot_be_chosen() {
        let mut directory = Directory::shipped().unwrap();
        assert!(directory.serves("be"));
        assert!(!directory.serves("eu") && !directory.serves("xx"));
        for entry in directory.countries.iter_mut().flat_map(|file| &mut file.entries) {
            entry.mark = "unconfirmed".into();
        }
        assert!(!directory.serves("be"));
    }

    #[test]
    fn emergency_comes_first_and_no_number_twice() {
        let directory = Directory::shipped().unwrap();
        for language in Language::ALL {
            let shown = directory.for_teenagers(Some("be"), language);
            assert_eq!(shown.first().map(|entry| entry.kind.as_str()), Some("emergency"));
            let phones: Vec<&str> = shown
                .iter()
                .flat_map(|entry| &entry.channels)
                .filter(|channel| channel.kind == "phone")
                .map(|channel| channel.value.as_str())
                .collect();
            let unique: std::collections::HashSet<_> = phones.iter().collect();
            assert_eq!(phones.len(), unique.len(), "{phones:?}");
        }
    }
}
