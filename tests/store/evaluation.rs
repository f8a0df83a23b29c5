//! Freezing waves and reading what they came to.

use crate::support::{
    seed::{Room, phones, plan},
    server::{TestServer, with_server},
};
use app::{
    db::Db,
    error::AppError,
    evaluation::{model::Part, service},
    workshop::{self, service::WaveMove},
};
use domain::{evaluation::suppression::Shown, id::WorkshopId, module::Module, questionnaire::Wave};

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

#[test]
fn one_result_that_cannot_be_made_does_not_hold_the_others_up() {
    with_server(async |server| {
        let room = server.room().await;
        let mut closed = Vec::new();
        for _ in 0..2 {
            let (state, coach) = (&server.state, room.coach.actor);
            let plan = plan(room.group, 20);
            let id =
                workshop::service::plan_workshop(state, coach, room.project, &plan).await.unwrap();
            workshop::service::open_workshop(state, coach, id).await.unwrap();
            let step = WaveMove::Close;
            workshop::service::move_wave(state, coach, id, Wave::Before, step).await.unwrap();
            closed.push(id);
            server.pass_seconds(1);
        }
        // The first to be due asks for a questionnaire that this server does not know.
        spoil(server, closed[0]).await;
        server.pass_minutes(3);
        let mut aside = service::SetAside::default();
        let freeze = async |aside: &mut service::SetAside| {
            service::freeze_due_except(&server.state, aside).await.unwrap()
        };
        assert_eq!(freeze(&mut aside).await, 1);
        let coach = room.coach.actor;
        service::workshop_results(&server.state, coach, closed[1]).await.unwrap();
        // Set aside: not tried again every second, and tried again later.
        mend(server, closed[0]).await;
        server.pass_seconds(299);
        assert_eq!(freeze(&mut aside).await, 0);
        server.pass_seconds(1);
        assert_eq!(freeze(&mut aside).await, 1);
        service::workshop_results(&server.state, coach, closed[0]).await.unwrap();
    });
}

async fn spoil(server: &TestServer, id: WorkshopId) {
    let content = "INSERT INTO questionnaire (id, version, content) VALUES ('youth', 99, '{}')";
    run(server, content).await;
    let version = "UPDATE workshop SET questionnaire_version = 99 WHERE id = $1";
    set_version(server, version, id).await;
}

async fn mend(server: &TestServer, id: WorkshopId) {
    set_version(server, "UPDATE workshop SET questionnaire_version = 1 WHERE id = $1", id).await;
}

async fn run(server: &TestServer, sql: &'static str) {
    match &server.state.db {
        Db::Sqlite { writer, .. } => {
            sqlx::query(sql).execute(writer).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(sql).execute(pool).await.unwrap();
        }
    }
}

async fn set_version(server: &TestServer, sql: &'static str, id: WorkshopId) {
    match &server.state.db {
        Db::Sqlite { writer, .. } => {
            sqlx::query(sql).bind(id).execute(writer).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(sql).bind(id).execute(pool).await.unwrap();
        }
    }
}
