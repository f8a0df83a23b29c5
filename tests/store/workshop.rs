//! Workshops: plans, lists, codes, counts.

use crate::support::{
    seed::{Room, group_facts, phones, plan, today},
    server::{TestServer, with_server},
};
use app::{
    error::{AppError, FieldError, Problem, Refusal},
    participate,
    participate::intake::Write,
    project,
    workshop::{
        model::{Confirmation, Meeting, Plan},
        service::{self, WaveMove},
    },
};
use domain::{
    code::JoinCode, locale::Language, module::Module, questionnaire::Wave, workshop::WorkshopState,
};
use std::collections::BTreeSet;

#[test]
fn a_plan_comes_back_as_it_was_written_and_can_change() {
    with_server(async |server| {
        let room = server.room().await;
        let state = &server.state;
        let meeting =
            |days, minutes| Meeting { held_on: today().plus_days(days), minutes, headcount: None };
        let wanted = Plan {
            group: room.group,
            modules: [Module::Passwords, Module::Respect, Module::ImageRights].into(),
            meetings: vec![meeting(0, 50), meeting(7, 90), meeting(14, 5)],
            expected: 9,
            trial: true,
        };
        let id =
            service::plan_workshop(state, room.coach.actor, room.project, &wanted).await.unwrap();
        let detail = server.detail(id).await;
        assert_eq!(
            (&detail.plan, detail.state, detail.join_cap),
            (&wanted, WorkshopState::Draft, 24)
        );
        assert_eq!(
            (detail.group.as_str(), detail.partner.as_str(), detail.country.as_str()),
            ("Class 3B", "School by the river", "be")
        );

        let group = project::service::add_group(
            state,
            room.manager.actor,
            room.project,
            room.partner,
            &group_facts("Class 1A"),
        )
        .await
        .unwrap();
        let changed = Plan {
            group,
            modules: [Module::Sexting].into(),
            meetings: vec![meeting(1, 45)],
            expected: 30,
            trial: false,
        };
        service::change_plan(state, room.coach.actor, id, &changed, 33).await.unwrap();
        let detail = server.detail(id).await;
        assert_eq!((&detail.plan, detail.join_cap), (&changed, 33));

        // Once opened, what was asked of whom stays.
        service::open_workshop(state, room.coach.actor, id, &Confirmation::letter_given())
            .await
            .unwrap();
        service::set_headcount(state, room.coach.actor, id, 1, Some(12)).await.unwrap();
        service::change_plan(state, room.coach.actor, id, &wanted, 40).await.unwrap();
        let detail = server.detail(id).await;
        assert_eq!(
            (detail.plan.group, &detail.plan.modules),
            (group, &BTreeSet::from([Module::Sexting]))
        );
        assert_eq!(
            (detail.plan.meetings.len(), detail.plan.meetings[0].headcount, detail.join_cap),
            (3, Some(12), 40)
        );
        service::set_state(state, room.coach.actor, id, WorkshopState::Closed).await.unwrap();
        let late = service::change_plan(state, room.coach.actor, id, &wanted, 40).await;
        assert_eq!(late, Err(AppError::Refused(Refusal::WrongState)));
    });
}

#[test]
fn plans_that_do_not_fit_together_are_refused_whole() {
    with_server(async |server| {
        let room = server.room().await;
        let wrong = Plan {
            modules: BTreeSet::new(),
            meetings: Vec::new(),
            expected: 0,
            ..plan(room.group, 20)
        };
        let refused = service::plan_workshop(&server.state, room.coach.actor, room.project, &wrong)
            .await
            .map(|_| ());
        let problems = vec![
            FieldError::new("modules", Problem::Required),
            FieldError::new("day1", Problem::Required),
            FieldError::new("expected", Problem::NotInRange(1, 500)),
        ];
        assert_eq!(refused, Err(AppError::Invalid(problems)));
        let mut backwards = plan(room.group, 20);
        backwards.meetings.push(Meeting {
            held_on: today().plus_days(-1),
            minutes: 4,
            headcount: None,
        });
        let refused =
            service::plan_workshop(&server.state, room.coach.actor, room.project, &backwards)
                .await
                .map(|_| ());
        let problems = vec![
            FieldError::new("minutes1", Problem::NotInRange(5, 480)),
            FieldError::new("day2", Problem::EndsBeforeStart),
        ];
        assert_eq!(refused, Err(AppError::Invalid(problems)));
        assert_eq!(server.count("workshop").await, 1);
    });
}

#[test]
fn lists_show_what_is_ahead_and_all_of_a_project() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let coach = room.coach.actor;
        let mut later = plan(room.group, 20);
        later.modules.insert(Module::Respect);
        later.meetings[0].held_on = today().plus_days(5);
        let draft = service::plan_workshop(state, coach, room.project, &later).await.unwrap();
        let over = service::run_again(state, coach, room.workshop, "").await.unwrap();
        service::open_workshop(state, coach, over, &Confirmation::letter_given()).await.unwrap();
        service::set_state(state, coach, over, WorkshopState::Closed).await.unwrap();
        let phone = phones(room.workshop, 1).remove(0);
        participate::service::decide(state, phone, Language::En, Wave::Before, Write::Begin)
            .await
            .unwrap();

        let ahead = service::list_ahead(state, coach).await.unwrap();
        assert_eq!(
            ahead.iter().map(|workshop| (workshop.id, workshop.joined)).collect::<Vec<_>>(),
            [(room.workshop, 1), (draft, 0)]
        );
        let all = service::list_workshops(state, room.manager.actor, room.project).await.unwrap();
        assert_eq!(all.len(), 3);
        assert_eq!(
            (all[0].id, &all[0].modules, all[0].held_on),
            (draft, &later.modules, today().plus_days(5))
        );
        let stranger = server.room_named("other-").await;
        assert_eq!(
            service::list_workshops(state, stranger.manager.actor, room.project).await,
            Err(AppError::NotFound)
        );
        assert_eq!(service::list_ahead(state, stranger.coach.actor).await.unwrap().len(), 1);
    });
}

#[test]
fn opening_gives_a_code_of_its_own_and_closing_frees_it() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let mut codes = BTreeSet::new();
        let mut tokens = BTreeSet::new();
        for _ in 0..5 {
            let copy =
                service::run_again(state, room.coach.actor, room.workshop, "").await.unwrap();
            service::open_workshop(state, room.coach.actor, copy, &Confirmation::letter_given())
                .await
                .unwrap();
            let detail = server.detail(copy).await;
            let code = detail.join_code.unwrap();
            assert_eq!(code.parse::<JoinCode>().unwrap().to_string(), code);
            assert_eq!(detail.join_token.as_ref().unwrap().len(), 22, "128 bits");
            assert_eq!(detail.questionnaire_version, Some(1));
            assert!(codes.insert(code) && tokens.insert(detail.join_token.unwrap()));
        }
        service::set_state(state, room.coach.actor, room.workshop, WorkshopState::Closed)
            .await
            .unwrap();
        let detail = server.detail(room.workshop).await;
        assert_eq!((detail.join_code, detail.join_token.is_some()), (None, true));
        assert_eq!(detail.before.closed, Some(state.clock.now()));
        assert_eq!(detail.after.closed, None, "a wave that never opened has no end");
        assert!(
            service::any_running(&mut state.db.read().await.unwrap().conn(), room.project)
                .await
                .unwrap()
        );
    });
}

#[test]
fn opening_twice_at_once_opens_once() {
    with_server(async |server| {
        let room = server.room().await;
        let said = Confirmation::letter_given();
        let open = || service::open_workshop(&server.state, room.coach.actor, room.workshop, &said);
        let (first, second) = tokio::join!(open(), open());
        let late = AppError::Refused(Refusal::WrongState);
        assert!([first, second].contains(&Err(late)), "both were told that they opened it");
        let detail = server.detail(room.workshop).await;
        // Whoever was told "open" sees the code that phones use.
        assert!(detail.join_code.is_some() && detail.state == WorkshopState::Open);
        server.phone(room.workshop).await.get("/here").await.expect(200);
    });
}

/// Two coaches press at the same moment; each is told what became of it.
async fn at_once(
    server: &TestServer,
    room: &Room,
    first: (Wave, WaveMove),
    second: (Wave, WaveMove),
) -> [Result<(), AppError>; 2] {
    let press =
        |actor, (wave, step)| service::move_wave(&server.state, actor, room.workshop, wave, step);
    let (coach, manager) = (room.coach.actor, room.manager.actor);
    let (first, second) = tokio::join!(press(coach, first), press(manager, second));
    [first, second]
}

#[test]
fn of_two_equal_moves_at_the_same_moment_one_is_made() {
    with_server(async |server| {
        let room = server.open_room().await;
        let once = |moves: [Result<(), AppError>; 2]| {
            let lost = Err(AppError::Refused(Refusal::WrongState));
            assert!(moves.contains(&Ok(())) && moves.contains(&lost), "{moves:?}");
        };
        let close = (Wave::Before, WaveMove::Close);
        let undo = (Wave::Before, WaveMove::Undo);
        let after = (Wave::After, WaveMove::OpenAfter);
        for _ in 0..5 {
            once(at_once(server, &room, close, close).await);
            once(at_once(server, &room, undo, undo).await);
        }
        once(at_once(server, &room, after, after).await);
        let detail = server.detail(room.workshop).await;
        assert!(detail.before.closed.is_some() && detail.after.opened.is_some());
    });
}

#[test]
fn undoing_and_opening_after_at_the_same_moment_leave_before_closed() {
    with_server(async |server| {
        let room = server.open_room().await;
        for _ in 0..5 {
            let copy = service::run_again(&server.state, room.coach.actor, room.workshop, "")
                .await
                .unwrap();
            service::open_workshop(
                &server.state,
                room.coach.actor,
                copy,
                &Confirmation::letter_given(),
            )
            .await
            .unwrap();
            let close =
                |wave, step| service::move_wave(&server.state, room.coach.actor, copy, wave, step);
            close(Wave::Before, WaveMove::Close).await.unwrap();
            let (_, opened) = tokio::join!(
                close(Wave::Before, WaveMove::Undo),
                close(Wave::After, WaveMove::OpenAfter)
            );
            opened.unwrap();
            let detail = server.detail(copy).await;
            assert!(detail.before.closed.is_some(), "both waves are open");
        }
    });
}

#[test]
fn locking_and_closing_at_the_same_moment_close() {
    with_server(async |server| {
        let room = server.open_room().await;
        let become_ = |actor, next| service::set_state(&server.state, actor, room.workshop, next);
        let (_, closed) = tokio::join!(
            become_(room.coach.actor, WorkshopState::Locked),
            become_(room.manager.actor, WorkshopState::Closed)
        );
        closed.unwrap();
        assert_eq!(server.detail(room.workshop).await.state, WorkshopState::Closed);
    });
}

#[test]
fn a_plan_changed_while_the_workshop_opens_keeps_what_was_opened() {
    with_server(async |server| {
        let room = server.room().await;
        let other = Plan { modules: [Module::Sexting].into(), ..plan(room.group, 9) };
        let said = Confirmation::letter_given();
        let (changed, opened) = tokio::join!(
            service::change_plan(&server.state, room.coach.actor, room.workshop, &other, 30),
            service::open_workshop(&server.state, room.manager.actor, room.workshop, &said)
        );
        opened.unwrap();
        let modules = server.detail(room.workshop).await.plan.modules;
        if changed == Err(AppError::Refused(Refusal::WrongState)) {
            assert_eq!(modules, [Module::Passwords].into());
        } else {
            changed.unwrap();
        }
    });
}

#[test]
fn one_press_makes_one_copy() {
    with_server(async |server| {
        let room = server.open_room().await;
        let again = |press: &'static str| {
            service::run_again(&server.state, room.coach.actor, room.workshop, press)
        };
        let (first, second) = tokio::join!(again("a"), again("a"));
        let first = first.unwrap();
        assert_eq!(second.unwrap(), first);
        assert_eq!(again("a").await.unwrap(), first);
        assert_ne!(again("b").await.unwrap(), first);
        assert_eq!(server.count("workshop").await, 3);
        let other = service::run_again(&server.state, room.manager.actor, room.workshop, "a").await;
        assert_ne!(other.unwrap(), first, "another person's press");
    });
}

#[test]
fn a_trial_stays_what_it_was_once_opened() {
    with_server(async |server| {
        let room = server.room().await;
        let (state, coach) = (&server.state, room.coach.actor);
        let real = plan(room.group, 20);
        let trial = Plan { trial: true, ..real.clone() };
        service::change_plan(state, coach, room.workshop, &trial, 40).await.unwrap();
        service::open_workshop(state, coach, room.workshop, &Confirmation::letter_given())
            .await
            .unwrap();
        service::change_plan(state, coach, room.workshop, &real, 40).await.unwrap();
        assert!(server.detail(room.workshop).await.plan.trial);
        let copy = service::run_again(state, coach, room.workshop, "").await.unwrap();
        assert!(server.detail(copy).await.plan.trial);
        let all = service::list_workshops(state, coach, room.project).await.unwrap();
        assert_eq!(all.iter().filter(|workshop| workshop.trial).count(), 2);
    });
}
