//! Whatever a room is sent (projector, phones, helper's page, console, streams) tells no more than the
//! small-number rules allow. Random workshops run in pairs: the same people, the same steps, answers
//! that differ and of which the rules tell the same. Nobody who reads everything that was sent may be
//! able to tell the two apart. What the rules themselves give away is judged by the solver in
//! `domain/src/run/tests/solver.rs`.

use crate::support::{
    browser::Browser,
    engine::{TestDatabase, runtime},
    seed::{Room, phones},
    server::TestServer,
};
use app::{
    error::{AppError, Refusal},
    run::{
        model::{Live, Wall},
        service::{self, Steering},
    },
    session::{limits::Source, phone::Phone},
    workshop::{
        self,
        model::{Confirmation, Plan},
    },
};
use domain::{
    agenda::StepKind,
    evaluation::suppression::FROM_TWO,
    id::WorkshopId,
    locale::Language,
    module::Module,
    poll::PollKind,
    run::{Ask, Command, Film, Helper, OwnPoll, Phase, Play, Votes, show_votes, winner},
};
use proptest::{
    prelude::Rng as _,
    test_runner::{RngAlgorithm, TestRng},
};
use tokio::task::JoinSet;

const NEXT: Command = Command::Next { sure: true, keep_open: false };

/// Random numbers that are the same in every run.
struct Dice(TestRng);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end as u64).unwrap()
    }

    fn of<T: Clone>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())].clone()
    }

    /// One answer. Often the same one, so that some options have nobody or one person behind them.
    fn answer(&mut self, ask: &Ask) -> String {
        let often = self.below(3) < 2;
        let mut values = ask.values.clone();
        match ask.kind {
            PollKind::Ticks => {
                values.retain(|_| self.below(3) == 0);
                if values.is_empty() { ask.values[0].clone() } else { values.join(",") }
            }
            PollKind::Order => {
                if !often {
                    let (one, other) = (self.below(values.len()), self.below(values.len()));
                    values.swap(one, other);
                }
                values.join(",")
            }
            _ if often => values[self.0.next_u32() as usize % 2 % values.len()].clone(),
            _ => self.of(&values),
        }
    }
}

/// What the answers are to the rules.
fn votes(ask: &Ask, answers: &[String]) -> Votes {
    let mut votes = Votes { people: u32::try_from(answers.len()).unwrap(), ..Votes::default() };
    for answer in answers {
        let parts = if ask.kind == PollKind::Ticks {
            answer.split(',').collect()
        } else {
            vec![answer.as_str()]
        };
        for part in parts {
            *votes.counts.entry(part.to_owned()).or_default() += 1;
        }
    }
    votes
}

/// Everything that the rules let the room and the coach know of the answers.
fn told(ask: &Ask, answers: &[String]) -> String {
    let votes = votes(ask, answers);
    let won = winner(ask, &votes).filter(|_| ask.decides && votes.people >= FROM_TWO);
    format!("{:?} {won:?}", show_votes(ask, &votes))
}

/// Other answers of as many people, of which the rules tell the same (or not: `same`).
fn others(dice: &mut Dice, ask: &Ask, answers: &[String], same: bool) -> Option<Vec<String>> {
    let (given, public) = (votes(ask, answers), told(ask, answers));
    (0..200).find_map(|_| {
        let mut changed = answers.to_vec();
        for _ in 0..=dice.below(3) {
            let place = dice.below(changed.len());
            changed[place] = dice.answer(ask);
        }
        let differs = votes(ask, &changed) != given;
        (differs && (told(ask, &changed) == public) == same).then_some(changed)
    })
}

/// One of two workshops that run alike.
struct Twin<'s> {
    server: &'s TestServer,
    room: &'s Room,
    id: WorkshopId,
    phones: Vec<Phone>,
    /// A phone that answers nothing, a projector, a helper's phone.
    watching: [Browser; 3],
}

impl<'s> Twin<'s> {
    async fn open(server: &'s TestServer, room: &'s Room, plan: &Plan) -> Self {
        let (state, coach) = (&server.state, room.coach.actor);
        let id = workshop::service::plan_workshop(state, coach, room.project, plan).await.unwrap();
        let said = Confirmation { steps: true, ..Confirmation::letter_given() };
        workshop::service::open_workshop(state, coach, id, &said).await.unwrap();
        let watching = [server.browser(), server.browser(), server.browser()];
        let phone = phones(id, 1).remove(0);
        watching[0].set_cookie("mis_p", &phone.text(state.secret()));
        let screen = service::new_screen(state).await.unwrap();
        let Wall::Pairing { code } = service::wall(state, &screen).await.unwrap() else {
            panic!("it waits")
        };
        let source = Source::of("192.0.2.7".parse().unwrap());
        service::pair_screen(state, coach, id, &code, source).await.unwrap();
        watching[1].set_cookie("mis_screen", &screen.text());
        let twin = Self { server, room, id, phones: phones(id, 30), watching };
        let helper = Helper { pin: "0427".to_owned(), token: "token".to_owned() };
        twin.command(Command::Helper(Some(helper))).await;
        let pass = service::admit_by_token(state, id, "token").await.unwrap();
        twin.watching[2].set_cookie("mis_helper", &pass.text());
        twin
    }

    async fn live(&self) -> Live {
        let detail = self.server.detail(self.id).await;
        let mut reader = self.server.state.db.read().await.unwrap();
        service::load(&mut reader.conn(), &detail).await.unwrap().unwrap()
    }

    async fn try_command(&self, command: Command) -> Result<(), AppError> {
        let version = self.live().await.version;
        let who = Steering::Staff(self.room.coach.actor);
        service::command(&self.server.state, who, self.id, version, &command).await
    }

    async fn command(&self, command: Command) {
        self.try_command(command).await.unwrap();
    }

    /// The room's answers are revealed; true where the coach chose the way on instead, because there
    /// were fewer than five voices.
    async fn reveal(&self) -> bool {
        match self.try_command(Command::Reveal).await {
            Err(AppError::Refused(Refusal::ChooseFirst)) => {
                self.command(Command::Choose(0)).await;
                true
            }
            other => {
                other.unwrap();
                false
            }
        }
    }

    async fn answer(&self, ask: &Ask, answers: &[String]) {
        let mut saving = JoinSet::new();
        for (phone, value) in self.phones.iter().zip(answers) {
            let (state, phone) = (self.server.state.clone(), phone.clone());
            let (ask, value) = (ask.id.clone(), value.clone());
            saving.spawn(async move {
                service::vote(&state, phone, Language::En, &ask, &value).await.unwrap();
            });
        }
        saving.join_all().await;
    }

    /// Everything that is sent just now, without what is random in each workshop.
    async fn sent(&self) -> Vec<String> {
        let detail = self.server.detail(self.id).await;
        let [phone, screen, helper] = &self.watching;
        let coach = &self.room.coach.browser;
        let console = format!("/staff/workshops/{}", self.id);
        let looks = [
            (screen, "/screen".to_owned()),
            (phone, "/here".to_owned()),
            (helper, "/helper".to_owned()),
            (coach, format!("{console}/run")),
            (screen, "/screen/live?once".to_owned()),
            (phone, format!("/live/{}?once", self.id)),
            (helper, "/helper/live?once".to_owned()),
            (coach, format!("{console}/live?once")),
        ];
        let mut sent = Vec::new();
        for (browser, path) in looks {
            let page = browser.get(&path).await.expect(200).body;
            sent.push(alike(&page, &detail));
        }
        sent
    }
}

/// A page without what every workshop has of its own: id, ways in, and this answer's nonce.
fn alike(page: &str, detail: &workshop::model::WorkshopDetail) -> String {
    let mut page = page.replace(&detail.id.to_string(), "ID");
    if let Some(code) = &detail.join_code {
        page = page.replace(&app::ui::join::spaced(code), "CODE").replace(code, "CODE");
    }
    if let Some(token) = &detail.join_token {
        page = page.replace(token, "TOKEN");
    }
    for (start, end) in [("nonce=\"", "\""), ("data:image/svg+xml;base64,", "\"")] {
        let mut parts = page.split(start);
        let mut rest = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let after = part.split_once(end).map_or("", |(_, after)| after);
            rest.push_str(&format!("{start}…{end}{after}"));
        }
        page = rest;
    }
    page
}

/// What may be asked in a room.
#[derive(Debug, Clone)]
enum Asked {
    Poll(usize),
    Story,
    Film,
    Own(OwnPoll),
}

fn asked(dice: &mut Dice) -> Asked {
    match dice.below(8) {
        0 | 1 => Asked::Story,
        2 => Asked::Film,
        3 | 4 => {
            let kind =
                dice.of(&[PollKind::Choice, PollKind::Ticks, PollKind::Rating, PollKind::Order]);
            let options = (0..2 + dice.below(4)).map(|number| format!("Idea {number}")).collect();
            Asked::Own(OwnPoll { question: "What helps?".to_owned(), kind, options })
        }
        _ => Asked::Poll(dice.below(3)),
    }
}

/// Brings a workshop to where it asks.
async fn arrive(twin: &Twin<'_>, asked: &Asked) -> Ask {
    let go = async |kind: StepKind| {
        let run = twin.live().await.run;
        let step = run.steps.iter().position(|step| step.kind == kind).unwrap();
        twin.command(Command::Go { step, sure: true }).await;
    };
    match asked {
        Asked::Story => go(StepKind::Story).await,
        Asked::Poll(number) => {
            go(StepKind::Poll).await;
            for _ in 0..number * 2 {
                twin.command(NEXT).await;
            }
        }
        Asked::Film => {
            let film = Film { title: "Ours".to_owned(), theme: "Respect".to_owned() };
            twin.command(Command::AddFilm(film)).await;
            go(StepKind::Film).await;
            twin.command(NEXT).await;
        }
        Asked::Own(poll) => {
            twin.command(Command::AddPoll(poll.clone())).await;
            go(StepKind::OwnPoll).await;
        }
    }
    let mut live = twin.live().await;
    // The first scene that asks something.
    while live.run.ask(&live.script).is_none() {
        twin.command(NEXT).await;
        live = twin.live().await;
    }
    assert_eq!(live.run.phase(), Some(Phase::Open), "{asked:?}");
    live.run.ask(&live.script).unwrap()
}

fn same(one: &[String], other: &[String], about: &str) {
    for (page, (one, other)) in one.iter().zip(other).enumerate() {
        assert!(
            one == other,
            "page {page} tells two rooms apart: {about}\n{}",
            difference(one, other)
        );
    }
}

fn difference(one: &str, other: &str) -> String {
    let at = one.bytes().zip(other.bytes()).position(|(a, b)| a != b).unwrap_or(0);
    let around = |text: &str| {
        String::from_utf8_lossy(
            &text.as_bytes()[at.saturating_sub(120)..(at + 120).min(text.len())],
        )
        .into_owned()
    };
    format!("{}\n{}", around(one), around(other))
}

/// Runs so many random workshops; returns how many pairs had different answers of which the rules tell
/// the same.
async fn rooms(server: &TestServer, seed: u8, count: usize) -> (usize, usize) {
    let mut dice = Dice(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let room = server.room().await;
    let plain = server.detail(room.workshop).await.plan;
    let (mut pairs, mut told_apart) = (0, 0);
    for number in 0..count {
        let module =
            dice.of(&[Module::Respect, Module::ImageRights, Module::Sexting, Module::Passwords]);
        let plan = Plan { modules: [module].into(), expected: 30, ..plain.clone() };
        let asked = asked(&mut dice);
        let one = Twin::open(server, &room, &plan).await;
        let other = Twin::open(server, &room, &plan).await;
        let ask = arrive(&one, &asked).await;
        assert_eq!(ask, arrive(&other, &asked).await);
        let most = if dice.below(2) == 0 { 12 } else { 30 };
        let people = 1 + dice.below(most);
        let answers: Vec<_> = (0..people).map(|_| dice.answer(&ask)).collect();
        // Every twentieth time the rules tell something else: the pages have to show it, or this test
        // would prove nothing.
        let control = number % 20 == 0 && !ask.private;
        let changed = others(&mut dice, &ask, &answers, !control);
        let control = control && changed.is_some();
        pairs += usize::from(changed.is_some() && !control);
        let changed = changed.unwrap_or_else(|| answers.iter().rev().cloned().collect());
        one.answer(&ask, &answers).await;
        other.answer(&ask, &changed).await;
        let about = format!("{module:?} {ask:?} {answers:?} {changed:?}");
        same(&one.sent().await, &other.sent().await, &about);
        let chosen = one.reveal().await;
        assert_eq!(chosen, other.reveal().await, "{about}");
        let (seen, also) = (one.sent().await, other.sent().await);
        if control {
            told_apart += 1;
            assert_ne!(seen[0], also[0], "{about}");
            continue;
        }
        same(&seen, &also, &about);
        if matches!(one.live().await.run.play, Play::Story(story) if story.chosen.is_none()) {
            // After a tie the coach chooses.
            one.command(Command::Choose(0)).await;
            other.command(Command::Choose(0)).await;
            same(&one.sent().await, &other.sent().await, &about);
        }
        if matches!(one.live().await.run.play, Play::Poll { .. }) && dice.below(2) == 0 {
            one.command(Command::AskAgain).await;
            other.command(Command::AskAgain).await;
            let ask = one.live().await;
            let ask = ask.run.ask(&ask.script).unwrap();
            let answers: Vec<_> = (0..people).map(|_| dice.answer(&ask)).collect();
            let changed =
                others(&mut dice, &ask, &answers, true).unwrap_or_else(|| answers.clone());
            one.answer(&ask, &answers).await;
            other.answer(&ask, &changed).await;
            one.reveal().await;
            other.reveal().await;
            same(
                &one.sent().await,
                &other.sent().await,
                &format!("again: {ask:?} {answers:?} {changed:?}"),
            );
        }
        for twin in [&one, &other] {
            let closed = domain::workshop::WorkshopState::Closed;
            workshop::service::set_state(&server.state, room.coach.actor, twin.id, closed)
                .await
                .unwrap();
        }
    }
    (pairs, told_apart)
}

fn random_rooms(seed: u8) {
    let database = TestDatabase::sqlite();
    runtime().block_on(async {
        let server = TestServer::start(&database, |_| {}).await;
        let (pairs, told_apart) = rooms(&server, seed, 125).await;
        assert!(pairs >= 50 && told_apart >= 3, "{pairs} pairs, {told_apart} controls");
        server.end().await;
    });
}

#[test]
fn random_rooms_tell_no_more_than_the_rules_1() {
    random_rooms(1);
}

#[test]
fn random_rooms_tell_no_more_than_the_rules_2() {
    random_rooms(2);
}

#[test]
fn random_rooms_tell_no_more_than_the_rules_3() {
    random_rooms(3);
}

#[test]
fn random_rooms_tell_no_more_than_the_rules_4() {
    random_rooms(4);
}
