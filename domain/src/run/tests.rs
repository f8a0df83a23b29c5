//! Runs of whole workshops, and what may be told of the answers in them.

mod agenda;
mod hidden;
mod solver;
mod steering;

use super::{Moment, Run, Script, Votes, compose};
use crate::{
    agenda::{Agenda, Length, Step, StepKind},
    module::Module,
    poll::{Poll, PollKind, PollOption},
    question::Translated,
    questionnaire::Wave,
    story::{Choice, END, Scene, Story},
    time::Timestamp,
};

fn text(word: &str) -> Translated {
    let texts = ["en", "fr", "nl", "de"].map(|code| (code.to_owned(), word.to_owned()));
    Translated(texts.into())
}

fn step(id: &str, kind: StepKind, wave: Option<Wave>, minutes: [u32; 2]) -> Step {
    Step {
        id: id.to_owned(),
        kind,
        wave,
        minutes,
        title: text(id),
        aim: text("aim"),
        say: vec![text("hello")],
        prompts: Vec::new(),
        what_if: Vec::new(),
        helps: Vec::new(),
        dont: Vec::new(),
    }
}

/// An agenda of the shape that is shipped.
fn agenda(module: Module) -> Agenda {
    use StepKind::{Close, Discussion, Form, Opening, Poll, Practice, Story};
    let steps = vec![
        step("opening", Opening, None, [4, 5]),
        step("form-before", Form, Some(Wave::Before), [5, 5]),
        step("story", Story, None, [11, 13]),
        step("polls", Poll, None, [6, 7]),
        step("discussion", Discussion, None, [8, 14]),
        step("practice", Practice, None, [5, 9]),
        step("form-after", Form, Some(Wave::After), [4, 5]),
        step("close", Close, None, [2, 2]),
    ];
    Agenda { module, steps }
}

fn poll(id: &str, options: usize, right: Option<usize>) -> Poll {
    let option = |place: usize| PollOption {
        value: format!("v{place}"),
        text: text("option"),
        right: right == Some(place),
    };
    Poll {
        id: id.to_owned(),
        kind: PollKind::Choice,
        question: text("what?"),
        options: (0..options).map(option).collect(),
        why: right.map(|_| text("because")),
        private: false,
        sensitive: false,
        countries: Vec::new(),
        instead_of: None,
    }
}

fn polls() -> Vec<Poll> {
    vec![poll("one", 3, Some(0)), poll("two", 4, None), poll("three", 2, Some(1))]
}

fn story() -> Story {
    let scene = |id: &str, ways: &[&str], next: Option<&str>| Scene {
        id: id.to_owned(),
        text: text("scene"),
        alt: text("picture"),
        choices: ways
            .iter()
            .map(|next| Choice {
                text: text("way"),
                next: (*next).to_owned(),
                feedback: text("helps"),
            })
            .collect(),
        next: next.map(str::to_owned),
    };
    Story {
        module: Module::Respect,
        title: text("story"),
        end: text("end"),
        scenes: vec![
            scene("S1", &["S2", "S3"], None),
            scene("S2", &[], Some("S3")),
            scene("S3", &["S2b", END], None),
            scene("S2b", &[], Some(END)),
        ],
    }
}

/// Content that outlives a test's run.
struct Room {
    agenda: Agenda,
    polls: Vec<Poll>,
    story: Story,
}

impl Room {
    fn new() -> Self {
        Self { agenda: agenda(Module::Respect), polls: polls(), story: story() }
    }

    fn script(&self) -> Script<'_> {
        Script {
            polls: [(Module::Respect, self.polls.iter().collect())].into(),
            stories: [(Module::Respect, &self.story)].into(),
        }
    }

    fn run(&self) -> Run {
        Run::new(compose(&[&self.agenda], Length::Short), Timestamp(0))
    }
}

fn votes(counts: &[(&str, u32)]) -> Votes {
    Votes {
        people: counts.iter().map(|(_, count)| count).sum(),
        counts: counts.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect(),
    }
}

fn at<'m>(now: i64, script: &'m Script<'m>, votes: &'m Votes, in_form: u32) -> Moment<'m> {
    Moment { now: Timestamp(now * 1000), script, votes, in_form }
}
