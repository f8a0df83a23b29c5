//! Saving answers: one request in flight per question, repeated until the server says "saved".

use crate::{
    browser::{between, random_key, sleep, window},
    error::AppError,
    participate::{api, model::SaveAnswer},
};
use domain::questionnaire::Wave;
use futures::future::{Either, select};
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    pin::pin,
    rc::Rc,
};

/// A request without an answer counts as lost after this time.
const PATIENCE: i32 = 15_000;
/// Longest pause between two tries.
pub const LONGEST_PAUSE: i32 = 15_000;

/// What the queue tells the page.
pub enum News {
    /// Something changed: show "saved", "sending" or "not sent yet".
    State,
    /// Another device answered this question; this is what is stored.
    Elsewhere {
        /// The question.
        question: String,
        /// Its stored answer.
        value: String,
    },
    /// The form is over for this phone; the page should be loaded anew.
    Over,
}

/// How things stand with everything that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was answered yet.
    Idle,
    /// All is on the server.
    Saved,
    /// On the way.
    Sending,
    /// A try failed; the next one comes.
    Waiting,
}

#[derive(Default)]
struct Entry {
    /// Key the server has confirmed.
    confirmed: Option<String>,
    /// Keys sent without a confirmation yet.
    unconfirmed: Vec<String>,
    /// The newest answer that is not saved yet.
    wanted: Option<String>,
    in_flight: bool,
}

/// All answers of this form on their way to the server.
pub struct AnswerQueue {
    wave: Wave,
    entries: RefCell<HashMap<String, Entry>>,
    failing: Cell<bool>,
    any_saved: Cell<bool>,
    /// The plain form is on its way with everything that is chosen.
    handed_over: Cell<bool>,
    /// Counts "the network may be back": pauses end early.
    wakes: Cell<u32>,
    tell: Box<dyn Fn(News)>,
}

impl AnswerQueue {
    /// A queue that knows what is stored already: question and key.
    pub fn new(wave: Wave, stored: &[(String, String)], tell: impl Fn(News) + 'static) -> Rc<Self> {
        let entry = |key: &String| Entry { confirmed: Some(key.clone()), ..Entry::default() };
        let entries = stored.iter().map(|(question, key)| (question.clone(), entry(key))).collect();
        Rc::new(Self {
            wave,
            entries: RefCell::new(entries),
            failing: Cell::new(false),
            any_saved: Cell::new(false),
            handed_over: Cell::new(false),
            wakes: Cell::new(0),
            tell: Box::new(tell),
        })
    }

    /// Whether something is not on the server yet.
    pub fn unsaved(&self) -> bool {
        matches!(self.state(), SaveState::Sending | SaveState::Waiting)
    }

    /// How things stand.
    pub fn state(&self) -> SaveState {
        let unsaved =
            self.entries.borrow().values().any(|entry| entry.in_flight || entry.wanted.is_some());
        match (unsaved, self.failing.get(), self.any_saved.get()) {
            (true, true, _) => SaveState::Waiting,
            (true, false, _) => SaveState::Sending,
            (false, _, true) => SaveState::Saved,
            (false, _, false) => SaveState::Idle,
        }
    }

    /// Saves an answer; a newer one to the same question takes its place.
    pub fn save(self: &Rc<Self>, question: &str, value: String) {
        let start = {
            let mut entries = self.entries.borrow_mut();
            let entry = entries.entry(question.to_owned()).or_default();
            entry.wanted = Some(value);
            !std::mem::replace(&mut entry.in_flight, true)
        };
        (self.tell)(News::State);
        if start {
            let (queue, question) = (Rc::clone(self), question.to_owned());
            spawn_local(async move { queue.work(&question).await });
        }
    }

    /// The network may be back: try now.
    pub fn wake(&self) {
        self.wakes.set(self.wakes.get().wrapping_add(1));
    }

    /// Sends this question's newest answer until it is saved or refused.
    async fn work(self: Rc<Self>, question: &str) {
        while let Some(attempt) = self.next_attempt(question) {
            let outcome = self.deliver(&attempt).await;
            self.settle(question, &attempt, outcome);
        }
        if let Some(entry) = self.entries.borrow_mut().get_mut(question) {
            entry.in_flight = false;
        }
        (self.tell)(News::State);
    }

    fn next_attempt(&self, question: &str) -> Option<SaveAnswer> {
        let mut entries = self.entries.borrow_mut();
        let entry = entries.get_mut(question)?;
        let value = entry.wanted.clone()?;
        let replaces = entry.unconfirmed.iter().chain(entry.confirmed.as_ref()).cloned().collect();
        let key = random_key();
        entry.unconfirmed.push(key.clone());
        Some(SaveAnswer { wave: self.wave, question: question.to_owned(), key, replaces, value })
    }

    /// Repeats one attempt, with the same key, until the server has said something about it or the
    /// person has chosen something newer.
    async fn deliver(&self, attempt: &SaveAnswer) -> Option<Result<(), AppError>> {
        let mut pause = 1_000;
        loop {
            let sent = pin!(api::submit_answer(attempt.clone()));
            let patience = pin!(sleep(PATIENCE));
            let answer = match select(sent, patience).await {
                Either::Left((answer, _)) => answer.map(drop),
                Either::Right(_) => Err(AppError::Unavailable),
            };
            match answer {
                Err(error) if error.transient() => {}
                other => {
                    self.failing.set(false);
                    return Some(other);
                }
            }
            self.failing.set(true);
            (self.tell)(News::State);
            self.pause(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            if self.newest(&attempt.question).as_ref() != Some(&attempt.value) {
                return None;
            }
        }
    }

    /// The plain form takes everything along: leaving the page with it loses nothing.
    pub fn hand_over(&self) {
        self.handed_over.set(true);
    }

    /// Half to all of this time, shorter if the network may be back.
    pub async fn pause(&self, milliseconds: i32) {
        let (before, mut left) = (self.wakes.get(), between(milliseconds / 2, milliseconds));
        while left > 0 && self.wakes.get() == before {
            sleep(250).await;
            left -= 250;
        }
    }

    fn newest(&self, question: &str) -> Option<String> {
        self.entries.borrow().get(question)?.wanted.clone()
    }

    fn settle(&self, question: &str, attempt: &SaveAnswer, outcome: Option<Result<(), AppError>>) {
        let Some(outcome) = outcome else { return };
        let mut news = News::State;
        {
            let mut entries = self.entries.borrow_mut();
            let Some(entry) = entries.get_mut(question) else { return };
            let newest = entry.wanted.as_ref() == Some(&attempt.value);
            match outcome {
                Ok(()) => {
                    entry.confirmed = Some(attempt.key.clone());
                    entry.unconfirmed.clear();
                    self.any_saved.set(true);
                    if newest {
                        entry.wanted = None;
                    }
                }
                Err(AppError::AnswerStored { key, value }) => {
                    entry.confirmed = Some(key);
                    entry.unconfirmed.clear();
                    // A newer choice on this phone is made knowing what is stored, and may replace it.
                    if newest {
                        entry.wanted = None;
                        news = News::Elsewhere { question: question.to_owned(), value };
                    }
                }
                // Nothing more can be saved here, or this answer never: stop asking.
                Err(_) => {
                    entry.wanted = None;
                    news = News::Over;
                }
            }
        }
        (self.tell)(news);
    }
}

/// Warns before leaving with something unsent, and wakes the queue when the network may be back.
pub fn watch_page(queue: &Rc<AnswerQueue>) {
    use crate::browser::{document, listen};
    for event in ["online", "focus"] {
        let queue = Rc::clone(queue);
        listen(&window(), event, move |_| queue.wake());
    }
    let waking = Rc::clone(queue);
    listen(&document(), "visibilitychange", move |_| waking.wake());
    let leaving = Rc::clone(queue);
    listen(&window(), "beforeunload", move |event| {
        // Quick exit has blanked the page by then, and nothing may hold it up.
        let exit = document().document_element().is_some_and(|page| page.has_attribute("hidden"));
        let carried = leaving.handed_over.replace(false) && leaving.state() == SaveState::Sending;
        if !exit && !carried && leaving.unsaved() {
            event.prevent_default();
        }
    });
}
