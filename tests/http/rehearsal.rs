//! A coach alone rehearses a trial step by step, with simulated phones for a room.

use crate::support::{
    forms::plan_fields,
    seed::Room,
    server::{TestServer, with_server},
};
use app::run::{model::Console, service::console};
use domain::{id::WorkshopId, workshop::WorkshopState};
use server::simulate::{Ending, OverTcp, Pace, Phone};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

const PHONES: u64 = 6;

/// A trial on respect, opened step by step.
async fn open_steps(server: &TestServer, room: &Room) -> WorkshopId {
    let group = room.group.to_string();
    let mut fields = plan_fields(&group, "");
    fields[0] = ("modules", "respect");
    fields.push(("trial", "1"));
    let path = format!("/staff/projects/{}/workshops/new", room.project);
    let planned = room.coach.browser.post(&path, &fields).await;
    let id = planned.location().rsplit('/').next().unwrap().parse().unwrap();
    room.coach.browser.step(id, "open", &[("steps", "yes")]).await.expect(303);
    assert!(server.detail(id).await.plan.trial);
    id
}

/// Sends simulated phones into a workshop.
async fn send_in(server: &TestServer, id: WorkshopId) -> JoinSet<Ending> {
    let there = Arc::new(OverTcp::to(&format!("http://{}", server.address)).unwrap());
    let door = format!("/j/{}", server.detail(id).await.join_code.unwrap());
    let pace = Pace::with_second(Duration::from_millis(10));
    (0..PHONES)
        .map(|number| Phone::new(Arc::clone(&there), &door, pace, 5, number).take_part())
        .collect()
}

/// The coach's console, once it shows what is waited for.
async fn until(
    server: &TestServer,
    room: &Room,
    id: WorkshopId,
    enough: impl Fn(&Console) -> bool,
) -> Console {
    for _ in 0..600 {
        // Phones a hundred times as fast as people may keep the server busy for a moment.
        let now = console(&server.state, room.coach.actor, id).await;
        if let Ok(Some(now)) = now
            && enough(&now)
        {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("simulated phones did not get on");
}

/// Presses a button of the console.
async fn press(
    server: &TestServer,
    room: &Room,
    id: WorkshopId,
    fields: &[(&str, &str)],
) -> Console {
    let now = until(server, room, id, |_| true).await;
    let version = now.live.version.to_string();
    let mut all = vec![("version", version.as_str())];
    all.extend(fields);
    let path = format!("/staff/workshops/{id}/run");
    while room.coach.browser.post(&path, &all).await.status == 503 {}
    until(server, room, id, |_| true).await
}

/// Goes to the first step of this name.
async fn go(server: &TestServer, room: &Room, id: WorkshopId, key: &str) -> Console {
    let now = until(server, room, id, |_| true).await;
    let place = now.live.run.steps.iter().position(|step| step.key == key).unwrap().to_string();
    press(server, room, id, &[("do", "go"), ("step", &place)]).await
}

#[test]
fn six_simulated_phones_go_through_the_whole_agenda() {
    with_server(async |server| {
        let room = server.room().await;
        let id = open_steps(server, &room).await;
        press(server, &room, id, &[("do", "add-film"), ("title", "Our film"), ("theme", "")]).await;
        for kind in ["ticks", "order"] {
            let options = [("option1", "One"), ("option2", "Two"), ("option3", "Three")];
            let mut fields = vec![("do", "add-poll"), ("question", "What first?"), ("kind", kind)];
            fields.extend(options);
            press(server, &room, id, &fields).await;
        }
        let mut phones = send_in(server, id).await;
        let mut now = until(server, &room, id, |now| now.here == 6).await;
        let (mut asked, mut forms) = (Vec::new(), 0);
        while now.live.run.at.is_none() || now.live.run.after(now.live.run.at).is_some() {
            let before = now.live.version;
            now = press(server, &room, id, &[("do", "next")]).await;
            if now.live.version == before {
                // The room is of two minds: the coach decides.
                now = press(server, &room, id, &[("do", "choose"), ("choice", "0")]).await;
            }
            assert!(now.live.version > before);
            if now.live.run.step().is_some_and(|step| step.wave.is_some()) {
                until(server, &room, id, |now| now.now.progress.done == 6).await;
                forms += 1;
            }
            if let Some(ask) = now.live.run.ask(&now.live.script).filter(|_| now.live.open()) {
                until(server, &room, id, |now| now.answered == 6).await;
                asked.push(ask.id);
            }
        }
        let has = |start: &str| asked.iter().filter(|ask| ask.starts_with(start)).count();
        assert_eq!((forms, has("respect/polls:"), has("film-1:"), has("poll-")), (2, 3, 1, 2));
        // The shortest way to a scene without a choice.
        assert!(has("respect/story:") >= 2, "{asked:?}");
        assert!(phones.try_join_next().is_none(), "nobody goes before the workshop is over");
        room.coach.browser.step(id, "close", &[]).await.expect(303);
        assert_eq!(server.detail(id).await.state, WorkshopState::Closed);
        while let Some(ending) = phones.join_next().await {
            assert_eq!(ending.unwrap(), Ending::Finished);
        }
    });
}

#[test]
fn simulated_phones_take_the_story_at_their_own_pace_and_once_more_together() {
    with_server(async |server| {
        let room = server.room().await;
        let id = open_steps(server, &room).await;
        let phones = send_in(server, id).await;
        until(server, &room, id, |now| now.here == 6).await;
        go(server, &room, id, "respect/story").await;
        press(server, &room, id, &[("do", "own-pace")]).await;
        until(server, &room, id, |now| now.answered == 6).await;
        // The size of the group and at least two choices of every phone; then nothing more is asked.
        let mut votes = 0;
        while votes < 6 * 3 || votes < server.count("live_vote").await {
            votes = server.count("live_vote").await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        go(server, &room, id, "respect/polls").await;
        go(server, &room, id, "respect/story").await;
        press(server, &room, id, &[("do", "choose"), ("choice", "0")]).await;
        go(server, &room, id, "respect/polls").await;
        // What was revealed is forgotten when the story is played again: the phones see that.
        let again = go(server, &room, id, "respect/story").await;
        assert_eq!(again.answered, 0);
        until(server, &room, id, |now| now.answered == 6).await;
        drop(phones);
    });
}
