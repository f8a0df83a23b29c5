//! Freezing waves and reading what they came to.

use crate::support::{
    seed::{Room, phones, plan},
    server::{TestServer, with_server},
};
use app::{
    db::Db,
    error::{AppError, Refusal},
    evaluation::{
        model::{Part, RowOutcome, Targets},
        service,
    },
    participate, project,
    workshop::{self, model::Confirmation, service::WaveMove},
};
use domain::{
    actor::InstallationRole,
    evaluation::{
        score::Score,
        suppression::{Share, Shown},
        ticks::ShownTicks,
    },
    id::WorkshopId,
    locale::Language,
    module::Module,
    questionnaire::Wave,
    workshop::WorkshopState,
};

/// A workshop that is planned and open.
async fn open(server: &TestServer, room: &Room) -> WorkshopId {
    let plan = plan(room.group, 20);
    let id = workshop::service::plan_workshop(&server.state, room.coach.actor, room.project, &plan)
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
    id
}

const TRUTH: [&str; 3] = ["Q5", "Q6", "W1"];

/// A workshop in which so many phones answer before and after, closed and frozen: half of them learn.
async fn hold(server: &TestServer, room: &Room, size: usize) -> WorkshopId {
    let id = open(server, room).await;
    let before = |number: usize, question: &str| {
        if TRUTH.contains(&question) {
            ["true", "false"][number % 2]
        } else {
            ["2", "4"][number % 2]
        }
    };
    let after = |number: usize, question: &str| {
        if TRUTH.contains(&question) { "true" } else { ["4", "5"][number % 2] }
    };
    run(server, room, id, size, before, after).await;
    id
}

/// Phones answer both waves of an open workshop; then it is closed and frozen.
async fn run(
    server: &TestServer,
    room: &Room,
    id: WorkshopId,
    size: usize,
    before: impl Fn(usize, &str) -> &'static str,
    after: impl Fn(usize, &str) -> &'static str,
) {
    let phones = phones(id, size);
    server.answer_all(id, Wave::Before, &phones, before).await;
    let (state, coach) = (&server.state, room.coach.actor);
    workshop::service::move_wave(state, coach, id, Wave::After, WaveMove::OpenAfter).await.unwrap();
    for (number, phone) in phones.iter().enumerate() {
        let ticked = if number % 3 == 0 { "privacy-settings,talk" } else { "talk" };
        let fields = [("P4".to_owned(), ticked.to_owned())];
        let (phone, language) = (phone.clone(), Language::En);
        participate::service::put_answers(state, phone, language, Wave::After, &fields, false)
            .await
            .unwrap();
    }
    server.answer_all(id, Wave::After, &phones, after).await;
    let closed = domain::workshop::WorkshopState::Closed;
    workshop::service::set_state(state, coach, id, closed).await.unwrap();
    server.pass_minutes(3);
    server.run_jobs().await;
}

#[test]
fn a_workshop_of_twelve_shows_its_group_and_a_workshop_of_four_does_not() {
    with_server(async |server| {
        let room = server.room().await;
        let results = async |id| {
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap()
        };
        let large = results(hold(server, &room, 12).await).await;
        let knows = large.items.iter().find(|item| item.item.code == "Q5").unwrap();
        assert!(
            knows.result.before.visible()
                && knows.result.after.as_ref().is_some_and(Shown::visible),
            "{:?}",
            knows.result
        );
        assert_eq!(
            (large.reach.joined, large.reach.before_sent, large.reach.after_sent),
            (12, 12, 12)
        );
        let small = results(hold(server, &room, 4).await).await;
        assert!(small.items.iter().all(|item| !item.result.before.visible()), "{:?}", small.items);
        assert_eq!(small.reach.joined, 4, "headcounts are never hidden");
    });
}

#[test]
fn freezing_happens_once_and_in_time() {
    with_server(async |server| {
        let room = server.room().await;
        let id = hold(server, &room, 9).await;
        assert_eq!(service::freeze_due(&server.state).await, Ok(0));
        let version =
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap().version;
        server.pass_minutes(60);
        assert_eq!(service::freeze_due(&server.state).await, Ok(0));
        assert_eq!(
            service::workshop_results(&server.state, room.coach.actor, id).await.unwrap().version,
            version
        );
        let unopened = service::workshop_results(&server.state, room.coach.actor, room.workshop)
            .await
            .map(|_| ());
        assert_eq!(unopened, Err(AppError::NotFound));
    });
}

#[test]
fn a_project_is_looked_at_whole_by_module_or_by_workshop() {
    with_server(async |server| {
        let room = server.room().await;
        let (first, second) = (hold(server, &room, 12).await, hold(server, &room, 20).await);
        let look = async |part| {
            service::project_results(&server.state, room.manager.actor, room.project, part).await
        };
        let all = look(Part::All).await.unwrap();
        assert_eq!((all.finished, all.reach.workshops, all.reach.joined), (2, 2, 32));
        assert_eq!(all.modules, [Module::Passwords].into());
        assert_eq!(all.workshops.len(), 2);
        assert!(
            all.items.iter().any(|item| item.item.code == "Q5" && item.result.before.visible())
        );
        assert_eq!(look(Part::Module(Module::Passwords)).await.unwrap().reach, all.reach);
        assert_eq!(look(Part::Module(Module::Sexting)).await.unwrap().finished, 0);
        assert_eq!(look(Part::Workshop(first)).await.unwrap().reach.joined, 12);
        assert_eq!(look(Part::Workshop(second)).await.unwrap().reach.joined, 20);
        let other = server.room_named("other-").await;
        let foreign = look(Part::Workshop(other.workshop)).await.map(|_| ());
        assert_eq!(foreign, Err(AppError::NotFound));
        let coach =
            service::project_results(&server.state, room.coach.actor, room.project, Part::All)
                .await
                .map(|_| ());
        assert_eq!(coach, Err(AppError::Forbidden));
    });
}

#[test]
fn a_missing_headcount_is_not_taken_for_none() {
    with_server(async |server| {
        let room = server.room().await;
        let (first, second) = (hold(server, &room, 5).await, hold(server, &room, 6).await);
        let present = async || {
            service::project_results(&server.state, room.manager.actor, room.project, Part::All)
                .await
                .unwrap()
                .reach
                .present
        };
        workshop::service::set_headcount(&server.state, room.coach.actor, first, 1, Some(7))
            .await
            .unwrap();
        assert_eq!(present().await, None);
        workshop::service::set_headcount(&server.state, room.coach.actor, second, 1, Some(8))
            .await
            .unwrap();
        assert_eq!(present().await, Some(15));
        workshop::service::set_headcount(&server.state, room.coach.actor, first, 1, None)
            .await
            .unwrap();
        assert_eq!(present().await, None);
    });
}

#[test]
fn ticks_are_counted_by_option() {
    with_server(async |server| {
        let room = server.room().await;
        let (large, small) = (hold(server, &room, 12).await, hold(server, &room, 4).await);
        let own = async |id| {
            let results = service::workshop_results(&server.state, room.coach.actor, id).await;
            results.unwrap().ticks.remove(0)
        };
        let found = own(large).await;
        let position = |value: &str| {
            let questionnaire = server.state.questionnaires.newest("youth").unwrap();
            let item = questionnaire.items.iter().find(|item| item.code == found.code).unwrap();
            let scale = questionnaire.scale(item).unwrap();
            scale.options.iter().position(|option| option.value == value).unwrap()
        };
        let ShownTicks::Options { n: 12, ticked } = &found.ticks else { panic!("{found:?}") };
        assert_eq!(ticked[position("privacy-settings")], Share::Exactly(4));
        assert_eq!(ticked[position("talk")], Share::Exactly(12));
        assert_eq!(own(small).await.ticks, ShownTicks::TooFew { n: 4 });
        let all =
            service::project_results(&server.state, room.manager.actor, room.project, Part::All)
                .await
                .unwrap();
        assert_eq!((all.ticks[0].ticks.n(), all.ticks[0].waiting), (12, 4));
    });
}

#[test]
fn scores_are_means_of_linked_pairs() {
    with_server(async |server| {
        let room = server.room().await;
        hold(server, &room, 24).await;
        hold(server, &room, 9).await;
        let all =
            service::project_results(&server.state, room.manager.actor, room.project, Part::All)
                .await
                .unwrap();
        let score = |score| {
            let found = all.scores.iter().find(|found| found.score == score).unwrap();
            found.change.unwrap()
        };
        // By hand: of Q5, Q6 and W1 half had two right and half had one, and afterwards all had two.
        let knowledge = score(Score::Knowledge);
        assert_eq!(knowledge.pairs, 24, "the nine are told in words, so they are not in");
        assert!(
            (knowledge.before - 0.5).abs() < 1e-9 && (knowledge.after - 2.0 / 3.0).abs() < 1e-9
        );
        // Q13 and W2: 2 and 4 before, 4 and 5 after.
        let module = score(Score::Module(Module::Passwords));
        assert!((module.before - 3.0).abs() < 1e-9 && (module.after - 4.5).abs() < 1e-9);
        assert!(all.scores.iter().all(|found| found.score != Score::Index), "full form only");
    });
}

#[test]
fn three_pairs_do_not_stand_alone_as_other() {
    with_server(async |server| {
        let room = server.room().await;
        let before = |number: usize, question: &str| {
            if TRUTH.contains(&question) { "true" } else { ["2", "3", "4"][number % 3] }
        };
        let after = |_: usize, question: &str| if TRUTH.contains(&question) { "true" } else { "3" };
        let of = async |size| {
            let id = open(server, &room).await;
            run(server, &room, id, size, before, after).await;
            id
        };
        let (nine, twelve, three) = (of(9).await, of(12).await, of(3).await);
        let all =
            service::project_results(&server.state, room.manager.actor, room.project, Part::All)
                .await
                .unwrap();
        let tables = all.tables.unwrap();
        let row = |id: WorkshopId| {
            let of = |row: &&app::evaluation::model::Row| {
                row.workshop.as_ref().is_some_and(|(workshop, ..)| *workshop == id)
            };
            tables.workshops.rows.iter().find(of).unwrap()
        };
        assert_eq!(row(nine).outcome, RowOutcome::Other);
        assert_eq!(row(three).outcome, RowOutcome::Other);
        let RowOutcome::Own(own) = &row(twelve).outcome else { panic!("twelve are enough") };
        assert_eq!((own.pairs, &own.shown), (12, &Shown::Three { counts: [4, 4, 4] }));
        let other = tables.workshops.other.as_ref().unwrap();
        assert_eq!((other.pairs, other.shown.visible()), (12, false));
        assert_eq!(row(three).reach.joined, 3, "counts are never hidden");
        assert_eq!(tables.partners.rows[0].reach.joined, 24);
    });
}

#[test]
fn a_workshop_is_left_out_with_a_reason_and_taken_in_again() {
    with_server(async |server| {
        let room = server.room().await;
        let (first, second) = (hold(server, &room, 12).await, hold(server, &room, 20).await);
        let look = async |part| {
            service::project_results(&server.state, room.manager.actor, room.project, part)
                .await
                .unwrap()
        };
        let answers = async || {
            let all = look(Part::All).await;
            let knows = all.items.into_iter().find(|item| item.item.code == "Q5").unwrap();
            knows.result.before.n()
        };
        assert_eq!(answers().await, 32);
        let version = look(Part::All).await.version;
        let leave = async |actor| {
            service::leave_out(&server.state, actor, second, "The forms were filled in together")
                .await
        };
        assert_eq!(leave(room.coach.actor).await, Err(AppError::Forbidden));
        let stranger = server.person("stranger@example.org", InstallationRole::Admin).await;
        assert_eq!(leave(stranger.actor).await, Err(AppError::NotFound));
        server.pass_minutes(1);
        leave(room.manager.actor).await.unwrap();
        leave(room.manager.actor).await.unwrap();
        assert_eq!(server.count("left_out_decision").await, 1, "a second tap decides nothing");
        let all = look(Part::All).await;
        assert!(all.version > version, "pictures are drawn anew");
        assert_eq!((answers().await, all.finished, all.reach.joined), (12, 1, 32));
        let [left_out] = &all.left_out[..] else { panic!("{:?}", all.left_out) };
        assert_eq!(left_out.reason, "The forms were filled in together");
        assert!(left_out.workshop == second && left_out.by.is_some());
        assert!(
            look(Part::Workshop(second))
                .await
                .items
                .iter()
                .any(|item| item.result.before.visible())
        );
        assert!(look(Part::Workshop(first)).await.left_out.is_empty());
        service::take_in(&server.state, room.manager.actor, second).await.unwrap();
        assert_eq!(answers().await, 32);
        let draft = service::leave_out(&server.state, room.manager.actor, room.workshop, "x").await;
        assert_eq!(draft, Err(AppError::Refused(Refusal::WrongState)));
    });
}

#[test]
fn a_workshop_that_stood_left_out_when_it_froze_never_joins_a_pool() {
    with_server(async |server| {
        let room = server.room().await;
        let answers = async || {
            let all = service::project_results(
                &server.state,
                room.manager.actor,
                room.project,
                Part::All,
            )
            .await
            .unwrap();
            let knows = all.items.into_iter().find(|item| item.item.code == "Q5").unwrap();
            if knows.result.before.visible() { knows.result.before.n() } else { 0 }
        };
        let mixed = |number: usize, question: &str| {
            if TRUTH.contains(&question) { ["true", "false"][number % 2] } else { "3" }
        };
        let of_four = async |id| run(server, &room, id, 4, mixed, mixed).await;
        // Left out while it runs: the next ones find no company in it, also after it is taken in again.
        let early = open(server, &room).await;
        service::leave_out(&server.state, room.manager.actor, early, "A trial").await.unwrap();
        server.pass_minutes(1);
        of_four(early).await;
        of_four(open(server, &room).await).await;
        of_four(open(server, &room).await).await;
        service::take_in(&server.state, room.manager.actor, early).await.unwrap();
        assert_eq!(answers().await, 0, "eight wait; with the four they would be enough");
        of_four(open(server, &room).await).await;
        assert_eq!(answers().await, 12, "the pool of the others, without it");
    });
}

#[test]
fn targets_are_the_managers() {
    with_server(async |server| {
        let room = server.room().await;
        let (state, project) = (&server.state, room.project);
        let none = Targets::default();
        assert_eq!(service::targets(state, room.coach.actor, project).await, Ok(none));
        let targets = Targets { workshops: Some(20), participants: None };
        let coach = service::set_targets(state, room.coach.actor, project, targets).await;
        assert_eq!(coach, Err(AppError::Forbidden));
        service::set_targets(state, room.manager.actor, project, targets).await.unwrap();
        assert_eq!(service::targets(state, room.manager.actor, project).await, Ok(targets));
        service::set_targets(state, room.manager.actor, project, none).await.unwrap();
        assert_eq!(service::targets(state, room.manager.actor, project).await, Ok(none));
        let overview = service::overview(state, room.manager.actor, project).await.unwrap();
        assert_eq!((overview.reach.workshops, overview.findings.len()), (0, 0));
    });
}

#[test]
fn one_result_that_cannot_be_made_does_not_hold_the_others_up() {
    with_server(async |server| {
        let room = server.room().await;
        let mut closed = Vec::new();
        for _ in 0..2 {
            let (state, coach) = (&server.state, room.coach.actor);
            let plan = plan(room.group, 20);
            let id =
                workshop::service::plan_workshop(state, coach, room.project, &plan).await.unwrap();
            workshop::service::open_workshop(state, coach, id, &Confirmation::letter_given())
                .await
                .unwrap();
            let step = WaveMove::Close;
            workshop::service::move_wave(state, coach, id, Wave::Before, step).await.unwrap();
            closed.push(id);
            server.pass_seconds(1);
        }
        // The first to be due asks for a questionnaire that this server does not know.
        spoil(server, closed[0]).await;
        server.pass_minutes(3);
        let mut aside = service::SetAside::default();
        let freeze = async |aside: &mut service::SetAside| {
            service::freeze_due_except(&server.state, aside).await.unwrap()
        };
        assert_eq!(freeze(&mut aside).await, 1);
        let coach = room.coach.actor;
        service::workshop_results(&server.state, coach, closed[1]).await.unwrap();
        // Set aside: not tried again every second, and tried again later.
        mend(server, closed[0]).await;
        server.pass_seconds(299);
        assert_eq!(freeze(&mut aside).await, 0);
        server.pass_seconds(1);
        assert_eq!(freeze(&mut aside).await, 1);
        service::workshop_results(&server.state, coach, closed[0]).await.unwrap();
    });
}

async fn spoil(server: &TestServer, id: WorkshopId) {
    let content = "INSERT INTO questionnaire (id, version, content) VALUES ('youth', 99, '{}')";
    execute(server, content).await;
    let version = "UPDATE workshop SET questionnaire_version = 99 WHERE id = $1";
    set_version(server, version, id).await;
}

async fn mend(server: &TestServer, id: WorkshopId) {
    set_version(server, "UPDATE workshop SET questionnaire_version = 1 WHERE id = $1", id).await;
}

async fn execute(server: &TestServer, sql: &'static str) {
    match &server.state.db {
        Db::Sqlite { writer, .. } => {
            sqlx::query(sql).execute(writer).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(sql).execute(pool).await.unwrap();
        }
    }
}

async fn set_version(server: &TestServer, sql: &'static str, id: WorkshopId) {
    match &server.state.db {
        Db::Sqlite { writer, .. } => {
            sqlx::query(sql).bind(id).execute(writer).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(sql).bind(id).execute(pool).await.unwrap();
        }
    }
}

/// Rule 7 of the small numbers: what was taken back leaves shown results in batches of five, or once
/// the project closes.
#[test]
fn answers_taken_back_leave_shown_results_in_batches() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let phones = phones(room.workshop, 14);
        let truth = |question: &str| ["Q5", "Q6", "W1"].contains(&question);
        let value = move |_: usize, question: &str| if truth(question) { "true" } else { "4" };
        let take_back = async |range: std::ops::Range<usize>| {
            for phone in &phones[range] {
                participate::service::withdraw(state, phone.clone(), Language::En).await.unwrap();
            }
            server.pass_seconds(1);
            server.run_jobs().await;
        };
        let counts = async || {
            let results =
                service::workshop_results(state, room.coach.actor, room.workshop).await.unwrap();
            let item = results.items.iter().find(|item| item.item.code == "Q5").unwrap().clone();
            let after = item.result.after.as_ref().map_or(0, Shown::n);
            let change = item.result.change.as_ref().map_or(0, Shown::n);
            (item.result.before.n(), after, change)
        };
        server.answer_all(room.workshop, Wave::Before, &phones, value).await;
        server.move_wave(&room, Wave::Before, WaveMove::Close).await.unwrap();
        // Taken back before anything was shown: nobody ever sees it.
        take_back(0..1).await;
        server.pass_minutes(3);
        server.run_jobs().await;
        assert_eq!(counts().await, (13, 0, 0));
        // Between the waves: "before" stays as it was told, also once "after" froze.
        take_back(1..3).await;
        assert_eq!(counts().await, (13, 0, 0));
        server.move_wave(&room, Wave::After, WaveMove::OpenAfter).await.unwrap();
        server.answer_all(room.workshop, Wave::After, &phones[3..], value).await;
        workshop::service::set_state(state, room.coach.actor, room.workshop, WorkshopState::Closed)
            .await
            .unwrap();
        server.pass_minutes(3);
        server.run_jobs().await;
        assert_eq!(counts().await, (13, 11, 11));
        // Three more make five for "before"; for "after" they are three.
        take_back(3..6).await;
        assert_eq!(counts().await, (13, 11, 11));
        assert_eq!(server.count("participant").await, 14, "joined phones do not shift");
        // Five on every side: counted again, under a new version.
        let version = async || {
            service::workshop_results(state, room.coach.actor, room.workshop).await.unwrap().version
        };
        let before = version().await;
        take_back(6..8).await;
        assert_eq!(counts().await, (6, 6, 6));
        assert!(version().await > before, "charts would be taken from an old copy");
        // A lone one waits until the project closes, and then goes as well.
        take_back(8..9).await;
        assert_eq!(counts().await, (6, 6, 6));
        project::service::set_project_open(state, room.manager.actor, room.project, false)
            .await
            .unwrap();
        server.run_jobs().await;
        assert_eq!(counts().await, (5, 5, 5));
        let late = participate::service::withdraw(state, phones[9].clone(), Language::En).await;
        assert_eq!(late, Err(AppError::Refused(Refusal::ProjectClosed)));
        assert_eq!(service::apply_withdrawals(state).await, Ok(0), "counted again for nothing");
    });
}
