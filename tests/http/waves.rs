//! Opening and closing: what the moments in between allow.

use crate::support::server::with_server;
use app::{
    error::{AppError, Refusal},
    workshop::{self, model::Confirmation, service::WaveMove},
};
use domain::{questionnaire::Wave, workshop::WorkshopState};
use serde_json::json;

#[test]
fn after_closing_phones_inside_may_finish_and_others_may_not_begin() {
    with_server(async |server| {
        let room = server.open_room().await;
        let (inside, scanned) =
            (server.phone(room.workshop).await, server.phone(room.workshop).await);
        inside.send_form("before", &[("Q5", "true"), ("lang", "en")]).await.expect(303);
        room.coach
            .browser
            .step(room.workshop, "close-wave", &[("wave", "before")])
            .await
            .expect(303);

        server.pass_seconds(119);
        inside.send_form("before", &[("Q6", "true"), ("lang", "en")]).await.expect(303);
        inside.save("W1", &"1".repeat(32), &[], "true").await.expect(200);
        assert_eq!(server.count("answer").await, 3);
        scanned.send_form("before", &[("Q5", "true")]).await.expect(303);
        scanned.save("Q5", &"2".repeat(32), &[], "true").await.expect(409);
        assert!(!scanned.get("/here").await.expect(200).asks("Q5"));
        assert!(inside.get("/here").await.expect(200).asks("Q5"));

        server.pass_seconds(1);
        inside.send_form("before", &[("W2", "4")]).await.expect(303);
        inside.save("W2", &"3".repeat(32), &[], "4").await.expect(409);
        assert!(!inside.get("/here").await.expect(200).asks("Q5"));
        assert_eq!(server.count("answer").await, 3);
        assert_eq!(server.count("participant").await, 1);
    });
}

#[test]
fn closing_can_be_undone_for_a_minute() {
    with_server(async |server| {
        let room = server.open_room().await;
        let coach = &room.coach.browser;
        let close = async || coach.step(room.workshop, "close-wave", &[("wave", "before")]).await;
        let undo = async || coach.step(room.workshop, "undo", &[("wave", "before")]).await;
        undo().await.expect(409);
        close().await.expect(303);
        close().await.expect(409);
        server.pass_seconds(59);
        undo().await.expect(303);
        let phone = server.phone(room.workshop).await;
        assert!(phone.get("/here").await.expect(200).asks("Q5"), "the wave is open again");
        close().await.expect(303);
        server.pass_seconds(60);
        undo().await.expect(409);
        server.pass_seconds(60);
        undo().await.expect(409);
        assert!(server.detail(room.workshop).await.before.closed.is_some());
    });
}

#[test]
fn after_opens_once_and_closes_before() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        let step = async || phone.call("/api/here/step", &json!({})).await.expect(200).body;
        let waiting = step().await;
        room.coach.browser.step(room.workshop, "open-after", &[]).await.expect(303);
        assert!(server.detail(room.workshop).await.before.closed.is_some());
        assert_ne!(step().await, waiting, "a waiting phone does not notice");
        let page = phone.get("/here").await.expect(200);
        assert!(page.asks("Q5") && page.asks("P1") && !page.chosen("Q5", "true"));
        room.coach.browser.step(room.workshop, "open-after", &[]).await.expect(409);
        room.coach.browser.step(room.workshop, "undo", &[("wave", "before")]).await.expect(409);
        phone.send_form("after", &[("Q5", "true")]).await.expect(303);
        assert_eq!(server.count("answer").await, 2);
    });
}

#[test]
fn only_legal_moves_are_made() {
    with_server(async |server| {
        let room = server.room().await;
        let step = async |step: &str| {
            room.coach
                .browser
                .step(room.workshop, step, &[("wave", "before")])
                .await
                .status
                .as_u16()
        };
        for early in ["lock", "unlock", "close", "close-wave", "undo", "open-after"] {
            assert_eq!(step(early).await, 409, "{early} on a draft");
        }
        assert_eq!(step("open").await, 303);
        assert_eq!(step("open").await, 409);
        assert_eq!(step("unlock").await, 409);
        assert_eq!(step("lock").await, 303);
        assert_eq!(step("lock").await, 409);
        assert_eq!(step("unlock").await, 303);
        assert_eq!(step("close").await, 303);
        for late in ["open", "lock", "unlock", "close", "close-wave", "undo", "open-after"] {
            assert_eq!(step(late).await, 409, "{late} on a closed workshop");
        }
        assert_eq!(step("explode").await, 404);
    });
}

#[test]
fn forgotten_workshop_closes_itself_at_four_after_its_last_meeting() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        let code = server.detail(room.workshop).await.join_code.unwrap();
        server.set_hour(1, 4);
        server.pass_seconds(-1);
        server.run_jobs().await;
        assert_eq!(server.detail(room.workshop).await.state, WorkshopState::Open);
        server.pass_seconds(1);
        server.run_jobs().await;
        let detail = server.detail(room.workshop).await;
        assert_eq!(detail.state, WorkshopState::Closed);
        assert_eq!(
            (detail.join_code, detail.before.closed),
            (None, Some(server.state.clock.now()))
        );
        server.browser().join(&code).await.expect(422);
        assert!(!phone.get("/here").await.expect(200).asks("Q5"));
    });
}

#[test]
fn workshop_with_a_meeting_next_week_stays_open_tonight() {
    with_server(async |server| {
        let room = server.room().await;
        let mut plan = crate::support::seed::plan(room.group, 20);
        let first = plan.meetings[0];
        plan.meetings
            .push(workshop::model::Meeting { held_on: first.held_on.plus_days(7), ..first });
        let id =
            workshop::service::plan_workshop(&server.state, room.coach.actor, room.project, &plan)
                .await
                .unwrap();
        workshop::service::open_workshop(
            &server.state,
            room.coach.actor,
            id,
            &Confirmation::letter_given(),
        )
        .await
        .unwrap();
        server.set_hour(7, 23);
        server.run_jobs().await;
        assert_eq!(server.detail(id).await.state, WorkshopState::Open);
        server.set_hour(8, 5);
        server.run_jobs().await;
        assert_eq!(server.detail(id).await.state, WorkshopState::Closed);
    });
}

#[test]
fn run_again_copies_the_plan_and_no_result() {
    with_server(async |server| {
        let room = server.open_room().await;
        server.phone(room.workshop).await.send_form("before", &[("Q5", "true")]).await.expect(303);
        room.coach
            .browser
            .step(room.workshop, "headcount", &[("number", "1"), ("headcount", "17")])
            .await
            .expect(303);
        room.coach.browser.step(room.workshop, "close", &[]).await.expect(303);
        server.set_hour(3, 9);
        server.sign_in_again(&room.coach).await;
        let copied = room.coach.browser.step(room.workshop, "again", &[]).await;
        let copy = copied.location().strip_suffix("?copied=1").unwrap();
        let notice = room.coach.browser.get(copied.location()).await.expect(200);
        assert!(notice.body.contains("Check the date and the number"));
        let copy = copy.rsplit('/').next().unwrap().parse().unwrap();
        let (old, new) = (server.detail(room.workshop).await, server.detail(copy).await);
        assert_eq!(new.state, WorkshopState::Draft);
        assert_eq!(
            (new.plan.group, &new.plan.modules, new.plan.expected),
            (old.plan.group, &old.plan.modules, old.plan.expected)
        );
        assert_eq!(old.plan.meetings[0].headcount, Some(17));
        assert_eq!(new.plan.meetings[0].headcount, None);
        assert_eq!(new.plan.meetings[0].held_on, crate::support::seed::today().plus_days(3));
        assert_eq!((new.join_code, new.join_token, new.before.opened), (None, None, None));
        room.coach.browser.step(copy, "open", &[]).await.expect(303);
        let progress =
            workshop::service::progress(&server.state, room.coach.actor, copy).await.unwrap();
        assert_eq!((progress.joined, progress.inside, progress.done), (0, 0, 0));
        assert_ne!(server.detail(copy).await.join_token, old.join_token);
    });
}

#[test]
fn the_coachs_page_counts_and_tells_nobody_apart() {
    with_server(async |server| {
        let room = server.open_room().await;
        for _ in 0..2 {
            server
                .phone(room.workshop)
                .await
                .send_form("before", &[("Q5", "true"), ("lang", "en")])
                .await
                .expect(303);
        }
        server.phone(room.workshop).await.send_form("before", &[("Q5", "true")]).await.expect(303);
        server.phone(room.workshop).await.decline("before").await.expect(303);
        let counts = room
            .coach
            .browser
            .call("/api/staff/workshop/progress", &json!({ "workshop": room.workshop }))
            .await
            .expect(200);
        let counts: serde_json::Value = serde_json::from_str(&counts.body).unwrap();
        assert_eq!(
            (&counts["joined"], &counts["inside"], &counts["done"]),
            (&json!(4), &json!(2), &json!(2))
        );
        let page = room
            .coach
            .browser
            .get(&format!("/staff/workshops/{}", room.workshop))
            .await
            .expect(200);
        assert!(page.body.contains("data-count=\"joined\">4<"), "{}", page.body);
        server
            .browser()
            .call("/api/staff/workshop/progress", &json!({ "workshop": room.workshop }))
            .await
            .expect(401);
    });
}

#[test]
fn a_second_coach_takes_over() {
    with_server(async |server| {
        let room = server.open_room().await;
        room.manager.browser.step(room.workshop, "lock", &[]).await.expect(303);
        room.coach.browser.step(room.workshop, "unlock", &[]).await.expect(303);
        room.manager
            .browser
            .step(room.workshop, "close-wave", &[("wave", "before")])
            .await
            .expect(303);
        room.coach.browser.step(room.workshop, "undo", &[("wave", "before")]).await.expect(303);
    });
}

#[test]
fn a_closed_project_stops_and_its_cards_are_gone() {
    with_server(async |server| {
        let room = server.open_room().await;
        let project = format!("/staff/projects/{}", room.project);
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        room.manager.browser.post(&format!("{project}/close"), &[]).await.expect(409);
        room.coach.browser.step(room.workshop, "close", &[]).await.expect(303);
        room.manager.browser.post(&format!("{project}/close"), &[]).await.expect(303);
        let again =
            workshop::service::run_again(&server.state, room.coach.actor, room.workshop, "").await;
        assert_eq!(again, Err(AppError::Refused(Refusal::ProjectClosed)));
        let moved = server.move_wave(&room, Wave::Before, WaveMove::Undo).await;
        assert_eq!(moved, Err(AppError::Refused(Refusal::ProjectClosed)));
        phone.get("/here").await.expect(200);
        room.manager.browser.post(&format!("{project}/reopen"), &[]).await.expect(303);
        room.coach.browser.step(room.workshop, "again", &[]).await.expect(303);
    });
}

#[test]
fn qr_picture_is_for_running_workshops() {
    with_server(async |server| {
        let room = server.room().await;
        let path = format!("/staff/workshops/{}/qr.svg", room.workshop);
        room.coach.browser.get(&path).await.expect(404);
        room.coach.browser.step(room.workshop, "open", &[]).await.expect(303);
        let picture = room.coach.browser.get(&path).await.expect(200);
        assert_eq!(picture.headers["content-type"], "image/svg+xml");
        room.coach.browser.step(room.workshop, "close", &[]).await.expect(303);
        room.coach.browser.get(&path).await.expect(404);
    });
}
