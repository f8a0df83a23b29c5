//! Single answers go when their day has come; what groups came to stays.

use crate::support::{
    seed::{Room, phones},
    server::{TestServer, with_server},
};
use app::{
    evaluation::service::workshop_results,
    participate::{self, intake::Write},
    project, retention,
    workshop::{self, service::WaveMove},
};
use domain::{locale::Language, questionnaire::Wave, time::Day, workshop::WorkshopState};

/// More than one chunk.
const PHONES: usize = 130;

async fn held(server: &TestServer) -> Room {
    let room = server.open_room().await;
    let all = phones(room.workshop, PHONES);
    workshop::service::set_join_cap(&server.state, room.coach.actor, room.workshop, 500)
        .await
        .unwrap();
    server.answer_all(room.workshop, Wave::Before, &all, |_, _| "4").await;
    let shy = phones(room.workshop, 1).remove(0);
    participate::service::decide(&server.state, shy, Language::En, Wave::Before, Write::Decline)
        .await
        .unwrap();
    server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
    server.answer_all(room.workshop, Wave::After, &all[..40], |_, _| "5").await;
    room
}

async fn close(server: &TestServer, room: &Room) {
    workshop::service::set_state(
        &server.state,
        room.coach.actor,
        room.workshop,
        WorkshopState::Closed,
    )
    .await
    .unwrap();
}

/// It is ten o'clock of a day.
fn go_to(server: &TestServer, day: Day) {
    let today: Day = crate::support::server::TODAY.parse().unwrap();
    let days = day.0.since(today.0).unwrap().get_days();
    server.set_hour(days, 10);
}

async fn rows(server: &TestServer) -> (i64, i64, i64) {
    (
        server.count("participant").await,
        server.count("participant_wave").await,
        server.count("answer").await,
    )
}

#[test]
fn answers_are_kept_until_their_day_and_counts_for_ever() {
    with_server(async |server| {
        let room = held(server).await;
        let state = &server.state;
        let project =
            project::service::find_project(state, room.manager.actor, room.project).await.unwrap();
        let last = project.deletion_day();
        assert_eq!(last, project.facts.deletion_day(None));

        close(server, &room).await;
        server.pass_minutes(5);
        server.run_jobs().await;
        let before = workshop_results(state, room.coach.actor, room.workshop).await.unwrap();
        let tallies = server.count("wave_tally").await;
        let full = rows(server).await;
        assert_eq!((full.0, full.1), (131, 131 + 40));

        go_to(server, last.plus_days(-1));
        server.run_jobs().await;
        assert_eq!(rows(server).await, full);
        go_to(server, last);
        server.run_jobs().await;
        assert_eq!(rows(server).await, (0, 0, 0));
        assert_eq!(server.count("wave_tally").await, tallies);

        let after = workshop_results(state, room.coach.actor, room.workshop).await.unwrap();
        assert_eq!(after.reach, before.reach);
        assert_eq!(format!("{:?}", after.items), format!("{:?}", before.items));
        let listed =
            workshop::service::list_workshops(state, room.coach.actor, room.project).await.unwrap();
        assert_eq!(listed[0].joined, 131);
        let now = workshop::service::find_workshop(state, room.coach.actor, room.workshop).await;
        assert_eq!(now.unwrap().progress.joined, 131);
        assert!(!retention::service::delete_due(state).await.unwrap(), "nothing more to do");
    });
}

#[test]
fn closing_the_project_earlier_brings_the_day_forward() {
    with_server(async |server| {
        let room = held(server).await;
        let state = &server.state;
        close(server, &room).await;
        server.pass_minutes(5);
        server.run_jobs().await;
        let actor = room.manager.actor;
        project::service::set_project_open(state, actor, room.project, false).await.unwrap();
        let closed = project::service::find_project(state, actor, room.project).await.unwrap();
        assert_eq!(closed.closed_on, Some(state.clock.today(&state.settings.time_zone)));
        assert_eq!(closed.deletion_day(), "2026-09-24".parse().unwrap());
        go_to(server, "2026-09-23".parse().unwrap());
        server.run_jobs().await;
        assert_eq!(server.count("participant").await, 131);
        // Opened again, the project's last day counts.
        project::service::set_project_open(state, actor, room.project, true).await.unwrap();
        go_to(server, "2026-09-25".parse().unwrap());
        server.run_jobs().await;
        assert_eq!(server.count("participant").await, 131);
        project::service::set_project_open(state, actor, room.project, false).await.unwrap();
        let again = project::service::find_project(state, actor, room.project).await.unwrap();
        go_to(server, again.deletion_day());
        server.run_jobs().await;
        assert_eq!(rows(server).await, (0, 0, 0));
    });
}

#[test]
fn nothing_goes_while_a_wave_is_not_frozen() {
    with_server(async |server| {
        let room = held(server).await;
        let state = &server.state;
        let mut facts = project::service::find_project(state, room.manager.actor, room.project)
            .await
            .unwrap()
            .facts;
        facts.starts_on = facts.starts_on.plus_days(-900);
        facts.ends_on = facts.starts_on.plus_days(30);
        facts.retention_months = 3;
        project::service::update_project(state, room.manager.actor, room.project, &facts)
            .await
            .unwrap();
        // Long past its day, and still going on.
        assert!(!retention::service::delete_due(state).await.unwrap());
        close(server, &room).await;
        assert!(!retention::service::delete_due(state).await.unwrap());
        assert_eq!(server.count("participant").await, 131, "the waves are in their grace");
        server.pass_minutes(5);
        server.run_jobs().await;
        assert_eq!(rows(server).await, (0, 0, 0));
        assert!(workshop_results(state, room.coach.actor, room.workshop).await.is_ok());
    });
}
