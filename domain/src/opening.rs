//! What has to be settled before a workshop opens: the parents, and somebody to turn to.

use crate::module::Module;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, str::FromStr};

/// How a project involves the parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parents {
    /// They get a letter and may object.
    #[default]
    Informed,
    /// They must agree.
    Agree,
}

impl Parents {
    /// Both ways, the usual one first.
    pub const ALL: [Self; 2] = [Self::Informed, Self::Agree];

    /// The way as it is stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Informed => "informed",
            Self::Agree => "agree",
        }
    }
}

/// The text names no way of involving parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such way of involving parents")]
pub struct UnknownParents;

impl FromStr for Parents {
    type Err = UnknownParents;

    fn from_str(text: &str) -> Result<Self, UnknownParents> {
        Self::ALL.into_iter().find(|way| way.as_str() == text).ok_or(UnknownParents)
    }
}

/// What is known when a coach wants to open a workshop.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// What the workshop is about.
    pub modules: &'a BTreeSet<Module>,
    /// Whether the coach says that the parents have the letter, or have agreed.
    pub parents_confirmed: bool,
    /// The person the group's coach turns to the same day; empty where nobody is named.
    pub safeguarding_person: &'a str,
    /// Their phone; empty where none is known.
    pub safeguarding_phone: &'a str,
    /// Whether it is a trial, without young people.
    pub trial: bool,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The coach's word that the parents have the letter, or have agreed.
    Parents,
    /// The name of a safeguarding person.
    SafeguardingPerson,
    /// Their phone.
    SafeguardingPhone,
}

/// Whether a workshop needs a named safeguarding person: this topic brings things to light.
#[must_use]
pub fn needs_safeguarding(modules: &BTreeSet<Module>) -> bool {
    modules.contains(&Module::Sexting)
}

/// Whether a workshop may open.
///
/// # Errors
/// Everything that is missing, in the order of the form.
pub fn may_open(opening: Opening<'_>) -> Result<(), Vec<Missing>> {
    let mut missing = Vec::new();
    if needs_safeguarding(opening.modules) {
        if opening.safeguarding_person.trim().is_empty() {
            missing.push(Missing::SafeguardingPerson);
        }
        if opening.safeguarding_phone.trim().is_empty() {
            missing.push(Missing::SafeguardingPhone);
        }
    }
    if !opening.parents_confirmed && !opening.trial {
        missing.push(Missing::Parents);
    }
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(modules: &BTreeSet<Module>) -> Opening<'_> {
        Opening {
            modules,
            parents_confirmed: true,
            safeguarding_person: "",
            safeguarding_phone: "",
            trial: false,
        }
    }

    #[test]
    fn parents_have_to_have_the_letter_except_in_a_trial() {
        let modules = [Module::Passwords].into();
        let silent = Opening { parents_confirmed: false, ..opening(&modules) };
        assert_eq!(may_open(opening(&modules)), Ok(()));
        assert_eq!(may_open(silent), Err(vec![Missing::Parents]));
        assert_eq!(may_open(Opening { trial: true, ..silent }), Ok(()));
    }

    #[test]
    fn sexting_needs_somebody_to_turn_to_with_a_phone_even_in_a_trial() {
        let modules = [Module::Passwords, Module::Sexting].into();
        let nobody = opening(&modules);
        let both = vec![Missing::SafeguardingPerson, Missing::SafeguardingPhone];
        assert_eq!(may_open(nobody), Err(both.clone()));
        assert_eq!(may_open(Opening { trial: true, ..nobody }), Err(both));
        let named = Opening { safeguarding_person: "The director", ..nobody };
        assert_eq!(may_open(named), Err(vec![Missing::SafeguardingPhone]));
        let silent = Opening { parents_confirmed: false, ..named };
        let expected = vec![Missing::SafeguardingPhone, Missing::Parents];
        assert_eq!(may_open(silent), Err(expected));
        assert_eq!(may_open(Opening { safeguarding_phone: "000 00", ..named }), Ok(()));
    }

    #[test]
    fn the_ways_are_written_as_they_are_read() {
        for way in Parents::ALL {
            assert_eq!(way.as_str().parse(), Ok(way));
        }
        assert_eq!("maybe".parse::<Parents>(), Err(UnknownParents));
    }
}
