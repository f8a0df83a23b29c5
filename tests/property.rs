//! Decision 9 against a model: whatever is repeated, reordered, late or sent at once, every receipt
//! tells the truth and the stored answer is the one the model says.

use crate::support::{
    engine::{TestDatabase, runtime},
    seed::phones,
    server::TestServer,
};
use app::{
    error::AppError,
    participate::{self, model::SaveAnswer},
    session::phone::Phone,
};
use domain::{locale::Language, questionnaire::Wave};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof},
    test_runner::{Config, RngSeed, TestRunner},
};
use std::{cell::Cell, collections::HashMap};
use uuid::Uuid;

const QUESTIONS: [&str; 2] = ["Q13", "W2"];
const VALUES: [&str; 3] = ["1", "5", "declined"];
/// Keys a phone draws from; few, so that repeats are common.
const KEYS: usize = 4;

/// One attempt.
#[derive(Debug, Clone)]
enum Attempt {
    /// From the island.
    Save { question: usize, key: usize, replaces: Vec<usize>, value: usize },
    /// From the plain form.
    Put { question: usize, value: usize },
}

/// What is stored for one question: which key, and the value.
type Stored = Option<(Key, usize)>;

/// Keys by number; plain forms make keys of their own, which only show in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Ours(usize),
    Made,
}

/// What the sender hears.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Receipt(Key),
    Put,
    KeyReused,
    Stored(Key, usize),
}

impl Attempt {
    const fn question(&self) -> usize {
        match self {
            Self::Save { question, .. } | Self::Put { question, .. } => *question,
        }
    }
}

/// The rule as decision 9 says it.
fn model(stored: &mut Stored, attempt: &Attempt) -> Outcome {
    match attempt {
        Attempt::Put { value, .. } => {
            *stored = Some((Key::Made, *value));
            Outcome::Put
        }
        Attempt::Save { key, replaces, value, .. } => {
            let receipt = Outcome::Receipt(Key::Ours(*key));
            match *stored {
                None => {}
                Some((Key::Ours(known), same)) if known == *key => {
                    return if same == *value { receipt } else { Outcome::KeyReused };
                }
                Some((Key::Ours(known), _)) if replaces.contains(&known) => {}
                Some((known, value)) => return Outcome::Stored(known, value),
            }
            *stored = Some((Key::Ours(*key), *value));
            receipt
        }
    }
}

fn attempts() -> impl Strategy<Value = Vec<Vec<Attempt>>> {
    let place = || (0..QUESTIONS.len(), 0..VALUES.len());
    let save =
        (place(), 0..KEYS, vec(0..KEYS, 0..4)).prop_map(|((question, value), key, replaces)| {
            Attempt::Save { question, key, replaces, value }
        });
    let put = place().prop_map(|(question, value)| Attempt::Put { question, value });
    let attempt = prop_oneof![6 => save, 1 => put];
    // Alone, twice at once, or with others at once.
    let together = prop_oneof![
        4 => attempt.clone().prop_map(|one| vec![one]),
        2 => (attempt.clone(), any::<bool>()).prop_map(|(one, thrice)| vec![one; if thrice { 3 } else { 2 }]),
        2 => vec(attempt, 2..=3),
        1 => Just(Vec::new()),
    ];
    vec(together, 1..10)
}

/// A phone with the texts of its keys.
struct Sender {
    phone: Phone,
    keys: Vec<String>,
}

impl Sender {
    fn new(phone: Phone) -> Self {
        Self { phone, keys: (0..KEYS).map(|_| Uuid::new_v4().simple().to_string()).collect() }
    }

    fn key(&self, text: &str) -> Key {
        self.keys.iter().position(|key| key == text).map_or(Key::Made, Key::Ours)
    }

    async fn send(&self, server: &TestServer, attempt: &Attempt) -> Outcome {
        let (question, phone) = (QUESTIONS[attempt.question()].to_owned(), self.phone.clone());
        match attempt {
            Attempt::Put { value, .. } => {
                let fields = [(question, VALUES[*value].to_owned())];
                participate::service::put_answers(
                    &server.state,
                    phone,
                    Language::En,
                    Wave::Before,
                    &fields,
                    false,
                )
                .await
                .unwrap();
                Outcome::Put
            }
            Attempt::Save { key, replaces, value, .. } => {
                let replaces = replaces.iter().map(|key| self.keys[*key].clone()).collect();
                let save = SaveAnswer {
                    wave: Wave::Before,
                    question,
                    key: self.keys[*key].clone(),
                    replaces,
                    value: VALUES[*value].to_owned(),
                };
                match participate::service::save_answer(&server.state, phone, Language::En, &save)
                    .await
                {
                    Ok(receipt) => Outcome::Receipt(self.key(&receipt.key)),
                    Err(AppError::KeyReused) => Outcome::KeyReused,
                    Err(AppError::AnswerStored { key, value }) => {
                        Outcome::Stored(self.key(&key), value_of(&value))
                    }
                    Err(other) => panic!("{other} for {attempt:?}"),
                }
            }
        }
    }

    async fn stored(&self, server: &TestServer) -> [Stored; QUESTIONS.len()] {
        let here = participate::service::here(&server.state, &self.phone).await.unwrap();
        let answers: HashMap<_, _> = here
            .answers
            .iter()
            .map(|(question, key, value)| (question.as_str(), (key, value)))
            .collect();
        assert_eq!(answers.len(), here.answers.len(), "a question has two answers");
        QUESTIONS.map(|question| {
            answers.get(question).map(|(key, value)| (self.key(&key.to_string()), value_of(value)))
        })
    }
}

fn value_of(text: &str) -> usize {
    VALUES.iter().position(|value| *value == text).unwrap()
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for order in orders(count - 1) {
        for place in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(place, count - 1);
            all.push(longer);
        }
    }
    all
}

async fn check(server: &TestServer, workshop: domain::id::WorkshopId, rounds: &[Vec<Attempt>]) {
    let mut pair = phones(workshop, 2).into_iter();
    let (sender, other) = (Sender::new(pair.next().unwrap()), Sender::new(pair.next().unwrap()));
    // Another phone's answers lie beside and are never touched.
    let first = Attempt::Save { question: 0, key: 0, replaces: Vec::new(), value: 0 };
    assert_eq!(other.send(server, &first).await, Outcome::Receipt(Key::Ours(0)));
    let mut now = [None; QUESTIONS.len()];
    for round in rounds {
        let outcomes =
            futures_in_order(round.iter().map(|attempt| sender.send(server, attempt))).await;
        let stored = sender.stored(server).await;
        // Sent at once, they may have been taken in any order; one of them explains everything.
        let explained = orders(round.len()).into_iter().any(|order| {
            let mut state = now;
            let told = order.iter().all(|&place| {
                model(&mut state[round[place].question()], &round[place]) == outcomes[place]
            });
            told && state == stored
        });
        assert!(explained, "{round:?} on {now:?} was answered {outcomes:?} and left {stored:?}");
        now = stored;
    }
    assert_eq!(other.stored(server).await, [Some((Key::Ours(0), 0)), None]);
}

/// Runs all at once and returns their results in the order given.
async fn futures_in_order<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in running.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

fn holds_on(database: &TestDatabase, cases: u32) {
    let runtime = runtime();
    let unlimited = |config: &mut server::config::Config| {
        config.limits.participant_writes_burst = 100_000;
        config.limits.participant_writes_per_minute = 100_000;
    };
    let (server, room) = runtime.block_on(async {
        let server = TestServer::start(database, unlimited).await;
        let room = server.open_room().await;
        // Room for two phones in every case, shrinking included.
        app::workshop::service::set_join_cap(&server.state, room.coach.actor, room.workshop, 1000)
            .await
            .unwrap();
        (server, room)
    });
    let rounds = Cell::new(0);
    let config = Config {
        cases,
        max_shrink_iters: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Random,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&attempts(), |case| {
        rounds.set(rounds.get() + case.len());
        runtime.block_on(check(&server, room.workshop, &case));
        Ok(())
    });
    if let Err(failure) = result {
        panic!("on {}: {failure}", database.engine());
    }
    assert!(rounds.get() > cases as usize, "hardly anything was tried");
    runtime.block_on(server.end());
}

#[test]
fn every_order_of_saving_agrees_with_decision_nine_on_sqlite() {
    holds_on(&TestDatabase::sqlite(), 64);
}

#[test]
fn every_order_of_saving_agrees_with_decision_nine_on_postgres() {
    if let Some(database) = TestDatabase::postgres() {
        holds_on(&database, 16);
    }
}

#[test]
fn the_model_knows_the_rule() {
    let save = |key, replaces: &[usize], value| Attempt::Save {
        question: 0,
        key,
        replaces: replaces.to_vec(),
        value,
    };
    let mut stored = None;
    assert_eq!(model(&mut stored, &save(0, &[], 1)), Outcome::Receipt(Key::Ours(0)));
    assert_eq!(model(&mut stored, &save(0, &[], 1)), Outcome::Receipt(Key::Ours(0)));
    assert_eq!(model(&mut stored, &save(0, &[0], 2)), Outcome::KeyReused);
    assert_eq!(model(&mut stored, &save(1, &[2], 2)), Outcome::Stored(Key::Ours(0), 1));
    assert_eq!(model(&mut stored, &save(1, &[2, 0], 2)), Outcome::Receipt(Key::Ours(1)));
    assert_eq!(stored, Some((Key::Ours(1), 2)));
    assert_eq!(orders(3).len(), 6);
}
