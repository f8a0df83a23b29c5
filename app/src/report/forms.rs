//! What the forms of reports and of the protocol do.

use super::{
    model::{Answers, LONGEST_TEXT, MINUTES, MOST_PRESENT},
    questions::{Kind, Question, Questions, questions},
    service,
};
use crate::{
    error::{AppError, Problem},
    page::{FormAnswer, Posted, Typed, see_other},
    state::AppState,
    ui::form_reader::{FormReader, id},
};
use axum::{Router, body::Body, extract::Path, http::Response, routing::post};
use domain::{
    id::{StaffId, WorkshopId},
    run::Outcome,
};

/// Routes of reports.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/workshops/{workshop}/report", post(report))
        .route("/staff/workshops/{workshop}/protocol", post(protocol))
        .route("/staff/workshops/{workshop}/support/{staff}", post(support))
}

/// Name of the control that says what became of a step.
#[must_use]
pub fn step_field(step: &str) -> String {
    format!("step:{step}")
}

async fn report(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let answer = send_report(&posted, &workshop).await;
    posted.answer(&format!("/staff/workshops/{workshop}/report"), answer).await
}

async fn send_report(posted: &Posted, workshop: &str) -> FormAnswer {
    let state = &posted.cx.state;
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    service::may_send(state, actor, workshop).await?;
    let desk = service::desk(state, actor, workshop).await?;
    let steps: Vec<&str> = desk.steps.iter().map(|step| step.step.as_str()).collect();
    let answers = read(&posted.typed, &steps, questions()?)?;
    service::send(state, actor, workshop, answers).await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}/report?sent=1")))
}

fn read(typed: &Typed, steps: &[&str], questions: &Questions) -> Result<Answers, AppError> {
    let mut form = FormReader::new(typed);
    let mut answers = Answers {
        present: form.number("present", 0, MOST_PRESENT),
        minutes: form.number("minutes", MINUTES.0, MINUTES.1),
        ..Answers::default()
    };
    for step in steps {
        match outcome(typed.get(&step_field(step))) {
            Some(outcome) => {
                answers.steps.insert((*step).to_owned(), outcome);
            }
            None => form.wrong("steps", Problem::NotAChoice),
        }
    }
    for question in &questions.items {
        let given = item(typed, &mut form, questions, question);
        if !given.is_empty() {
            answers.items.insert(question.id.clone(), given);
        }
    }
    form.finish(answers)
}

/// What became of a step, as it is posted.
#[must_use]
pub fn outcome(word: &str) -> Option<Outcome> {
    [Outcome::Done, Outcome::Shortened, Outcome::Skipped]
        .into_iter()
        .find(|outcome| outcome_word(*outcome) == word)
}

/// The same as a word.
#[must_use]
pub const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Shortened => "shortened",
        Outcome::Skipped => "skipped",
    }
}

/// What was given to a question; empty where nothing was.
fn item(
    typed: &Typed,
    form: &mut FormReader<'_>,
    questions: &Questions,
    question: &Question,
) -> String {
    let name = question.id.as_str();
    let known = |value: &str| questions.choices(question).iter().any(|one| one.value == value);
    match question.kind {
        Kind::Text => form.optional_line(name, LONGEST_TEXT),
        Kind::Ticks => {
            let ticked: Vec<&str> = typed.all(name).collect();
            if !ticked.iter().all(|value| known(value)) {
                form.wrong(name, Problem::NotAChoice);
            }
            ticked.join(",")
        }
        Kind::Rating | Kind::Choice => {
            let given = typed.get(name);
            match given {
                "" => form.wrong(name, Problem::Required),
                given if !known(given) => form.wrong(name, Problem::NotAChoice),
                _ => {}
            }
            given.to_owned()
        }
    }
}

/// "We used the protocol": only that word is kept.
async fn protocol(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let answer = note_protocol(&posted, &workshop).await;
    posted.answer(&format!("/staff/workshops/{workshop}/protocol"), answer).await
}

async fn note_protocol(posted: &Posted, workshop: &str) -> FormAnswer {
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    service::note_protocol(&posted.cx.state, actor, workshop).await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}/protocol?noted=1")))
}

/// A manager has seen that a coach needs support.
async fn support(
    Path((workshop, staff)): Path<(String, String)>,
    posted: Posted,
) -> Response<Body> {
    let answer = acknowledge(&posted, &workshop, &staff).await;
    posted.answer(&format!("/staff/workshops/{workshop}"), answer).await
}

async fn acknowledge(posted: &Posted, workshop: &str, staff: &str) -> FormAnswer {
    let workshop: WorkshopId = id(workshop)?;
    let staff: StaffId = id(staff)?;
    let actor = posted.actor().await?;
    service::acknowledge(&posted.cx.state, actor, workshop, staff).await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}#reports")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldError;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn a_whole_report_is_read_and_what_was_left_out_stays_out() {
        let typed = typed(&[
            ("present", "18"),
            ("minutes", "50"),
            ("step:a/opening", "done"),
            ("step:a/story", "shortened"),
            ("C5", "4"),
            ("C6", "3"),
            ("C7", "5"),
            ("C8", "time"),
            ("C8", "order"),
            ("C9", "4"),
            ("C10", "no"),
            ("C11", "  Start  with the story "),
        ]);
        let read = read(&typed, &["a/opening", "a/story"], questions().unwrap()).unwrap();
        assert_eq!((read.present, read.minutes), (18, 50));
        assert_eq!(read.steps["a/story"], Outcome::Shortened);
        assert_eq!((read.item("C8"), read.item("C11")), ("time,order", "Start with the story"));
        assert_eq!(read.items.len(), 7);
        assert!(!read.asks_for_support());
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let typed = typed(&[
            ("present", "many"),
            ("minutes", "0"),
            ("C5", "6"),
            ("C8", "weather"),
            ("C10", "no"),
            ("C11", &long),
        ]);
        let Err(AppError::Invalid(errors)) = read(&typed, &["a/story"], questions().unwrap())
        else {
            panic!("read");
        };
        let wrong = |field: &str, problem| FieldError::new(field, problem);
        assert_eq!(
            errors,
            [
                wrong("present", Problem::NotInRange(0, MOST_PRESENT)),
                wrong("minutes", Problem::NotInRange(MINUTES.0, MINUTES.1)),
                wrong("steps", Problem::NotAChoice),
                wrong("C5", Problem::NotAChoice),
                wrong("C6", Problem::Required),
                wrong("C7", Problem::Required),
                wrong("C8", Problem::NotAChoice),
                wrong("C9", Problem::Required),
                wrong("C11", Problem::TooLong(300)),
            ]
        );
    }
}
