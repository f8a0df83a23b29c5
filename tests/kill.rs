//! `kill -9` while a class answers: what a phone was told is saved, is saved, once.

use crate::support::{
    browser::Browser,
    engine::{TestDatabase, runtime},
    forms::saving,
    program::Program,
    seed::plan,
    server::TestServer,
};
use app::workshop;
use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// Times the program is killed.
const KILLS: usize = 10;
/// Answers that phones are told are saved, over all of them.
const ANSWERS: usize = 2000;
/// Phones that answer at the same time.
const AT_ONCE: usize = 16;

const FORM: [(&str, &str, &str); 9] = [
    ("Q5", "true", "false"),
    ("Q6", "false", "unsure"),
    ("Q13", "1", "5"),
    ("W1", "true", "declined"),
    ("W2", "2", "4"),
    ("Q11", "3", "1"),
    ("Q14", "4", "5"),
    ("age-band", "12-13", "14-15"),
    ("gender", "girl", "declined"),
];

const WITHOUT_BRAKES: [(&str, &str); 2] = [
    ("MAKEITSAFE_LIMITS__PARTICIPANT_WRITES_PER_MINUTE", "100000"),
    ("MAKEITSAFE_LIMITS__PARTICIPANT_WRITES_BURST", "100000"),
];

/// What phones were told: the last acknowledged value under each key that should be stored.
type Told = Arc<Mutex<HashMap<Uuid, &'static str>>>;

#[test]
fn killed_program_keeps_every_acknowledged_answer_on_sqlite() {
    let database = TestDatabase::sqlite();
    let told = answer_while_killed(&database);
    let path = database.url().strip_prefix("sqlite:").unwrap().to_owned();
    let (health, rows) = runtime().block_on(async {
        let pool = sqlx::SqlitePool::connect(&path).await.unwrap();
        let health: String =
            sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await.unwrap();
        let rows =
            sqlx::query_as("SELECT answer_key, value FROM answer").fetch_all(&pool).await.unwrap();
        (health, rows)
    });
    assert_eq!(health, "ok");
    compare(&told, rows);
}

#[test]
fn killed_program_keeps_every_acknowledged_answer_on_postgres() {
    let Some(database) = TestDatabase::postgres() else { return };
    let told = answer_while_killed(&database);
    let rows = runtime().block_on(async {
        let pool = sqlx::PgPool::connect(&database.url()).await.unwrap();
        sqlx::query_as("SELECT answer_key, value FROM answer").fetch_all(&pool).await.unwrap()
    });
    compare(&told, rows);
}

fn compare(told: &HashMap<Uuid, &'static str>, rows: Vec<(Uuid, String)>) {
    assert!(told.len() >= ANSWERS / 2, "only {} answers were acknowledged", told.len());
    let count = rows.len();
    let stored: HashMap<Uuid, String> = rows.into_iter().collect();
    assert_eq!(stored.len(), count, "a key is stored twice");
    for (key, value) in told {
        assert_eq!(
            stored.get(key).map(String::as_str),
            Some(*value),
            "the answer {key} was acknowledged"
        );
    }
    // Every phone asked until it was told "saved": nothing else can be there.
    assert_eq!(stored.len(), told.len());
}

/// Phones answer, change every third answer, and ask again whenever the program was gone.
fn answer_while_killed(database: &TestDatabase) -> HashMap<Uuid, &'static str> {
    let workshop = runtime().block_on(async {
        let server = TestServer::start(database, |_| {}).await;
        let room = server.room().await;
        let (state, coach) = (&server.state, room.coach.actor);
        // The program has the machine's clock: a meeting to come keeps it from closing the workshop.
        let mut ahead = plan(room.group, 20);
        ahead.meetings[0].held_on = "2999-01-01".parse().unwrap();
        workshop::service::change_plan(state, coach, room.workshop, &ahead, 1000).await.unwrap();
        workshop::service::open_workshop(
            state,
            coach,
            room.workshop,
            &workshop::model::Confirmation::letter_given(),
        )
        .await
        .unwrap();
        let token = server.detail(room.workshop).await.join_token.unwrap();
        server.end().await;
        token
    });
    let mut program =
        Program::serve(database, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), &WITHOUT_BRAKES);
    let address = program.address;
    let (told, acknowledged) = (Told::default(), Arc::new(AtomicUsize::new(0)));
    let answering = {
        let (told, acknowledged) = (Arc::clone(&told), Arc::clone(&acknowledged));
        std::thread::spawn(move || {
            runtime().block_on(async {
                let mut class = tokio::task::JoinSet::new();
                for _ in 0..AT_ONCE {
                    class.spawn(answer_again_and_again(
                        address,
                        workshop.clone(),
                        Arc::clone(&told),
                        Arc::clone(&acknowledged),
                    ));
                }
                class.join_all().await;
            });
        })
    };
    for kill in 1..=KILLS {
        let enough = kill * ANSWERS / (KILLS + 1);
        while acknowledged.load(Ordering::SeqCst) < enough {
            assert!(!answering.is_finished(), "the phones stopped early");
            std::thread::sleep(Duration::from_millis(2));
        }
        program.kill();
        program = Program::serve(database, address, &WITHOUT_BRAKES);
    }
    answering.join().unwrap();
    program.kill();
    assert!(acknowledged.load(Ordering::SeqCst) >= ANSWERS);
    Arc::into_inner(told).unwrap().into_inner().unwrap()
}

async fn answer_again_and_again(
    address: SocketAddr,
    token: String,
    told: Told,
    acknowledged: Arc<AtomicUsize>,
) {
    let path = format!("/j/{token}");
    while acknowledged.load(Ordering::SeqCst) < ANSWERS {
        let phone = Browser::new(address);
        while phone.cookie("mis_p").is_none() {
            let _ = phone.send(http::Method::GET, &path, &[], String::new()).await;
        }
        for (place, (question, value, other)) in FORM.into_iter().enumerate() {
            let key = Uuid::new_v4();
            save_until_told(&phone, question, key, None, value).await;
            acknowledged.fetch_add(1, Ordering::SeqCst);
            let (mut last, mut stands) = (key, value);
            if place % 3 == 0 {
                (last, stands) = (Uuid::new_v4(), other);
                save_until_told(&phone, question, last, Some(key), other).await;
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
            told.lock().unwrap().insert(last, stands);
        }
    }
}

/// The island's way: the same key again until a receipt comes.
async fn save_until_told(
    phone: &Browser,
    question: &str,
    key: Uuid,
    replaces: Option<Uuid>,
    value: &str,
) {
    let key = key.simple().to_string();
    let replaces: Vec<String> = replaces.iter().map(|key| key.simple().to_string()).collect();
    let replaces: Vec<&str> = replaces.iter().map(String::as_str).collect();
    let body = saving("before", question, &key, &replaces, value);
    loop {
        match phone.try_call("/api/here/answer", &body).await {
            Ok(reply) if reply.status == 200 => {
                assert!(reply.body.contains(&key), "{}", reply.body);
                return;
            }
            Ok(reply) => {
                assert!(reply.status.is_server_error(), "{}: {}", reply.status, reply.body)
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
