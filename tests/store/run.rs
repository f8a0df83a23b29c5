//! The live run on both engines: commands, votes, counts that are kept, projectors, helpers.

use crate::support::{
    seed::{Room, phones},
    server::{TestServer, with_server},
};
use app::{
    error::{AppError, Refusal},
    paper,
    participate::{self, intake::Write},
    run::{
        model::{Live, Wall},
        service::{self, Steering},
    },
    session::{limits::Source, phone::Phone},
    workshop::{self, model::Confirmation},
};
use domain::{
    agenda::StepKind,
    evaluation::suppression::Share,
    locale::Language,
    poll::PollKind,
    questionnaire::Wave,
    run::{Command, Helper, Outcome, OwnPoll, Phase, Play, VotesShown},
    workshop::{WavePhase, WorkshopState},
};

const NEXT: Command = Command::Next { sure: false, keep_open: false };

fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>) -> Refusal {
    match answer {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn source() -> Source {
    Source::of("192.0.2.7".parse().unwrap())
}

/// A room whose workshop (passwords) runs step by step.
async fn live_room(server: &TestServer) -> Room {
    let room = server.room().await;
    let said = Confirmation { steps: true, ..Confirmation::letter_given() };
    workshop::service::open_workshop(&server.state, room.coach.actor, room.workshop, &said)
        .await
        .unwrap();
    room
}

async fn live(server: &TestServer, room: &Room) -> Live {
    let detail = server.detail(room.workshop).await;
    let mut reader = server.state.db.read().await.unwrap();
    service::load(&mut reader.conn(), &detail).await.unwrap().unwrap()
}

async fn command(server: &TestServer, room: &Room, command: Command) -> Result<(), AppError> {
    let version = live(server, room).await.version;
    let who = Steering::Staff(room.coach.actor);
    service::command(&server.state, who, room.workshop, version, &command).await
}

async fn go(server: &TestServer, room: &Room, kind: StepKind) {
    let run = live(server, room).await.run;
    let step = run.steps.iter().position(|step| step.kind == kind).unwrap();
    command(server, room, Command::Go { step, sure: true }).await.unwrap();
}

async fn vote(server: &TestServer, phone: &Phone, ask: &str, value: &str) -> Result<(), AppError> {
    service::vote(&server.state, phone.clone(), Language::En, ask, value).await
}

async fn phase(server: &TestServer, room: &Room, wave: Wave) -> WavePhase {
    let detail = server.detail(room.workshop).await;
    let (before, after) = workshop::service::phases(&server.state, &detail);
    if wave == Wave::Before { before } else { after }
}

#[test]
fn steps_open_and_close_the_questions() {
    with_server(async |server| {
        let room = live_room(server).await;
        assert_eq!(phase(server, &room, Wave::Before).await, WavePhase::Waiting);
        go(server, &room, StepKind::Form).await;
        assert_eq!(phase(server, &room, Wave::Before).await, WavePhase::Open);
        let inside = phones(room.workshop, 1).remove(0);
        participate::service::decide(
            &server.state,
            inside,
            Language::En,
            Wave::Before,
            Write::Begin,
        )
        .await
        .unwrap();
        assert_eq!(refused(command(server, &room, NEXT).await), Refusal::InForm(1));
        let open = Command::Next { sure: true, keep_open: true };
        command(server, &room, open).await.unwrap();
        assert_eq!(phase(server, &room, Wave::Before).await, WavePhase::Open, "left open");
        go(server, &room, StepKind::Form).await;
        command(server, &room, Command::Next { sure: true, keep_open: false }).await.unwrap();
        assert!(matches!(phase(server, &room, Wave::Before).await, WavePhase::Closing { .. }));
        // Back within the time to undo: open again.
        command(server, &room, Command::Back).await.unwrap();
        assert_eq!(phase(server, &room, Wave::Before).await, WavePhase::Open);
        let run = live(server, &room).await.run;
        let after = run.steps.iter().position(|step| step.wave == Some(Wave::After)).unwrap();
        command(server, &room, Command::Go { step: after, sure: true }).await.unwrap();
        assert_eq!(phase(server, &room, Wave::After).await, WavePhase::Open);
    });
}

#[test]
fn a_stale_command_is_refused_and_two_at_once_make_one_step() {
    with_server(async |server| {
        let room = live_room(server).await;
        let (one, other) = tokio::join!(
            service::command(
                &server.state,
                Steering::Staff(room.coach.actor),
                room.workshop,
                1,
                &NEXT
            ),
            service::command(
                &server.state,
                Steering::Staff(room.manager.actor),
                room.workshop,
                1,
                &NEXT
            )
        );
        assert_eq!(
            [&one, &other].iter().filter(|done| done.is_ok()).count(),
            1,
            "{one:?} {other:?}"
        );
        let slower = if one.is_ok() { other } else { one };
        assert_eq!(refused(slower), Refusal::SomebodyFaster);
        let now = live(server, &room).await;
        assert_eq!((now.version, now.run.at), (2, Some(0)));
        let stranger = server.room_named("other").await.coach.actor;
        let denied =
            service::command(&server.state, Steering::Staff(stranger), room.workshop, 2, &NEXT)
                .await;
        assert_eq!(denied, Err(AppError::NotFound));
        assert!(matches!(
            service::console(&server.state, stranger, room.workshop).await,
            Err(AppError::NotFound)
        ));
    });
}

#[test]
fn votes_count_until_the_reveal_and_are_forgotten_when_the_workshop_closes() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Poll).await;
        let now = live(server, &room).await;
        let ask = now.run.ask(&now.script).unwrap();
        let class = phones(room.workshop, 6);
        for phone in &class {
            vote(server, phone, &ask.id, &ask.values[0]).await.unwrap();
        }
        // Changed while it is open; what is no answer, or not asked now, is refused.
        vote(server, &class[0], &ask.id, &ask.values[1]).await.unwrap();
        vote(server, &class[1], &ask.id, &ask.values[1]).await.unwrap();
        assert!(matches!(
            vote(server, &class[2], &ask.id, "nonsense").await,
            Err(AppError::Invalid(_))
        ));
        assert_eq!(
            refused(vote(server, &class[2], "elsewhere:1:1", "0").await),
            Refusal::WaveClosed
        );
        let console = service::console(&server.state, room.coach.actor, room.workshop)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(console.answered, 6);
        assert_eq!(console.live.for_the_coach(&ask), None, "nothing before the reveal");

        command(server, &room, Command::Reveal).await.unwrap();
        assert_eq!(
            refused(vote(server, &class[0], &ask.id, &ask.values[0]).await),
            Refusal::WaveClosed
        );
        let shown = live(server, &room).await.on_the_wall(&ask).unwrap();
        let VotesShown::Bars { n: 6, bars } = &shown else { panic!("{shown:?}") };
        let right = u32::from(ask.right.contains(&ask.values[0])) * 4;
        let right = if ask.right.contains(&ask.values[1]) { 2 } else { right };
        let expected = match right {
            0 => Share::HardlyAnyone,
            count => Share::Exactly(count),
        };
        assert_eq!(bars[0].share, expected);
        assert_eq!((server.count("live_vote").await, server.count("live_tally").await), (6, 1));

        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            WorkshopState::Closed,
        )
        .await
        .unwrap();
        assert_eq!((server.count("live_vote").await, server.count("live_tally").await), (0, 1));
        let done = service::done(&server.state, room.coach.actor, room.workshop).await.unwrap();
        let poll = done.iter().find(|step| step.key == "passwords/polls").unwrap();
        assert_eq!(poll.outcome, Outcome::Shortened);
        assert!(done.iter().any(|step| step.outcome == Outcome::Skipped));
    });
}

#[test]
fn late_locked_and_withdrawn_phones() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Poll).await;
        let now = live(server, &room).await;
        let ask = now.run.ask(&now.script).unwrap();
        let class = phones(room.workshop, 3);
        vote(server, &class[0], &ask.id, &ask.values[0]).await.unwrap();
        assert_eq!(server.count("participant").await, 1, "who comes late joins with a vote");
        let lock = |next| {
            workshop::service::set_state(&server.state, room.coach.actor, room.workshop, next)
        };
        lock(WorkshopState::Locked).await.unwrap();
        assert_eq!(
            refused(vote(server, &class[1], &ask.id, &ask.values[0]).await),
            Refusal::Locked
        );
        vote(server, &class[0], &ask.id, &ask.values[1]).await.unwrap();
        lock(WorkshopState::Open).await.unwrap();
        participate::service::withdraw(&server.state, class[0].clone(), Language::En)
            .await
            .unwrap();
        assert_eq!(server.count("live_vote").await, 0);
        assert_eq!(vote(server, &class[0], &ask.id, &ask.values[0]).await, Err(AppError::Gone));
    });
}

#[test]
fn small_groups_on_one_phone_weigh_once_and_come_first_with_their_size() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Story).await;
        command(server, &room, Command::OwnPace(true)).await.unwrap();
        let class = phones(room.workshop, 2);
        for (phone, size) in class.iter().zip(["4", "3"]) {
            let standing = async || {
                let detail = server.detail(room.workshop).await;
                let mut reader = server.state.db.read().await.unwrap();
                service::standing(&mut reader.conn(), &detail, phone.participant())
                    .await
                    .unwrap()
                    .unwrap()
            };
            let first = standing().await.asks();
            assert_eq!((first.len(), first[0].item.as_str()), (1, "size"));
            vote(server, phone, &first[0].id, size).await.unwrap();
            let scene = standing().await.asks();
            assert_eq!((scene.len(), scene[0].item.as_str()), (1, "S1"));
            vote(server, phone, &scene[0].id, "1").await.unwrap();
            assert_ne!(standing().await.asks()[0].item, "S1", "it goes on by itself");
        }
        let console = service::console(&server.state, room.coach.actor, room.workshop)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(console.answered, 2);
        command(server, &room, NEXT).await.unwrap();
        let kept = server.rows("SELECT people, counts FROM live_tally WHERE item = 'S1'").await;
        assert_eq!(kept, [(7, r#"{"1":7}"#.to_owned())]);
    });
}

#[test]
fn a_helper_steers_with_the_pin_that_is_valid_now() {
    with_server(async |server| {
        let room = live_room(server).await;
        let helper = |pin: &str| Helper { pin: pin.to_owned(), token: format!("token {pin}") };
        command(server, &room, Command::Helper(Some(helper("0427")))).await.unwrap();
        let phone = phones(room.workshop, 1).remove(0);
        let wrong = service::admit_by_pin(&server.state, &phone, "1111", source()).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        let pass = service::admit_by_pin(&server.state, &phone, "04 27", source()).await.unwrap();
        assert_eq!(service::HelperPass::parse(&pass.text()), Some(pass));
        assert_eq!(
            service::admit_by_token(&server.state, room.workshop, "token 0427").await.unwrap(),
            pass
        );
        let steer = async |command: &Command| {
            let version = live(server, &room).await.version;
            service::command(&server.state, Steering::Helper(pass), room.workshop, version, command)
                .await
        };
        steer(&NEXT).await.unwrap();
        assert_eq!(steer(&Command::Helper(None)).await, Err(AppError::Forbidden));
        assert_eq!(steer(&Command::Drop { step: 3, out: true }).await, Err(AppError::Forbidden));
        let own = OwnPoll {
            question: "Which film?".to_owned(),
            kind: PollKind::Choice,
            options: vec!["One".to_owned(), "Another".to_owned()],
        };
        assert_eq!(steer(&Command::AddPoll(own)).await, Err(AppError::Forbidden));
        command(server, &room, Command::Helper(Some(helper("9999")))).await.unwrap();
        assert_eq!(steer(&NEXT).await, Err(AppError::NotFound), "an old pass is worth nothing");
        let mut slowed = false;
        for _ in 0..30 {
            let tried = service::admit_by_pin(&server.state, &phone, "0000", source()).await;
            slowed |= matches!(tried, Err(AppError::TooMany(_)));
        }
        assert!(slowed, "guessing is slowed down");
    });
}

#[test]
fn a_projector_is_paired_once_and_let_go_when_the_workshop_closes() {
    with_server(async |server| {
        let room = live_room(server).await;
        let token = service::new_screen(&server.state).await.unwrap();
        assert_eq!(service::screen_workshop(&server.state, &token).await, Ok(None));
        let Wall::Pairing { code } = service::wall(&server.state, &token).await.unwrap() else {
            panic!("it has no workshop yet")
        };
        let pair = async |code: &str| {
            service::pair_screen(&server.state, room.coach.actor, room.workshop, code, source())
                .await
        };
        assert!(matches!(pair("222222").await, Err(AppError::Invalid(_))));
        pair(&code.to_lowercase()).await.unwrap();
        assert!(matches!(pair(&code).await, Err(AppError::Invalid(_))), "a code opens once");
        assert_eq!(service::screen_workshop(&server.state, &token).await, Ok(Some(room.workshop)));
        assert!(matches!(service::wall(&server.state, &token).await.unwrap(), Wall::Workshop(_)));
        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            WorkshopState::Closed,
        )
        .await
        .unwrap();
        assert_eq!(service::screen_workshop(&server.state, &token).await, Err(AppError::NotFound));
        // One that nobody paired is forgotten.
        let waiting = service::new_screen(&server.state).await.unwrap();
        server.pass_seconds(31 * 60);
        assert_eq!(
            service::screen_workshop(&server.state, &waiting).await,
            Err(AppError::NotFound)
        );
        service::new_screen(&server.state).await.unwrap();
        assert_eq!(server.count("screen").await, 1);
    });
}

#[test]
fn asking_again_shows_both_rounds() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Poll).await;
        let class = phones(room.workshop, 5);
        for round in 1..=2 {
            let now = live(server, &room).await;
            let ask = now.run.ask(&now.script).unwrap();
            for phone in &class {
                vote(server, phone, &ask.id, &ask.values[round - 1]).await.unwrap();
            }
            command(server, &room, Command::Reveal).await.unwrap();
            if round == 1 {
                command(server, &room, Command::AskAgain).await.unwrap();
            }
        }
        let now = live(server, &room).await;
        assert!(matches!(now.run.play, Play::Poll { round: 2, phase: Phase::Shown, .. }));
        let rounds = now.rounds();
        assert_eq!(rounds.len(), 2);
        assert!(
            rounds.iter().all(|round| now.on_the_wall(round).is_some_and(|shown| shown.n() == 5))
        );
    });
}

#[test]
fn sheets_of_paper_are_entered_linked_by_card_and_taken_back() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let enter = async |wave, card: &str, key: &'static str| {
            let typed = |code: &str| if code == "Q5" { key.to_owned() } else { String::new() };
            let sheet = paper::service::Sheet { wave, language: Language::Nl, card, typed: &typed };
            paper::service::enter(state, room.coach.actor, room.workshop, &sheet, source()).await
        };
        assert!(matches!(enter(Wave::Before, "", "7").await, Err(AppError::Invalid(_))));
        assert!(matches!(enter(Wave::Before, "", "").await, Err(AppError::Invalid(_))), "empty");
        assert_eq!(server.count("participant").await, 0);
        let card = enter(Wave::Before, "", "1").await.unwrap().unwrap();
        let other = enter(Wave::Before, "", "0").await.unwrap().unwrap();
        assert_ne!(card, other);
        let marked = server.rows("SELECT paper, language FROM participant").await;
        assert_eq!(marked, [(1, "nl".to_owned()), (1, "nl".to_owned())]);
        assert_eq!(refused(enter(Wave::After, &card, "1").await), Refusal::WaveClosed);
        server.move_wave(&room, Wave::After, workshop::service::WaveMove::OpenAfter).await.unwrap();
        assert_eq!(enter(Wave::After, &card, "1").await, Ok(None), "the same sheet's owner");
        assert_eq!((server.count("participant").await, server.count("answer").await), (2, 3));
        paper::service::take_back(state, room.coach.actor, room.workshop, &card, source())
            .await
            .unwrap();
        assert_eq!(server.count("answer").await, 1);
        let desk = paper::service::desk(state, room.coach.actor, room.workshop).await.unwrap();
        assert_eq!((desk.entered, desk.wave), (1, Some(Wave::After)));
        let stranger = server.room_named("other").await.coach.actor;
        let denied = paper::service::desk(state, stranger, room.workshop).await;
        assert!(matches!(denied, Err(AppError::NotFound)));
    });
}

#[test]
fn simulated_phones_follow_the_steps_answer_and_vote() {
    with_server(async |server| {
        let room = server.room().await;
        let state = &server.state;
        let plan = workshop::model::Plan { trial: true, ..server.detail(room.workshop).await.plan };
        let id = workshop::service::plan_workshop(state, room.coach.actor, room.project, &plan)
            .await
            .unwrap();
        let room = Room { workshop: id, ..room };
        let said = Confirmation { steps: true, ..Confirmation::default() };
        workshop::service::open_workshop(state, room.coach.actor, id, &said).await.unwrap();
        workshop::service::add_simulated_phones(state, room.coach.actor, id).await.unwrap();
        let wait = async |what: &str, enough: &dyn Fn(&app::run::model::Console) -> bool| {
            for _ in 0..1_200 {
                // Phones a hundred times as fast as people may keep the server busy for a moment.
                if let Ok(Some(console)) = service::console(state, room.coach.actor, id).await
                    && enough(&console)
                {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(25)).await;
            }
            panic!("simulated phones did not {what}");
        };
        wait("come", &|console| console.here >= 5).await;
        go(server, &room, StepKind::Form).await;
        wait("answer", &|console| console.now.progress.done >= 3).await;
        go(server, &room, StepKind::Story).await;
        wait("vote in the story", &|console| console.answered >= 5).await;
        go(server, &room, StepKind::Poll).await;
        wait("vote in the poll", &|console| console.answered >= 5).await;
    });
}

#[test]
fn a_story_that_is_played_again_starts_without_old_votes() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Story).await;
        let now = live(server, &room).await;
        let ask = now.run.ask(&now.script).unwrap();
        for phone in &phones(room.workshop, 5) {
            vote(server, phone, &ask.id, "1").await.unwrap();
        }
        command(server, &room, NEXT).await.unwrap();
        assert_eq!((server.count("live_vote").await, server.count("live_tally").await), (5, 1));
        go(server, &room, StepKind::Poll).await;
        go(server, &room, StepKind::Story).await;
        assert_eq!((server.count("live_vote").await, server.count("live_tally").await), (0, 0));
    });
}

#[test]
fn a_vote_that_is_being_saved_while_the_workshop_closes_is_counted_and_forgotten() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Poll).await;
        let now = live(server, &room).await;
        let ask = now.run.ask(&now.script).unwrap();
        let class = phones(room.workshop, 2);
        for phone in &class {
            vote(server, phone, &ask.id, &ask.values[0]).await.unwrap();
        }
        let mut tx = server.state.db.begin().await.unwrap();
        assert!(service::takes(&mut tx.conn(), room.workshop, &ask.id).await.unwrap());
        let (state, coach, id) = (server.state.clone(), room.coach.actor, room.workshop);
        let closing = tokio::spawn(async move {
            workshop::service::set_state(&state, coach, id, WorkshopState::Closed).await
        });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert!(!closing.is_finished(), "closing waits for the votes that are being saved");
        service::save_in(&mut tx.conn(), &class[1], &ask.id, &ask.values[1]).await.unwrap();
        tx.commit().await.unwrap();
        closing.await.unwrap().unwrap();
        assert_eq!(server.count("live_vote").await, 0);
        let kept = server.rows("SELECT people, counts FROM live_tally").await;
        let counted = std::collections::BTreeMap::from([(&ask.values[0], 1), (&ask.values[1], 1)]);
        assert_eq!(kept, [(2, serde_json::to_string(&counted).unwrap())]);
        let mut tx = server.state.db.begin().await.unwrap();
        assert!(!service::takes(&mut tx.conn(), room.workshop, &ask.id).await.unwrap());
    });
}

#[test]
fn late_phones_a_command_and_closing_at_once_never_lock_each_other_out() {
    with_server(async |server| {
        let room = live_room(server).await;
        go(server, &room, StepKind::Poll).await;
        let now = live(server, &room).await;
        let ask = now.run.ask(&now.script).unwrap();
        let mut all = tokio::task::JoinSet::new();
        for phone in phones(room.workshop, 20) {
            let (state, ask) = (server.state.clone(), ask.clone());
            all.spawn(async move {
                service::vote(&state, phone, Language::En, &ask.id, &ask.values[0]).await
            });
        }
        let (state, coach, id) = (server.state.clone(), room.coach.actor, room.workshop);
        let (version, next) = (now.version, NEXT);
        all.spawn(async move {
            service::command(&state, Steering::Staff(coach), id, version, &next).await
        });
        let (state, closed) = (server.state.clone(), WorkshopState::Closed);
        all.spawn(async move { workshop::service::set_state(&state, coach, id, closed).await });
        while let Some(done) = all.join_next().await {
            let done = done.unwrap();
            assert!(matches!(done, Ok(()) | Err(AppError::Refused(_))), "{done:?}");
        }
        assert_eq!(server.detail(id).await.state, WorkshopState::Closed);
        assert_eq!(server.count("live_vote").await, 0);
    });
}
