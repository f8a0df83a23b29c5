//! Coaches' reports and requests for support: what is written comes back, and only to whom it should.

use crate::support::{
    seed::Room,
    server::{TestServer, with_server},
};
use app::{
    error::{AppError, Refusal},
    project,
    report::{
        model::{Answers, Report},
        service,
    },
    workshop,
};
use domain::{
    actor::{InstallationRole, ProjectRole},
    module::Module,
    run::Outcome,
    workshop::WorkshopState,
};

async fn closed(server: &TestServer) -> Room {
    let room = server.open_room().await;
    let coach = room.coach.actor;
    workshop::service::set_state(&server.state, coach, room.workshop, WorkshopState::Closed)
        .await
        .unwrap();
    room
}

fn answers(protocol: &str) -> Answers {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(code, given)| ((*code).to_owned(), (*given).to_owned())).collect()
    };
    Answers {
        present: 17,
        minutes: 55,
        steps: [("passwords/story".to_owned(), Outcome::Shortened)].into(),
        items: pairs(&[
            ("C5", "4"),
            ("C8", "time,order"),
            ("C10", protocol),
            ("C11", "“Ça va”, ü"),
        ]),
    }
}

#[test]
fn a_report_comes_back_as_it_was_sent_and_a_second_one_takes_its_place() {
    with_server(async |server| {
        let room = closed(server).await;
        let (state, coach, id) = (&server.state, room.coach.actor, room.workshop);
        let desk = service::desk(state, coach, id).await.unwrap();
        assert!(desk.open && desk.own.is_none() && desk.support.is_none());
        assert_eq!((desk.present, desk.minutes, desk.version.is_some()), (0, 50, true));
        assert!(desk.steps.iter().all(|step| step.outcome == Outcome::Done));

        service::send(state, coach, id, answers("no")).await.unwrap();
        let at = state.clock.now();
        let own = service::desk(state, coach, id).await.unwrap().own.unwrap();
        let stored = Report {
            modules: [Module::Passwords].into(),
            version: desk.version,
            age_band: "14-15".to_owned(),
            answers: answers("no"),
        };
        assert_eq!((own.at, own.staff, &own.report), (at, room.coach.id, &stored));

        server.pass_minutes(3);
        service::send(state, coach, id, answers("handled")).await.unwrap();
        let shown = service::on_workshop(state, room.manager.actor, id).await.unwrap();
        assert_eq!(shown.sent.len(), 1);
        assert_eq!(shown.sent[0].at, state.clock.now());
        assert_eq!(shown.sent[0].report.answers, answers("handled"));
        // A coach sees that they sent it, and nobody's report.
        let shown = service::on_workshop(state, coach, id).await.unwrap();
        assert_eq!(
            (shown.own, shown.sent.len(), shown.manager),
            (Some(state.clock.now()), 0, false)
        );
        // A manager who coaches along has a report of their own.
        service::send(state, room.manager.actor, id, answers("no")).await.unwrap();
        assert_eq!(server.count("coach_report").await, 2);
    });
}

#[test]
fn support_waits_until_a_manager_has_seen_it_and_the_first_one_counts() {
    with_server(async |server| {
        let room = closed(server).await;
        let (state, coach, id) = (&server.state, room.coach.actor, room.workshop);
        let manager = room.manager.actor;
        let other = server.person("second@example.org", InstallationRole::None).await;
        let role = ProjectRole::Manager;
        project::service::invite_member(state, manager, room.project, &other.email, "", role)
            .await
            .unwrap();
        let elsewhere = server.room_named("elsewhere-").await;

        service::send(state, coach, id, answers("support")).await.unwrap();
        let asked = state.clock.now();
        server.pass_minutes(1);
        service::send(state, coach, id, answers("support")).await.unwrap();
        for who in [manager, other.actor] {
            let waiting = service::waiting(state, who).await.unwrap();
            assert_eq!(waiting.len(), 1);
            assert_eq!((waiting[0].asked_at, waiting[0].staff), (asked, room.coach.id));
            assert_eq!(service::waiting_in(state, who, room.project).await.unwrap(), waiting);
        }
        for who in [coach, elsewhere.manager.actor] {
            assert_eq!(service::waiting(state, who).await.unwrap(), []);
        }
        let refused = service::waiting_in(state, coach, room.project).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        let refused = service::acknowledge(state, coach, id, room.coach.id).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        let stranger =
            service::acknowledge(state, elsewhere.manager.actor, id, room.coach.id).await;
        assert_eq!(stranger, Err(AppError::NotFound));

        service::acknowledge(state, other.actor, id, room.coach.id).await.unwrap();
        let seen = (format!("Person {}", other.email), state.clock.now());
        server.pass_minutes(1);
        service::acknowledge(state, manager, id, room.coach.id).await.unwrap();
        assert_eq!(service::waiting(state, manager).await.unwrap(), []);
        let support = service::desk(state, coach, id).await.unwrap().support.unwrap();
        assert_eq!(support.acknowledged, Some(seen));

        // Sent again as it was, it is not asked anew; taken back and asked again, it is.
        service::send(state, coach, id, answers("support")).await.unwrap();
        assert_eq!(service::waiting(state, manager).await.unwrap(), []);
        service::send(state, coach, id, answers("no")).await.unwrap();
        service::send(state, coach, id, answers("support")).await.unwrap();
        assert_eq!(service::waiting(state, manager).await.unwrap().len(), 1);
        // A closed project takes no report; its managers still hear.
        project::service::set_project_open(state, manager, room.project, false).await.unwrap();
        let refused = service::send(state, coach, id, answers("no")).await;
        assert_eq!(refused, Err(AppError::Refused(Refusal::ProjectClosed)));
        service::acknowledge(state, manager, id, room.coach.id).await.unwrap();
        assert_eq!(service::waiting(state, manager).await.unwrap(), []);
    });
}

#[test]
fn a_trial_has_no_report_and_the_protocol_keeps_a_yes() {
    with_server(async |server| {
        let room = server.room().await;
        let (state, coach) = (&server.state, room.coach.actor);
        let mut plan = server.detail(room.workshop).await.plan;
        plan.trial = true;
        let trial =
            workshop::service::plan_workshop(state, coach, room.project, &plan).await.unwrap();
        let refused = service::send(state, coach, trial, answers("support")).await;
        assert_eq!(refused, Err(AppError::Refused(Refusal::WrongState)));
        assert_eq!(server.count("support_request").await, 0);

        for (workshop, used) in [(room.workshop, true), (trial, false)] {
            if used {
                service::note_protocol(state, coach, workshop).await.unwrap();
                service::note_protocol(state, coach, workshop).await.unwrap();
            }
            let sheet = service::protocol(state, coach, workshop).await.unwrap();
            assert_eq!(sheet.used, used);
            assert_eq!(sheet.named.phone, "000 00 00 00");
        }
        let stranger = server.person("stranger@example.org", InstallationRole::Admin).await;
        let refused = service::note_protocol(state, stranger.actor, room.workshop).await;
        assert_eq!(refused, Err(AppError::NotFound));
    });
}
