//! Trials: marked everywhere, counted nowhere, and full of simulated phones where wanted.

use crate::support::{
    browser::{Browser, Reply},
    engine::TestDatabase,
    forms::plan_fields,
    program::Program,
    seed::{Room, phones},
    server::{TestServer, with_server},
};
use app::workshop::{
    self,
    service::{MOST_PHONES, WaveMove, simulated_phones},
};
use domain::{id::WorkshopId, questionnaire::Wave, workshop::WorkshopState};
use server::simulate::{Ending, OverTcp, Pace, Phone};
use std::{sync::Arc, time::Duration};

/// The mark by which programs know a trial.
const MARK: &str = "data-trial";

/// A trial, planned by the form and opened.
async fn open_trial(server: &TestServer, room: &Room) -> WorkshopId {
    let group = room.group.to_string();
    let mut fields = plan_fields(&group, "");
    fields.push(("trial", "1"));
    let path = format!("/staff/projects/{}/workshops/new", room.project);
    let planned = room.coach.browser.post(&path, &fields).await;
    let id = planned.location().rsplit('/').next().unwrap().parse().unwrap();
    room.coach.browser.step(id, "open", &[]).await.expect(303);
    assert!(server.detail(id).await.plan.trial);
    id
}

/// Waits in real time until so many phones are done with the wave.
async fn until_done(server: &TestServer, room: &Room, id: WorkshopId, wanted: i64) {
    for _ in 0..600 {
        let progress =
            workshop::service::progress(&server.state, room.coach.actor, id).await.unwrap();
        if progress.done >= wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("simulated phones did not get on");
}

/// A page without what differs each time.
fn settled(page: Reply) -> String {
    let mut rest = page.expect(200).body;
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        let (_, after) = after.split_once('"').unwrap();
        rest = format!("{before}{after}");
    }
    rest
}

/// Everything the manager sees of the project's evaluation.
async fn evaluation(room: &Room) -> [String; 3] {
    let manager = &room.manager.browser;
    let results = format!("/staff/projects/{}/results", room.project);
    [
        settled(manager.get(&results).await),
        settled(manager.get(&format!("{results}?part=module:passwords")).await),
        manager.get(&format!("{results}/results.csv")).await.expect(200).body,
    ]
}

/// A real workshop of the project, with a result.
async fn hold_a_real_one(server: &TestServer, room: &Room) {
    let phones = phones(room.workshop, 9);
    let value = |number: usize, question: &str| match question {
        "Q5" | "Q6" | "W1" => ["true", "false", "unsure"][number % 3],
        _ => ["2", "3", "4"][number % 3],
    };
    server.answer_all(room.workshop, Wave::Before, &phones, value).await;
    server.move_wave(room, Wave::After, WaveMove::OpenAfter).await.unwrap();
    server.answer_all(room.workshop, Wave::After, &phones, value).await;
    room.coach.browser.step(room.workshop, "close", &[]).await.expect(303);
    server.pass_minutes(3);
    server.run_jobs().await;
}

#[test]
fn twelve_simulated_phones_give_a_result_and_leave_the_project_untouched() {
    with_server(async |server| {
        let room = server.open_room().await;
        hold_a_real_one(server, &room).await;
        let untouched = evaluation(&room).await;

        let id = open_trial(server, &room).await;
        room.coach.browser.step(id, "simulate", &[]).await.expect(303);
        assert_eq!(simulated_phones(&server.state, id), 12);
        let page = room.coach.browser.get(&format!("/staff/workshops/{id}")).await.expect(200);
        assert!(page.body.contains("Simulated phones taking part now: 12."));
        until_done(server, &room, id, 12).await;
        room.coach.browser.step(id, "close-wave", &[("wave", "before")]).await.expect(303);
        // A trial has no minutes to lose.
        server.pass_seconds(20);
        server.run_jobs().await;
        let half = room.coach.browser.get(&format!("/staff/workshops/{id}/results")).await;
        assert!(half.expect(200).body.contains(MARK));
        room.coach.browser.step(id, "open-after", &[]).await.expect(303);
        until_done(server, &room, id, 12).await;
        let progress =
            workshop::service::progress(&server.state, room.coach.actor, id).await.unwrap();
        // One came back as a new phone, and one had said "No thanks".
        assert_eq!(progress.joined, 13);
        room.coach.browser.step(id, "close", &[]).await.expect(303);
        server.pass_seconds(20);
        server.run_jobs().await;

        let actor = room.coach.actor;
        let result = app::evaluation::service::workshop_results(&server.state, actor, id).await;
        let result = result.unwrap();
        assert!(result.after_too);
        assert_eq!((result.reach.before_sent, result.reach.joined), (11, 13));
        assert!(result.reach.after_sent >= 11);
        assert!(result.items.iter().any(|item| {
            item.result.before.visible()
                && item.result.after.as_ref().is_some_and(|after| after.visible())
        }));
        let shown = room.coach.browser.get(&format!("/staff/workshops/{id}/results")).await;
        assert!(shown.expect(200).body.contains(MARK));
        for (now, then) in evaluation(&room).await.iter().zip(&untouched) {
            let mut differences =
                now.split('<').zip(then.split('<')).filter(|(now, then)| now != then);
            assert_eq!((differences.next(), now.len()), (None, then.len()));
        }
        // They end with the workshop.
        for _ in 0..100 {
            if simulated_phones(&server.state, id) == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("simulated phones stay in a workshop that is over");
    });
}

#[test]
fn only_trials_that_are_going_on_take_simulated_phones() {
    with_server(async |server| {
        let room = server.open_room().await;
        let refused = room.coach.browser.step(room.workshop, "simulate", &[]).await.expect(409);
        assert!(refused.body.contains("only take part in trials"), "{}", refused.body);
        let page = room.coach.browser.get(&format!("/staff/workshops/{}", room.workshop)).await;
        assert!(!page.body.contains("/simulate\"") && !page.body.contains(MARK));
        let trial = open_trial(server, &room).await;
        let stranger = server.room_named("other-").await;
        stranger.coach.browser.step(trial, "simulate", &[]).await.expect(404);
        // Phones a hundred times as fast as people keep the server busy: the coach may have to try again.
        let mut tries = 0;
        while simulated_phones(&server.state, trial) < MOST_PHONES && tries < 100 {
            room.coach.browser.step(trial, "simulate", &[]).await;
            tries += 1;
        }
        room.coach.browser.step(trial, "simulate", &[]).await;
        assert_eq!(simulated_phones(&server.state, trial), MOST_PHONES);
        for _ in 0..100 {
            if room.coach.browser.step(trial, "close", &[]).await.status != 503 {
                break;
            }
        }
        assert_eq!(server.detail(trial).await.state, WorkshopState::Closed);
        room.coach.browser.step(trial, "simulate", &[]).await.expect(409);
        assert_eq!(simulated_phones(&server.state, room.workshop), 0);
    });
}

#[test]
fn a_trial_is_marked_on_every_screen() {
    with_server(async |server| {
        let room = server.room().await;
        let id = open_trial(server, &room).await;
        let marked = async |browser: &Browser, path: &str| {
            let page = browser.get(path).await.expect(200);
            assert!(page.body.contains(MARK), "{path} is not marked");
        };
        let coach = &room.coach.browser;
        let home = format!("/staff/workshops/{id}");
        for page in ["", "/plan", "/qr", "/close"] {
            marked(coach, &format!("{home}{page}")).await;
        }
        for list in ["/staff".to_owned(), format!("/staff/projects/{}", room.project)] {
            let list = coach.get(&list).await.expect(200);
            assert!(list.body.contains("data-state=\"trial\""));
        }
        let phone = server.phone(id).await;
        marked(&phone, "/here").await;
        marked(&phone, "/help").await;
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        marked(&phone, "/here").await;
        coach.step(id, "close", &[]).await.expect(303);
        marked(&phone, "/here").await;
        marked(coach, &home).await;
        // The stranger beside them sees no mark.
        assert!(!server.browser().get("/help").await.expect(200).body.contains(MARK));
    });
}

#[test]
fn over_tcp_phones_behave_the_same_and_touch_no_real_workshop() {
    with_server(async |server| {
        let room = server.open_room().await;
        let there = Arc::new(OverTcp::to(&format!("http://{}", server.address)).unwrap());
        let pace = Pace::with_second(Duration::from_millis(2));
        let phone = async |id: WorkshopId, number| {
            let code = server.detail(id).await.join_code.unwrap();
            Phone::new(Arc::clone(&there), &format!("/j/{code}"), pace, 5, number).take_part().await
        };
        assert_eq!(phone(room.workshop, 0).await, Ending::NotATrial);
        assert_eq!(server.count("participant").await, 0);
        let trial = open_trial(server, &room).await;
        room.coach.browser.step(trial, "open-after", &[]).await.expect(303);
        assert_eq!(phone(trial, 0).await, Ending::Finished);
        assert_eq!(server.count("participant").await, 1);
        assert!(server.count("answer").await > 4);
        let nowhere = Phone::new(Arc::clone(&there), "/j/unknown", pace, 5, 1).take_part().await;
        assert_eq!(nowhere, Ending::NoDoor);
    });
}

#[test]
fn the_command_refuses_a_workshop_that_is_no_trial() {
    with_server(async |server| {
        let room = server.open_room().await;
        let code = server.detail(room.workshop).await.join_code.unwrap();
        let url = format!("http://{}", server.address);
        let simulate = async |code: String| {
            let url = url.clone();
            let run = move || {
                let database = TestDatabase::sqlite();
                let words = ["simulate", &code, "--phones", "2", "--url", &url];
                Program::command(&database, &words).output().unwrap()
            };
            let output = tokio::task::spawn_blocking(run).await.unwrap();
            assert!(!output.status.success());
            String::from_utf8(output.stderr).unwrap()
        };
        assert!(simulate(code.clone()).await.contains("not a trial"));
        assert!(simulate("nonsense".to_owned()).await.contains("no code"));
        room.coach.browser.step(room.workshop, "close", &[]).await.expect(303);
        assert!(simulate(code).await.contains("no open workshop"));
        assert_eq!(server.count("participant").await, 0);
    });
}
