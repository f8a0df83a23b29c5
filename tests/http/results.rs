//! Who sees which result, and when.

use crate::support::{
    seed::{Room, phones},
    server::{TestServer, with_server},
};
use app::{evaluation, workshop, workshop::service::WaveMove};
use domain::{
    actor::{InstallationRole, ProjectRole},
    questionnaire::Wave,
};

/// Nine phones answer before and after; the workshop is over and its results are frozen.
async fn hold(server: &TestServer, room: &Room) {
    let phones = phones(room.workshop, 9);
    let value = |number: usize, question: &str| match question {
        "Q5" | "Q6" | "W1" => ["true", "false", "unsure"][number % 3],
        _ => ["2", "3", "4"][number % 3],
    };
    server.answer_all(room.workshop, Wave::Before, &phones, value).await;
    server.move_wave(room, Wave::After, WaveMove::OpenAfter).await.unwrap();
    server.answer_all(room.workshop, Wave::After, &phones, value).await;
    server.move_wave(room, Wave::After, WaveMove::Close).await.unwrap();
    server.pass_minutes(3);
    server.run_jobs().await;
}

#[test]
fn coach_sees_the_group_once_the_grace_is_over() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phones = phones(room.workshop, 9);
        server
            .answer_all(room.workshop, Wave::Before, &phones, |_, question| {
                if question.starts_with('Q') && question.len() == 2 || question == "W1" {
                    "true"
                } else {
                    "4"
                }
            })
            .await;
        let result = async || {
            evaluation::service::workshop_results(&server.state, room.coach.actor, room.workshop)
                .await
        };
        server.run_jobs().await;
        assert!(result().await.is_err());
        room.coach
            .browser
            .step(room.workshop, "close-wave", &[("wave", "before")])
            .await
            .expect(303);
        server.pass_seconds(119);
        server.run_jobs().await;
        assert!(result().await.is_err(), "a result while answers still come");
        server.pass_seconds(1);
        server.run_jobs().await;
        let result = result().await.unwrap();
        assert!(!result.after_too && !result.items.is_empty());
        room.coach
            .browser
            .get(&format!("/staff/workshops/{}/results", room.workshop))
            .await
            .expect(200);
    });
}

#[test]
fn strangers_see_no_result_of_any_kind() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let (project, workshop) = (
            format!("/staff/projects/{}/results", room.project),
            format!("/staff/workshops/{}/results", room.workshop),
        );
        room.manager.browser.get(&project).await.expect(200);
        room.coach.browser.get(&workshop).await.expect(200);
        room.coach.browser.get(&project).await.expect(403);
        let stranger = server.person("stranger@example.org", InstallationRole::Admin).await;
        for path in [&project, &workshop] {
            stranger.browser.get(path).await.expect(404);
        }
    });
}

#[test]
fn a_coach_of_the_project_sees_its_workshops_and_the_manager_all() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let second = server.person("second@example.org", InstallationRole::None).await;
        app::project::service::invite_member(
            &server.state,
            room.manager.actor,
            room.project,
            &second.email,
            "",
            ProjectRole::Coach,
        )
        .await
        .unwrap();
        let results =
            evaluation::service::workshop_results(&server.state, second.actor, room.workshop)
                .await
                .unwrap();
        assert!(results.after_too);
        assert_eq!(
            (results.reach.joined, results.reach.before_sent, results.reach.after_sent),
            (9, 9, 9)
        );
        let all = evaluation::service::project_results(
            &server.state,
            room.manager.actor,
            room.project,
            evaluation::model::Part::All,
        )
        .await
        .unwrap();
        assert_eq!(all.finished, 1);
    });
}

#[test]
fn a_frozen_result_does_not_change() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let rows = server.count("wave_tally").await;
        assert!(rows > 10);
        let before =
            evaluation::service::workshop_results(&server.state, room.coach.actor, room.workshop)
                .await
                .unwrap();
        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            domain::workshop::WorkshopState::Closed,
        )
        .await
        .unwrap();
        server.pass_minutes(10);
        server.run_jobs().await;
        let after =
            evaluation::service::workshop_results(&server.state, room.coach.actor, room.workshop)
                .await
                .unwrap();
        assert_eq!((before.version, server.count("wave_tally").await), (after.version, rows));
    });
}

#[test]
fn pictures_and_tables_are_for_those_who_see_the_page() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let stranger = server.person("stranger@example.org", InstallationRole::Admin).await;
        let workshop = format!("/staff/workshops/{}/results", room.workshop);
        let project = format!("/staff/projects/{}/results", room.project);
        for (file, kind) in
            [("results.csv", "text/csv"), ("Q5-answers-download.svg", "image/svg+xml")]
        {
            let shown = room.coach.browser.get(&format!("{workshop}/{file}")).await.expect(200);
            assert!(shown.headers["content-type"].to_str().unwrap().starts_with(kind), "{file}");
            room.manager.browser.get(&format!("{project}/results.csv")).await.expect(200);
            room.coach.browser.get(&format!("{project}/{file}")).await.expect(403);
            for path in [format!("{workshop}/{file}"), format!("{project}/{file}")] {
                stranger.browser.get(&path).await.expect(404);
                server.browser().get(&path).await.expect(401);
            }
        }
        for nonsense in ["nothing.csv", "Q99-answers-download.svg", "..%2f..%2fetc.svg"] {
            room.coach.browser.get(&format!("{workshop}/{nonsense}")).await.expect(404);
        }
    });
}

#[test]
fn downloads_are_named_after_what_they_hold() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let name = |reply: &crate::support::browser::Reply| {
            reply.headers["content-disposition"].to_str().unwrap().to_owned()
        };
        let project = format!("/staff/projects/{}/results", room.project);
        let english = room.manager.browser.get(&format!("{project}/results.csv?language=en")).await;
        assert!(name(&english).starts_with("attachment; filename=\"safe-together-all-2"));
        assert!(english.body.starts_with("\u{feff}\"Question\",\"Text\","));
        let french = format!("{project}/results.csv?language=fr&part=module:passwords");
        let french = room.manager.browser.get(&french).await;
        assert!(name(&french).starts_with("attachment; filename=\"safe-together-passwords-2"));
        assert!(french.body.contains("\";\""));
        let commas = format!("{project}/results.csv?language=fr&separator=comma");
        assert!(room.manager.browser.get(&commas).await.body.contains("\",\""));
        let own = format!("/staff/workshops/{}/results", room.workshop);
        let picture = room.coach.browser.get(&format!("{own}/Q5-answers-download.svg")).await;
        assert!(
            name(&picture)
                .starts_with("attachment; filename=\"safe-together-class-3b-q5-answers-2")
        );
    });
}

#[test]
fn leaving_out_asks_for_a_reason_and_shows_it() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold(server, &room).await;
        let page = format!("/staff/projects/{}/results", room.project);
        let action = format!("{page}/{}/leave-out", room.workshop);
        let browser = &room.manager.browser;
        browser.post(&action, &[("reason", " ")]).await.expect(422);
        browser.post(&action, &[("reason", &"x".repeat(201))]).await.expect(422);
        room.coach.browser.post(&action, &[("reason", "No")]).await.expect(403);
        browser.post(&action, &[("reason", "Filled in together <b>")]).await.expect(303);
        let shown = browser.get(&page).await.expect(200);
        assert!(shown.body.contains("Filled in together &lt;b"), "the reason stands on the page");
        let table = browser.get(&format!("{page}/results.csv")).await.expect(200);
        assert!(table.body.contains("Filled in together <b>"), "and in the file");
        browser.post(&format!("{page}/{}/take-in", room.workshop), &[]).await.expect(303);
        assert!(!browser.get(&page).await.expect(200).body.contains("Filled in together"));
        let targets = format!("/staff/projects/{}/targets", room.project);
        let wrong = browser.post(&targets, &[("target_workshops", "0")]).await.expect(422);
        assert!(wrong.body.contains("value=\"Safe together\""), "the facts beside it stay");
        browser
            .post(&targets, &[("target_workshops", "20"), ("target_participants", "")])
            .await
            .expect(303);
    });
}
