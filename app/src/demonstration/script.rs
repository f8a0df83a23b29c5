//! What the demonstration tells: partners, groups and workshops, all invented. Names are made so that
//! nobody takes them for real ones, and of words that all our languages know.

use domain::{age::AgeBand, module::Module};

/// A partner and where it is.
pub struct Partner {
    /// Name.
    pub name: &'static str,
    /// Country its groups live in, where the directory serves it.
    pub country: &'static str,
    /// Whom its coaches tell when they worry, in the partner's language.
    pub safeguarding: &'static str,
    /// Its groups.
    pub groups: &'static [(&'static str, AgeBand)],
}

/// Partners in three countries. The telephone numbers of safeguarding persons are zeros.
pub const PARTNERS: [Partner; 4] = [
    Partner {
        name: "Campus Demo A",
        country: "be",
        safeguarding: "Personne de confiance du centre",
        groups: &[("3A", AgeBand::From14), ("1C", AgeBand::From12), ("5B", AgeBand::From16)],
    },
    Partner {
        name: "Forum Demo B",
        country: "be",
        safeguarding: "Vertrouwenspersoon van het huis",
        groups: &[("Team 1", AgeBand::From14), ("Team 2", AgeBand::From16)],
    },
    Partner {
        name: "Atelier Demo C",
        country: "nl",
        safeguarding: "Vertrouwenspersoon van het huis",
        groups: &[("Team 3", AgeBand::From12), ("Team 4", AgeBand::From14)],
    },
    Partner {
        name: "Club Demo D",
        country: "de",
        safeguarding: "Vertrauensperson des Hauses",
        groups: &[("Team 5", AgeBand::From14), ("Team 6", AgeBand::From16)],
    },
];

/// A workshop that is over.
pub struct Past {
    /// How long ago it was held.
    pub days_ago: i32,
    /// Its group.
    pub group: &'static str,
    /// Its modules.
    pub modules: &'static [Module],
    /// Young people with a phone in "before".
    pub size: u64,
    /// How well it went, in percent of what the items move on average; below zero it backfired.
    pub effect: i64,
}

const fn past(
    days_ago: i32,
    group: &'static str,
    modules: &'static [Module],
    size: u64,
    effect: i64,
) -> Past {
    Past { days_ago, group, modules, size, effect }
}

/// Oldest first: results freeze in this order.
pub const PAST: [Past; 12] = [
    past(118, "5B", &Module::ALL, 24, 110),
    past(104, "3A", &[Module::Passwords], 22, 130),
    past(97, "Team 1", &[Module::Respect], 20, 90),
    past(83, "1C", &[Module::ImageRights], 23, 120),
    past(76, "Team 3", &[Module::Passwords], 18, 70),
    past(69, "Team 2", &[Module::Sexting], 21, 115),
    past(55, "Team 5", &[Module::Respect, Module::Passwords], 17, 100),
    past(48, "Team 4", &[Module::Respect], 14, -25),
    past(41, "3A", &[Module::ImageRights, Module::Sexting], 24, 80),
    past(27, "Team 1", &[Module::Passwords], 19, 110),
    past(13, "Team 6", &[Module::Sexting], 13, 60),
    past(6, "1C", &[Module::ImageRights], 4, 100),
];

/// What stays open: the module that a stranger can try at once, and its group.
pub const OPEN: (&str, &[Module]) = ("3A", &[Module::Passwords]);
