//! The agendas, stories, polls and practices this program ships.

use super::model::Room;
use crate::{
    directory::{self, service::Directory},
    error::AppError,
    incident::internal,
    project,
    state::AppState,
    workshop::model::WorkshopDetail,
};
use domain::{
    age::AgeBand,
    agenda::{Agenda, Length},
    locale::Language,
    module::Module,
    poll::Polls,
    practice::Practice,
    story::Story,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// All that a module brings into the room.
#[derive(Debug)]
pub struct Kit {
    /// Steps with their coach cards.
    pub agenda: Agenda,
    /// The photo-story.
    pub story: Story,
    /// The polls.
    pub polls: Polls,
    /// What is tried.
    pub practice: Practice,
}

macro_rules! kit_text {
    ($($module:path => $folder:literal),+) => {
        [$(($module, [
            include_str!(concat!("../../../content/modules/", $folder, "/agenda.toml")),
            include_str!(concat!("../../../content/modules/", $folder, "/story.toml")),
            include_str!(concat!("../../../content/modules/", $folder, "/polls.toml")),
            include_str!(concat!("../../../content/modules/", $folder, "/practice.toml")),
        ])),+]
    };
}

const TEXTS: [(Module, [&str; 4]); 4] = kit_text!(
    Module::Respect => "respect",
    Module::ImageRights => "image-rights",
    Module::Sexting => "sexting",
    Module::Passwords => "passwords"
);

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    toml::from_str(text).map_err(|cause| internal(&cause))
}

fn parse_all() -> Result<BTreeMap<Module, Kit>, AppError> {
    let kits = TEXTS.into_iter().map(|(module, [agenda, story, polls, practice])| {
        let kit = Kit {
            agenda: parse(agenda)?,
            story: parse(story)?,
            polls: parse(polls)?,
            practice: parse(practice)?,
        };
        Ok((module, kit))
    });
    kits.collect()
}

/// What a module brings.
///
/// # Errors
/// When the shipped content is broken: a test keeps it whole.
pub fn kit(module: Module) -> Result<&'static Kit, AppError> {
    static KITS: LazyLock<Result<BTreeMap<Module, Kit>, AppError>> = LazyLock::new(parse_all);
    let kits = KITS.as_ref().map_err(Clone::clone)?;
    kits.get(&module).ok_or(AppError::NotFound)
}

/// What each of a workshop's modules brings, in their order.
///
/// # Errors
/// As [`kit`].
pub fn kits(modules: &BTreeSet<Module>) -> Result<Vec<(Module, &'static Kit)>, AppError> {
    modules.iter().map(|module| Ok((*module, kit(*module)?))).collect()
}

/// For whom a workshop's kit is shown, for pages whose reader has been let in.
///
/// # Errors
/// When the store fails.
pub async fn room(state: &AppState, detail: &WorkshopDetail) -> Result<Room, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let minutes = detail.plan.meetings.iter().map(|meeting| meeting.minutes).max();
    let age_band = project::service::age_band(conn, detail.plan.group).await?;
    Ok(Room {
        country: detail.country.clone(),
        directory: directory::service::current_in(conn, state).await?,
        length: Length::fitting(minutes.unwrap_or(0)),
        younger: age_band == AgeBand::From12,
    })
}

/// Words in content that each country fills, and the kind of service that fills them.
const SLOTS: [(&str, &str); 2] =
    [("{helpline}", "child-helpline"), ("{phishing_report}", "report-phishing")];

/// Fills a text's slots with what helps in a country; where it has no such service, with the most
/// useful one there is.
#[must_use]
pub fn fill_slots(text: &str, directory: &Directory, country: &str, language: Language) -> String {
    let mut filled = text.to_owned();
    for (slot, kind) in SLOTS.into_iter().filter(|(slot, _)| text.contains(slot)) {
        let services = directory.for_teenagers(Some(country), language);
        let found = services.iter().find(|entry| entry.kind == kind);
        let found = found.or_else(|| services.iter().find(|entry| entry.kind == "child-helpline"));
        let Some(entry) = found else { continue };
        let name = entry.name.get(language);
        let words = match entry.phone() {
            Some(phone) if !name.contains(phone) => format!("{name} ({phone})"),
            _ => name.to_owned(),
        };
        filled = filled.replace(slot, &words);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_has_a_whole_agenda_story_polls_and_practice() {
        for module in Module::ALL {
            let kit = kit(module).unwrap();
            assert_eq!(
                [kit.agenda.module, kit.story.module, kit.polls.module, kit.practice.module],
                [module; 4]
            );
            let none = Vec::<String>::new();
            assert_eq!(kit.agenda.problems(), none, "{module}");
            assert_eq!(kit.story.problems(), none, "{module}");
            assert_eq!(kit.polls.problems(), none, "{module}");
            assert_eq!(kit.practice.problems(), none, "{module}");
        }
    }

    #[test]
    fn every_country_gets_three_polls_of_every_module() {
        let directory = Directory::shipped().unwrap();
        for module in Module::ALL {
            for (country, _) in directory.countries(Language::En) {
                let polls = kit(module).unwrap().polls.in_country(&country).count();
                assert_eq!(polls, 3, "{module} in {country}");
            }
        }
    }

    #[test]
    fn every_slot_is_known_and_filled_in_every_country() {
        let directory = Directory::shipped().unwrap();
        for (_, texts) in TEXTS {
            for text in texts {
                for (country, _) in directory.countries(Language::En) {
                    for language in Language::ALL {
                        let filled = fill_slots(text, &directory, &country, language);
                        let open: Vec<_> = filled
                            .split('{')
                            .skip(1)
                            .filter_map(|rest| rest.split_once('}'))
                            .map(|(slot, _)| slot)
                            .filter(|slot| !slot.contains('='))
                            .collect();
                        assert_eq!(open, Vec::<&str>::new(), "{country}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_story_calls_a_choice_wrong_and_sexting_polls_are_sensitive() {
        for module in Module::ALL {
            let kit = kit(module).unwrap();
            let choices = kit.story.scenes.iter().flat_map(|scene| &scene.choices);
            for text in choices.flat_map(|choice| choice.feedback.0.values()) {
                let lower = text.to_lowercase();
                for word in ["wrong", " faux", "fout", "falsch"] {
                    assert!(!lower.contains(word), "{module}: {text}");
                }
            }
        }
        let sexting = &kit(Module::Sexting).unwrap().polls.polls;
        assert!(sexting.iter().all(|poll| poll.sensitive) && sexting[0].private);
    }
}
