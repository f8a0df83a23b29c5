//! What pages and islands know about workshops.

use domain::{
    id::{GroupId, ProjectId, WorkshopId},
    module::Module,
    opening::Parents,
    questionnaire::Wave,
    time::{Day, Timestamp},
    workshop::{ClosingRule, WavePhase, WorkshopState},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Counts that the coach's page shows: numbers, never who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Phones that joined.
    pub joined: i64,
    /// Phones inside the form of the current wave.
    pub inside: i64,
    /// Phones that sent or declined the current wave, not told apart.
    pub done: i64,
    /// Rises with everything the page shows besides the counts: then the page loads again.
    pub version: i64,
    /// Seconds in which closing can still be undone; zero when it cannot.
    pub undo_seconds: i64,
    /// Seconds until phones inside the form are out and the result is made; zero when none is awaited.
    pub result_seconds: i64,
}

/// Seconds as people read them on a clock: `1:05`. The page and its island write the same.
#[must_use]
pub fn clock_face(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// One meeting of a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub held_on: Day,
    /// Planned minutes.
    pub minutes: i64,
    /// Young people present, once counted.
    pub headcount: Option<i64>,
}

/// What a coach plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The group.
    pub group: GroupId,
    /// One module or more.
    pub modules: BTreeSet<Module>,
    /// One meeting or more, in order.
    pub meetings: Vec<Meeting>,
    /// How many young people are expected.
    pub expected: i64,
    /// Whether it is a trial: marked on every screen, and never counted in its project.
    pub trial: bool,
}

/// A workshop in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopSummary {
    /// Id.
    pub id: WorkshopId,
    /// Its project.
    pub project: ProjectId,
    /// Modules.
    pub modules: BTreeSet<Module>,
    /// The group's name.
    pub group: String,
    /// The partner's name.
    pub partner: String,
    /// State.
    pub state: WorkshopState,
    /// First meeting's day.
    pub held_on: Day,
    /// Phones that joined.
    pub joined: i64,
    /// Whether it is a trial, which counts in nothing.
    pub trial: bool,
}

/// When a wave was opened and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WaveTimes {
    /// Opened.
    pub opened: Option<Timestamp>,
    /// Closed by the coach (or with the workshop).
    pub closed: Option<Timestamp>,
}

/// Everything its coach sees of a workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopDetail {
    /// Id.
    pub id: WorkshopId,
    /// Its project.
    pub project: ProjectId,
    /// State.
    pub state: WorkshopState,
    /// The plan.
    pub plan: Plan,
    /// The group's name.
    pub group: String,
    /// The partner's name.
    pub partner: String,
    /// The group's country.
    pub country: String,
    /// Phones that may join at most.
    pub join_cap: i64,
    /// Code, while open or locked.
    pub join_code: Option<String>,
    /// What the QR code carries instead of the code.
    pub join_token: Option<String>,
    /// Version of the questionnaire, once opened.
    pub questionnaire_version: Option<i64>,
    /// The wave before.
    pub before: WaveTimes,
    /// The wave after.
    pub after: WaveTimes,
}

impl WorkshopDetail {
    /// Times of a wave; only "before" and "after" belong to a workshop's own meetings.
    #[must_use]
    pub const fn times(&self, wave: Wave) -> WaveTimes {
        match wave {
            Wave::Before => self.before,
            Wave::After | Wave::FollowUp => self.after,
        }
    }

    /// The wave that is, or was last, asked.
    #[must_use]
    pub const fn current_wave(&self) -> Wave {
        if self.after.opened.is_some() { Wave::After } else { Wave::Before }
    }

    /// How this workshop's waves close, given the installation's rule.
    #[must_use]
    pub fn closing(&self, rule: ClosingRule) -> ClosingRule {
        if self.plan.trial { rule.in_a_trial() } else { rule }
    }

    /// Last meeting's day.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.plan.meetings.iter().map(|meeting| meeting.held_on).max()
    }
}

/// What a coach says when opening a workshop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confirmation {
    /// The parents have the letter, or have agreed.
    pub parents: bool,
    /// The group's safeguarding person, where named with the opening; empty keeps who is named.
    pub safeguarding_person: String,
    /// Their phone; empty keeps the one that is known.
    pub safeguarding_phone: String,
    /// Whether the workshop runs step by step, from a lobby; otherwise the questions before open at
    /// once.
    pub steps: bool,
}

impl Confirmation {
    /// The parents have the letter; nothing else to say.
    #[must_use]
    pub fn letter_given() -> Self {
        Self { parents: true, ..Self::default() }
    }
}

/// What the form that opens a workshop shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeOpening {
    /// How the project involves the parents.
    pub parents: Parents,
    /// The safeguarding person's name and phone as far as known, where the topic needs one.
    pub safeguarding: Option<(String, String)>,
}

/// A workshop as it stands now: the detail with both waves' phases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopNow {
    /// The workshop.
    pub detail: WorkshopDetail,
    /// Phase of "before".
    pub before: WavePhase,
    /// Phase of "after".
    pub after: WavePhase,
    /// Whether the result of "before" has been made.
    pub before_frozen: bool,
    /// Whether the result of "after" has been made.
    pub after_frozen: bool,
    /// Phones that were inside the current wave's form when its time was over.
    pub unfinished: i64,
    /// Counts.
    pub progress: Progress,
}

impl WorkshopNow {
    /// Phase of the wave that is, or was last, asked.
    #[must_use]
    pub const fn current_phase(&self) -> WavePhase {
        match self.detail.current_wave() {
            Wave::Before => self.before,
            Wave::After | Wave::FollowUp => self.after,
        }
    }

    /// Whether a result is there to be looked at, and no newer one is being made.
    #[must_use]
    pub const fn has_result(&self) -> bool {
        match self.detail.current_wave() {
            Wave::Before => self.before_frozen,
            Wave::After | Wave::FollowUp => match self.after {
                WavePhase::Waiting | WavePhase::Open => self.before_frozen,
                WavePhase::Closing { .. } | WavePhase::Closed => self.after_frozen,
            },
        }
    }

    /// Whether phones may still finish, or the result of what they sent is being made.
    #[must_use]
    pub const fn settling(&self) -> bool {
        match self.current_phase() {
            WavePhase::Waiting | WavePhase::Open => false,
            WavePhase::Closing { .. } => true,
            WavePhase::Closed => !self.has_result(),
        }
    }
}
