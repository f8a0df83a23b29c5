//! `doctor`: its code, and that it looks without touching.

use crate::support::{
    engine::{TestDatabase, on_both_engines},
    program::Program,
};
use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
};

const PUBLIC: [(&str, &str); 2] = [
    ("MAKEITSAFE_PUBLIC_URL", "https://safe.example.org"),
    ("MAKEITSAFE_HTTP__TRUSTED_PROXIES", "127.0.0.1, ::1"),
];

fn doctor(database: &TestDatabase, settings: &[(&str, &str)]) -> (i32, String) {
    Program::run(database, &["doctor"], settings)
}

fn file_of(database: &TestDatabase) -> PathBuf {
    PathBuf::from(database.url().strip_prefix("sqlite:").unwrap())
}

/// Lines that warn, but for the one about the directory: it comes with time.
fn warnings(text: &str) -> Vec<&str> {
    let bad = |line: &&str| !line.starts_with("fine") && !line.starts_with(' ') && !line.is_empty();
    let lines = text.lines().filter(bad).filter(|line| !line.contains("help services"));
    lines.filter(|line| !line.contains("to look at.") && !line.contains("All is well")).collect()
}

#[test]
fn an_installation_as_it_should_be_is_fine() {
    let (database, folder) = (TestDatabase::sqlite(), tempfile::tempdir().unwrap());
    let backups = folder.path().display().to_string();
    let settings = [PUBLIC[0], PUBLIC[1], ("MAKEITSAFE_BACKUP__FOLDER", backups.as_str())];
    let add = ["user", "add", "admin@example.org", "--role", "admin"];
    assert_eq!(Program::run(&database, &add, &settings).0, 0);
    assert_eq!(Program::run(&database, &["backup"], &settings).0, 0);
    let (code, text) = doctor(&database, &settings);
    assert_eq!(warnings(&text), Vec::<&str>::new(), "{text}");
    assert!(code < 2);
}

#[test]
fn what_is_missing_or_open_is_a_warning() {
    let database = TestDatabase::sqlite();
    let (code, text) = doctor(&database, &[]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("no database") && text.contains("public_url"), "{text}");
    assert!(!file_of(&database).exists(), "doctor made a database");

    assert_eq!(Program::run(&database, &["migrate"], &[]).0, 0);
    let mode = |mode| fs::set_permissions(file_of(&database), Permissions::from_mode(mode));
    assert_eq!(fs::metadata(file_of(&database)).unwrap().permissions().mode() & 0o777, 0o600);
    mode(0o644).unwrap();
    let before = fs::read(file_of(&database)).unwrap();
    let (code, text) = doctor(&database, &PUBLIC);
    assert_eq!(code, 1, "{text}");
    for part in ["every user of this machine", "no account yet", "No folder for backups"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(fs::read(file_of(&database)).unwrap(), before);
}

#[test]
fn what_is_broken_is_told_apart() {
    let database = TestDatabase::sqlite();
    assert_eq!(Program::run(&database, &["migrate"], &[]).0, 0);
    let mut bytes = fs::read(file_of(&database)).unwrap();
    let second_page = 4096..8192;
    bytes[second_page].fill(0xff);
    fs::write(file_of(&database), bytes).unwrap();
    let (code, text) = doctor(&database, &PUBLIC);
    assert_eq!(code, 2, "{text}");

    let (code, text) = doctor(&database, &[("MAKEITSAFE_HTTP__LISSTEN", "x")]);
    assert!(code == 2 && text.contains("LISSTEN"), "{text}");
}

#[test]
fn a_demonstration_in_public_is_broken() {
    let database = TestDatabase::sqlite();
    assert_eq!(Program::run(&database, &["demo"], &[]).0, 0);
    let (code, text) = doctor(&database, &PUBLIC);
    assert!(code == 2 && text.contains("everybody knows its passwords"), "{text}");
    assert!(doctor(&database, &[]).0 < 2);
}

#[test]
fn it_looks_at_both_engines_and_never_shows_a_password() {
    on_both_engines(|database| {
        assert_eq!(Program::run(database, &["migrate"], &[]).0, 0);
        let (code, text) = doctor(database, &PUBLIC);
        assert_eq!(code, 1, "{text}");
        assert!(text.contains("answers (") && text.contains("no account yet"), "{text}");
    });
    let nowhere = TestDatabase::Postgres {
        server: "postgres://safe:s3cret@127.0.0.1:1/postgres".to_owned(),
        name: "nothing".to_owned(),
    };
    let (code, text) = doctor(&nowhere, &[]);
    assert!(code == 2 && !text.contains("s3cret"), "{text}");
    // There is nothing to remove on a server that is not there.
    std::mem::forget(nowhere);
}
