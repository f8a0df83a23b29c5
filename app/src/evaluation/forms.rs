//! What managers decide on the evaluation and settings pages.

use super::{
    files,
    model::{Part, Targets},
    pages::write_part,
    service,
};
use crate::{
    page::{FormAnswer, Posted, see_other},
    state::AppState,
    ui::form_reader::{FormReader, id},
};
use axum::{Router, body::Body, extract::Path, http::Response, routing::post};
use domain::id::{ProjectId, WorkshopId};

/// Longest reason to leave a workshop out, in characters.
const LONGEST_REASON: usize = 200;
/// Most workshops and participants that can be set as a target.
const MOST_WORKSHOPS: u32 = 100_000;
/// See [`MOST_WORKSHOPS`].
const MOST_PARTICIPANTS: u32 = 1_000_000;

/// Routes of results: decisions, pictures and downloads.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/projects/{project}/targets", post(targets))
        .route("/staff/projects/{project}/results/{workshop}/leave-out", post(leave_out))
        .route("/staff/projects/{project}/results/{workshop}/take-in", post(take_in))
        .merge(files::routes())
}

async fn targets(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = set_targets(&posted, &project).await;
    let page = page_of(&project, "settings");
    posted.answer(&page, answer).await
}

async fn set_targets(posted: &Posted, project: &str) -> FormAnswer {
    let project: ProjectId = id(project)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(&posted.typed);
    let mut number = |name: &str, most| {
        (!posted.typed.get(name).trim().is_empty()).then(|| form.number(name, 1, most))
    };
    let targets = Targets {
        workshops: number("target_workshops", MOST_WORKSHOPS),
        participants: number("target_participants", MOST_PARTICIPANTS),
    };
    let targets = form.finish(targets)?;
    service::set_targets(&posted.cx.state, actor, project, targets).await?;
    Ok(see_other(&format!("/staff/projects/{project}/settings?done=saved")))
}

async fn leave_out(
    Path((project, workshop)): Path<(String, String)>,
    posted: Posted,
) -> Response<Body> {
    let answer = leave(&posted, &project, &workshop).await;
    let page = results_of(&project, &workshop);
    posted.answer(&page, answer).await
}

async fn leave(posted: &Posted, project: &str, workshop: &str) -> FormAnswer {
    let (_, of): (ProjectId, WorkshopId) = (id(project)?, id(workshop)?);
    let actor = posted.actor().await?;
    service::may_decide(&posted.cx.state, actor, of).await?;
    let mut form = FormReader::new(&posted.typed);
    let reason = form.line("reason", LONGEST_REASON);
    let reason = form.finish(reason)?;
    service::leave_out(&posted.cx.state, actor, of, &reason).await?;
    Ok(see_other(&results_of(project, workshop)))
}

async fn take_in(
    Path((project, workshop)): Path<(String, String)>,
    posted: Posted,
) -> Response<Body> {
    let answer = take(&posted, &project, &workshop).await;
    let page = results_of(&project, &workshop);
    posted.answer(&page, answer).await
}

async fn take(posted: &Posted, project: &str, workshop: &str) -> FormAnswer {
    let (_, of): (ProjectId, WorkshopId) = (id(project)?, id(workshop)?);
    let actor = posted.actor().await?;
    service::take_in(&posted.cx.state, actor, of).await?;
    Ok(see_other(&results_of(project, workshop)))
}

/// A page of a project; for an address that names none, the home page.
fn page_of(project: &str, tab: &str) -> String {
    project
        .parse::<ProjectId>()
        .map_or_else(|_| "/staff".to_owned(), |project| format!("/staff/projects/{project}/{tab}"))
}

/// The evaluation of one workshop.
fn results_of(project: &str, workshop: &str) -> String {
    let part = workshop.parse::<WorkshopId>().map(|workshop| write_part(Part::Workshop(workshop)));
    let page = page_of(project, "results");
    part.map_or_else(|_| page.clone(), |part| format!("{page}?part={part}"))
}
