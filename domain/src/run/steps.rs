//! The steps of a workshop's run: taken from its modules' agendas, then the coach's own.

use super::Run;
use crate::{
    agenda::{Agenda, Length, Step, StepKind},
    module::Module,
    poll::PollKind,
    questionnaire::Wave,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A film or photo-story the group made: played from the coach's own device, nothing is uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    /// Title.
    pub title: String,
    /// What it is about.
    pub theme: String,
}

/// A poll in the coach's own words: plain text, sensitive, never in the evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPoll {
    /// The question.
    pub question: String,
    /// How it is answered.
    pub kind: PollKind,
    /// Up to six options.
    pub options: Vec<String>,
}

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStep {
    /// Stable name within the run: `respect/story`, `film-1`.
    pub key: String,
    /// What happens.
    pub kind: StepKind,
    /// The module it comes from; none for the coach's own.
    pub module: Option<Module>,
    /// The wave of a form.
    pub wave: Option<Wave>,
    /// Planned minutes.
    pub minutes: u32,
    /// Seconds the room has spent in it, the present visit left out.
    pub seconds: i64,
    /// Whether the room has been there.
    pub visited: bool,
    /// Whether the coach left it out.
    pub dropped: bool,
    /// The film, where it is one.
    pub film: Option<Film>,
    /// The poll, where it is the coach's own.
    pub own: Option<OwnPoll>,
}

/// What became of a step, for the coach's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Done.
    Done,
    /// Done in less than half of the planned time.
    Shortened,
    /// Never reached, or left out.
    Skipped,
}

impl RunStep {
    fn new(module: Module, step: &Step, length: Length) -> Self {
        Self {
            key: format!("{module}/{}", step.id),
            kind: step.kind,
            module: Some(module),
            wave: step.wave,
            minutes: step.planned(length),
            seconds: 0,
            visited: false,
            dropped: false,
            film: None,
            own: None,
        }
    }

    /// A step of the coach's own.
    #[must_use]
    pub fn own(key: String, kind: StepKind, minutes: u32) -> Self {
        Self {
            key,
            kind,
            module: None,
            wave: None,
            minutes,
            seconds: 0,
            visited: false,
            dropped: false,
            film: None,
            own: None,
        }
    }

    /// The step's name within its module's agenda.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.split_once('/').map_or(self.key.as_str(), |(_, name)| name)
    }
}

impl Run {
    /// What became of a step by `now`, and the seconds spent in it.
    #[must_use]
    pub fn outcome(&self, place: usize, now: Timestamp) -> (Outcome, i64) {
        let Some(step) = self.steps.get(place) else { return (Outcome::Skipped, 0) };
        let seconds = if self.at == Some(place) { self.elapsed(now) } else { step.seconds };
        let outcome = if !step.visited {
            Outcome::Skipped
        } else if seconds * 2 < i64::from(step.minutes) * 60 {
            Outcome::Shortened
        } else {
            Outcome::Done
        };
        (outcome, seconds)
    }
}

/// The steps of a workshop about these modules: one opening, one form before and after and one close
/// around what each module brings.
#[must_use]
pub fn compose(agendas: &[&Agenda], length: Length) -> Vec<RunStep> {
    let Some(first) = agendas.first() else { return Vec::new() };
    let shared =
        |kind: StepKind| matches!(kind, StepKind::Opening | StepKind::Form | StepKind::Close);
    let middle = first.steps.iter().position(|step| !shared(step.kind)).unwrap_or(0);
    let frame = |step: &Step| RunStep::new(first.module, step, length);
    let (head, tail) = first.steps.split_at(middle);
    let inner = agendas.iter().flat_map(|agenda| {
        let own = agenda.steps.iter().filter(|step| !shared(step.kind));
        own.map(|step| RunStep::new(agenda.module, step, length))
    });
    let tail = tail.iter().filter(|step| shared(step.kind));
    head.iter().map(frame).chain(inner).chain(tail.map(frame)).collect()
}
