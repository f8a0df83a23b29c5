//! Backups: taken while a class answers, refused when damaged, put back without losing what is there.

use crate::support::{
    browser::Browser,
    engine::{TestDatabase, runtime},
    program::Program,
    seed::plan,
    server::TestServer,
};
use app::workshop::{self, model::Confirmation};
use server::backup::{make, restore::restore};
use sqlx::{Connection as _, SqliteConnection};
use std::{
    collections::HashSet,
    fs,
    net::SocketAddr,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use uuid::Uuid;

/// Backups taken while phones answer.
const BACKUPS: usize = 8;
/// Phones that answer at the same time.
const AT_ONCE: usize = 8;
/// Answers acknowledged between two backups, at least.
const BETWEEN: usize = 40;

fn file_of(database: &TestDatabase) -> PathBuf {
    PathBuf::from(database.url().strip_prefix("sqlite:").unwrap())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// What a command on a database printed; it must end with this code.
#[track_caller]
fn run(database: &TestDatabase, code: i32, command: &[&str]) -> String {
    let (ended, text) = Program::run(database, command, &[]);
    assert_eq!(ended, code, "{command:?}: {text}");
    text
}

/// A database with a project in it, and a folder for its backups.
fn small() -> (TestDatabase, TempDir) {
    let database = TestDatabase::sqlite();
    runtime().block_on(async {
        let server = TestServer::start(&database, |_| {}).await;
        server.open_room().await;
        server.end().await;
    });
    (database, tempfile::tempdir().unwrap())
}

#[test]
fn every_answer_acknowledged_before_a_backup_is_in_it() {
    let database = TestDatabase::sqlite();
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let server = TestServer::start(&database, |_| {}).await;
        let room = server.room().await;
        let (state, coach) = (&server.state, room.coach.actor);
        let many = plan(room.group, 20);
        workshop::service::change_plan(state, coach, room.workshop, &many, 1000).await.unwrap();
        workshop::service::open_workshop(
            state,
            coach,
            room.workshop,
            &Confirmation::letter_given(),
        )
        .await
        .unwrap();
        let token = server.detail(room.workshop).await.join_token.unwrap();

        let (told, stop) = (Told::default(), Arc::new(AtomicBool::new(false)));
        let mut class = tokio::task::JoinSet::new();
        for _ in 0..AT_ONCE {
            class.spawn(answer(
                server.address,
                token.clone(),
                Arc::clone(&told),
                Arc::clone(&stop),
            ));
        }
        for number in 0..BACKUPS {
            let enough = told.lock().unwrap().len() + BETWEEN;
            while told.lock().unwrap().len() < enough {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            let before = told.lock().unwrap().clone();
            let (backup, place) =
                (folder.path().join(format!("{number}.db")), folder.path().join("back.db"));
            let (source, target) = (file_of(&database), backup.clone());
            // In a thread and runtime of its own, as another process would.
            tokio::task::spawn_blocking(move || {
                runtime().block_on(make(&source, &target)).unwrap()
            })
            .await
            .unwrap();
            restore(&backup, &place, true).await.unwrap();
            let mut restored = SqliteConnection::connect(&text(&place)).await.unwrap();
            let mode: String =
                sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut restored).await.unwrap();
            let keys: HashSet<Uuid> = sqlx::query_scalar("SELECT answer_key FROM answer")
                .fetch_all(&mut restored)
                .await
                .unwrap()
                .into_iter()
                .collect();
            restored.close().await.unwrap();
            assert_eq!(mode, "wal");
            let lost = before.difference(&keys).count();
            assert_eq!(lost, 0, "backup {number} lost {lost} of {} answers", before.len());
        }
        stop.store(true, Ordering::SeqCst);
        class.join_all().await;
        server.end().await;
    });
}

type Told = Arc<Mutex<HashSet<Uuid>>>;

/// Phones come and answer until told to stop.
async fn answer(address: SocketAddr, token: String, told: Told, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::SeqCst) {
        let phone = Browser::new(address);
        phone.get(&format!("/j/{token}")).await.expect(303);
        for (question, value) in [("Q5", "true"), ("Q6", "false"), ("Q13", "1"), ("Q11", "3")] {
            let key = Uuid::new_v4();
            phone.save(question, &key.simple().to_string(), &[], value).await.expect(200);
            told.lock().unwrap().insert(key);
        }
    }
}

#[test]
fn a_backup_can_be_checked_put_back_and_served() {
    let (database, folder) = small();
    let backup = text(&folder.path().join("a.db"));
    let said = run(&database, 0, &["backup", "--to", &backup]);
    assert!(said.contains("backed up"), "{said}");
    let mode = fs::metadata(&backup).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "others may read the backup");
    assert!(run(&database, 1, &["backup", "--to", &backup]).contains("already"));
    let named = run(&database, 0, &["backup", "--to", &text(folder.path())]);
    assert!(named.contains("make-it-safe-2"), "{named}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "something unfinished is left");

    let checked = run(&database, 0, &["restore", "--from", &backup, "--verify"]);
    assert!(checked.contains("is sound"), "{checked}");
    let place = folder.path().join("new/place.db");
    let to = format!("sqlite:{}", place.display());
    run(&database, 0, &["restore", "--from", &backup, "--verify", "--to", &to]);
    let restored = TestDatabase::sqlite();
    fs::copy(&place, file_of(&restored)).unwrap();
    runtime().block_on(async {
        let server = TestServer::start(&restored, |_| {}).await;
        assert_eq!(server.count("project").await, 1);
        server.end().await;
    });
}

#[test]
fn damaged_backups_are_refused_and_nothing_is_put_in_place() {
    let (database, folder) = small();
    let whole = folder.path().join("whole.db");
    run(&database, 0, &["backup", "--to", &text(&whole)]);
    let bytes = fs::read(&whole).unwrap();
    let name = b"School by the river";
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
    let mut changed = bytes.clone();
    changed[at] ^= 1;
    let live = fs::read(file_of(&database)).unwrap();
    for (what, content) in [
        ("half", bytes[..bytes.len() / 2].to_vec()),
        ("without its last page", bytes[..bytes.len() - 4096].to_vec()),
        ("one byte of a name changed", changed),
        ("nothing", Vec::new()),
        ("no database", b"not a database, but long enough to be read as a head".repeat(100)),
        ("a database that is no backup", live),
    ] {
        let file = folder.path().join("damaged.db");
        fs::write(&file, content).unwrap();
        let place = folder.path().join("place.db");
        let to = format!("sqlite:{}", place.display());
        let said = run(&database, 1, &["restore", "--from", &text(&file), "--to", &to]);
        assert!(said.contains("damaged.db"), "{what}: {said}");
        run(&database, 1, &["restore", "--from", &text(&file), "--verify"]);
        assert!(!place.exists(), "{what} was put in place");
    }
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_newer_backup_is_refused() {
    let (database, folder) = small();
    runtime().block_on(async {
        let mut conn = SqliteConnection::connect(&text(&file_of(&database))).await.unwrap();
        sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'newer', TRUE, x'00', 0)")
            .execute(&mut conn)
            .await
            .unwrap();
        conn.close().await.unwrap();
    });
    let backup = text(&folder.path().join("newer.db"));
    run(&database, 0, &["backup", "--to", &backup]);
    let said = run(&database, 1, &["restore", "--from", &backup, "--verify"]);
    assert!(said.contains("9999") && said.contains("newer version"), "{said}");
}

#[test]
fn a_database_that_is_there_is_not_lost() {
    let (database, folder) = small();
    let backup = text(&folder.path().join("a.db"));
    run(&database, 0, &["backup", "--to", &backup]);
    let before = fs::read(file_of(&database)).unwrap();
    let said = run(&database, 1, &["restore", "--from", &backup]);
    assert!(said.contains("--force"), "{said}");
    assert_eq!(fs::read(file_of(&database)).unwrap(), before);

    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut program = Program::serve(&database, anywhere, &[]);
    let said = run(&database, 1, &["restore", "--from", &backup, "--force"]);
    assert!(said.contains("stop the server"), "{said}");
    runtime().block_on(async {
        Browser::new(program.address).get("/readyz").await.expect(200);
    });
    assert!(program.stop().success());

    let said = run(&database, 0, &["restore", "--from", &backup, "--force"]);
    assert!(said.contains(".replaced-1"), "{said}");
    let old = PathBuf::from(format!("{}.replaced-1", text(&file_of(&database))));
    assert!(fs::metadata(old).unwrap().len() > 0);
    let program = Program::serve(&database, anywhere, &[]);
    runtime().block_on(async {
        Browser::new(program.address).get("/readyz").await.expect(200);
    });
}

#[test]
fn backups_of_postgres_are_left_to_its_own_tools() {
    let Some(database) = TestDatabase::postgres() else { return };
    assert!(run(&database, 1, &["backup", "--to", "/nowhere/x.db"]).contains("pg_dump"));
}
