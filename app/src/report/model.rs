//! What a coach's report holds, and what is known before it is written.

use domain::{
    age::AgeBand,
    id::{ProjectId, StaffId, WorkshopId},
    module::Module,
    question::Translated,
    run::Outcome,
    time::Timestamp,
    workshop::WorkshopState,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most people and minutes that a report can tell.
pub const MOST_PRESENT: u32 = 500;
/// Fewest and most minutes of a workshop with all its meetings.
pub const MINUTES: (u32, u32) = (5, 1440);
/// Longest text of C11, in characters.
pub const LONGEST_TEXT: usize = 300;

/// A step of the workshop and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepNote {
    /// Stable name within the workshop: `respect/story`.
    pub step: String,
    /// Its title in the content; empty for a step of the coach's own.
    pub title: Translated,
    /// Its title in the coach's words, where it is their own.
    pub own_title: Option<String>,
    /// Planned minutes.
    pub planned: u32,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a coach fills in: C2 to C11.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// C2: young people present.
    pub present: i64,
    /// C3: minutes it took.
    pub minutes: i64,
    /// C4: what became of each step, by its name.
    pub steps: BTreeMap<String, Outcome>,
    /// C5 to C11 by code; ticks are joined by commas. What was left out is absent.
    pub items: BTreeMap<String, String>,
}

impl Answers {
    /// What was given to a question; empty where nothing was.
    #[must_use]
    pub fn item(&self, code: &str) -> &str {
        self.items.get(code).map_or("", String::as_str)
    }

    /// Whether the coach asks for support.
    #[must_use]
    pub fn asks_for_support(&self) -> bool {
        self.item(super::questions::PROTOCOL) == super::questions::SUPPORT
    }
}

/// A report as it is stored: the answers, and what the program knew when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// C1: modules.
    pub modules: BTreeSet<Module>,
    /// C1: version of the questionnaire.
    pub version: Option<i64>,
    /// C2: age band of the group.
    pub age_band: String,
    /// The answers.
    #[serde(flatten)]
    pub answers: Answers,
}

/// A report that was sent, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub report: Report,
}

/// Whom a coach tells about serious things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The group's safeguarding person; may be empty.
    pub person: String,
    /// Their phone; may be empty.
    pub phone: String,
}

/// Everything the form knows before anybody types.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its project.
    pub project: ProjectId,
    /// Whether reports can be sent: it is over, no trial, and the project open.
    pub open: bool,
    /// Its state.
    pub state: WorkshopState,
    /// Whether it is a trial.
    pub trial: bool,
    /// C1: modules.
    pub modules: BTreeSet<Module>,
    /// C1: version of the questionnaire.
    pub version: Option<i64>,
    /// The group's name.
    pub group: String,
    /// C2: its age band.
    pub age_band: AgeBand,
    /// C2: heads counted, or phones that joined.
    pub present: i64,
    /// C3: minutes as they went, or as planned.
    pub minutes: i64,
    /// C4: the steps.
    pub steps: Vec<StepNote>,
    /// Whether somebody said that the protocol was used.
    pub protocol_used: bool,
    /// Whom to tell.
    pub named: Named,
    /// What this coach has sent already.
    pub own: Option<Sent>,
    /// What this coach asked for, where they asked for support.
    pub support: Option<Support>,
}

/// A coach who asked for support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its modules.
    pub modules: BTreeSet<Module>,
    /// Its group's name.
    pub group: String,
    /// Who asked.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// When.
    pub asked_at: Timestamp,
    /// Which manager has seen it, and when; the name is empty where the account is gone.
    pub acknowledged: Option<(String, Timestamp)>,
}

/// What a workshop's page shows of its reports.
#[derive(Debug, Clone, Default)]
pub struct OnWorkshop {
    /// Whether a report can be sent now.
    pub open: bool,
    /// When the reader sent their own.
    pub own: Option<Timestamp>,
    /// Whether the reader is a manager of the project.
    pub manager: bool,
    /// Reports that the reader may see.
    pub sent: Vec<Sent>,
    /// Requests for support that the reader may see.
    pub support: Vec<Support>,
}

/// What the page of the protocol shows.
#[derive(Debug, Clone)]
pub struct ProtocolSheet {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its modules.
    pub modules: BTreeSet<Module>,
    /// Its group's name.
    pub group: String,
    /// Whom to tell.
    pub named: Named,
    /// Whether somebody said that it was used.
    pub used: bool,
}
