//! A coach's report, who hears of it, and the protocol for serious things.

use crate::support::{
    browser::Reply,
    seed::Room,
    server::{TestServer, with_server},
};
use app::{
    project,
    workshop::{self, service::WaveMove},
};
use domain::{actor::InstallationRole, questionnaire::Wave, workshop::WorkshopState};

/// A room whose workshop is over.
async fn closed_room(server: &TestServer) -> Room {
    let room = server.open_room().await;
    let (state, coach) = (&server.state, room.coach.actor);
    workshop::service::set_headcount(state, coach, room.workshop, 1, Some(18)).await.unwrap();
    server.move_wave(&room, Wave::Before, WaveMove::Close).await.unwrap();
    workshop::service::set_state(state, coach, room.workshop, WorkshopState::Closed).await.unwrap();
    room
}

fn path(room: &Room) -> String {
    format!("/staff/workshops/{}/report", room.workshop)
}

/// Names of the controls that ask what became of each step.
fn steps(form: &Reply) -> Vec<String> {
    let mut names: Vec<String> = form
        .body
        .split("name=\"step:")
        .skip(1)
        .map(|rest| format!("step:{}", rest.split('"').next().unwrap()))
        .collect();
    names.dedup();
    names
}

async fn send(room: &Room, fields: &[(&str, &str)]) -> Reply {
    let form = room.coach.browser.get(&path(room)).await.expect(200);
    let steps = steps(&form);
    assert!(steps.len() >= 7, "{steps:?}");
    let mut all: Vec<(&str, &str)> = steps.iter().map(|name| (name.as_str(), "done")).collect();
    all.extend(fields);
    room.coach.browser.post(&path(room), &all).await
}

fn whole<'a>(protocol: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("present", "17"),
        ("minutes", "55"),
        ("C5", "4"),
        ("C6", "2"),
        ("C7", "5"),
        ("C8", "time"),
        ("C8", "order"),
        ("C9", "3"),
        ("C10", protocol),
        ("C11", text),
    ]
}

#[test]
fn a_coach_sends_a_report_and_a_manager_reads_what_is_for_them() {
    with_server(async |server| {
        let room = closed_room(server).await;
        let workshop = format!("/staff/workshops/{}", room.workshop);
        let coach = &room.coach.browser;
        let over = coach.get(&workshop).await.expect(200);
        assert!(over.body.contains(&format!("href=\"{}\"", path(&room))));
        let form = coach.get(&path(&room)).await.expect(200);
        assert!(
            form.body.contains("name=\"present\" type=\"number\" value=\"18\""),
            "{}",
            form.body
        );
        assert!(
            form.body.contains("name=\"minutes\" type=\"number\" value=\"50\""),
            "{}",
            form.body
        );
        for name in steps(&form) {
            assert!(form.chosen(&name, "done"), "{name}");
        }

        let text = "More time for the <b>story</b> & the polls";
        let sent = send(&room, &whole("no", text)).await;
        assert_eq!(sent.location(), format!("{}?sent=1", path(&room)));
        let again = coach.get(&path(&room)).await.expect(200);
        assert!(
            again.chosen("C6", "2") && again.chosen("C8", "order") && again.chosen("C10", "no")
        );
        assert!(again.body.contains("More time for the &lt;b&gt;story&lt;/b&gt; &amp; the polls"));
        assert!(!again.body.contains("<b>story"), "what was typed stays text");

        let read = room.manager.browser.get(&workshop).await.expect(200);
        for said in ["4 of 5", "5 of 5", "Time, Order of the steps", "17 present, 55 minutes"] {
            assert!(read.body.contains(said), "{said}: {}", read.body);
        }
        assert!(read.body.contains("&lt;b&gt;story&lt;/b&gt;") && !read.body.contains("<b>story"));
        for own in ["I could lead the discussion", "I would know what to do", "2 of 5", "3 of 5"] {
            assert!(!read.body.contains(own), "{own} is the coach’s own");
        }
        // Sent again, it takes the place of the first.
        send(&room, &whole("handled", "")).await.expect(303);
        let read = room.manager.browser.get(&workshop).await.expect(200);
        assert!(!read.body.contains("story&lt;/b&gt;") && read.body.contains("taken care of"));
        assert_eq!(server.count("coach_report").await, 1);
    });
}

#[test]
fn what_is_wrong_comes_back_with_what_was_typed() {
    with_server(async |server| {
        let room = closed_room(server).await;
        let long = "</textarea><script>x</script>".repeat(20);
        let fields = [
            ("present", "lots"),
            ("minutes", "55"),
            ("C5", "4"),
            ("C8", "time"),
            ("C10", "support"),
            ("C11", &long),
        ];
        let back = send(&room, &fields).await.expect(422);
        assert!(back.body.contains("value=\"lots\""), "{}", back.body);
        assert!(
            back.chosen("C5", "4") && back.chosen("C8", "time") && back.chosen("C10", "support")
        );
        assert!(back.body.contains("&lt;/textarea&gt;&lt;script&gt;x"));
        assert!(!back.body.contains("<script>x"));
        for field in ["present", "C6", "C7", "C9", "C11"] {
            assert!(back.body.contains(&format!("href=\"#{field}\"")), "{field}");
            assert!(back.body.contains(&format!("id=\"{field}-error\"")), "{field}");
        }
        assert_eq!(server.count("coach_report").await, 0);
        assert_eq!(server.count("support_request").await, 0);
    });
}

#[test]
fn a_coach_who_needs_support_gets_a_number_and_is_heard_by_a_manager() {
    with_server(async |server| {
        let room = closed_room(server).await;
        let (coach, manager) = (&room.coach.browser, &room.manager.browser);
        send(&room, &whole("support", "")).await.expect(303);
        let page = coach.get(&format!("{}?sent=1", path(&room))).await.expect(200);
        assert!(page.body.contains("href=\"tel:000000000\""), "{}", page.body);
        assert!(page.body.contains("The safeguarding person"));

        let action = format!("/staff/workshops/{}/support/{}", room.workshop, room.coach.id);
        let pages = [
            "/staff".to_owned(),
            format!("/staff/projects/{}", room.project),
            format!("/staff/workshops/{}", room.workshop),
        ];
        for page in &pages {
            let shown = manager.get(page).await.expect(200);
            assert!(shown.body.contains(&format!("action=\"{action}\"")), "{page}");
            let shown = coach.get(page).await.expect(200);
            assert!(!shown.body.contains(&action), "{page}: not the coach’s to acknowledge");
        }
        let own = coach.get(&pages[2]).await.expect(200);
        assert!(own.body.contains("The managers of the project have been told"));
        coach.post(&action, &[]).await.expect(403);

        // Changing the report meanwhile takes nothing back.
        send(&room, &whole("handled", "")).await.expect(303);
        assert!(manager.get("/staff").await.body.contains(&action));
        manager.post(&action, &[]).await.expect(303);
        manager.post(&action, &[]).await.expect(303);
        for page in &pages {
            let shown = manager.get(page).await.expect(200);
            assert!(!shown.body.contains(&action), "{page}");
        }
        let heard = "Person manager@example.org has seen it on 24 Mar 2026";
        assert!(manager.get(&pages[2]).await.body.contains(heard));
        assert!(coach.get(&path(&room)).await.body.contains(heard));
        // Asked anew, it waits again.
        send(&room, &whole("support", "")).await.expect(303);
        assert!(manager.get("/staff").await.body.contains(&action));
    });
}

#[test]
fn reports_are_for_the_people_of_the_project_and_workshops_that_are_over() {
    with_server(async |server| {
        let room = server.open_room().await;
        let coach = &room.coach.browser;
        let early = coach.get(&path(&room)).await.expect(200);
        assert!(!early.body.contains("<textarea"), "still going on");
        coach.post(&path(&room), &whole("no", "")).await.expect(409);
        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            WorkshopState::Closed,
        )
        .await
        .unwrap();
        let stranger = server.person("stranger@example.org", InstallationRole::Admin).await;
        for page in ["report", "protocol", "pack"] {
            let page = format!("/staff/workshops/{}/{page}", room.workshop);
            stranger.browser.get(&page).await.expect(404);
            assert_eq!(server.browser().get(&page).await.location(), "/sign-in");
        }
        stranger.browser.post(&path(&room), &whole("no", "")).await.expect(404);
        send(&room, &whole("no", "One thing")).await.expect(303);

        let state = &server.state;
        project::service::set_project_open(state, room.manager.actor, room.project, false)
            .await
            .unwrap();
        let page = coach.get(&path(&room)).await.expect(200);
        assert!(!page.body.contains("<textarea"), "a closed project takes no more");
        coach.post(&path(&room), &whole("no", "")).await.expect(409);
    });
}

#[test]
fn the_protocol_is_one_tap_away_and_keeps_only_a_yes() {
    with_server(async |server| {
        let room = server.open_room().await;
        let coach = &room.coach.browser;
        let page = format!("/staff/workshops/{}/protocol", room.workshop);
        let shown = coach.get(&page).await.expect(200);
        assert!(shown.body.contains("112") && shown.body.contains("href=\"tel:000000000\""));
        let agenda = coach.get(&format!("/staff/workshops/{}/agenda", room.workshop)).await;
        assert!(agenda.expect(200).body.contains(&page));
        assert_eq!(coach.post(&page, &[]).await.location(), format!("{page}?noted=1"));
        let noted = coach.get(&page).await.expect(200);
        assert!(!noted.body.contains(&format!("action=\"{page}\"")), "{}", noted.body);
        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            WorkshopState::Closed,
        )
        .await
        .unwrap();
        let form = coach.get(&path(&room)).await.expect(200);
        assert!(form.chosen("C10", "handled"), "the report knows of it");
    });
}
