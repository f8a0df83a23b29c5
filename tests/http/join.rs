//! Ways into a workshop: the code, the QR code, and the ways that are shut.

use crate::support::{
    forms::PASSWORD,
    seed::Room,
    server::{TestServer, with_server},
};
use app::workshop;
use domain::{code::Card, workshop::WorkshopState};

async fn code(server: &TestServer, room: &Room) -> String {
    server.detail(room.workshop).await.join_code.unwrap()
}

async fn set_state(server: &TestServer, room: &Room, state: WorkshopState) {
    workshop::service::set_state(&server.state, room.coach.actor, room.workshop, state)
        .await
        .unwrap();
}

#[test]
fn code_is_taken_in_any_case_with_spaces() {
    with_server(async |server| {
        let room = server.open_room().await;
        let code = code(server, &room).await;
        let (first, last) = code.split_at(3);
        for typed in [
            code.clone(),
            code.to_lowercase(),
            format!(" {first} {last} "),
            format!("{}-{last}", first.to_lowercase()),
        ] {
            let phone = server.browser();
            assert_eq!(phone.join(&typed).await.location(), "/here", "{typed}");
            assert!(phone.get("/here").await.expect(200).asks("Q5"));
        }
        assert_eq!(server.count("participant").await, 0, "joining alone wrote a row");
    });
}

#[test]
fn unknown_code_keeps_what_was_typed() {
    with_server(async |server| {
        server.open_room().await;
        let phone = server.browser();
        for typed in ["222 222", "12", "k7m2p0", "<script>alert(1)</script>\""] {
            let page = phone.join(typed).await.expect(422);
            let shown = typed
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;");
            assert!(
                page.body.contains(&format!("value=\"{shown}\"")),
                "{typed} is gone: {}",
                page.body
            );
            assert!(!page.body.contains("<script>alert"));
            assert!(page.body.contains("aria-invalid=\"true\""));
        }
        assert_eq!(phone.cookie("mis_p"), None);
    });
}

#[test]
fn closed_workshops_code_is_as_unknown_as_any() {
    with_server(async |server| {
        let room = server.open_room().await;
        let code = code(server, &room).await;
        set_state(server, &room, WorkshopState::Closed).await;
        let closed = server.browser().join(&code).await.expect(422);
        // What looks like a card gets a kinder answer, whether it opens something or not.
        let unknown = if code.parse::<Card>().is_ok() { "222222" } else { "222223" };
        let never = server.browser().join(unknown).await.expect(422);
        let settled = |page: &str, code: &str| {
            page.replace(code, "CODE")
                .split("nonce=\"")
                .map(|part| part.split_once('"').unwrap().1.to_owned())
                .skip(1)
                .collect::<String>()
        };
        assert_eq!(settled(&closed.body, &code), settled(&never.body, unknown));
    });
}

#[test]
fn qr_link_sets_a_cookie_writes_nothing_and_leaves_the_address_bar() {
    with_server(async |server| {
        let room = server.open_room().await;
        let detail = server.detail(room.workshop).await;
        for link in [detail.join_token.unwrap(), detail.join_code.unwrap()] {
            let phone = server.browser();
            let reply = phone.get(&format!("/j/{link}")).await;
            assert_eq!(reply.location(), "/here");
            let cookie = reply.headers["set-cookie"].to_str().unwrap();
            assert!(
                cookie.contains("HttpOnly")
                    && cookie.contains("SameSite=Lax")
                    && cookie.contains("Max-Age=604800"),
                "{cookie}"
            );
            assert!(phone.get("/here").await.expect(200).asks("Q5"));
        }
        let lost = server.browser();
        assert_eq!(lost.get("/j/no-such-token-anywhere").await.location(), "/?door=unknown");
        assert_eq!(lost.get("/j/222222").await.location(), "/?door=unknown");
        assert_eq!(lost.cookie("mis_p"), None);
        assert_eq!(server.count("participant").await, 0);
    });
}

#[test]
fn phone_without_a_cookie_of_ours_is_asked_for_the_code() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.browser();
        assert_eq!(phone.get("/here").await.location(), "/");
        assert_eq!(phone.send_form("before", &[("Q5", "true")]).await.location(), "/");
        let other = server.phone(room.workshop).await;
        let mut forged = other.cookie("mis_p").unwrap().into_bytes();
        forged[30] = if forged[30] == b'A' { b'B' } else { b'A' };
        phone.set_cookie("mis_p", std::str::from_utf8(&forged).unwrap());
        assert_eq!(phone.get("/here").await.location(), "/");
        phone.save("Q5", &"a".repeat(32), &[], "true").await.expect(404);
        assert_eq!(server.count("participant").await, 0);
    });
}

#[test]
fn locked_workshop_lets_known_phones_back_and_nobody_new_in() {
    with_server(async |server| {
        let room = server.open_room().await;
        let known = server.phone(room.workshop).await;
        known.send_form("before", &[("Q5", "true"), ("lang", "fr")]).await.expect(303);
        let newcomer = server.phone(room.workshop).await;
        set_state(server, &room, WorkshopState::Locked).await;

        server.scan(&known, room.workshop).await;
        let page = known.get("/here").await.expect(200);
        assert!(page.chosen("Q5", "true"), "the answer is gone");
        known.send_form("before", &[("Q6", "false")]).await.expect(303);

        assert!(!newcomer.get("/here").await.expect(200).asks("Q5"));
        assert_eq!(newcomer.send_form("before", &[("Q5", "true")]).await.location(), "/here");
        newcomer.save("Q5", &"a".repeat(32), &[], "true").await.expect(409);
        assert_eq!(server.count("participant").await, 1);

        set_state(server, &room, WorkshopState::Open).await;
        newcomer.send_form("before", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("participant").await, 2);
    });
}

#[test]
fn full_workshop_takes_nobody_more_until_the_coach_makes_room() {
    with_server(async |server| {
        let room = server.open_room().await;
        room.coach.browser.step(room.workshop, "join-cap", &[("join_cap", "1")]).await.expect(303);
        let first = server.phone(room.workshop).await;
        first.decline("before").await.expect(303);
        let second = server.phone(room.workshop).await;
        assert!(!second.get("/here").await.expect(200).asks("Q5"));
        second.send_form("before", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("participant").await, 1);
        room.coach.browser.step(room.workshop, "join-cap", &[("join_cap", "2")]).await.expect(303);
        assert!(second.get("/here").await.expect(200).asks("Q5"));
        second.send_form("before", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("participant").await, 2);
        room.coach.browser.step(room.workshop, "join-cap", &[("join_cap", "0")]).await.expect(422);
    });
}

#[test]
fn phone_cookies_open_no_staff_page_and_the_other_way_round() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let (staff, participant) =
            (room.coach.browser.cookie("mis_staff").unwrap(), phone.cookie("mis_p").unwrap());
        let mixed = server.browser();
        mixed.set_cookie("mis_staff", &participant);
        mixed.set_cookie("mis_p", &staff);
        mixed.set_cookie("__Host-mis_staff", &staff);
        mixed.set_cookie("__Host-mis_p", &participant);
        assert_eq!(mixed.get("/staff").await.location(), "/sign-in");
        assert_eq!(mixed.get("/here").await.location(), "/");
    });
}

#[test]
fn joining_needs_no_password_and_shows_none() {
    with_server(async |server| {
        let room = server.open_room().await;
        let page = server.phone(room.workshop).await.get("/here").await.expect(200);
        assert!(!page.body.contains(PASSWORD) && !page.body.contains("type=\"password\""));
        let head = page.between("<head>", "</head>");
        for word in ["assword", "School by the river", "Class 3B"] {
            assert!(!head.contains(word), "{word} stands in the title");
        }
    });
}
