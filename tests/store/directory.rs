//! What editors change in the help directory: at once, everywhere, with a trace.

use crate::support::{
    engine::on_both_engines,
    engine::runtime,
    seed::facts,
    server::{TestServer, with_server},
};
use app::{
    directory::{model::Facts, service},
    error::{AppError, Problem},
    project,
};
use domain::{
    actor::{Actor, InstallationRole},
    locale::Language,
    time::Day,
};

async fn editor(server: &TestServer) -> Actor {
    server.person("admin@example.org", InstallationRole::Admin).await.actor
}

async fn known(server: &TestServer, country: &str, id: &str) -> Facts {
    service::current(&server.state).await.unwrap().entry(country, id).unwrap().facts.clone()
}

#[test]
fn a_change_counts_at_once_on_every_server_and_is_logged() {
    on_both_engines(|database| {
        runtime().block_on(async {
            let here = TestServer::start(database, |_| {}).await;
            let there = TestServer::start(database, |_| {}).await;
            let actor = editor(&here).await;
            let before = known(&there, "nl", "kindertelefoon").await;
            let mut wanted = before.clone();
            wanted.channels[0].value = "0800 0433".to_owned();
            wanted.channels[0].href = "tel:08000433".to_owned();
            wanted.hours.0.insert("en".to_owned(), "See website".to_owned());
            wanted.mark = "secondary".to_owned();
            let state = &here.state;
            service::change_entry(state, actor, "nl", "kindertelefoon", wanted.clone())
                .await
                .unwrap();
            for server in [&here, &there] {
                assert_eq!(known(server, "nl", "kindertelefoon").await, wanted);
            }
            // Saving the same again is no change.
            service::change_entry(state, actor, "nl", "kindertelefoon", wanted.clone())
                .await
                .unwrap();
            let log = service::list_changes(&there.state, actor).await.unwrap();
            assert_eq!(log.len(), 1);
            assert_eq!((log[0].country.as_str(), log[0].entry.as_str()), ("nl", "kindertelefoon"));
            assert_eq!((&log[0].before, &log[0].after), (&before, &wanted));
            assert_eq!(
                (log[0].who.as_str(), log[0].at),
                ("Person admin@example.org", here.state.clock.now())
            );
            here.end().await;
            there.end().await;
        });
    });
}

#[test]
fn a_check_names_day_and_account_and_ends_the_warning() {
    with_server(async |server| {
        let actor = editor(server).await;
        let state = &server.state;
        let waiting =
            async || service::waiting_for_check(state, actor, Language::Nl).await.unwrap();
        let checked: Day = "2026-11-01".parse().unwrap();
        let now: Day = crate::support::server::TODAY.parse().unwrap();
        let until = (checked.plus_days(150).0 - now.0).get_days();
        server.set_hour(until - 1, 10);
        assert_eq!(waiting().await, []);
        server.set_hour(until, 10);
        let all = waiting().await;
        assert!(all.iter().any(|entry| entry.id == "awel-102" && entry.country_name == "België"));
        assert!(all.iter().all(|entry| entry.id != "stopline-at"), "never confirmed, never shown");

        let today = state.clock.today(&state.settings.time_zone);
        let tomorrow = today.plus_days(1);
        let early = service::record_check(state, actor, "be", "awel-102", tomorrow).await;
        assert_eq!(early, Err(AppError::field("checked", Problem::StillToCome)));
        service::record_check(state, actor, "be", "awel-102", today).await.unwrap();
        let facts = known(server, "be", "awel-102").await;
        assert_eq!((facts.checked, facts.checked_by.as_str()), (today, "Person admin@example.org"));
        assert_eq!(waiting().await.len(), all.len() - 1);
        let log = service::list_changes(state, actor).await.unwrap();
        assert_eq!((log[0].before.checked, log[0].after.checked), (checked, today));
    });
}

#[test]
fn a_country_in_use_keeps_its_last_visible_helpline() {
    with_server(async |server| {
        let actor = editor(server).await;
        let state = &server.state;
        let closed = async |country: &str, id: &str| {
            let facts = Facts { status: "closed".to_owned(), ..known(server, country, id).await };
            service::change_entry(state, actor, country, id, facts).await
        };
        // Nobody uses Austria yet.
        closed("at", "rat-auf-draht").await.unwrap();
        let mut project = facts("Austria");
        project.countries = vec!["at".to_owned()];
        let refused = project::service::create_project(state, actor, &project).await;
        assert_eq!(refused, Err(AppError::field("countries", Problem::NoHelpline)));

        project.countries = vec!["be".to_owned(), "nl".to_owned()];
        project::service::create_project(state, actor, &project).await.unwrap();
        let last = Err(AppError::field("status", Problem::LastHelpline));
        assert_eq!(closed("nl", "kindertelefoon").await, last);
        // Belgium has several: all but the last may go.
        closed("be", "ecoute-enfants-103").await.unwrap();
        closed("be", "awel-102").await.unwrap();
        assert_eq!(closed("be", "child-focus").await, last);
        let mut hidden = known(server, "be", "child-focus").await;
        hidden.mark = "unconfirmed".to_owned();
        assert_eq!(
            service::change_entry(state, actor, "be", "child-focus", hidden.clone()).await,
            last
        );
        hidden.mark = "seen".to_owned();
        hidden.channels.clear();
        assert_eq!(service::change_entry(state, actor, "be", "child-focus", hidden).await, last);
        assert_eq!(service::list_changes(state, actor).await.unwrap().len(), 3);
    });
}

#[test]
fn only_administrators_keep_the_directory() {
    with_server(async |server| {
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.actor;
        let state = &server.state;
        let facts = known(server, "be", "awel-102").await;
        let today = state.clock.today(&state.settings.time_zone);
        for (actor, error) in
            [(manager, AppError::Forbidden), (Actor::Nobody, AppError::SignInNeeded)]
        {
            let changed =
                service::change_entry(state, actor, "be", "awel-102", facts.clone()).await;
            assert_eq!(changed, Err(error.clone()));
            let checked = service::record_check(state, actor, "be", "awel-102", today).await;
            assert_eq!(checked, Err(error.clone()));
            assert_eq!(service::list_changes(state, actor).await, Err(error));
            assert_eq!(
                service::waiting_for_check(state, actor, Language::En).await,
                Ok(Vec::new())
            );
        }
        let nowhere =
            service::change_entry(state, editor(server).await, "be", "nobody", facts).await;
        assert_eq!(nowhere, Err(AppError::NotFound));
        assert_eq!(server.count("directory_change").await, 0);
    });
}
