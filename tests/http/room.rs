//! The coach's page: what it says, and two coaches at the same moment.

use crate::support::{
    seed::Room,
    server::{TestServer, with_server},
};

async fn page(server: &TestServer, room: &Room) -> String {
    server.run_jobs().await;
    let path = format!("/staff/workshops/{}", room.workshop);
    room.coach.browser.get(&path).await.expect(200).body
}

/// The number that the page shows for a count.
fn count(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("data-count=\"{name}\">")).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[test]
fn two_coaches_moves_at_the_same_moment_are_made_once() {
    with_server(async |server| {
        let room = server.open_room().await;
        let both = async |step: &str, fields: &[(&str, &str)]| {
            let (one, other) = tokio::join!(
                room.coach.browser.step(room.workshop, step, fields),
                room.manager.browser.step(room.workshop, step, fields)
            );
            let mut both = [one.status.as_u16(), other.status.as_u16()];
            both.sort_unstable();
            assert_eq!(both, [303, 409], "{step}");
            if one.status == 409 { one.body } else { other.body }
        };
        let before = [("wave", "before")];
        let late = both("close-wave", &before).await;
        assert!(late.contains("has moved on since this page was loaded"), "{late}");
        both("undo", &before).await;
        both("lock", &[]).await;
        both("open-after", &[]).await;
        both("close", &[]).await;
    });
}

#[test]
fn the_page_says_when_the_result_comes_and_offers_it_once_it_is_made() {
    with_server(async |server| {
        let room = server.open_room().await;
        let coach = &room.coach.browser;
        let inside = server.phone(room.workshop).await;
        inside.send_form("before", &[("Q5", "true"), ("lang", "en")]).await.expect(303);
        coach.step(room.workshop, "close-wave", &[("wave", "before")]).await.expect(303);
        let link = format!("/staff/workshops/{}/results", room.workshop);

        let shown = page(server, &room).await;
        assert_eq!(
            (count(&shown, "undo"), count(&shown, "result")),
            ("1:00".into(), "2:00".into())
        );
        assert_eq!(count(&shown, "inside"), "1");
        server.pass_seconds(75);
        let shown = page(server, &room).await;
        assert_eq!(count(&shown, "result"), "0:45");
        assert!(!shown.contains("data-count=\"undo\"") && !shown.contains("/open-after\""));
        server.pass_seconds(45);
        // The time is over, and the job has not come by yet.
        let path = format!("/staff/workshops/{}", room.workshop);
        let making = coach.get(&path).await.expect(200).body;
        assert!(making.contains("The result is being made") && !making.contains(&link));
        assert!(making.contains("/open-after\""), "the coach does not have to wait for it");
        let shown = page(server, &room).await;
        assert!(!shown.contains("The result is being made") && shown.contains(&link));
        assert_eq!((count(&shown, "joined"), count(&shown, "inside")), ("1".into(), "0".into()));
        assert!(shown.contains("Did not finish: 1."));

        coach.step(room.workshop, "open-after", &[]).await.expect(303);
        assert!(page(server, &room).await.contains(&link), "the result of before, meanwhile");
        coach.step(room.workshop, "close", &[]).await.expect(303);
        let shown = page(server, &room).await;
        assert!(!shown.contains(&link) && count(&shown, "result") == "2:00");
        server.pass_seconds(120);
        assert!(page(server, &room).await.contains(&link));
    });
}

#[test]
fn closing_asks_first_and_says_what_happens() {
    with_server(async |server| {
        let room = server.room().await;
        let coach = &room.coach.browser;
        let (home, close) = (
            format!("/staff/workshops/{}", room.workshop),
            format!("/staff/workshops/{}/close", room.workshop),
        );
        assert_eq!(coach.get(&close).await.location(), home, "nothing to close yet");
        coach.step(room.workshop, "open", &[]).await.expect(303);
        let inside = server.phone(room.workshop).await;
        inside.send_form("before", &[("Q5", "true"), ("lang", "en")]).await.expect(303);
        let asked = coach.get(&close).await.expect(200);
        assert!(asked.body.contains("In the form right now: 1."), "{}", asked.body);
        assert!(asked.body.contains("have not been asked yet"), "{}", asked.body);
        assert!(server.detail(room.workshop).await.state.running(), "asking changes nothing");
        coach.post(&close, &[]).await.expect(303);
        assert_eq!(coach.get(&close).await.location(), home);
        let stranger = server.room_named("other-").await;
        stranger.coach.browser.get(&close).await.expect(404);
        stranger.coach.browser.post(&close, &[]).await.expect(404);
    });
}
