//! What belongs to the installation: its secret, its questionnaires, its directory, its migrations.

use crate::support::{
    engine::{TestDatabase, on_both_engines, runtime},
    server::{TestServer, with_server},
};
use app::{
    db::{Db, DbSettings},
    demonstration, directory,
    error::{AppError, Refusal},
    installation::{Survey, survey},
    questionnaire::service::YOUTH,
    state::set_installation_fact,
};
use domain::locale::Language;

#[test]
fn the_secret_survives_a_restart_and_the_first_one_wins() {
    on_both_engines(|database| {
        runtime().block_on(async {
            let first = TestServer::start(database, |_| {}).await;
            let secret = first.state.secret().to_vec();
            set_installation_fact(&first.state.db, "secret", b"another").await.unwrap();
            let second = TestServer::start(database, |_| {}).await;
            assert_eq!(second.state.secret(), secret);
            assert_eq!(secret.len(), 32);
            first.end().await;
            second.end().await;
        });
    });
}

#[test]
fn a_survey_tells_how_the_installation_stands() {
    with_server(async |server| {
        let empty = survey(&server.state.db).await.unwrap();
        assert_eq!(empty, Survey { accounts: 0, demonstration: false, newest: None });
        server.open_room().await;
        set_installation_fact(&server.state.db, "demonstration", b"1").await.unwrap();
        let now = Some(server.state.clock.now());
        let found = survey(&server.state.db).await.unwrap();
        assert_eq!(found, Survey { accounts: 2, demonstration: true, newest: now });
        let health = server.state.db.health().await.unwrap();
        assert!(health.engine_safe && health.problems.is_empty(), "{health:?}");
        assert_eq!(health.step, Some(health.known));
    });
}

#[test]
fn questionnaires_are_stored_once() {
    on_both_engines(|database| {
        runtime().block_on(async {
            for _ in 0..2 {
                let server = TestServer::start(database, |_| {}).await;
                let newest = server.state.questionnaires.newest(YOUTH).unwrap();
                assert_eq!(
                    server.state.questionnaires.version(YOUTH, newest.version).unwrap(),
                    newest
                );
                assert_eq!(newest.problems(), Vec::<String>::new());
                assert!(server.state.questionnaires.version(YOUTH, newest.version + 1).is_err());
                assert_eq!(server.count("questionnaire").await, 1);
                server.end().await;
            }
        });
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    on_both_engines(|database| {
        runtime().block_on(async {
            let server = TestServer::start(database, |_| {}).await;
            let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'newer', TRUE, $1, 0)";
            let checksum: &[u8] = &[0];
            match &server.state.db {
                Db::Sqlite { writer, .. } => drop(sqlx::query(newer).bind(checksum).execute(writer).await.unwrap()),
                Db::Postgres(pool) => drop(sqlx::query(newer).bind(checksum).execute(pool).await.unwrap()),
            }
            server.end().await;
            let db = Db::connect(&database.url(), DbSettings::default()).await.unwrap();
            let refused = db.migrate().await.unwrap_err().to_string();
            assert!(refused.contains("9999") && refused.contains("backup"), "{refused}");
            db.close().await;
        });
    });
}

#[test]
fn two_servers_may_start_on_an_empty_postgres_at_once() {
    // SQLite is for one server.
    let Some(database) = TestDatabase::postgres() else { return };
    runtime().block_on(async {
        let start = || TestServer::start(&database, |_| {});
        let (first, second) = tokio::join!(start(), start());
        assert_eq!(first.state.secret(), second.state.secret());
        first.end().await;
        second.end().await;
    });
}

#[test]
fn the_demonstration_fills_an_empty_database_only() {
    with_server(async |server| {
        demonstration::service::fill(&server.state).await.unwrap();
        assert_eq!(
            (
                server.count("project").await,
                server.count("partner").await,
                server.count("staff").await
            ),
            (1, 4, 3)
        );
        assert_eq!(server.count("workshop").await, 12);
        let phones = server.count("participant").await;
        assert!((215..=245).contains(&phones), "{phones} participants");
        // Held step by step: what was chosen is kept as counts, and no single vote.
        let kept = server.count("live_tally").await;
        assert!(kept > 60 && server.count("live_vote").await == 0, "{kept} asks were kept");
        assert_eq!(
            demonstration::service::fill(&server.state).await,
            Err(AppError::Refused(Refusal::InUse))
        );
        let open = demonstration::service::ensure_open_workshop(&server.state).await.unwrap();
        let again = demonstration::service::ensure_open_workshop(&server.state).await.unwrap();
        assert_eq!(open.detail.id, again.detail.id);
    });
}

#[test]
fn the_directory_has_help_for_every_country_it_serves() {
    with_server(async |server| {
        let directory = directory::service::current(&server.state).await.unwrap();
        assert!(directory.serves("be") && !directory.serves("zz"));
        for language in Language::ALL {
            for (country, name) in directory.countries(language) {
                assert!(
                    !name.is_empty()
                        && !directory.for_teenagers(Some(&country), language).is_empty(),
                    "{country}"
                );
            }
        }
    });
}
