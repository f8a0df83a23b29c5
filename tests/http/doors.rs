//! The demonstration as a visitor meets it: three doors and what lies behind.

use crate::support::{
    engine::{TestDatabase, on_both_engines, runtime},
    server::TestServer,
};
use app::{demonstration, workshop};

/// Runs a test on a server whose database holds the demonstration.
fn with_demonstration(test: impl AsyncFn(&TestServer)) {
    on_both_engines(|database| {
        runtime().block_on(async {
            let server = filled(database).await;
            test(&server).await;
            server.end().await;
        });
    });
}

/// The mark is read at a start, so it takes two.
async fn filled(database: &TestDatabase) -> TestServer {
    let first = TestServer::start(database, |_| {}).await;
    demonstration::service::fill(&first.state).await.unwrap();
    first.end().await;
    TestServer::start(database, |_| {}).await
}

#[test]
fn each_door_leads_straight_to_work() {
    with_demonstration(async |server| {
        let front = server.browser().get("/").await.expect(200);
        for door in ["participant", "coach", "manager"] {
            assert!(front.body.contains(&format!("value=\"{door}\"")), "no door for {door}");
        }

        let teenager = server.browser();
        let link = teenager.post("/demonstration", &[("door", "participant")]).await;
        assert_eq!(teenager.get(link.location()).await.location(), "/here");
        assert!(teenager.get("/here").await.expect(200).asks("Q5"));
        assert_eq!(teenager.cookie("mis_staff"), None);

        let coach = server.browser();
        let room = coach.post("/demonstration", &[("door", "coach")]).await;
        let page = coach.get(room.location()).await.expect(200);
        assert!(page.body.contains("class=\"join-code\""), "{}", page.body);
        assert!(coach.get("/").await.body.contains("href=\"/staff\""), "no way back to work");

        let manager = server.browser();
        let results = manager.post("/demonstration", &[("door", "manager")]).await;
        assert!(results.location().ends_with("/results"));
        assert!(manager.get(results.location()).await.expect(200).body.contains("<figure"));

        server.browser().post("/demonstration", &[("door", "cellar")]).await.expect(404);
    });
}

#[test]
fn the_results_have_something_of_everything() {
    with_demonstration(async |server| {
        let manager = server.browser();
        let results = manager.post("/demonstration", &[("door", "manager")]).await;
        let page = manager.get(results.location()).await.expect(200).body;
        let told = |text: &str| page.matches(text).count();
        assert!(told("little room to grow") >= 1, "no ceiling");
        assert!(told("This went down.") >= 1, "nothing gets worse");
        assert!(told("got better") >= 8, "little changes");
        assert!(told("rather not say") >= 3, "nobody declines");
        assert!(told("so that no group stands out") >= 1, "nothing is protected");
    });
}

#[test]
fn an_open_workshop_nobody_came_to_moves_to_the_next_day() {
    with_demonstration(async |server| {
        let state = &server.state;
        let open = demonstration::service::ensure_open_workshop(state).await.unwrap().detail;
        server.set_hour(1, 9);
        let next = demonstration::service::ensure_open_workshop(state).await.unwrap().detail;
        assert_eq!((next.id, next.join_token), (open.id, open.join_token));
        assert_eq!(next.plan.meetings[0].held_on, open.plan.meetings[0].held_on.plus_days(1));

        let teenager = server.phone(open.id).await;
        teenager.send_form("before", &[("Q5", "true")]).await;
        server.set_hour(2, 9);
        let fresh = demonstration::service::ensure_open_workshop(state).await.unwrap().detail;
        assert_ne!(fresh.id, open.id);
        let closed = server.detail(open.id).await;
        assert_eq!(closed.state, domain::workshop::WorkshopState::Closed);
        assert_eq!(closed.plan.meetings[0].headcount, Some(1));
        assert_eq!(server.count("workshop").await, 14);
        assert_eq!(workshop::service::close_forgotten(state).await, Ok(0));
    });
}
