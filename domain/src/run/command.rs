//! What somebody who steers can ask for, and what it makes of the run.

use super::{
    Film, Helper, OwnPoll, Phase, Play, Run, RunStep, Script, StoryPlay, Votes,
    ask::{poll_name, scene_name},
    winner,
};
use crate::{
    agenda::StepKind, evaluation::suppression::FROM_TWO, questionnaire::Wave, story::END,
    time::Timestamp,
};

/// A wish of a coach or a peer helper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The sensible next thing: reveal, go on, next step. `sure`: phones still in the form were
    /// warned about. `keep_open`: the form stays open for who comes late.
    Next {
        /// Leave an unfinished form.
        sure: bool,
        /// Leave the form without closing it.
        keep_open: bool,
    },
    /// One thing back.
    Back,
    /// Another step.
    Go {
        /// Its place.
        step: usize,
        /// Leave an unfinished form.
        sure: bool,
    },
    /// Show what the room answered; answering is over.
    Reveal,
    /// The way on in a story, by show of hands or after a tie.
    Choose(usize),
    /// A second round of the poll.
    AskAgain,
    /// The story at one's own pace, or together.
    OwnPace(bool),
    /// The way in over the projector's step.
    JoinPanel(bool),
    /// The projector dark.
    Blank(bool),
    /// A timer of so many minutes on the projector; none takes it away.
    Timer(Option<u32>),
    /// A step for the group's own film, after the current one.
    AddFilm(Film),
    /// A poll in the coach's own words, after the current step.
    AddPoll(OwnPoll),
    /// A step one place up or down.
    Move {
        /// Its place.
        step: usize,
        /// Towards the beginning.
        up: bool,
    },
    /// Leave a step out, or take it in again.
    Drop {
        /// Its place.
        step: usize,
        /// Left out.
        out: bool,
    },
    /// A way in for a peer helper; none takes it back.
    Helper(Option<Helper>),
}

impl Command {
    /// Whether a peer helper may: steps and revealing. Everything else is the coach's.
    #[must_use]
    pub const fn for_helpers(&self) -> bool {
        match self {
            // Pulling somebody out of the form is for the coach to decide.
            Self::Next { sure, keep_open } => !*sure && !*keep_open,
            Self::Go { sure, .. } => !*sure,
            Self::Back | Self::Reveal | Self::JoinPanel(_) | Self::Blank(_) => true,
            _ => false,
        }
    }
}

/// Why a command changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// So many phones are still in the form.
    #[error("{0} phones are in the form")]
    InForm(u32),
    /// The coach has to choose the way on.
    #[error("the coach chooses")]
    ChooseFirst,
    /// There is no such step, scene or choice.
    #[error("no such place")]
    NoSuchPlace,
    /// It does not fit what the room is doing.
    #[error("not now")]
    NotNow,
    /// The last step is followed by closing the workshop.
    #[error("the last step")]
    LastStep,
}

/// What has to happen beside the run itself, in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Open a wave of the questionnaire.
    Open(Wave),
    /// Close it; phones inside have their time of grace.
    Close(Wave),
    /// Keep the counts of everything asked in the step that is left or revealed.
    Keep,
    /// Forget what phones answered to this ask: it was revealed and is asked anew, and old answers
    /// beside a few new ones would tell the new ones.
    Forget(String),
}

/// What a command is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'m> {
    /// Now.
    pub now: Timestamp,
    /// The content.
    pub script: &'m Script<'m>,
    /// What the room answered to what is asked just now.
    pub votes: &'m Votes,
    /// Phones inside the current wave's form.
    pub in_form: u32,
}

impl Run {
    /// Does what is asked for, or says why not; then nothing has changed.
    ///
    /// # Errors
    /// Why not.
    pub fn apply(&mut self, command: &Command, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        let mut next = self.clone();
        let effects = next.change(command, moment)?;
        *self = next;
        Ok(effects)
    }

    fn change(&mut self, command: &Command, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        match command {
            Command::Next { sure, keep_open } => self.next(moment, *sure, *keep_open),
            Command::Back => self.back(moment),
            Command::Go { step, sure } => self.go(Some(*step), moment, *sure, false),
            Command::Reveal => self.reveal(moment),
            Command::Choose(choice) => self.choose(*choice, moment),
            Command::AskAgain => self.ask_again(),
            Command::OwnPace(own) => self.own_pace(*own, moment),
            Command::JoinPanel(shown) => {
                self.join_panel = *shown;
                Ok(Vec::new())
            }
            Command::Blank(dark) => {
                self.blank = *dark;
                Ok(Vec::new())
            }
            Command::Timer(minutes) => {
                let end = |minutes: u32| moment.now.plus_seconds(i64::from(minutes.min(60)) * 60);
                self.timer = minutes.map(end);
                Ok(Vec::new())
            }
            Command::AddFilm(film) => {
                let step = RunStep::own(self.free_key("film"), StepKind::Film, 5);
                self.add(RunStep { film: Some(film.clone()), ..step })
            }
            Command::AddPoll(poll) => {
                let step = RunStep::own(self.free_key("poll"), StepKind::OwnPoll, 3);
                self.add(RunStep { own: Some(poll.clone()), ..step })
            }
            Command::Move { step, up } => self.shift(*step, *up),
            Command::Drop { step, out } => self.drop_step(*step, *out),
            Command::Helper(helper) => {
                self.helper.clone_from(helper);
                Ok(Vec::new())
            }
        }
    }

    fn next(&mut self, moment: Moment<'_>, sure: bool, open: bool) -> Result<Vec<Effect>, Refused> {
        let polls = self.polls(moment.script);
        match &mut self.play {
            Play::Film { phase: phase @ Phase::Ahead } => {
                *phase = Phase::Open;
                return Ok(Vec::new());
            }
            Play::Poll { phase: Phase::Open, .. } | Play::Film { phase: Phase::Open } => {
                return self.reveal(moment);
            }
            Play::Poll { number, .. } if *number + 1 < polls => {
                let number = *number + 1;
                self.show_poll(number);
                return Ok(Vec::new());
            }
            Play::Story(story) if !story.own_pace && story.scene != END => {
                return self.story_on(moment);
            }
            _ => {}
        }
        let next = self.after(self.at).ok_or(Refused::LastStep)?;
        self.go(Some(next), moment, sure, open)
    }

    /// Reveals an open choice, or goes on to the next scene.
    fn story_on(&mut self, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        let scene = self.scene(moment.script).ok_or(Refused::NoSuchPlace)?;
        if !scene.choices.is_empty() && self.phase() == Some(Phase::Open) {
            return self.reveal(moment);
        }
        let Play::Story(story) = &mut self.play else { return Err(Refused::NotNow) };
        let choice = story.chosen.and_then(|chosen| scene.choices.get(chosen));
        let next = choice.map(|choice| &choice.next).or(scene.next.as_ref());
        let next = next.ok_or(Refused::ChooseFirst)?;
        story.path.push((story.scene.clone(), story.chosen));
        story.scene.clone_from(next);
        (story.phase, story.chosen) = (Phase::Open, None);
        let scene = story.scene.clone();
        // Come to by another way: the room chooses anew.
        let name = self.step().map(|step| scene_name(step, &scene));
        Ok(self.ask_anew(|id| Some(id) == name.as_deref()))
    }

    /// Takes back that these were revealed.
    fn ask_anew(&mut self, which: impl Fn(&str) -> bool) -> Vec<Effect> {
        self.revealed.extract_if(.., |id| which(id)).map(Effect::Forget).collect()
    }

    fn back(&mut self, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        let at = self.at.ok_or(Refused::NotNow)?;
        match &mut self.play {
            Play::Poll { number, .. } if *number > 0 => {
                let number = *number - 1;
                self.show_poll(number);
                Ok(vec![Effect::Keep])
            }
            Play::Story(story) if !story.path.is_empty() => {
                if let Some((scene, chosen)) = story.path.pop() {
                    (story.scene, story.chosen) = (scene, chosen);
                    story.phase = if chosen.is_some() { Phase::Shown } else { Phase::Open };
                }
                Ok(vec![Effect::Keep])
            }
            _ => {
                // Leaving a form backwards would close it: the coach jumps if that is meant.
                let form = self.steps.get(at).is_some_and(|step| step.kind == StepKind::Form);
                self.go(self.before(), moment, !form, false)
            }
        }
    }

    fn go(
        &mut self,
        to: Option<usize>,
        moment: Moment<'_>,
        sure: bool,
        keep_open: bool,
    ) -> Result<Vec<Effect>, Refused> {
        if to.is_some_and(|to| to >= self.steps.len()) {
            return Err(Refused::NoSuchPlace);
        }
        if to == self.at {
            return Err(Refused::NotNow);
        }
        let mut effects = vec![Effect::Keep];
        if let Some(at) = self.at
            && let Some(step) = self.steps.get_mut(at)
        {
            if let Some(wave) = step.wave.filter(|_| !keep_open) {
                if moment.in_form > 0 && !sure {
                    return Err(Refused::InForm(moment.in_form));
                }
                effects.push(Effect::Close(wave));
            }
            step.seconds += moment.now.seconds_since(self.since);
        }
        (self.at, self.since) = (to, moment.now);
        (self.timer, self.join_panel, self.blank) = (None, false, false);
        self.play = Play::Plain;
        let Some(step) = to.and_then(|to| self.steps.get_mut(to)) else { return Ok(effects) };
        (step.visited, step.dropped) = (true, false);
        effects.extend(step.wave.map(Effect::Open));
        let (kind, module, film) = (step.kind, step.module, format!("{}:film", step.key));
        match kind {
            StepKind::Poll | StepKind::OwnPoll if self.polls(moment.script) > 0 => {
                self.show_poll(0)
            }
            StepKind::Story => {
                // A story that is played again is chosen again.
                if let Some(step) = self.step() {
                    let again = format!("{}:", step.key);
                    effects.extend(self.ask_anew(|id| id.starts_with(&again)));
                }
                let story = module.and_then(|module| moment.script.stories.get(&module));
                let first = story.and_then(|story| story.scenes.first());
                let scene = first.map_or(END, |scene| scene.id.as_str()).to_owned();
                let (phase, chosen, path) = (Phase::Open, None, Vec::new());
                self.play = Play::Story(StoryPlay { scene, phase, chosen, path, own_pace: false });
            }
            StepKind::Film => {
                let shown = self.revealed.contains(&film);
                self.play = Play::Film { phase: if shown { Phase::Shown } else { Phase::Ahead } };
            }
            _ => {}
        }
        Ok(effects)
    }

    /// Goes to a poll of the step, in its newest round: open, or shown if it was revealed.
    fn show_poll(&mut self, number: usize) {
        let Some(step) = self.step() else { return };
        let name = poll_name(step, number);
        let round = self.rounds.get(&name).copied().unwrap_or(1);
        let shown = self.revealed.contains(&format!("{name}:{round}"));
        let phase = if shown { Phase::Shown } else { Phase::Open };
        self.play = Play::Poll { number, round, phase };
    }

    fn reveal(&mut self, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        if self.phase() != Some(Phase::Open) {
            return Err(Refused::NotNow);
        }
        let ask = self.ask(moment.script).ok_or(Refused::NotNow)?;
        match &mut self.play {
            Play::Story(story) => {
                // Fewer than five: a show of hands decides, so that nobody's vote is told.
                if moment.votes.people < FROM_TWO {
                    return Err(Refused::ChooseFirst);
                }
                // After a tie the coach chooses.
                story.chosen = winner(&ask, moment.votes);
                story.phase = Phase::Shown;
            }
            Play::Poll { phase, .. } | Play::Film { phase } => *phase = Phase::Shown,
            Play::Plain => return Err(Refused::NotNow),
        }
        self.revealed.insert(ask.id);
        Ok(vec![Effect::Keep])
    }

    fn choose(&mut self, choice: usize, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        let scene = self.scene(moment.script).ok_or(Refused::NotNow)?;
        if choice >= scene.choices.len() {
            return Err(Refused::NoSuchPlace);
        }
        let ask = self.ask(moment.script).ok_or(Refused::NotNow)?;
        let Play::Story(story) = &mut self.play else { return Err(Refused::NotNow) };
        (story.chosen, story.phase) = (Some(choice), Phase::Shown);
        self.revealed.insert(ask.id);
        Ok(vec![Effect::Keep])
    }

    fn ask_again(&mut self) -> Result<Vec<Effect>, Refused> {
        let name = match (&self.play, self.step()) {
            // Two rounds stand side by side; a third would have no place there.
            (Play::Poll { number, round: 1, phase: Phase::Shown }, Some(step)) => {
                poll_name(step, *number)
            }
            _ => return Err(Refused::NotNow),
        };
        self.rounds.insert(name, 2);
        if let Play::Poll { round, phase, .. } = &mut self.play {
            (*round, *phase) = (2, Phase::Open);
        }
        Ok(Vec::new())
    }

    fn own_pace(&mut self, own: bool, moment: Moment<'_>) -> Result<Vec<Effect>, Refused> {
        let first = self.step().and_then(|step| step.module);
        let first = first.and_then(|module| moment.script.stories.get(&module));
        let first = first.and_then(|story| story.scenes.first()).ok_or(Refused::NotNow)?;
        let Play::Story(story) = &mut self.play else { return Err(Refused::NotNow) };
        // Once the group has chosen a way together it goes on together.
        if !story.path.is_empty() || story.phase != Phase::Open {
            return Err(Refused::NotNow);
        }
        (story.own_pace, story.scene) = (own, first.id.clone());
        Ok(Vec::new())
    }

    fn free_key(&self, kind: &str) -> String {
        let taken = |key: &String| self.steps.iter().any(|step| step.key == *key);
        let mut number = 1;
        while taken(&format!("{kind}-{number}")) {
            number += 1;
        }
        format!("{kind}-{number}")
    }

    fn add(&mut self, step: RunStep) -> Result<Vec<Effect>, Refused> {
        /// Steps of a run at most: longer than any day.
        const MOST: usize = 60;
        if self.steps.len() >= MOST {
            return Err(Refused::NotNow);
        }
        // In the lobby right after the opening.
        let place = self.at.map_or(1, |at| at + 1).min(self.steps.len());
        self.steps.insert(place, step);
        Ok(Vec::new())
    }

    fn shift(&mut self, step: usize, up: bool) -> Result<Vec<Effect>, Refused> {
        let other = if up { step.checked_sub(1) } else { step.checked_add(1) };
        let other = other.filter(|other| *other.max(&step) < self.steps.len());
        let other = other.ok_or(Refused::NoSuchPlace)?;
        let waves = [step, other].map(|place| self.steps[place].wave);
        if let [Some(_), Some(_)] = waves {
            // "After" never comes before "before".
            return Err(Refused::NotNow);
        }
        self.steps.swap(step, other);
        if self.at == Some(step) {
            self.at = Some(other);
        } else if self.at == Some(other) {
            self.at = Some(step);
        }
        Ok(Vec::new())
    }

    fn drop_step(&mut self, step: usize, out: bool) -> Result<Vec<Effect>, Refused> {
        if self.at == Some(step) {
            return Err(Refused::NotNow);
        }
        self.steps.get_mut(step).ok_or(Refused::NoSuchPlace)?.dropped = out;
        Ok(Vec::new())
    }
}
