//! All services, country by country.

use super::model::{Entry, Facts, Slots, Stale};
use crate::{error::AppError, incident::internal};
use domain::{locale::Language, question::Translated, time::Day};
use serde::Deserialize;
use std::collections::HashSet;

/// One list: a country's, or the one for everywhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryFile {
    /// Code, lower case.
    pub country: String,
    /// Name.
    pub name: Translated,
    /// What texts about this country need.
    #[serde(default)]
    pub slots: Slots,
    /// Services.
    #[serde(rename = "entry")]
    pub entries: Vec<Entry>,
}

const SHIPPED: &[&str] = &[
    include_str!("../../../content/directory/be.toml"),
    include_str!("../../../content/directory/nl.toml"),
    include_str!("../../../content/directory/fr.toml"),
    include_str!("../../../content/directory/de.toml"),
    include_str!("../../../content/directory/lu.toml"),
    include_str!("../../../content/directory/at.toml"),
    include_str!("../../../content/directory/uk.toml"),
    include_str!("../../../content/directory/ie.toml"),
    include_str!("../../../content/directory/eu.toml"),
];
/// The list whose entries hold in every country.
const EVERYWHERE: &str = "eu";

/// What an editor saved about an entry.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The list's code.
    pub country: String,
    /// The entry's id.
    pub entry: String,
    /// What it says now.
    pub facts: Facts,
    /// The day it was saved.
    pub saved_on: Day,
    /// The check that was shipped then.
    pub based_on: Day,
}

/// All services.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The lists, countries first.
    pub countries: Vec<CountryFile>,
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

    /// What is shipped with what editors changed. Where a newer program ships another check, later than
    /// an editor's last change, what it ships counts.
    #[must_use]
    pub fn with(&self, overlays: &[Overlay]) -> Self {
        let mut all = self.clone();
        for overlay in overlays {
            if let Some(entry) = all.entry_mut(&overlay.country, &overlay.entry)
                && entry.facts.checked <= overlay.saved_on.max(overlay.based_on)
            {
                entry.facts.clone_from(&overlay.facts);
            }
        }
        all
    }

    /// An entry to change.
    pub fn entry_mut(&mut self, country: &str, id: &str) -> Option<&mut Entry> {
        let file = self.countries.iter_mut().find(|file| file.country == country)?;
        file.entries.iter_mut().find(|entry| entry.id == id)
    }

    /// A list.
    #[must_use]
    pub fn file(&self, country: &str) -> Option<&CountryFile> {
        self.countries.iter().find(|file| file.country == country)
    }

    /// An entry.
    #[must_use]
    pub fn entry(&self, country: &str, id: &str) -> Option<&Entry> {
        self.file(country)?.entries.iter().find(|entry| entry.id == id)
    }

    /// Whether a country has a helpline that young people can be shown: without one it cannot be
    /// chosen.
    #[must_use]
    pub fn serves(&self, country: &str) -> bool {
        self.file(country).is_some_and(|file| {
            file.entries.iter().any(|entry| entry.kind == "child-helpline" && entry.visible())
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
        let mut seen = HashSet::new();
        entries.retain(|entry| entry.phone().is_none_or(|number| seen.insert(number)));
        entries.sort_by_key(|entry| rank(entry));
        entries
    }

    /// Services named to families in a country: those its list names for them, or where none of
    /// these can be shown the helplines for young people.
    #[must_use]
    pub fn for_families(&self, country: &str) -> Vec<&Entry> {
        let Some(file) = self.file(country) else { return Vec::new() };
        let named = file.slots.families.iter().filter_map(|id| self.entry(country, id));
        let named: Vec<&Entry> = named.filter(|entry| entry.usable()).collect();
        if !named.is_empty() {
            return named;
        }
        let helplines = file.entries.iter().filter(|entry| entry.kind == "child-helpline");
        helplines.filter(|entry| entry.visible()).collect()
    }

    /// Services that nobody has checked for a long time.
    #[must_use]
    pub fn stale(&self, today: Day, language: Language) -> Vec<Stale> {
        let of = |file: &CountryFile| {
            let name = file.name.get(language).to_owned();
            let stale = file.entries.iter().filter(|entry| entry.stale(today));
            stale
                .map(|entry| Stale {
                    country: file.country.clone(),
                    country_name: name.clone(),
                    id: entry.id.clone(),
                    name: entry.name.get(language).to_owned(),
                })
                .collect::<Vec<_>>()
        };
        self.countries.iter().flat_map(of).collect()
    }
}

#[cfg(test)]
mod tests;
