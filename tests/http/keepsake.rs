//! Shared and changed phones: somebody else on the same phone, a typed card, answers taken back.

use crate::support::{
    browser::Browser,
    forms::saving,
    seed::Room,
    server::{TestServer, with_changed_server, with_server},
};
use app::{
    participate::card::card_of,
    project,
    session::phone::Phone,
    workshop::{self, model::Confirmation, service::WaveMove},
};
use domain::{questionnaire::Wave, workshop::WorkshopState};

async fn open_after(server: &TestServer, room: &Room) {
    server.move_wave(room, Wave::Before, WaveMove::Close).await.unwrap();
    server.pass_minutes(3);
    server.run_jobs().await;
    server.move_wave(room, Wave::After, WaveMove::OpenAfter).await.unwrap();
}

async fn close(server: &TestServer, room: &Room) {
    let (actor, closed) = (room.coach.actor, WorkshopState::Closed);
    workshop::service::set_state(&server.state, actor, room.workshop, closed).await.unwrap();
}

/// Sends a form and returns the card that is shown then.
async fn card_after(phone: &Browser, answers: &[(&str, &str)]) -> String {
    phone.send_form("before", answers).await.expect(303);
    phone.get("/here").await.expect(200).between("card-code\">", "<")
}

async fn type_card(phone: &Browser, card: &str) -> crate::support::browser::Reply {
    phone.post("/here/card", &[("card", card)]).await
}

#[test]
fn two_people_on_one_phone_are_two_participants() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        // Nobody to hand over from yet.
        assert_eq!(phone.get("/here/other").await.location(), "/here");
        let card = card_after(&phone, &[("Q5", "true")]).await;
        let keep = phone.get("/here/other").await.expect(200);
        assert!(keep.body.contains(&card), "the card is not shown before it is needed");
        assert_eq!(phone.post("/here/other", &[]).await.location(), "/here");

        let fresh = phone.get("/here").await.expect(200);
        assert!(fresh.asks("Q5") && !fresh.body.contains(&card) && !fresh.body.contains("checked"));
        assert!(!phone.get("/here/card").await.expect(200).body.contains(&card));
        let second = card_after(&phone, &[("Q5", "false")]).await;
        assert_ne!(card, second);
        assert_eq!((server.count("participant").await, server.count("answer").await), (2, 2));

        // The first person comes back by card, on the same phone.
        open_after(server, &room).await;
        phone.post("/here/other", &[]).await.expect(303);
        assert!(phone.get("/here").await.expect(200).body.contains("href=\"/here/card\""));
        assert_eq!(type_card(&phone, &card).await.location(), "/here");
        phone.send_form("after", &[("Q5", "true")]).await.expect(303);
        assert_eq!((server.count("participant").await, server.count("answer").await), (2, 3));
        close(server, &room).await;
        assert_eq!(phone.post("/here/other", &[]).await.location(), "/here");
    });
}

#[test]
fn a_typed_card_goes_on_as_the_same_participant() {
    with_server(async |server| {
        let room = server.open_room().await;
        let first = server.phone(room.workshop).await;
        let card = card_after(&first, &[("Q5", "true"), ("Q6", "false")]).await;
        open_after(server, &room).await;

        let other = server.phone(room.workshop).await;
        let start = other.get("/here").await.expect(200);
        assert!(start.body.contains("href=\"/here/card\""), "the start does not ask for a card");
        let typed = format!(" {}-{} ", card[..3].to_lowercase(), &card[3..]);
        assert_eq!(type_card(&other, &typed).await.location(), "/here");
        let page = other.get("/here").await.expect(200);
        assert!(page.asks("Q5") && !page.body.contains("checked"), "earlier answers are shown");
        other.send_form("after", &[("Q5", "false")]).await.expect(303);
        assert_eq!((server.count("participant").await, server.count("answer").await), (1, 3));

        // It cannot show the card again, and scanning keeps it.
        server.scan(&other, room.workshop).await;
        for page in ["/here", "/here/card"] {
            assert!(!other.get(page).await.expect(200).body.contains(&card), "{page}");
        }
        assert!(first.get("/here/card").await.expect(200).body.contains(&card));
        // A phone that has joined is nobody else.
        let joined = server.phone(room.workshop).await;
        joined.send_form("after", &[("Q5", "true")]).await.expect(303);
        assert_eq!(type_card(&joined, &card).await.location(), "/here");
        assert_eq!(server.count("participant").await, 2);
        assert!(joined.get("/here").await.expect(200).body.contains("card-code"));
    });
}

#[test]
fn a_card_says_what_is_wrong_and_opens_nothing_elsewhere() {
    with_server(async |server| {
        let room = server.open_room().await;
        let card = card_after(&server.phone(room.workshop).await, &[("Q5", "true")]).await;
        let last = if card.ends_with('2') { '3' } else { '2' };
        let mistyped = format!("{}{last}", &card[..5]);
        let phone = server.phone(room.workshop).await;
        for wrong in [mistyped.as_str(), "AB", "AB0DEF", "222222"] {
            let page = type_card(&phone, wrong).await.expect(422);
            assert!(page.body.contains(&format!("value=\"{wrong}\"")), "{wrong} is gone");
            assert!(page.body.contains("id=\"card-error\""), "{wrong}");
        }
        // A card is known inside its own workshop only.
        let other = server.room_named("other-").await;
        workshop::service::open_workshop(
            &server.state,
            other.coach.actor,
            other.workshop,
            &Confirmation::letter_given(),
        )
        .await
        .unwrap();
        type_card(&server.phone(other.workshop).await, &card).await.expect(422);
        // The code's field says kindly that this is a card.
        let code = server.browser().join(&card).await.expect(422);
        assert!(code.body.contains("looks like your card"), "{}", code.body);
        // Misses are limited for the phone.
        for _ in 0..9 {
            type_card(&phone, "222222").await.expect(422);
        }
        type_card(&phone, "222222").await.expect(429);
        assert_eq!(server.count("participant").await, 1);
    });
}

#[test]
fn taking_back_deletes_at_once_and_stays_taken_back() {
    with_server(async |server| {
        let room = server.open_room().await;
        let (phone, other) = (server.phone(room.workshop).await, server.phone(room.workshop).await);
        let card = card_after(&phone, &[("Q5", "true"), ("Q6", "true")]).await;
        card_after(&other, &[("Q5", "true")]).await;
        let ask = phone.get("/here/take-back").await.expect(200);
        assert!(
            ask.body.contains("action=\"/here/take-back\"") && !ask.body.contains("id=\"card\"")
        );
        assert_eq!(server.count("answer").await, 3, "asking alone deleted something");
        assert_eq!(phone.post("/here/take-back", &[]).await.location(), "/here");

        let (answers, waves) =
            (server.count("answer").await, server.count("participant_wave").await);
        assert_eq!((answers, waves, server.count("participant").await), (1, 1, 2));
        let progress =
            workshop::service::progress(&server.state, room.coach.actor, room.workshop).await;
        assert_eq!(progress.unwrap().joined, 2, "joined phones must not shift");
        // Gone for the phone, for the island, for the card.
        let gone = phone.get("/here").await.expect(410);
        assert!(!gone.asks("Q5") && !gone.body.contains(&card));
        phone.send_form("before", &[("Q5", "true")]).await.expect(410);
        phone.decline("before").await.expect(410);
        phone.save("Q5", &"a".repeat(32), &[], "true").await.expect(410);
        phone.post("/here/take-back", &[]).await.expect(410);
        let third = server.phone(room.workshop).await;
        type_card(&third, &card).await.expect(410);
        third.post("/here/take-back", &[("card", &card)]).await.expect(410);
        assert_eq!(server.count("answer").await, 1);
        // Somebody else may use the phone.
        phone.post("/here/other", &[]).await.expect(303);
        assert!(phone.get("/here").await.expect(200).asks("Q5"));
    });
}

#[test]
fn a_card_takes_back_until_the_project_closes() {
    with_server(async |server| {
        let room = server.open_room().await;
        let first = card_after(&server.phone(room.workshop).await, &[("Q5", "true")]).await;
        let second = card_after(&server.phone(room.workshop).await, &[("Q5", "true")]).await;
        close(server, &room).await;
        // The QR code still leads to the closed workshop, and from there to taking back.
        let phone = server.phone(room.workshop).await;
        let over = phone.get("/here").await.expect(200);
        assert!(over.body.contains("href=\"/here/take-back\""));
        assert!(phone.get("/here/take-back").await.expect(200).body.contains("id=\"card\""));
        type_card(&phone, &first).await.location();
        let done = phone.post("/here/take-back", &[("card", &first.to_lowercase())]).await;
        assert_eq!(done.location(), "/here/take-back?done=1");
        assert!(phone.get(done.location()).await.expect(200).body.contains("deleted"));
        assert_eq!(server.count("answer").await, 1);
        phone.post("/here/take-back", &[("card", "222222")]).await.expect(422);

        let (actor, project) = (room.manager.actor, room.project);
        project::service::set_project_open(&server.state, actor, project, false).await.unwrap();
        phone.post("/here/take-back", &[("card", &second)]).await.expect(409);
        let late = phone.get("/here/take-back").await.expect(200);
        assert!(!late.body.contains("id=\"card\""));
        assert_eq!(server.count("answer").await, 1);
    });
}

#[test]
fn after_sending_nothing_is_shown_again() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let key = "a".repeat(32);
        phone.save("Q5", &key, &[], "unsure").await.expect(200);
        phone.save("Q6", &"b".repeat(32), &[], "false").await.expect(200);
        assert!(phone.get("/here").await.expect(200).chosen("Q5", "unsure"));
        phone.call("/api/here/send", &serde_json::json!({ "wave": "before" })).await.expect(200);
        // Pages, their source, what islands are given, and the form of what was left out.
        for path in ["/here", "/here?open=1", "/here/card", "/here/other", "/here/take-back"] {
            let page = phone.get(path).await.expect(200);
            assert!(!page.asks("Q5") && !page.asks("Q6"), "{path}");
            for trace in ["checked", "data-stored", "unsure\\\"", &key] {
                let shown = path == "/here?open=1" && *trace == key;
                assert!(shown || !page.body.contains(trace), "{trace} in {path}");
            }
        }
        // Nor is it given out to who asks as the island does.
        let asked = phone.save("Q5", &"c".repeat(32), &[], "true").await.expect(409);
        assert!(!asked.body.contains("unsure"), "{}", asked.body);
        phone.save("W1", &"d".repeat(32), &[], "true").await.expect(200);
        assert_eq!(server.count("answer").await, 3);
    });
}

#[test]
fn who_declined_may_change_their_mind_and_takes_part_in_what_comes_later() {
    with_server(async |server| {
        let room = server.open_room().await;
        let (changes, stays) =
            (server.phone(room.workshop).await, server.phone(room.workshop).await);
        for phone in [&changes, &stays] {
            phone.decline("before").await.expect(303);
            let page = phone.get("/here").await.expect(200);
            assert!(!page.asks("Q5") && page.body.contains("value=\"again\""));
        }
        let back = changes.post("/here", &[("wave", "before"), ("decision", "again")]).await;
        assert_eq!(back.location(), "/here");
        let page = changes.get("/here").await.expect(200);
        assert!(page.asks("Q5") && !page.body.contains("id=\"start\""));
        changes.send_form("before", &[("Q5", "true")]).await.expect(303);

        open_after(server, &room).await;
        let page = stays.get("/here").await.expect(200);
        assert!(page.asks("Q5") && page.asks("P4") && page.body.contains("id=\"start\""));
        assert!(!page.body.contains("href=\"/here/card\""), "this phone has its own card");
        stays.send_form("after", &[("Q5", "true")]).await.expect(303);
        assert_eq!((server.count("participant").await, server.count("answer").await), (2, 2));
    });
}

#[test]
fn the_last_tick_can_be_taken_back_with_and_without_the_island() {
    with_server(async |server| {
        let room = server.open_room().await;
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        let phone = server.phone(room.workshop).await;
        let again = [("again", "1"), ("lang", "en")];
        let keep = async |fields: &[(&str, &str)]| {
            let fields = [fields, &[("lang", "en")]].concat();
            phone.send_form("after", &fields).await.expect(303);
            phone.get("/here").await.expect(200)
        };
        let page = keep(&[("P4", "talk"), ("P4", "two-step-login")]).await;
        assert!(page.chosen("P4", "talk") && page.body.contains("name=\"ticked\" value=\"P4\""));
        // Absent without the mark that it was shown: it stays.
        assert!(keep(&[("Q5", "true")]).await.chosen("P4", "talk"));
        let page = keep(&[("ticked", "P4"), ("ticked", "Q5")]).await;
        assert!(!page.chosen("P4", "talk") && !page.body.contains("name=\"ticked\""));
        assert!(page.chosen("Q5", "true"), "a question without boxes was emptied");
        assert!(page.asks("P4"));

        // The island: the same keys and the same rules as for any answer.
        let save = async |key: &str, replaces: &[&str], value: &str| {
            let replaces: Vec<String> = replaces.iter().map(|key| key.repeat(32)).collect();
            let replaces: Vec<&str> = replaces.iter().map(String::as_str).collect();
            phone
                .call("/api/here/answer", &saving("after", "P4", &key.repeat(32), &replaces, value))
                .await
        };
        let other = server.phone(room.workshop).await;
        other
            .call("/api/here/answer", &saving("after", "P4", &"1".repeat(32), &[], ""))
            .await
            .expect(200);
        let stored = save("a", &[], "talk").await.expect(409);
        let known = stored.between("\"key\":\"", "\"");
        phone
            .call("/api/here/answer", &saving("after", "P4", &"a".repeat(32), &[&known], "talk"))
            .await
            .expect(200);
        save("b", &["a"], "").await.expect(200);
        save("b", &["a"], "").await.expect(200);
        // A late repetition of the tick does not bring it back.
        save("a", &[], "talk").await.expect(409);
        save("c", &["b"], "nothing-yet").await.expect(200);
        assert!(phone.get("/here").await.expect(200).chosen("P4", "nothing-yet"));
        phone.send_form("after", &again).await.expect(303);
    });
}

#[test]
fn a_plain_form_that_cannot_be_saved_comes_back_with_what_was_ticked() {
    let once_a_minute = |config: &mut server::config::Config| {
        config.limits.participant_writes_burst = 1;
        config.limits.participant_writes_per_minute = 1;
    };
    with_changed_server(once_a_minute, async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true"), ("lang", "en")]).await.expect(303);
        let busy = phone.send_form("before", &[("Q6", "unsure"), ("Q13", "4")]).await.expect(429);
        for field in [
            "name=\"wave\" value=\"before\"",
            "name=\"Q6\" value=\"unsure\"",
            "name=\"Q13\" value=\"4\"",
        ] {
            assert!(busy.body.contains(field), "{field} is lost: {}", busy.body);
        }
        assert!(busy.body.contains("action=\"/here\""));
    });
}

#[test]
fn a_form_on_a_phone_says_that_the_wave_is_closing() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true"), ("lang", "en")]).await.expect(303);
        let notice = async || {
            let page = phone.get("/here").await.expect(200);
            let text = page.between("role=\"status\" class=\"notice closing\">", "</p>");
            text.replace("<!>", "")
        };
        assert_eq!(notice().await, "");
        server.move_wave(&room, Wave::Before, WaveMove::Close).await.unwrap();
        assert!(notice().await.contains("2 minutes"), "{}", notice().await);
        server.pass_seconds(70);
        assert!(notice().await.contains("one minute"), "{}", notice().await);
    });
}

#[test]
fn a_link_that_opens_nothing_says_so() {
    with_server(async |server| {
        let room = server.open_room().await;
        let known = server.phone(room.workshop).await;
        let lost = server.browser();
        let door = lost.get("/j/no-such-token-anywhere").await;
        assert_eq!(door.location(), "/?door=unknown");
        let page = lost.get(door.location()).await.expect(200);
        assert!(page.body.contains("does not open anything now"));
        assert!(!page.body.contains("href=\"/here\""));
        // A phone that is inside a workshop is offered the way back.
        assert!(known.get("/").await.expect(200).body.contains("href=\"/here\""));
        known.get("/exit").await;
        assert!(!known.get("/").await.expect(200).body.contains("href=\"/here\""));
    });
}

#[test]
fn a_change_of_language_stays_at_the_question() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let at = async |fields: &[(&str, &str)]| {
            phone.send_form("before", fields).await.location().to_owned()
        };
        assert_eq!(at(&[("lang", "nl"), ("at", "Q13")]).await, "/here#q-Q13");
        assert_eq!(
            at(&[("lang", "nl"), ("at", "age-band"), ("again", "1")]).await,
            "/here?open=1#q-age-band"
        );
        for wrong in ["", "../x", "a b", "https://evil.example/", "Q13\r\nx: y"] {
            assert_eq!(at(&[("lang", "nl"), ("at", wrong)]).await, "/here", "{wrong}");
        }
        assert_eq!(server.count("participant").await, 0);
    });
}

#[test]
fn a_card_is_derived_and_never_stored() {
    with_server(async |server| {
        let room = server.open_room().await;
        let browser = server.phone(room.workshop).await;
        let card = card_after(&browser, &[("Q5", "true")]).await;
        let phone = Phone::parse(&browser.cookie("mis_p").unwrap(), server.state.secret()).unwrap();
        let mut reader = server.state.db.read().await.unwrap();
        let key = project::service::card_key(&mut reader.conn(), room.project).await.unwrap();
        assert_eq!(card_of(&key.unwrap(), &phone, 0).to_string(), card);
    });
}
