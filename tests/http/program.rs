//! The program as its operator meets it: commands, start and stop.

use crate::support::{
    browser::Browser,
    engine::{TestDatabase, on_both_engines, runtime},
    forms::{PASSWORD, path_of},
    program::Program,
};
use std::{
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

fn anywhere() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

fn run(database: &TestDatabase, command: &[&str]) -> (bool, String) {
    let (code, text) = Program::run(database, command, &[]);
    (code == 0, text)
}

#[test]
fn first_start_prints_a_set_up_link_and_an_account_ends_that() {
    on_both_engines(|database| {
        let mut program = Program::serve(database, anywhere(), &[]);
        let link = program.printed.trim().strip_prefix("set-up link: ").unwrap().to_owned();
        let admin = Browser::new(program.address);
        runtime().block_on(async {
            admin.set_up(path_of(&link), "admin@example.org").await.expect(303);
        });
        assert!(program.stop().success());

        let (added, text) =
            run(database, &["user", "add", "coach@example.org", "--name", "A coach"]);
        assert!(added, "{text}");
        let welcome = text.lines().find(|line| line.contains("/welcome/")).unwrap().to_owned();
        assert!(
            !run(database, &["user", "add", "coach@example.org"]).0,
            "an account was made twice"
        );
        assert!(!run(database, &["user", "reset-password", "nobody@example.org"]).0);
        assert!(!run(database, &["demo"]).0, "a demonstration in a database with accounts");

        let program = Program::serve(database, anywhere(), &[]);
        assert_eq!(program.printed, "", "a set-up link although there are accounts");
        let coach = Browser::new(program.address);
        runtime().block_on(async {
            coach.choose_password(path_of(&welcome), PASSWORD).await.expect(303);
        });
    });
}

#[test]
fn asked_to_stop_it_is_gone_within_ten_seconds() {
    let database = TestDatabase::sqlite();
    let mut program = Program::serve(&database, anywhere(), &[]);
    // Connections that ask nothing hold nobody up.
    let idle: Vec<_> = (0..5).map(|_| TcpStream::connect(program.address).unwrap()).collect();
    let asked = Instant::now();
    assert!(program.stop().success());
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    drop(idle);
}

#[test]
fn settings_it_does_not_know_are_refused() {
    let database = TestDatabase::sqlite();
    let started = Program::command(&database, &["migrate"])
        .env("MAKEITSAFE_HTTP__LISSTEN", "x")
        .output()
        .unwrap();
    assert!(!started.status.success());
    let told = String::from_utf8(started.stderr).unwrap();
    assert!(told.contains("LISSTEN"), "{told}");
    let open = Program::command(&database, &["serve", "--listen", "0.0.0.0:0"]).output().unwrap();
    assert!(
        !open.status.success() && String::from_utf8(open.stderr).unwrap().contains("public_url")
    );
}
