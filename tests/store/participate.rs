//! Phones and their answers.

use crate::support::{
    seed::{phones, plan},
    server::with_server,
};
use app::{
    db::Db,
    error::{AppError, Refusal},
    participate::{intake::Write, model::Screen, service},
    workshop,
};
use domain::{locale::Language, module::Module, questionnaire::Wave};

#[test]
fn a_phone_finds_its_answers_its_card_and_nobody_elses() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let [first, second] = <[_; 2]>::try_from(phones(room.workshop, 2)).unwrap();
        let fields =
            [("Q5".to_owned(), "true".to_owned()), ("W2".to_owned(), "declined".to_owned())];
        service::put_answers(state, first.clone(), Language::Fr, Wave::Before, &fields, false)
            .await
            .unwrap();
        let here = service::here(state, &first).await.unwrap();
        let mut answers: Vec<_> = here
            .answers
            .iter()
            .map(|(question, _, value)| (question.as_str(), value.as_str()))
            .collect();
        answers.sort_unstable();
        assert_eq!(answers, [("Q5", "true"), ("W2", "declined")]);
        assert!(here.begun && here.card.is_some() && here.step.screen == Screen::Form);

        let other = service::here(state, &second).await.unwrap();
        assert!(!other.begun && other.card.is_none() && other.answers.is_empty());
        service::decide(state, second.clone(), Language::En, Wave::Before, Write::Decline)
            .await
            .unwrap();
        let other = service::here(state, &second).await.unwrap();
        assert_eq!((other.step.screen, other.card.is_some()), (Screen::Declined, true));
        assert_ne!(other.card, here.card);
    });
}

#[test]
fn nothing_stored_tells_when_or_in_which_order() {
    with_server(async |server| {
        let columns = async |table: &str| -> Vec<String> {
            let sql = match &server.state.db {
                Db::Sqlite { .. } => format!("SELECT name FROM pragma_table_info('{table}')"),
                Db::Postgres(_) => format!(
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'"
                ),
            };
            let sql = sqlx::AssertSqlSafe(sql);
            match &server.state.db {
                Db::Sqlite { readers, .. } => {
                    sqlx::query_scalar(sql).fetch_all(readers).await.unwrap()
                }
                Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
            }
        };
        for (table, expected) in [
            (
                "participant",
                vec![
                    "card_counter",
                    "card_hash",
                    "id",
                    "language",
                    "paper",
                    "withdrawn",
                    "workshop_id",
                ],
            ),
            ("participant_wave", vec!["participant_id", "state", "wave", "workshop_id"]),
            (
                "answer",
                vec!["answer_key", "participant_id", "question", "value", "wave", "workshop_id"],
            ),
        ] {
            let mut found = columns(table).await;
            found.sort_unstable();
            assert_eq!(found, expected, "{table}");
        }
    });
}

#[test]
fn many_phones_at_once_are_all_kept_and_the_cap_holds_exactly() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        workshop::service::set_join_cap(state, room.coach.actor, room.workshop, 150).await.unwrap();
        let mut class = tokio::task::JoinSet::new();
        for phone in phones(room.workshop, 200) {
            let state = state.clone();
            class.spawn(async move {
                let fields =
                    [("Q5".to_owned(), "true".to_owned()), ("Q6".to_owned(), "false".to_owned())];
                service::put_answers(&state, phone, Language::En, Wave::Before, &fields, true).await
            });
        }
        let results = class.join_all().await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 150);
        assert!(
            results
                .iter()
                .all(|result| result.is_ok() || *result == Err(AppError::Refused(Refusal::Full)))
        );
        assert_eq!((server.count("participant").await, server.count("answer").await), (150, 300));
    });
}

#[test]
fn a_refused_answer_leaves_its_neighbours_in_the_batch_alone() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let draft = workshop::service::plan_workshop(
            state,
            room.coach.actor,
            room.project,
            &plan(room.group, 20),
        )
        .await
        .unwrap();
        let mut all = tokio::task::JoinSet::new();
        let fine = phones(room.workshop, 20);
        let refused = phones(draft, 20);
        for phone in fine.into_iter().zip(refused).flat_map(|(one, other)| [one, other]) {
            let (state, good) = (state.clone(), phone.workshop == room.workshop);
            all.spawn(async move {
                let done =
                    service::decide(&state, phone, Language::En, Wave::Before, Write::Begin).await;
                assert_eq!(done.is_ok(), good, "{done:?}");
            });
        }
        all.join_all().await;
        assert_eq!(
            (server.count("participant").await, server.count("participant_wave").await),
            (20, 20)
        );
    });
}

#[test]
fn one_phone_in_two_workshops_is_two_strangers() {
    with_server(async |server| {
        let room = server.open_room().await;
        let state = &server.state;
        let mut both = plan(room.group, 20);
        both.modules.insert(Module::Respect);
        let second = workshop::service::plan_workshop(state, room.coach.actor, room.project, &both)
            .await
            .unwrap();
        workshop::service::open_workshop(
            state,
            room.coach.actor,
            second,
            &workshop::model::Confirmation::letter_given(),
        )
        .await
        .unwrap();
        let phone = server.phone(room.workshop).await;
        phone.send_form("before", &[("Q5", "true")]).await.expect(303);
        server.scan(&phone, second).await;
        let page = phone.get("/here").await.expect(200);
        assert!(
            page.asks("Q1") && page.asks("Q5") && !page.asks("W1") && !page.chosen("Q5", "true")
        );
        phone.send_form("before", &[("Q5", "false"), ("Q1", "true")]).await.expect(303);
        assert_eq!((server.count("participant").await, server.count("answer").await), (2, 3));
        // Back in the first one, what it gave there is found.
        server.scan(&phone, room.workshop).await;
        assert!(!phone.get("/here").await.expect(200).asks("Q5"));
    });
}
