//! The questionnaires of this installation, read once at start.

use super::store;
use crate::{db::Db, error::AppError, incident::internal};
use domain::{module::Module, question::Translated, questionnaire::Questionnaire};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// The questionnaire for young people.
pub const YOUTH: &str = "youth";

const SHIPPED: &[&str] = &[include_str!("../../../content/questionnaires/youth.toml")];

/// Every version that workshops may use.
#[derive(Debug, Clone)]
pub struct Catalogue {
    versions: Arc<BTreeMap<(String, i64), Arc<Questionnaire>>>,
}

impl Catalogue {
    /// Adds what this program ships, unless a version as high is there, and reads all versions.
    ///
    /// # Errors
    /// When shipped or stored content is broken.
    pub async fn load(db: &Db) -> Result<Self, AppError> {
        let mut tx = db.begin().await?;
        let stored = store::list(&mut tx.conn()).await?;
        for text in SHIPPED {
            let shipped: Questionnaire = toml::from_str(text).map_err(|cause| internal(&cause))?;
            if let Some(problem) = shipped.problems().first() {
                return Err(internal(problem));
            }
            let newest = stored
                .iter()
                .filter(|(id, _, _)| *id == shipped.id)
                .map(|(_, version, _)| *version)
                .max();
            if newest.is_none_or(|newest| newest < shipped.version) {
                let content = serde_json::to_string(&shipped).map_err(|cause| internal(&cause))?;
                store::insert_missing(&mut tx.conn(), &shipped.id, shipped.version, &content)
                    .await?;
            }
        }
        let rows = store::list(&mut tx.conn()).await?;
        tx.commit().await?;
        let mut versions = BTreeMap::new();
        for (id, version, content) in rows {
            let questionnaire = serde_json::from_str(&content).map_err(|cause| internal(&cause))?;
            versions.insert((id, version), Arc::new(questionnaire));
        }
        Ok(Self { versions: Arc::new(versions) })
    }

    /// The newest version of a questionnaire.
    ///
    /// # Errors
    /// When there is none.
    pub fn newest(&self, id: &str) -> Result<Arc<Questionnaire>, AppError> {
        let found = self.versions.iter().rfind(|((found, _), _)| found == id);
        found
            .map(|(_, questionnaire)| Arc::clone(questionnaire))
            .ok_or_else(|| internal(&"a questionnaire is missing"))
    }

    /// One version of a questionnaire.
    ///
    /// # Errors
    /// When this server does not have it.
    pub fn version(&self, id: &str, version: i64) -> Result<Arc<Questionnaire>, AppError> {
        let found = self.versions.get(&(id.to_owned(), version));
        found.cloned().ok_or_else(|| internal(&"a questionnaire's version is missing"))
    }
}

/// A module as content describes it.
#[derive(Debug, Clone, Deserialize)]
pub struct ModuleText {
    /// The module.
    pub id: Module,
    /// Its title for staff.
    pub title: Translated,
    /// A title of two to four words.
    pub short: Translated,
    /// What participants take away.
    pub goals: Vec<Translated>,
}

const MODULES: &[&str] = &[
    include_str!("../../../content/modules/respect/module.toml"),
    include_str!("../../../content/modules/image-rights/module.toml"),
    include_str!("../../../content/modules/sexting/module.toml"),
    include_str!("../../../content/modules/passwords/module.toml"),
];

/// The words about a module.
///
/// # Panics
/// When the shipped content is broken: a test keeps it whole.
#[must_use]
pub fn module_text(module: Module) -> &'static ModuleText {
    static TEXTS: std::sync::LazyLock<BTreeMap<Module, ModuleText>> =
        std::sync::LazyLock::new(|| {
            #[expect(clippy::expect_used, reason = "embedded at build time and tested")]
            MODULES
                .iter()
                .map(|text| toml::from_str::<ModuleText>(text).expect("module content"))
                .map(|text| (text.id, text))
                .collect()
        });
    #[expect(clippy::indexing_slicing, reason = "a test proves that every module has its text")]
    &TEXTS[&module]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_has_its_words_in_every_language() {
        for module in Module::ALL {
            let text = module_text(module);
            assert!(text.title.complete() && text.short.complete(), "{module}");
            assert!(
                !text.goals.is_empty() && text.goals.iter().all(Translated::complete),
                "{module}"
            );
        }
    }
}
