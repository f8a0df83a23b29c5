//! The plain form: what a phone without scripts can do.

use crate::support::{
    browser::Browser,
    seed::Room,
    server::{TestServer, with_server},
};
use app::workshop;
use domain::questionnaire::Wave;
use workshop::{model::Progress, service::WaveMove};

async fn progress(server: &TestServer, room: &Room) -> (i64, i64, i64) {
    let Progress { joined, inside, done, .. } =
        workshop::service::progress(&server.state, room.coach.actor, room.workshop).await.unwrap();
    (joined, inside, done)
}

/// A phone whose answers stay visible: it changes the language after each part.
async fn keep(phone: &Browser, answers: &[(&str, &str)]) {
    let mut fields = answers.to_vec();
    fields.push(("lang", "en"));
    phone.send_form("before", &fields).await.expect(303);
}

#[test]
fn one_send_saves_the_form() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let page = phone.get("/here").await.expect(200);
        for question in ["Q5", "Q6", "Q13", "W1", "W2", "Q11", "Q14", "age-band", "gender"] {
            assert!(page.asks(question), "{question}");
        }
        let sent = phone
            .send_form("before", &[("Q5", "true"), ("Q6", "unsure"), ("Q14", "declined")])
            .await;
        assert_eq!(sent.location(), "/here");
        let page = phone.get("/here").await.expect(200);
        assert!(!page.asks("Q5"), "answers stay on the screen");
        assert_eq!(server.count("answer").await, 3);
        assert_eq!(progress(server, &room).await, (1, 0, 1));
    });
}

#[test]
fn a_part_is_kept_and_what_is_absent_stays() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        keep(&phone, &[("Q5", "true"), ("Q6", "false")]).await;
        keep(&phone, &[("Q6", "unsure"), ("W2", "4")]).await;
        assert_eq!(progress(server, &room).await, (1, 1, 0));
        let page = phone.get("/here").await.expect(200);
        assert!(page.chosen("Q5", "true") && page.chosen("Q6", "unsure") && page.chosen("W2", "4"));
        assert!(!page.chosen("Q6", "false") && !page.chosen("Q13", "1"));
        assert!(!page.body.contains("id=\"start\""), "the start screen comes again");
    });
}

#[test]
fn what_is_no_answer_is_left_aside_and_the_rest_is_kept() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        keep(
            &phone,
            &[
                ("Q5", "true"),
                ("Q6", "maybe"),
                ("Q1", "true"),
                ("P4", "talk"),
                ("id", "x"),
                ("W1", ""),
            ],
        )
        .await;
        assert_eq!(server.count("answer").await, 1);
        assert!(phone.get("/here").await.expect(200).chosen("Q5", "true"));
    });
}

#[test]
fn ticks_and_declining_a_question_are_kept() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        let page = phone.get("/here").await.expect(200);
        assert!(page.asks("P4"));
        phone
            .send_form(
                "after",
                &[("P4", "talk"), ("P4", "privacy-settings"), ("Q5", "declined"), ("lang", "en")],
            )
            .await
            .expect(303);
        let page = phone.get("/here").await.expect(200);
        assert!(
            page.chosen("P4", "talk")
                && page.chosen("P4", "privacy-settings")
                && !page.chosen("P4", "nothing-yet")
        );
        assert!(page.chosen("Q5", "declined"));
    });
}

#[test]
fn no_thanks_is_a_calm_page_and_can_be_taken_back() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        assert_eq!(phone.decline("before").await.location(), "/here");
        assert!(!phone.get("/here").await.expect(200).asks("Q5"));
        assert_eq!(server.count("answer").await, 0);
        assert_eq!(progress(server, &room).await, (1, 0, 1), "declining counts as done");
        // A second thought in time.
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("answer").await, 1);
        assert_eq!(progress(server, &room).await, (1, 0, 1));
    });
}

#[test]
fn changing_the_language_keeps_what_is_ticked() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let changed = phone.send_form("before", &[("Q5", "true"), ("lang", "nl")]).await;
        assert_eq!(changed.location(), "/here");
        assert_eq!(phone.cookie("lang").as_deref(), Some("nl"));
        let page = phone.get("/here").await.expect(200);
        assert!(page.body.contains("<html lang=\"nl\"") && page.chosen("Q5", "true"));
        // On the start screen nothing is ticked yet: nobody joins by looking.
        let other = server.phone(room.workshop).await;
        other.send_form("before", &[("lang", "de")]).await.expect(303);
        assert_eq!(server.count("participant").await, 1);
    });
}

#[test]
fn the_language_can_be_changed_everywhere_and_leads_nowhere_else() {
    with_server(async |server| {
        let browser = server.browser();
        for page in ["/", "/help", "/sign-in"] {
            let changed = browser.post("/language", &[("lang", "de"), ("back", page)]).await;
            assert_eq!(changed.location(), page);
            assert!(
                browser.get(page).await.expect(200).body.contains("<html lang=\"de\""),
                "{page}"
            );
        }
        for back in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:alert(1)"]
        {
            assert_eq!(
                browser.post("/language", &[("lang", "fr"), ("back", back)]).await.location(),
                "/",
                "{back}"
            );
        }
    });
}

#[test]
fn a_late_joiner_is_let_in() {
    with_server(async |server| {
        let room = server.open_room().await;
        server.phone(room.workshop).await.send_form("before", &[("Q5", "true")]).await.expect(303);
        server.pass_minutes(30);
        let late = server.phone(room.workshop).await;
        assert!(late.get("/here").await.expect(200).asks("Q5"));
        late.send_form("before", &[("Q5", "false")]).await.expect(303);
        server.move_wave(&room, Wave::Before, WaveMove::Close).await.unwrap();
        server.pass_minutes(5);
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        // Later still: never saw "before".
        let latest = server.phone(room.workshop).await;
        assert!(latest.get("/here").await.expect(200).asks("P1"));
        latest.send_form("after", &[("Q5", "true")]).await.expect(303);
        assert_eq!(progress(server, &room).await, (3, 0, 1));
    });
}

#[test]
fn a_wave_that_is_not_asked_takes_nothing() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        for wave in ["after", "follow-up", "never", ""] {
            assert_eq!(
                phone.send_form(wave, &[("Q5", "true")]).await.location(),
                "/here",
                "{wave}"
            );
        }
        assert_eq!(server.count("participant").await, 0);
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        phone.send_form("follow-up", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("answer").await, 0, "a wave without a form of its own was written");
    });
}

#[test]
fn the_card_is_shown_again_on_the_same_phone_only() {
    with_server(async |server| {
        let room = server.open_room().await;
        let card = async |phone: &Browser| {
            phone.send_form("before", &[("Q5", "true")]).await.expect(303);
            phone.get("/here").await.expect(200).between("card-code\">", "<")
        };
        let (first, second) =
            (server.phone(room.workshop).await, server.phone(room.workshop).await);
        let (one, two) = (card(&first).await, card(&second).await);
        assert_ne!(one, two);
        assert!(one.parse::<domain::code::Card>().is_ok(), "{one}");
        assert_eq!(first.get("/here").await.between("card-code\">", "<"), one);
        server.scan(&first, room.workshop).await;
        assert_eq!(first.get("/here").await.between("card-code\">", "<"), one);
    });
}

#[test]
fn quick_exit_leaves_and_values_stay_out_of_sight() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        keep(&phone, &[("Q5", "true"), ("Q6", "false")]).await;
        let page = phone.get("/here").await.expect(200);
        let (exit, help) =
            (page.body.find("href=\"/exit\"").unwrap(), page.body.find("href=\"/help\"").unwrap());
        assert!(exit < help && exit < page.body.find("<main").unwrap(), "quick exit is not first");

        let left = phone.get("/exit").await;
        assert!(left.location().starts_with("https://"), "{}", left.location());
        assert!(!left.headers.contains_key("clear-site-data"));
        assert_eq!(phone.get("/here").await.location(), "/");
        phone.join(&server.detail(room.workshop).await.join_code.unwrap()).await.expect(303);
        let back = phone.get("/here").await.expect(200);
        assert!(
            !back.asks("Q5") && !back.asks("Q6") && back.asks("Q13"),
            "not at the next unanswered question"
        );
        assert!(!back.body.contains("checked"), "an answer is shown again");
        phone.send_form("before", &[("Q13", "5")]).await.expect(303);
        assert_eq!(server.count("answer").await, 3);
    });
}

#[test]
fn what_staff_type_never_becomes_markup() {
    with_server(async |server| {
        let room = server.room().await;
        let name = "</title></textarea><script>alert('x')</script>\"'<img src=x onerror=alert(1)>";
        let fields = crate::support::forms::project_fields(name);
        let path = format!("/staff/projects/{}", room.project);
        room.manager.browser.post(&format!("{path}/settings"), &fields).await.expect(303);
        room.manager
            .browser
            .post(&format!("{path}/partners"), &[("partner_name", name)])
            .await
            .expect(303);
        for tab in ["", "/settings", "/partners", "/people", "/workshops/new", "/results"] {
            let page = room.manager.browser.get(&format!("{path}{tab}")).await.expect(200);
            assert!(
                !page.body.contains("<script>alert") && !page.body.contains("<img src=x"),
                "{path}{tab}: {}",
                page.body
            );
        }
        let home = room.manager.browser.get("/staff").await.expect(200);
        assert!(home.body.contains("&lt;script&gt;alert") && !home.body.contains("<script>alert"));
    });
}
