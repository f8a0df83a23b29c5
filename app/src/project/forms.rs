//! What the forms of projects do.

use super::{
    model::{GroupFacts, Invitation, ProjectFacts},
    pages::SAVED,
    service,
};
use crate::{
    account::service::LONGEST_NAME,
    error::AppError,
    page::{FormAnswer, Posted, see_other},
    state::AppState,
    ui::{
        form_reader::{FormReader, id},
        hand_over::HandOver,
    },
};
use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{Response, request::Parts},
    routing::post,
};
use domain::{
    actor::ProjectRole,
    age::AgeBand,
    id::{PartnerId, ProjectId, StaffId},
    text::line,
};
use uuid::Uuid;

/// Routes of projects.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/projects/new", post(create_project))
        .route("/staff/projects/{project}/settings", post(change_settings))
        .route("/staff/projects/{project}/close", post(close))
        .route("/staff/projects/{project}/reopen", post(reopen))
        .route("/staff/projects/{project}/partners", post(add_partner))
        .route("/staff/projects/{project}/groups", post(add_group))
        .route("/staff/projects/{project}/people", post(invite))
        .route("/staff/projects/{project}/people/{staff}/link", post(new_link))
        .route("/staff/projects/{project}/people/{staff}/remove", post(remove))
}

/// Longest name of a project, partner, group or organisation, in characters.
const LONGEST_LINE: usize = 120;
/// Longest contact or acknowledgement, in characters.
const LONGEST_SENTENCE: usize = 300;
/// Longest phone number as people write it, in characters.
const LONGEST_PHONE: usize = 40;

/// The page a project's form stands on; for an address that names no project, the home page.
fn page_of(project: &str, tab: &str) -> String {
    project
        .parse::<ProjectId>()
        .map_or_else(|_| "/staff".to_owned(), |project| format!("/staff/projects/{project}{tab}"))
}

async fn create_project(posted: Posted) -> Response<Body> {
    let answer = create(&posted).await;
    posted.answer("/staff/projects/new", answer).await
}

async fn create(posted: &Posted) -> FormAnswer {
    let actor = posted.actor().await?;
    let project = service::create_project(&posted.cx.state, actor, &read_facts(posted)?).await?;
    Ok(see_other(&format!("/staff/projects/{project}")))
}

async fn change_settings(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = change(&posted, &project).await;
    posted.answer(&page_of(&project, "/settings"), answer).await
}

async fn change(posted: &Posted, project: &str) -> FormAnswer {
    let project = id(project)?;
    let actor = posted.actor().await?;
    service::update_project(&posted.cx.state, actor, project, &read_facts(posted)?).await?;
    Ok(see_other(&format!("/staff/projects/{project}/settings?done={SAVED}")))
}

fn read_facts(posted: &Posted) -> Result<ProjectFacts, AppError> {
    let today = posted.cx.state.clock.today(&posted.cx.state.settings.time_zone);
    let mut form = FormReader::new(&posted.typed);
    let facts = ProjectFacts {
        name: form.line("name", LONGEST_LINE),
        funder: form.optional_line("funder", LONGEST_LINE),
        acknowledgement: form.optional_line("acknowledgement", LONGEST_SENTENCE),
        organisation: form.line("organisation", LONGEST_LINE),
        contact: form.contact("contact", LONGEST_SENTENCE),
        countries: form.choices("countries"),
        languages: form.choices("languages"),
        starts_on: form.day("starts_on", today),
        ends_on: form.day("ends_on", today),
        retention_months: form.choice("retention_months", 0),
    };
    form.finish(facts)
}

async fn close(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = set_open(&posted, &project, false).await;
    posted.answer(&page_of(&project, "/settings"), answer).await
}

async fn reopen(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = set_open(&posted, &project, true).await;
    posted.answer(&page_of(&project, "/settings"), answer).await
}

async fn set_open(posted: &Posted, project: &str, open: bool) -> FormAnswer {
    let project = id(project)?;
    let actor = posted.actor().await?;
    service::set_project_open(&posted.cx.state, actor, project, open).await?;
    Ok(see_other(&format!("/staff/projects/{project}/settings")))
}

async fn add_partner(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = new_partner(&posted, &project).await;
    posted.answer(&page_of(&project, "/partners"), answer).await
}

/// After a partner come its groups: the page goes on to that form.
async fn new_partner(posted: &Posted, project: &str) -> FormAnswer {
    let project = id(project)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(&posted.typed);
    let name = form.line("partner_name", LONGEST_LINE);
    let name = form.finish(name)?;
    let partner = service::add_partner(&posted.cx.state, actor, project, &name).await?;
    Ok(see_other(&format!("/staff/projects/{project}/partners?partner={partner}#group")))
}

async fn add_group(Path(project): Path<String>, posted: Posted) -> Response<Body> {
    let answer = new_group(&posted, &project).await;
    posted.answer(&page_of(&project, "/partners"), answer).await
}

async fn new_group(posted: &Posted, project: &str) -> FormAnswer {
    let project = id(project)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(&posted.typed);
    let partner = form.choice("partner", PartnerId(Uuid::nil()));
    let facts = GroupFacts {
        name: form.line("group_name", LONGEST_LINE),
        age_band: form.choice("age_band", AgeBand::From12),
        country: form.choice("country", String::new()),
        safeguarding_person: form.optional_line("safeguarding_person", LONGEST_NAME),
        safeguarding_phone: form.optional_line("safeguarding_phone", LONGEST_PHONE),
    };
    let facts = form.finish(facts)?;
    service::add_group(&posted.cx.state, actor, project, partner, &facts).await?;
    Ok(see_other(&format!("/staff/projects/{project}/partners")))
}

async fn invite(Path(project): Path<String>, parts: Parts, posted: Posted) -> Response<Body> {
    let made = invite_person(&posted, &project).await;
    hand_over(&project, parts, posted, made).await
}

async fn invite_person(posted: &Posted, project: &str) -> Result<HandOver, AppError> {
    let project = id(project)?;
    let actor = posted.actor().await?;
    let mut form = FormReader::new(&posted.typed);
    let role = form.choice("role", ProjectRole::Coach);
    let role = form.finish(role)?;
    let (email, name) = (posted.typed.get("email"), posted.typed.get("name"));
    let invitation =
        service::invite_member(&posted.cx.state, actor, project, email, name, role).await?;
    let link = match invitation {
        Invitation::Link(link) => Some(link),
        Invitation::Added => None,
    };
    // Somebody with an account keeps the name they have, so the e-mail names them best.
    let name = line(email, LONGEST_SENTENCE).unwrap_or_else(|_| email.to_owned());
    Ok(HandOver { name, link })
}

async fn new_link(
    Path((project, staff)): Path<(String, String)>,
    parts: Parts,
    posted: Posted,
) -> Response<Body> {
    let made = make_link(&posted, &project, &staff).await;
    hand_over(&project, parts, posted, made).await
}

async fn make_link(posted: &Posted, project: &str, staff: &str) -> Result<HandOver, AppError> {
    let (project, staff): (ProjectId, StaffId) = (id(project)?, id(staff)?);
    let state = &posted.cx.state;
    let actor = posted.actor().await?;
    let link = service::reset_member(state, actor, project, staff).await?;
    let members = service::list_members(state, actor, project).await?;
    let member =
        members.into_iter().find(|member| member.staff.id == staff).ok_or(AppError::NotFound)?;
    Ok(HandOver { name: member.staff.name, link: Some(link) })
}

async fn hand_over(
    project: &str,
    parts: Parts,
    posted: Posted,
    made: Result<HandOver, AppError>,
) -> Response<Body> {
    let page = page_of(project, "/people");
    match made {
        Ok(made) => made.show(&posted.cx.state, parts, &page).await,
        Err(error) => posted.answer(&page, Err(error)).await,
    }
}

async fn remove(Path((project, staff)): Path<(String, String)>, posted: Posted) -> Response<Body> {
    let answer = remove_person(&posted, &project, &staff).await;
    posted.answer(&page_of(&project, "/people"), answer).await
}

async fn remove_person(posted: &Posted, project: &str, staff: &str) -> FormAnswer {
    let (project, staff): (ProjectId, StaffId) = (id(project)?, id(staff)?);
    let actor = posted.actor().await?;
    service::remove_member(&posted.cx.state, actor, project, staff).await?;
    Ok(see_other(&format!("/staff/projects/{project}/people")))
}
