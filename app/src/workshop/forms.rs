//! What the forms of workshops do.

use super::{
    model::{Meeting, Plan},
    service::{self, WaveMove},
};
use crate::{
    error::{AppError, FieldError, Problem},
    page::{FormAnswer, PageContext, Posted, Typed, see_other},
    project,
    project::model::GroupFacts,
    state::AppState,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, Response, StatusCode, header},
    response::IntoResponse as _,
    routing::{get, post},
};
use domain::{
    id::{GroupId, PartnerId, ProjectId, WorkshopId},
    module::Module,
    questionnaire::Wave,
    text::line,
    workshop::WorkshopState,
};
use std::str::FromStr;
use uuid::Uuid;

/// Routes of workshops.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/projects/{project}/workshops/new", post(plan))
        .route("/staff/workshops/{workshop}/plan", post(change))
        .route("/staff/workshops/{workshop}/qr.svg", get(qr))
        .route("/staff/workshops/{workshop}/{step}", post(step))
}

fn id<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
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
    let mut errors = Vec::new();
    let new_group = (typed.get("group") == NEW_GROUP).then(|| read_group(typed, &mut errors));
    let plan = read_plan(typed, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let mut tx = state.db.begin().await?;
    let mut plan = plan;
    if let Some((partner, Some(facts))) = new_group {
        plan.group = project::service::add_group_in(&mut tx.conn(), state, actor, project, partner, &facts).await?;
    }
    let workshop = service::plan_in(&mut tx.conn(), state, actor, project, &plan).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// The choice "a new group" in the list of groups.
pub const NEW_GROUP: &str = "new";

fn read_group(typed: &Typed, errors: &mut Vec<FieldError>) -> (PartnerId, Option<GroupFacts>) {
    let partner = typed.get("partner").parse();
    let name = line(typed.get("group_name"), 80);
    let age_band = typed.get("age_band").parse();
    if partner.is_err() {
        errors.push(FieldError::new("partner", Problem::NotAChoice));
    }
    if name.is_err() {
        errors.push(FieldError::new("group_name", Problem::Required));
    }
    if age_band.is_err() {
        errors.push(FieldError::new("age_band", Problem::NotAChoice));
    }
    let optional = |field: &str| domain::text::optional_line(typed.get(field), 80).unwrap_or_default();
    let facts = name.ok().zip(age_band.ok()).map(|(name, age_band)| GroupFacts {
        name,
        age_band,
        country: typed.get("country").to_owned(),
        safeguarding_person: optional("safeguarding_person"),
        safeguarding_phone: optional("safeguarding_phone"),
    });
    (partner.unwrap_or(PartnerId(Uuid::nil())), facts)
}

/// Meetings a plan can have in the form; more are planned as a second workshop.
pub const MEETINGS: usize = 3;

fn read_plan(typed: &Typed, errors: &mut Vec<FieldError>) -> Plan {
    let modules = typed.all("modules").filter_map(|module| module.parse::<Module>().ok()).collect();
    let group = typed.get("group");
    let group = if group == NEW_GROUP { Ok(GroupId(Uuid::nil())) } else { group.parse() };
    if group.is_err() {
        errors.push(FieldError::new("group", Problem::NotAChoice));
    }
    let mut meetings = Vec::new();
    for number in 1..=MEETINGS {
        let day = typed.get(&format!("day{number}")).trim().to_owned();
        if day.is_empty() && number > 1 {
            continue;
        }
        let minutes = typed.get(&format!("minutes{number}")).trim().parse::<i64>();
        match (day.parse(), minutes) {
            (Ok(held_on), Ok(minutes)) => meetings.push(Meeting { held_on, minutes, headcount: None }),
            (Err(_), _) => errors.push(FieldError::new(&format!("day{number}"), Problem::NotDay)),
            (_, Err(_)) => errors.push(FieldError::new(&format!("minutes{number}"), Problem::NotInRange(5, 480))),
        }
    }
    let expected = number(typed, "expected", 1, 500, errors);
    Plan { group: group.unwrap_or(GroupId(Uuid::nil())), modules, meetings, expected }
}

fn number(typed: &Typed, field: &str, least: u32, most: u32, errors: &mut Vec<FieldError>) -> i64 {
    let number = typed.get(field).trim().parse::<u32>().ok().filter(|number| (least..=most).contains(number));
    if number.is_none() {
        errors.push(FieldError::new(field, Problem::NotInRange(least, most)));
    }
    number.map_or(0, i64::from)
}

async fn change(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let answer = change_plan(&posted, &workshop).await;
    posted.answer(&format!("/staff/workshops/{workshop}/plan"), answer).await
}

async fn change_plan(posted: &Posted, workshop: &str) -> FormAnswer {
    let (state, typed) = (&posted.cx.state, &posted.typed);
    let workshop: WorkshopId = id(workshop)?;
    let actor = posted.actor().await?;
    let mut errors = Vec::new();
    let plan = read_plan(typed, &mut errors);
    let join_cap = number(typed, "join_cap", 1, 1000, &mut errors);
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    service::change_plan(state, actor, workshop, &plan, join_cap).await?;
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
        "open" => service::open_workshop(state, actor, workshop).await?,
        "lock" => service::set_state(state, actor, workshop, WorkshopState::Locked).await?,
        "unlock" => service::set_state(state, actor, workshop, WorkshopState::Open).await?,
        "close" => service::set_state(state, actor, workshop, WorkshopState::Closed).await?,
        "close-wave" => service::move_wave(state, actor, workshop, wave()?, WaveMove::Close).await?,
        "undo" => service::move_wave(state, actor, workshop, wave()?, WaveMove::Undo).await?,
        "open-after" => service::move_wave(state, actor, workshop, Wave::After, WaveMove::OpenAfter).await?,
        "join-cap" => {
            let cap = posted.typed.get("join_cap").trim().parse().unwrap_or(0);
            service::set_join_cap(state, actor, workshop, cap).await?;
        }
        "headcount" => {
            let number = posted.typed.get("number").parse().map_err(|_| AppError::NotFound)?;
            let typed = posted.typed.get("headcount").trim();
            let wrong = |_| AppError::field("headcount", Problem::NotInRange(0, 500));
            let headcount = if typed.is_empty() { None } else { Some(typed.parse().map_err(wrong)?) };
            service::set_headcount(state, actor, workshop, number, headcount).await?;
        }
        "again" => {
            let copy = service::run_again(state, actor, workshop).await?;
            return Ok(see_other(&format!("/staff/workshops/{copy}")));
        }
        _ => return Err(AppError::NotFound),
    }
    Ok(see_other(&format!("/staff/workshops/{workshop}")))
}

/// The QR code that leads a phone in: black on white in both themes, because cameras want that.
async fn qr(State(state): State<AppState>, Path(workshop): Path<String>, request: Request<Body>) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    match draw_qr(&cx, &workshop).await {
        Ok(svg) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

async fn draw_qr(cx: &PageContext, workshop: &str) -> Result<String, AppError> {
    let actor = cx.actor().await?;
    let link = service::join_link(&cx.state, actor, id(workshop)?).await?;
    let code = qrcode::QrCode::with_error_correction_level(link.as_bytes(), qrcode::EcLevel::M).map_err(|cause| crate::incident::internal(&cause))?;
    Ok(code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(480, 480).build())
}
