//! Freezing waves and reading what they came to.

use crate::support::{
    seed::{Room, phones, plan},
    server::{TestServer, with_server},
};
use app::{
    error::{AppError, Refusal},
    evaluation::{model::Part, service},
    participate, project,
    workshop::{self, service::WaveMove},
};
use domain::{
    evaluation::suppression::Shown, id::WorkshopId, locale::Language, module::Module,
    questionnaire::Wave, workshop::WorkshopState,
};

/// A workshop in which so many phones answer before and after, closed and frozen.
async fn hold(server: &TestServer, room: &Room, size: usize) -> WorkshopId {
    let id = workshop::service::plan_workshop(
        &server.state,
        room.coach.actor,
        room.project,
        &plan(room.group, 20),
    )
    .await
    .unwrap();
    workshop::service::open_workshop(&server.state, room.coach.actor, id).await.unwrap();
    let phones = phones(id, size);
    let truth = ["Q5", "Q6", "W1"];
    let before = |number: usize, question: &str| {
        if truth.contains(&question) {
            ["true", "false"][number % 2]
        } else {
            ["2", "4"][number % 2]
        }
    };
    server.answer_all(id, Wave::Before, &phones, before).await;
    workshop::service::move_wave(
        &server.state,
        room.coach.actor,
        id,
        Wave::After,
        WaveMove::OpenAfter,
    )
    .await
    .unwrap();
    let after = |number: usize, question: &str| {
        if truth.contains(&question) {
            ["true", "true"][number % 2]
        } else {
            ["4", "5"][number % 2]
        }
    };
    server.answer_all(id, Wave::After, &phones, after).await;
    workshop::service::set_state(
        &server.state,
        room.coach.actor,
        id,
        domain::workshop::WorkshopState::Closed,
    )
    .await
    .unwrap();
    server.pass_minutes(3);
    server.run_jobs().await;
    id
}

#[test]
fn a_workshop_of_twelve_shows_its_group_and_a_workshop_of_four_does_not() {
    with_server(async |server| {
        let room = server.room().await;
        let results = async |id| {
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap()
        };
        let large = results(hold(server, &room, 12).await).await;
        let knows = large.items.iter().find(|item| item.item.code == "Q5").unwrap();
        assert!(
            knows.result.before.visible()
                && knows.result.after.as_ref().is_some_and(Shown::visible),
            "{:?}",
            knows.result
        );
        assert_eq!(
            (large.reach.joined, large.reach.before_sent, large.reach.after_sent),
            (12, 12, 12)
        );
        let small = results(hold(server, &room, 4).await).await;
        assert!(small.items.iter().all(|item| !item.result.before.visible()), "{:?}", small.items);
        assert_eq!(small.reach.joined, 4, "headcounts are never hidden");
    });
}

#[test]
fn freezing_happens_once_and_in_time() {
    with_server(async |server| {
        let room = server.room().await;
        let id = hold(server, &room, 9).await;
        assert_eq!(service::freeze_due(&server.state).await, Ok(0));
        let version =
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap().version;
        server.pass_minutes(60);
        assert_eq!(service::freeze_due(&server.state).await, Ok(0));
        assert_eq!(
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap().version,
            version
        );
        let unopened = service::workshop_results(&server.state, room.coach.actor, room.workshop)
            .await
            .map(|_| ());
        assert_eq!(unopened, Err(AppError::NotFound));
    });
}

#[test]
fn a_project_is_looked_at_whole_by_module_or_by_workshop() {
    with_server(async |server| {
        let room = server.room().await;
        let (first, second) = (hold(server, &room, 12).await, hold(server, &room, 20).await);
        let look = async |part| {
            service::project_results(&server.state, room.manager.actor, room.project, part).await
        };
        let all = look(Part::All).await.unwrap();
        assert_eq!((all.finished, all.reach.workshops, all.reach.joined), (2, 2, 32));
        assert_eq!(all.modules, [Module::Passwords].into());
        assert_eq!(all.workshops.len(), 2);
        assert!(
            all.items.iter().any(|item| item.item.code == "Q5" && item.result.before.visible())
        );
        assert_eq!(look(Part::Module(Module::Passwords)).await.unwrap().reach, all.reach);
        assert_eq!(look(Part::Module(Module::Sexting)).await.unwrap().finished, 0);
        assert_eq!(look(Part::Workshop(first)).await.unwrap().reach.joined, 12);
        assert_eq!(look(Part::Workshop(second)).await.unwrap().reach.joined, 20);
        let other = server.room_named("other-").await;
        let foreign = look(Part::Workshop(other.workshop)).await.map(|_| ());
        assert_eq!(foreign, Err(AppError::NotFound));
        let coach =
            service::project_results(&server.state, room.coach.actor, room.project, Part::All)
                .await
                .map(|_| ());
        assert_eq!(coach, Err(AppError::Forbidden));
    });
}

#[test]
fn a_missing_headcount_is_not_taken_for_none() {
    with_server(async |server| {
        let room = server.room().await;
        let (first, second) = (hold(server, &room, 5).await, hold(server, &room, 6).await);
        let present = async || {
            service::project_results(&server.state, room.manager.actor, room.project, Part::All)
                .await
                .unwrap()
                .reach
                .present
        };
        workshop::service::set_headcount(&server.state, room.coach.actor, first, 1, Some(7))
            .await
            .unwrap();
        assert_eq!(present().await, None);
        workshop::service::set_headcount(&server.state, room.coach.actor, second, 1, Some(8))
            .await
            .unwrap();
        assert_eq!(present().await, Some(15));
        workshop::service::set_headcount(&server.state, room.coach.actor, first, 1, None)
            .await
            .unwrap();
        assert_eq!(present().await, None);
    });
}

/// Rule 7 of the small numbers: what was taken back leaves shown results in batches of five, or once
/// the project closes.
#[test]
fn answers_taken_back_leave_shown_results_in_batches() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let phones = phones(room.workshop, 14);
        let truth = |question: &str| ["Q5", "Q6", "W1"].contains(&question);
        let value = move |_: usize, question: &str| if truth(question) { "true" } else { "4" };
        let take_back = async |range: std::ops::Range<usize>| {
            for phone in &phones[range] {
                participate::service::withdraw(state, phone.clone(), Language::En).await.unwrap();
            }
            server.pass_seconds(1);
            server.run_jobs().await;
        };
        let counts = async || {
            let results =
                service::workshop_results(state, room.coach.actor, room.workshop).await.unwrap();
            let item = results.items.iter().find(|item| item.item.code == "Q5").unwrap().clone();
            let after = item.result.after.as_ref().map_or(0, Shown::n);
            let change = item.result.change.as_ref().map_or(0, Shown::n);
            (item.result.before.n(), after, change)
        };
        server.answer_all(room.workshop, Wave::Before, &phones, value).await;
        server.move_wave(&room, Wave::Before, WaveMove::Close).await.unwrap();
        // Taken back before anything was shown: nobody ever sees it.
        take_back(0..1).await;
        server.pass_minutes(3);
        server.run_jobs().await;
        assert_eq!(counts().await, (13, 0, 0));
        // Between the waves: "before" stays as it was told, also once "after" froze.
        take_back(1..3).await;
        assert_eq!(counts().await, (13, 0, 0));
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        server.answer_all(room.workshop, Wave::After, &phones[3..], value).await;
        workshop::service::set_state(state, room.coach.actor, room.workshop, WorkshopState::Closed)
            .await
            .unwrap();
        server.pass_minutes(3);
        server.run_jobs().await;
        assert_eq!(counts().await, (13, 11, 11));
        // Three more make five for "before"; for "after" they are three.
        take_back(3..6).await;
        assert_eq!(counts().await, (13, 11, 11));
        assert_eq!(server.count("participant").await, 14, "joined phones do not shift");
        // Five on every side: counted again, under a new version.
        let version = async || {
            service::workshop_results(state, room.coach.actor, room.workshop).await.unwrap().version
        };
        let before = version().await;
        take_back(6..8).await;
        assert_eq!(counts().await, (6, 6, 6));
        assert!(version().await > before, "charts would be taken from an old copy");
        // A lone one waits until the project closes, and then goes as well.
        take_back(8..9).await;
        assert_eq!(counts().await, (6, 6, 6));
        project::service::set_project_open(state, room.manager.actor, room.project, false)
            .await
            .unwrap();
        server.run_jobs().await;
        assert_eq!(counts().await, (5, 5, 5));
        let late = participate::service::withdraw(state, phones[9].clone(), Language::En).await;
        assert_eq!(late, Err(AppError::Refused(Refusal::ProjectClosed)));
        assert_eq!(service::apply_withdrawals(state).await, Ok(0), "counted again for nothing");
    });
}
