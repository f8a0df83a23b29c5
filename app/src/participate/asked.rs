//! What a workshop's form asks. It is fixed when the workshop opens, so it is read once and kept:
//! checking an answer costs no trip to the database.

use crate::workshop::model::WorkshopDetail;
use domain::{
    id::WorkshopId,
    module::Module,
    question::{Answer, Item},
    questionnaire::{Questionnaire, Wave},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

/// Workshops kept at most; past that all are forgotten and read again when asked for.
const KEPT: usize = 4096;

/// The form of one opened workshop.
#[derive(Debug)]
pub struct Asked {
    /// Its questionnaire's version.
    pub questionnaire: Arc<Questionnaire>,
    modules: BTreeSet<Module>,
}

impl Asked {
    /// The form of a workshop.
    #[must_use]
    pub fn new(questionnaire: Arc<Questionnaire>, detail: &WorkshopDetail) -> Self {
        Self { questionnaire, modules: detail.plan.modules.clone() }
    }

    /// Its questions in a wave.
    #[must_use]
    pub fn items(&self, wave: Wave) -> Vec<&Item> {
        self.questionnaire.form(&self.modules, wave)
    }

    /// The stored text of an answer to one of its questions; `None` where it is no answer to it.
    #[must_use]
    pub fn check(&self, item: &Item, sent: &str) -> Option<String> {
        let scale = self.questionnaire.scale(item)?;
        Some(Answer::parse(scale, sent).ok()?.as_text().to_owned())
    }
}

/// The forms in use.
#[derive(Debug, Default)]
pub struct Forms(RwLock<HashMap<WorkshopId, Arc<Asked>>>);

impl Forms {
    /// A form that was kept.
    #[must_use]
    pub fn find(&self, workshop: WorkshopId) -> Option<Arc<Asked>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&workshop).cloned()
    }

    /// Keeps the form of a workshop. Only an opened one: a draft may still change.
    pub fn keep(&self, detail: &WorkshopDetail, asked: &Arc<Asked>) {
        if detail.questionnaire_version.is_none() {
            return;
        }
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(detail.id, Arc::clone(asked));
    }
}
