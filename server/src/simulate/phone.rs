//! What one simulated phone does, from joining to the end of the workshop.

use super::{
    answers::answer,
    dice::Dice,
    html::{Form, Page, Question, read},
    pace::Pace,
    transport::{Browser, Transport, TransportError, Visit},
};
use app::questionnaire::service::shipped_keys;
use axum::http::StatusCode;
use domain::questionnaire::Wave;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
    time::Duration,
};

/// After so long a phone goes home, whatever the workshop does.
const LIFE: Duration = Duration::from_hours(4);
/// Tries that lead nowhere, before a phone gives up.
const PATIENCE: u32 = 5;
/// Phones come in dozens: of each one declines, one loses its cookie, and two are slow.
const DOZEN: u64 = 12;
/// Where a participant stands.
const HERE: &str = "/here";
/// Where live answers go.
const VOTE: &str = "/here/vote";

static KEYS: LazyLock<BTreeMap<String, String>> = LazyLock::new(shipped_keys);

/// How a phone's part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The workshop is over, or the last questions are answered.
    Finished,
    /// The door leads nowhere.
    NoDoor,
    /// The workshop is no trial: the phone has not touched it.
    NotATrial,
    /// It was long enough.
    WentHome,
    /// The server does not answer.
    NoAnswer,
}

/// What a phone has just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It sent its answers to a wave.
    Sent(Wave),
    /// It said "No thanks" to a wave.
    Declined(Wave),
    /// It answered what is asked live.
    Voted,
    /// It lost its cookie and came back as a new phone.
    Lost,
}

/// One simulated phone.
pub struct Phone<T> {
    browser: Browser<T>,
    door: String,
    pace: Pace,
    dice: Dice,
    declines: bool,
    forgets: bool,
    slow: bool,
    skill: u64,
    /// Waves this person has answered or declined: they do not do so twice, whatever their phone forgot.
    over: BTreeSet<Wave>,
    report: Box<dyn Fn(Event) + Send + Sync>,
}

impl<T: Transport> Phone<T> {
    /// The phone of this number; the same seed and number make the same phone.
    pub fn new(transport: Arc<T>, door: &str, pace: Pace, seed: u64, number: u64) -> Self {
        let mut dice = Dice::new(seed.wrapping_add(number.wrapping_mul(0xA24B_AED4_963E_E407)));
        let languages = ["en", "fr", "nl", "de"];
        let language = dice.one_of(&languages).copied().unwrap_or("en");
        let place = number % DOZEN;
        Self {
            browser: Browser::new(transport, language),
            door: door.to_owned(),
            pace,
            declines: place == 3,
            forgets: place == 7,
            slow: place == 5 || place == 10,
            skill: dice.below(31),
            dice,
            over: BTreeSet::new(),
            report: Box::new(|_| {}),
        }
    }

    /// Tells somebody what the phone does.
    #[must_use]
    pub fn reporting(mut self, report: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.report = Box::new(report);
        self
    }

    /// Joins, answers, waits and answers again, until the workshop is over.
    pub async fn take_part(mut self) -> Ending {
        let life = tokio::time::sleep(LIFE);
        tokio::pin!(life);
        tokio::select! {
            ending = self.live() => ending,
            () = &mut life => Ending::WentHome,
        }
    }

    async fn live(&mut self) -> Ending {
        self.pause(0..7_000).await;
        let mut failures = 0;
        loop {
            // A server that is busy just now may show a phone the way out: it tries the door again.
            let ending = match self.until_the_end().await {
                Ok(Ending::NoDoor) => Ending::NoDoor,
                Ok(ending) => return ending,
                Err(_) => Ending::NoAnswer,
            };
            if failures == PATIENCE {
                return ending;
            }
            failures += 1;
            self.pause(2_000..6_000).await;
        }
    }

    async fn until_the_end(&mut self) -> Result<Ending, TransportError> {
        let door = self.door.clone();
        let mut visit = self.browser.open(&door).await?;
        loop {
            if patience(visit.status) {
                self.pause(3_000..6_000).await;
                visit = self.browser.open(HERE).await?;
                continue;
            }
            if visit.path != HERE || !visit.status.is_success() {
                return Ok(Ending::NoDoor);
            }
            let page = read(&visit.html);
            if !page.trial {
                return Ok(Ending::NotATrial);
            }
            visit = match self.next(page).await? {
                Some(visit) => visit,
                None => return Ok(Ending::Finished),
            };
        }
    }

    /// Does what the page asks for; nothing more to do is `None`.
    async fn next(&mut self, page: Page) -> Result<Option<Visit>, TransportError> {
        if let Some(vote) = page.vote {
            // A story that is played again asks again what it has forgotten: the page knows.
            return if vote.saved {
                self.wait_a_moment().await.map(Some)
            } else {
                self.vote(vote).await.map(Some)
            };
        }
        let Some(form) = page.form else {
            if !page.waits {
                return Ok(None);
            }
            return self.wait_a_moment().await.map(Some);
        };
        let Ok(wave) = form.hidden("wave").parse::<Wave>() else { return Ok(None) };
        if self.over.contains(&wave) {
            return self.wait_a_moment().await.map(Some);
        }
        let visit = self.take_form(&form, wave).await?;
        if !patience(visit.status) {
            self.over.insert(wave);
        }
        if self.forgets && wave == Wave::Before {
            return self.lose_its_way().await.map(Some);
        }
        Ok(Some(visit))
    }

    /// Answers what is asked live: one option, one or two ticks, or an order.
    async fn vote(&mut self, form: Form) -> Result<Visit, TransportError> {
        let thinking = if self.slow { 6_000..12_000 } else { 1_500..6_000 };
        self.pause(thinking).await;
        let mut fields = form.hidden.clone();
        let mut left: Vec<String> =
            form.questions.first().map(|question| question.options.clone()).unwrap_or_default();
        let several = form.questions.first().is_some_and(|question| question.several);
        let wanted = if several { 1 + self.dice.below(2) } else { form.questions.len() as u64 };
        for _ in 0..wanted {
            let Some(value) = self.dice.one_of(&left).cloned() else { break };
            left.retain(|other| *other != value);
            fields.push(("value".to_owned(), value));
        }
        let visit = self.browser.send(VOTE, &fields).await?;
        if !patience(visit.status) {
            (self.report)(Event::Voted);
        }
        Ok(visit)
    }

    async fn wait_a_moment(&mut self) -> Result<Visit, TransportError> {
        self.pause(4_000..8_000).await;
        self.browser.open(HERE).await
    }

    /// Reads the start text, then declines, or answers in two goes: a first part, which puts the phone
    /// inside the form, and later the whole.
    async fn take_form(&mut self, form: &Form, wave: Wave) -> Result<Visit, TransportError> {
        self.pause(1_500..5_000).await;
        if self.declines && (wave == Wave::Before || self.dice.chance(50)) {
            (self.report)(Event::Declined(wave));
            let mut fields = form.hidden.clone();
            fields.push(("decision".to_owned(), "no".to_owned()));
            return self.browser.send(HERE, &fields).await;
        }
        let mut fields = form.hidden.clone();
        let half = form.questions.len() / 2;
        let (first, rest) = form.questions.split_at(half);
        self.fill_in(&mut fields, first, wave);
        let mut so_far = fields.clone();
        so_far.push(("lang".to_owned(), self.browser.language().to_owned()));
        if first.is_empty() {
            self.pause(500..1_500).await;
        } else {
            self.browser.send(HERE, &so_far).await?;
        }
        let thinking = if self.slow { 20_000..45_000 } else { 5_000..15_000 };
        self.pause(thinking).await;
        self.fill_in(&mut fields, rest, wave);
        let visit = self.browser.send(HERE, &fields).await?;
        (self.report)(Event::Sent(wave));
        Ok(visit)
    }

    fn fill_in(&mut self, fields: &mut Vec<(String, String)>, questions: &[Question], wave: Wave) {
        for question in questions {
            let key = KEYS.get(&question.name).map(String::as_str);
            for value in answer(&mut self.dice, question, key, wave, self.skill) {
                fields.push((question.name.clone(), value));
            }
        }
    }

    async fn lose_its_way(&mut self) -> Result<Visit, TransportError> {
        self.pause(1_000..3_000).await;
        self.forgets = false;
        self.browser.forget();
        (self.report)(Event::Lost);
        let door = self.door.clone();
        self.browser.open(&door).await
    }

    async fn pause(&mut self, milliseconds: std::ops::Range<u64>) {
        self.pace.wait(&mut self.dice, milliseconds).await;
    }
}

/// Answers that mean "later": too fast, too busy.
fn patience(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE
}
