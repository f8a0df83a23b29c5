//! The help ladder that is cut out of paper; its other practices happen on the phone or aloud.

use crate::{error::AppError, incident::internal};
use domain::{module::Module, question::Translated};
use serde::Deserialize;
use std::{collections::BTreeSet, sync::LazyLock};

/// One rung.
#[derive(Debug, Clone, Deserialize)]
pub struct Rung {
    /// Who or what it is.
    pub title: Translated,
    /// How it helps, with slots.
    pub text: Translated,
}

/// A ladder of people and places to turn to.
#[derive(Debug, Clone, Deserialize)]
pub struct Ladder {
    /// What it is for.
    pub intro: Translated,
    /// The rungs.
    #[serde(rename = "rung")]
    pub rungs: Vec<Rung>,
}

const SEXTING: &str = include_str!("../../../content/modules/sexting/practice.toml");

/// The ladder of a workshop with these modules, where one of them has it.
///
/// # Errors
/// When the shipped content is broken: a test keeps it whole.
pub fn ladder(modules: &BTreeSet<Module>) -> Result<Option<&'static Ladder>, AppError> {
    static SHIPPED: LazyLock<Result<Ladder, AppError>> =
        LazyLock::new(|| toml::from_str(SEXTING).map_err(|cause| internal(&cause)));
    if !modules.contains(&Module::Sexting) {
        return Ok(None);
    }
    SHIPPED.as_ref().map(Some).map_err(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_four_whole_rungs() {
        let ladder = ladder(&[Module::Sexting].into()).unwrap().unwrap();
        assert_eq!(ladder.rungs.len(), 4);
        assert!(ladder.intro.complete());
        assert!(ladder.rungs.iter().all(|rung| rung.title.complete() && rung.text.complete()));
        assert!(super::ladder(&[Module::Respect].into()).unwrap().is_none());
    }
}
