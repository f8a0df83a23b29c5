//! What phones are asked in a step, and which answers count.

use super::{Phase, Play, Run, RunStep, Script, StoryPlay};
use crate::{
    agenda::StepKind,
    poll::{Poll, PollKind},
    story::{END, Scene},
};

/// Name of the question how many young people share a phone in a story at one's own pace.
pub const SIZE: &str = "size";
/// Answers to it.
pub const GROUP_SIZES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
/// How a phone leaves a scene that goes on by itself.
pub const GO_ON: &str = "on";
/// The three reactions to a film: it touched me, I learnt something, it did not reach me.
pub const FILM_VALUES: [&str; 3] = ["touched", "learnt", "not-reached"];

/// One thing that phones are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its name within the workshop: step, item and round.
    pub id: String,
    /// The item's name in the content, for the evaluation: a poll, a scene, `film`.
    pub item: String,
    /// How it is answered.
    pub kind: PollKind,
    /// Every option.
    pub values: Vec<String>,
    /// The options that are right; none where it asks for an opinion.
    pub right: Vec<String>,
    /// Whether the small-number rules for sensitive questions hold.
    pub sensitive: bool,
    /// Whether the wall never shows the room's answers.
    pub private: bool,
    /// Whether the most chosen option is announced, because it decides the way on.
    pub decides: bool,
}

impl Ask {
    /// Whether a text is an answer: an option, options joined by commas, or all of them in an order.
    #[must_use]
    pub fn takes(&self, value: &str) -> bool {
        let known = |value: &str| self.values.iter().any(|option| option == value);
        let parts: Vec<&str> = value.split(',').collect();
        let distinct = parts.iter().enumerate().all(|(at, part)| !parts[..at].contains(part));
        match self.kind {
            PollKind::Choice | PollKind::Rating | PollKind::Truth => known(value),
            PollKind::Ticks => distinct && parts.iter().all(|part| known(part)),
            PollKind::Order => {
                distinct && parts.len() == self.values.len() && parts.iter().all(|part| known(part))
            }
        }
    }

    /// A poll of the content, under the name it has in a workshop.
    #[must_use]
    pub fn of_poll(id: String, poll: &Poll) -> Self {
        let right = poll.options.iter().filter(|option| option.right);
        Self {
            id,
            item: poll.id.clone(),
            kind: poll.kind,
            values: poll.options.iter().map(|option| option.value.clone()).collect(),
            right: right.map(|option| option.value.clone()).collect(),
            sensitive: poll.sensitive,
            private: poll.private,
            decides: false,
        }
    }

    /// The choice in a scene, under the name it has in a workshop; none where a scene goes on by itself.
    #[must_use]
    pub fn of_scene(id: String, scene: &Scene) -> Option<Self> {
        (!scene.choices.is_empty()).then(|| {
            let ask = Self::choice(id, scene.id.clone(), numbered(scene.choices.len()));
            Self { decides: true, ..ask }
        })
    }

    /// The three taps after a film.
    #[must_use]
    pub fn of_film(id: String) -> Self {
        Self::choice(id, "film".to_owned(), FILM_VALUES.map(str::to_owned).to_vec())
    }

    fn choice(id: String, item: String, values: Vec<String>) -> Self {
        let (kind, right) = (PollKind::Choice, Vec::new());
        let (sensitive, private, decides) = (false, false, false);
        Self { id, item, kind, values, right, sensitive, private, decides }
    }
}

/// The name under which a poll's rounds are counted.
pub(super) fn poll_name(step: &RunStep, number: usize) -> String {
    format!("{}:{number}", step.key)
}

/// The name of a scene's choice.
pub(super) fn scene_name(step: &RunStep, scene: &str) -> String {
    format!("{}:{scene}", step.key)
}

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|place| place.to_string()).collect()
}

impl Run {
    /// Polls of the current step.
    #[must_use]
    pub fn polls(&self, script: &Script<'_>) -> usize {
        match self.step() {
            Some(RunStep { kind: StepKind::OwnPoll, .. }) => 1,
            Some(RunStep { kind: StepKind::Poll, module: Some(module), .. }) => {
                script.polls.get(module).map_or(0, Vec::len)
            }
            _ => 0,
        }
    }

    /// The scene that is shown, when the group decides together.
    #[must_use]
    pub fn scene<'s>(&self, script: &Script<'s>) -> Option<&'s Scene> {
        let Play::Story(story) = &self.play else { return None };
        let scenes = script.stories.get(&self.step()?.module?)?;
        scenes.scene(&story.scene)
    }

    /// What the current step asks just now (or has just asked), if anything.
    #[must_use]
    pub fn ask(&self, script: &Script<'_>) -> Option<Ask> {
        let step = self.step()?;
        match &self.play {
            Play::Plain => None,
            Play::Poll { number, round, .. } => self.poll_ask(script, *number, *round),
            Play::Story(story) if story.own_pace => None,
            Play::Story(_) => self.scene(script).and_then(|scene| scene_ask(step, scene)),
            Play::Film { .. } => Some(Ask::of_film(format!("{}:film", step.key))),
        }
    }

    /// A round of one of the current step's polls.
    #[must_use]
    pub fn poll_ask(&self, script: &Script<'_>, number: usize, round: u32) -> Option<Ask> {
        let step = self.step()?;
        let id = format!("{}:{round}", poll_name(step, number));
        if let Some(own) = &step.own {
            let values = match own.kind {
                PollKind::Rating => ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec(),
                PollKind::Truth => ["true", "false", "not-sure"].map(str::to_owned).to_vec(),
                _ => numbered(own.options.len()),
            };
            let ask = Ask::choice(id, "own".to_owned(), values);
            return Some(Ask { kind: own.kind, sensitive: true, ..ask });
        }
        Some(Ask::of_poll(id, script.polls.get(&step.module?)?.get(number)?))
    }

    /// Everything a phone may answer just now: one ask, or in a story at one's own pace the size of
    /// the group and every scene.
    #[must_use]
    pub fn open_asks(&self, script: &Script<'_>) -> Vec<Ask> {
        if self.phase() != Some(Phase::Open) {
            return Vec::new();
        }
        match (&self.play, self.step()) {
            (Play::Story(StoryPlay { own_pace: true, .. }), Some(step)) => {
                let story = step.module.and_then(|module| script.stories.get(&module));
                let scenes = story.map_or(&[][..], |story| &story.scenes);
                let sizes = GROUP_SIZES.map(str::to_owned).to_vec();
                let size = Ask::choice(scene_name(step, SIZE), SIZE.to_owned(), sizes);
                scenes.iter().map(|scene| own_ask(step, scene)).chain([size]).collect()
            }
            _ => self.ask(script).into_iter().collect(),
        }
    }

    /// Where a phone stands that goes through the story at its own pace, given what it answered
    /// (name of the ask, value): the scene, or [`END`].
    #[must_use]
    pub fn own_scene<'s>(&self, script: &Script<'s>, answered: &[(String, String)]) -> &'s str {
        let Some(step) = self.step() else { return END };
        let story = step.module.and_then(|module| script.stories.get(&module));
        let Some(mut scene) = story.and_then(|story| story.scenes.first()) else { return END };
        loop {
            let id = scene_name(step, &scene.id);
            let Some((_, value)) = answered.iter().find(|(ask, _)| *ask == id) else {
                return &scene.id;
            };
            let choice = value.parse::<usize>().ok().and_then(|place| scene.choices.get(place));
            let next = choice.map(|choice| &choice.next).or(scene.next.as_ref());
            match next.and_then(|next| story?.scene(next)) {
                Some(next) => scene = next,
                None => return END,
            }
        }
    }
}

/// The choice in a scene of the current story.
fn scene_ask(step: &RunStep, scene: &Scene) -> Option<Ask> {
    Ask::of_scene(scene_name(step, &scene.id), scene)
}

/// The same at one's own pace: a scene that goes on by itself is left by saying so.
fn own_ask(step: &RunStep, scene: &Scene) -> Ask {
    scene_ask(step, scene).unwrap_or_else(|| {
        Ask::choice(scene_name(step, &scene.id), scene.id.clone(), vec![GO_ON.to_owned()])
    })
}
