//! What the forms of workshops do.

use super::{
    model::{Confirmation, Meeting, Plan},
    service::{self, WaveMove},
};
use crate::{
    error::{AppError, Problem},
    page::{FormAnswer, PageContext, Posted, Typed, see_other},
    project,
    project::model::GroupFacts,
    state::AppState,
    ui::{
        form_reader::{FormReader, id},
        qr::{qr_answer, qr_svg},
    },
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, Response},
    routing::{get, post},
};
use domain::{
    age::AgeBand,
    id::{GroupId, PartnerId, ProjectId, WorkshopId},
    module::Module,
    questionnaire::Wave,
    time::Day,
    workshop::WorkshopState,
};
use uuid::Uuid;

/// Routes of workshops.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/projects/{project}/workshops/new", post(plan))
        .route("/staff/workshops/{workshop}/plan", post(change))
        .route("/staff/workshops/{workshop}/qr.svg", get(qr))
        .route("/staff/workshops/{workshop}/close", post(close))
        .route("/staff/workshops/{workshop}/{step}", post(step))
}

/// Plans a workshop; a group that is not there yet is added with it.
async fn plan(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = plan_new(&posted, &project).await;
    posted.answer(&format!("/staff/projects/{project}/workshops/new"), answer).await
}

async fn plan_new(posted: &Posted, project: &str) -> FormAnswer {
    let (state, typed) = (&posted.cx.state, &posted.typed);
    let project: ProjectId = id(project)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(typed);
    let new_group = (typed.get("group") == NEW_GROUP).then(|| read_group(typed, &mut form));
    let plan = read_plan(typed, &mut form);
    let (mut plan, new_group) = form.finish((plan, new_group))?;
    let mut tx = state.db.begin().await?;
    if let Some((partner, facts)) = new_group {
        plan.group =
            project::service::add_group_in(&mut tx.conn(), state, actor, project, partner, &facts)
                .await?;
    }
    let workshop = service::plan_in(&mut tx.conn(), state, actor, project, &plan).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// The choice "a new group" in the list of groups.
pub const NEW_GROUP: &str = "new";

fn read_group(typed: &Typed, form: &mut FormReader<'_>) -> (PartnerId, GroupFacts) {
    let facts = GroupFacts {
        name: form.line("group_name", 120),
        age_band: form.choice("age_band", AgeBand::From14),
        country: typed.get("country").to_owned(),
        safeguarding_person: form.optional_line("safeguarding_person", 120),
        safeguarding_phone: form.optional_line("safeguarding_phone", 40),
    };
    (form.choice("partner", PartnerId(Uuid::nil())), facts)
}

/// Meetings a plan can have in the form; more are planned as a second workshop.
pub const MEETINGS: usize = 3;

fn read_plan(typed: &Typed, form: &mut FormReader<'_>) -> Plan {
    let none = GroupId(Uuid::nil());
    let group = if typed.get("group") == NEW_GROUP { none } else { form.choice("group", none) };
    let mut meetings = Vec::new();
    for number in 1..=MEETINGS {
        let (day, minutes) = (format!("day{number}"), format!("minutes{number}"));
        if number > 1 && typed.get(&day).trim().is_empty() {
            continue;
        }
        let held_on = form.day(&day, Day(jiff::civil::Date::default()));
        meetings.push(Meeting { held_on, minutes: form.number(&minutes, 5, 480), headcount: None });
    }
    let modules = form.choices::<Module>("modules").into_iter().collect();
    let trial = typed.find("trial").is_some();
    Plan { group, modules, meetings, expected: form.number("expected", 1, 500), trial }
}

async fn change(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let answer = change_plan(&posted, &workshop).await;
    posted.answer(&format!("/staff/workshops/{workshop}/plan"), answer).await
}

async fn change_plan(posted: &Posted, workshop: &str) -> FormAnswer {
    let (state, typed) = (&posted.cx.state, &posted.typed);
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(typed);
    let plan = read_plan(typed, &mut form);
    let join_cap = form.number("join_cap", 1, 1000);
    let (plan, join_cap) = form.finish((plan, join_cap))?;
    service::change_plan(state, actor, workshop, &plan, join_cap).await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// Closes for good: the page at the same address has asked.
async fn close(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let answer = close_workshop(&posted, &workshop).await;
    posted.answer(&format!("/staff/workshops/{workshop}/close"), answer).await
}

async fn close_workshop(posted: &Posted, workshop: &str) -> FormAnswer {
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    service::set_state(&posted.cx.state, actor, workshop, WorkshopState::Closed).await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// The one-tap moves of a workshop.
async fn step(Path((workshop, step)): Path<(String, String)>, posted: Posted) -> Response<Body> {
    let answer = take_step(&posted, &workshop, &step).await;
    posted.answer(&format!("/staff/workshops/{workshop}"), answer).await
}

async fn take_step(posted: &Posted, workshop: &str, step: &str) -> FormAnswer {
    let state = &posted.cx.state;
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    let wave = || posted.typed.get("wave").parse::<Wave>().map_err(|_| AppError::NotFound);
    match step {
        "open" => service::open_workshop(state, actor, workshop, &said(posted)?).await?,
        "lock" => service::set_state(state, actor, workshop, WorkshopState::Locked).await?,
        "unlock" => service::set_state(state, actor, workshop, WorkshopState::Open).await?,
        "close-wave" => {
            service::move_wave(state, actor, workshop, wave()?, WaveMove::Close).await?
        }
        "undo" => service::move_wave(state, actor, workshop, wave()?, WaveMove::Undo).await?,
        "open-after" => {
            service::move_wave(state, actor, workshop, Wave::After, WaveMove::OpenAfter).await?
        }
        "join-cap" => {
            let cap = posted.typed.get("join_cap").trim().parse().unwrap_or(0);
            service::set_join_cap(state, actor, workshop, cap).await?;
        }
        "headcount" => {
            let number = posted.typed.get("number").parse().map_err(|_| AppError::NotFound)?;
            let typed = posted.typed.get("headcount").trim();
            let wrong = |_| AppError::field("headcount", Problem::NotInRange(0, 500));
            let headcount =
                if typed.is_empty() { None } else { Some(typed.parse().map_err(wrong)?) };
            service::set_headcount(state, actor, workshop, number, headcount).await?;
        }
        "simulate" => service::add_simulated_phones(state, actor, workshop).await?,
        "again" => {
            let press = posted.typed.get("press");
            let copy = service::run_again(state, actor, workshop, press).await?;
            return Ok(see_other(&format!("/staff/workshops/{copy}?copied=1")));
        }
        _ => return Err(AppError::NotFound),
    }
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// What the coach says when opening.
fn said(posted: &Posted) -> Result<Confirmation, AppError> {
    let mut form = FormReader::new(&posted.typed);
    let said = Confirmation {
        parents: posted.typed.get("parents") == "confirmed",
        safeguarding_person: form.optional_line("safeguarding_person", 120),
        safeguarding_phone: form.optional_line("safeguarding_phone", 40),
        steps: posted.typed.get("steps") == "yes",
    };
    form.finish(said)
}

/// The QR code that leads a phone in: black on white in both themes, because cameras want that.
async fn qr(
    State(state): State<AppState>,
    Path(workshop): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    qr_answer(draw_qr(&cx, &workshop).await)
}

async fn draw_qr(cx: &PageContext, workshop: &str) -> Result<String, AppError> {
    let actor = cx.actor().await?;
    let link = service::join_link(&cx.state, actor, id(workshop)?).await?;
    qr_svg(&link)
}
