//! Two servers on one PostgreSQL: what happens at the one is heard at the other, without a proxy that
//! keeps a phone at its server.

use super::live::{SOON, Stream, live_room, steer};
use crate::support::{
    engine::{TestDatabase, runtime},
    server::TestServer,
};
use app::live::stream::hear;
use std::time::Duration;

/// Waits for a message that begins so.
async fn told(stream: &mut Stream, start: &str) {
    loop {
        let message = stream.next(SOON).await.unwrap_or_else(|| panic!("{start} was not told"));
        if message.starts_with(start) {
            return;
        }
    }
}

/// Both servers listen for one another; true once they do.
async fn listeners(server: &TestServer) -> i64 {
    let sql = "SELECT COUNT(*), '' FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    server.rows(sql).await[0].0
}

#[test]
fn what_one_server_does_the_other_tells() {
    let Some(database) = TestDatabase::postgres() else { return };
    runtime().block_on(async {
        let one = TestServer::start(&database, |_| {}).await;
        let other = TestServer::start(&database, |_| {}).await;
        for server in [&one, &other] {
            tokio::spawn(hear(server.state.clone()));
        }
        while listeners(&one).await < 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let room = live_room(&one).await;
        let phone = other.phone(room.workshop).await;
        let path = format!("/live/{}", room.workshop);
        let mut follows = Stream::open(&other, &phone, "mis_p", &path).await;
        told(&mut follows, "1.open").await;
        let console = format!("/staff/workshops/{}/live", room.workshop);
        let mut coach = Stream::open(&one, &room.coach.browser, "mis_staff", &console).await;
        told(&mut coach, "1.open").await;

        // A step made at the one server reaches the phone at the other, and its vote comes back.
        steer(&room, 1, "go", &[("step", "3")]).await;
        let started = std::time::Instant::now();
        told(&mut follows, "2.open").await;
        assert!(started.elapsed() < Duration::from_secs(4), "not only by the beat of the stream");
        let page = phone.get("/here").await.expect(200);
        let ask = page.between("name=\"ask\" value=\"", "\"");
        let value = page.between("type=\"radio\" id=\"option-0\" name=\"value\" value=\"", "\"");
        phone.post("/here/vote", &[("ask", &ask), ("value", &value)]).await.expect(303);
        told(&mut coach, "2.open.1.1.").await;

        // The line between them is cut: once it is back, everybody looks again.
        let cut = "SELECT COUNT(pg_terminate_backend(pid)), '' FROM pg_stat_activity \
                   WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        assert_eq!(one.rows(cut).await[0].0, 2);
        steer(&room, 2, "next", &[]).await;
        told(&mut follows, "3.open").await;
        while listeners(&one).await < 2 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        steer(&room, 3, "next", &[]).await;
        told(&mut follows, "4.open").await;
        one.end().await;
        other.end().await;
    });
}
