//! Stories and polls in the evaluation: sums over closed workshops that give no single one away.

use super::live::{live_room, steer};
use crate::support::{
    seed::{Room, phones},
    server::{TestServer, with_server},
};
use app::{run::service, workshop};
use domain::{locale::Language, workshop::WorkshopState};

/// So many phones choose the first option of the first poll, the others the second.
async fn vote(server: &TestServer, room: &Room, first: usize, others: usize) {
    let detail = server.detail(room.workshop).await;
    let live = {
        let mut reader = server.state.db.read().await.unwrap();
        service::load(&mut reader.conn(), &detail).await.unwrap().unwrap()
    };
    let ask = live.run.ask(&live.script).unwrap();
    for (number, phone) in phones(room.workshop, first + others).into_iter().enumerate() {
        let value = &ask.values[usize::from(number >= first)];
        service::vote(&server.state, phone, Language::En, &ask.id, value).await.unwrap();
    }
}

async fn close(server: &TestServer, room: &Room) {
    let (state, coach) = (&server.state, room.coach.actor);
    workshop::service::set_state(state, coach, room.workshop, WorkshopState::Closed).await.unwrap();
}

#[test]
fn a_manager_sees_sums_of_what_groups_chose_and_nobody_else_does() {
    with_server(async |server| {
        let room = live_room(server).await;
        let page = format!("/staff/projects/{}/results/stories", room.project);
        let empty = room.manager.browser.get(&page).await.expect(200).body;
        assert!(empty.contains("No stories or polls yet"), "{empty}");
        steer(&room, 1, "go", &[("step", "3")]).await;
        vote(server, &room, 15, 6).await;
        steer(&room, 2, "reveal", &[]).await;
        close(server, &room).await;
        let told = room.manager.browser.get(&page).await.expect(200);
        assert!(
            told.body.contains("closed workshops (1)") && told.body.contains("71"),
            "{}",
            told.body
        );
        let picture = told.between("srcset=\"", "\"").replace("&amp;", "&");
        assert!(picture.contains("passwords.1-answers"), "{picture}");
        let svg = room.manager.browser.get(&picture).await.expect(200);
        assert!(svg.body.starts_with("<svg"), "{}", svg.body);
        room.coach.browser.get(&page).await.expect(403);
        room.coach.browser.get(&picture).await.expect(403);
        server.room_named("other").await.manager.browser.get(&page).await.expect(404);
    });
}

#[test]
fn a_small_group_waits_and_a_sum_does_not_give_it_away() {
    with_server(async |server| {
        let room = live_room(server).await;
        steer(&room, 1, "go", &[("step", "3")]).await;
        vote(server, &room, 6, 1).await;
        steer(&room, 2, "reveal", &[]).await;
        close(server, &room).await;
        let page = format!("/staff/projects/{}/results/stories", room.project);
        let told = room.manager.browser.get(&page).await.expect(200).body;
        assert!(told.contains("Answers received: 7") && !told.contains("Chosen most"), "{told}");
        let code = format!(
            "/staff/projects/{}/results/1-passwords.1-answers-wide-light.svg",
            room.project
        );
        room.manager.browser.get(&code).await.expect(404);
    });
}

#[test]
fn what_was_never_revealed_is_in_no_sum() {
    with_server(async |server| {
        let room = live_room(server).await;
        steer(&room, 1, "go", &[("step", "3")]).await;
        vote(server, &room, 15, 6).await;
        close(server, &room).await;
        assert_eq!(server.count("live_tally").await, 1, "kept for the coach's record");
        let page = format!("/staff/projects/{}/results/stories", room.project);
        let told = room.manager.browser.get(&page).await.expect(200).body;
        assert!(told.contains("No stories or polls yet"), "{told}");
    });
}
