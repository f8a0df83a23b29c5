//! What a room sees of its live run, the same words on phones, projector and console.

mod answers;
mod picture;

pub use answers::{results, tie};
pub use picture::{pictures, scene_picture};

use crate::{
    agenda::service::fill_slots,
    directory::service::Directory,
    page::{PageContext, tr},
    run::{model::Live, service::title_of},
};
use domain::{
    agenda::StepKind,
    poll::PollKind,
    question::Translated,
    run::{Ask, RunStep, SIZE},
    story::Scene,
};
use std::sync::Arc;

/// A live run with what its words need.
pub struct Stage<'a> {
    /// The page.
    pub cx: &'a PageContext,
    /// The run.
    pub live: &'a Live,
    /// Help services, for texts that name them.
    pub directory: Arc<Directory>,
}

/// What is asked, in words.
pub struct Question {
    /// The question, or what happens in the scene.
    pub text: String,
    /// Value and words of each option, in order.
    pub options: Vec<(String, String)>,
    /// Why the right answer is right.
    pub why: Option<String>,
}

impl Stage<'_> {
    /// A text of the content in the page's language, with the country's services in it.
    #[must_use]
    pub fn text(&self, text: &Translated) -> String {
        let text = text.get(self.cx.language);
        fill_slots(text, &self.directory, &self.live.detail.country, self.cx.language)
    }

    /// A step's title.
    #[must_use]
    pub fn title(&self, step: &RunStep) -> String {
        match (&step.film, &step.own) {
            (Some(film), _) => film.title.clone(),
            (_, Some(poll)) => poll.question.clone(),
            _ => self.text(&title_of(step)),
        }
    }

    /// The title where the room is; the lobby has its own.
    #[must_use]
    pub fn here(&self) -> String {
        let step = self.live.run.step();
        step.map_or_else(|| tr!(self.cx, run.lobby), |step| self.title(step))
    }

    /// A scene of the current step's story.
    #[must_use]
    pub fn scene(&self, id: &str) -> Option<&'static Scene> {
        let module = self.live.run.step()?.module?;
        self.live.script.stories.get(&module)?.scene(id)
    }

    /// What is asked, in words. The options of a poll's later round are those of the first.
    #[must_use]
    pub fn question(&self, ask: &Ask) -> Question {
        let cx = self.cx;
        let step = self.live.run.step();
        if let Some(own) = step.and_then(|step| step.own.as_ref()) {
            let words = |value: &String| {
                let typed = value.parse::<usize>().ok().and_then(|place| own.options.get(place));
                match own.kind {
                    PollKind::Truth => self.truth(value),
                    PollKind::Rating => self.rating(value),
                    _ => typed.cloned().unwrap_or_default(),
                }
            };
            let options = ask.values.iter().map(|value| (value.clone(), words(value)));
            return Question { text: own.question.clone(), options: options.collect(), why: None };
        }
        if ask.item == SIZE {
            let options = ask.values.iter().map(|value| (value.clone(), value.clone()));
            return Question { text: tr!(cx, run.how_many), options: options.collect(), why: None };
        }
        if step.is_some_and(|step| step.kind == StepKind::Film) {
            let words =
                [tr!(cx, run.film_touched), tr!(cx, run.film_learnt), tr!(cx, run.film_not)];
            let options = ask.values.iter().cloned().zip(words).collect();
            return Question { text: tr!(cx, run.film_question), options, why: None };
        }
        if let Some(scene) = self.scene(&ask.item) {
            return self.choices(ask, scene);
        }
        let module = step.and_then(|step| step.module);
        let polls = module.and_then(|module| self.live.script.polls.get(&module));
        let poll = polls.and_then(|polls| polls.iter().find(|poll| poll.id == ask.item));
        let options = poll.map_or(&[][..], |poll| &poll.options);
        Question {
            text: poll.map(|poll| self.text(&poll.question)).unwrap_or_default(),
            options: options
                .iter()
                .map(|option| (option.value.clone(), self.text(&option.text)))
                .collect(),
            why: poll.and_then(|poll| poll.why.as_ref()).map(|why| self.text(why)),
        }
    }

    fn choices(&self, ask: &Ask, scene: &Scene) -> Question {
        let words = |value: &String| {
            let choice = value.parse::<usize>().ok().and_then(|place| scene.choices.get(place));
            choice.map_or_else(|| tr!(self.cx, run.go_on), |choice| self.text(&choice.text))
        };
        let options = ask.values.iter().map(|value| (value.clone(), words(value)));
        Question { text: self.text(&scene.text), options: options.collect(), why: None }
    }

    fn truth(&self, value: &str) -> String {
        match value {
            "true" => tr!(self.cx, run.yes_true),
            "false" => tr!(self.cx, run.not_true),
            _ => tr!(self.cx, run.not_sure),
        }
    }

    fn rating(&self, value: &str) -> String {
        match value {
            "1" => tr!(self.cx, run.rating_1),
            "2" => tr!(self.cx, run.rating_2),
            "3" => tr!(self.cx, run.rating_3),
            "4" => tr!(self.cx, run.rating_4),
            _ => tr!(self.cx, run.rating_5),
        }
    }
}

/// The letter of an option, so that people can talk about it: A, B, C.
#[must_use]
pub fn letter(place: usize) -> char {
    u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).map_or('?', char::from)
}
