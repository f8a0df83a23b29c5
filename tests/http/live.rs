//! Streams of the live run: each message is a version and nothing else.

use crate::support::{
    browser::Browser,
    seed::Room,
    server::{TestServer, with_server},
};
use app::workshop::{self, model::Confirmation};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Longest wait for a message that has to come.
pub const SOON: Duration = Duration::from_secs(6);

/// An open stream.
pub struct Stream {
    connection: TcpStream,
    read: String,
}

impl Stream {
    /// Opens one with the browser's cookie of that name.
    pub async fn open(server: &TestServer, browser: &Browser, cookie: &str, path: &str) -> Self {
        let mut connection = TcpStream::connect(server.address).await.unwrap();
        let value = browser.cookie(cookie).unwrap_or_default();
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}={value}\r\n\r\n");
        connection.write_all(request.as_bytes()).await.unwrap();
        Self { connection, read: String::new() }
    }

    /// The next message; `None` where none comes in time or the stream ends.
    pub async fn next(&mut self, wait: Duration) -> Option<String> {
        loop {
            if let Some((_, rest)) = self.read.split_once("data: ")
                && let Some((message, rest)) = rest.split_once("\n\n")
            {
                let message = message.to_owned();
                self.read = rest.to_owned();
                return Some(message);
            }
            let mut bytes = [0; 4096];
            let read = tokio::time::timeout(wait, self.connection.read(&mut bytes)).await.ok()?;
            let read = read.unwrap();
            if read == 0 {
                return None;
            }
            self.read.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    }
}

/// A room whose workshop runs step by step.
pub async fn live_room(server: &TestServer) -> Room {
    let room = server.room().await;
    let said = Confirmation { steps: true, ..Confirmation::letter_given() };
    workshop::service::open_workshop(&server.state, room.coach.actor, room.workshop, &said)
        .await
        .unwrap();
    room
}

/// Presses a button of the console; where it leads.
pub async fn steer(room: &Room, version: u32, what: &str, more: &[(&str, &str)]) -> String {
    let version = version.to_string();
    let mut fields = vec![("version", version.as_str()), ("do", what)];
    fields.extend(more);
    let path = format!("/staff/workshops/{}/run", room.workshop);
    room.coach.browser.post(&path, &fields).await.location().to_owned()
}

#[test]
fn phones_hear_of_steps_and_coaches_also_of_votes() {
    with_server(async |server| {
        let room = live_room(server).await;
        let one = server.phone(room.workshop).await;
        let path = format!("/live/{}", room.workshop);
        let mut phone = Stream::open(server, &one, "mis_p", &path).await;
        assert_eq!(phone.next(SOON).await.as_deref(), Some("1.open"));
        let console = format!("/staff/workshops/{}/live", room.workshop);
        let mut coach = Stream::open(server, &room.coach.browser, "mis_staff", &console).await;
        assert!(coach.next(SOON).await.unwrap().starts_with("1.open.0.0."));

        let polls = steer(&room, 1, "go", &[("step", "3")]).await;
        assert_eq!(polls, format!("/staff/workshops/{}/run", room.workshop));
        assert_eq!(phone.next(SOON).await.as_deref(), Some("2.open"));
        let mut told = coach.next(SOON).await.unwrap();
        while !told.starts_with("2.open.") {
            told = coach.next(SOON).await.unwrap();
        }

        let page = one.get("/here").await.expect(200);
        let ask = page.between("name=\"ask\" value=\"", "\"");
        let value = page.between("type=\"radio\" id=\"option-0\" name=\"value\" value=\"", "\"");
        one.post("/here/vote", &[("ask", &ask), ("value", &value)]).await.expect(303);
        while !told.starts_with("2.open.1.1.") {
            told = coach.next(SOON).await.unwrap();
        }
        assert_eq!(phone.next(Duration::from_millis(600)).await, None, "no vote wakes a phone");
        let once = one.get(&format!("{path}?once")).await.expect(200);
        assert_eq!(once.body, "2.open");
        assert!(one.get("/here").await.body.contains("checked"), "the choice is kept");

        server.state.live.stop();
        // An open stream would speak again within 8 seconds.
        assert_eq!(phone.next(Duration::from_secs(20)).await, None, "the stream ends");
    });
}

#[test]
fn nobody_follows_a_workshop_that_is_not_theirs() {
    with_server(async |server| {
        let room = live_room(server).await;
        let other = server.room_named("other").await;
        let phone = server.phone(room.workshop).await;
        phone.get(&format!("/live/{}", other.workshop)).await.expect(404);
        server.browser().get(&format!("/live/{}", room.workshop)).await.expect(404);
        let console = format!("/staff/workshops/{}/live", room.workshop);
        other.coach.browser.get(&console).await.expect(404);
        server.browser().get(&console).await.expect(401);
        server.browser().get("/screen/live").await.expect(404);
        server.browser().get("/helper/live").await.expect(404);
        let run = format!("/staff/workshops/{}/run", room.workshop);
        other.coach.browser.get(&run).await.expect(404);
        let fields = [("version", "1"), ("do", "next")];
        other.coach.browser.post(&run, &fields).await.expect(404);
    });
}

#[test]
fn projector_and_phones_show_no_number_before_the_reveal_and_none_that_is_hidden() {
    with_server(async |server| {
        let room = live_room(server).await;
        let screen = server.browser();
        let code = screen.get("/screen").await.expect(200).between("class=\"wall-code\">", "<");
        let path = format!("/staff/workshops/{}/screen", room.workshop);
        room.coach.browser.post(&path, &[("screen", &code)]).await.expect(303);
        steer(&room, 1, "go", &[("step", "3")]).await;
        for number in 0..6 {
            let phone = server.phone(room.workshop).await;
            let page = phone.get("/here").await.expect(200);
            let ask = page.between("name=\"ask\" value=\"", "\"");
            // Five take the first option, one the second: one person must not be told.
            let id = format!("id=\"option-{}\" name=\"value\" value=\"", usize::from(number == 0));
            let value = page.between(&id, "\"");
            phone.post("/here/vote", &[("ask", &ask), ("value", &value)]).await.expect(303);
        }
        let wall = screen.get("/screen").await.expect(200).body;
        assert!(!wall.contains("vote-bars") && wall.contains("6 of 6 answered"), "{wall}");
        steer(&room, 2, "reveal", &[]).await;
        let phone = server.phone(room.workshop).await;
        for page in [screen.get("/screen").await.body, phone.get("/here").await.body] {
            assert!(page.contains("vote-bars") && !page.contains(" of 6"), "{page}");
            assert!(page.contains("hardly anyone") && page.contains("nearly everyone"), "{page}");
        }
    });
}
