//! What people do with projects.

mod members;

pub use members::{invite_member, list_members, remove_member, reset_member};

use super::{
    model::{Group, GroupFacts, Partner, ProjectDetail, ProjectFacts, ProjectSummary, RETENTIONS},
    store,
};
use crate::{
    db::Conn,
    directory::{self, service::Directory},
    error::{AppError, FieldError, Problem, Refusal},
    incident::internal,
    session::token::random_bytes,
    state::AppState,
};
use domain::{
    actor::{Action, Actor, ProjectRole, Target, may},
    age::AgeBand,
    id::{GroupId, PartnerId, ProjectId},
    time::Day,
};
use uuid::Uuid;

/// Asks the table of rights about a project. A stranger's project is not found.
///
/// # Errors
/// Why not, or the store fails.
pub async fn allow(
    conn: &mut Conn<'_>,
    actor: Actor,
    project: ProjectId,
    action: Action,
) -> Result<ProjectRole, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let (role, open) = store::access(conn, project, staff).await?.ok_or(AppError::NotFound)?;
    may(actor, action, Target::Project { role, open })?;
    role.ok_or(AppError::NotFound)
}

/// The projects the actor belongs to, open ones first.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn list_projects(
    state: &AppState,
    actor: Actor,
) -> Result<Vec<ProjectSummary>, AppError> {
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut reader = state.db.read().await?;
    let rows = store::list_of(&mut reader.conn(), staff).await?;
    rows.into_iter()
        .map(|row| {
            Ok(ProjectSummary { role: row.role()?, open: row.open(), id: row.id, name: row.name })
        })
        .collect()
}

/// One project.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn find_project(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
) -> Result<ProjectDetail, AppError> {
    let mut reader = state.db.read().await?;
    let role = allow(&mut reader.conn(), actor, id, Action::ViewProject).await?;
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let open = store::access(&mut reader.conn(), id, staff).await?.is_some_and(|(_, open)| open);
    let facts = store::find(&mut reader.conn(), id).await?.ok_or(AppError::NotFound)?;
    let closed_on = store::closed_on(&mut reader.conn(), id).await?;
    Ok(ProjectDetail { id, role, open, closed_on, facts })
}

/// The facts of a project, for services that have checked the rights.
///
/// # Errors
/// When there is no such project.
pub async fn facts(conn: &mut Conn<'_>, id: ProjectId) -> Result<ProjectFacts, AppError> {
    store::find(conn, id).await?.ok_or(AppError::NotFound)
}

/// The day on which a project's single answers are deleted at the latest, for services that have
/// checked the rights.
///
/// # Errors
/// When there is no such project.
pub async fn deletion_day(conn: &mut Conn<'_>, id: ProjectId) -> Result<Day, AppError> {
    let facts = facts(conn, id).await?;
    Ok(facts.deletion_day(store::closed_on(conn, id).await?))
}

/// Countries that projects and groups have: their helplines must stay.
///
/// # Errors
/// When the store fails.
pub async fn countries_in_use(conn: &mut Conn<'_>) -> Result<Vec<String>, AppError> {
    Ok(store::countries_in_use(conn).await?)
}

/// Name and phone of a group's safeguarding person, empty where nobody is named; for services that
/// have checked the rights.
///
/// # Errors
/// When there is no such group.
pub async fn safeguarding(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<(String, String), AppError> {
    store::safeguarding(conn, group).await?.ok_or(AppError::NotFound)
}

/// Names a group's safeguarding person, inside the caller's transaction.
///
/// # Errors
/// When the actor is a stranger to the project, or the group is not one of its.
pub async fn name_safeguarding_in(
    conn: &mut Conn<'_>,
    actor: Actor,
    project: ProjectId,
    group: GroupId,
    person: &str,
    phone: &str,
) -> Result<(), AppError> {
    allow(conn, actor, project, Action::AddGroup).await?;
    if !has_group(conn, project, group).await? {
        return Err(AppError::NotFound);
    }
    Ok(store::set_safeguarding(conn, group, person, phone).await?)
}

/// Whether the actor may create projects, for pages that lead there.
#[must_use]
pub fn may_create(actor: Actor) -> bool {
    may(actor, Action::CreateProject, Target::Installation).is_ok()
}

/// Creates a project; its creator becomes its manager.
///
/// # Errors
/// When the actor may not create projects, or the facts do not fit together.
pub async fn create_project(
    state: &AppState,
    actor: Actor,
    facts: &ProjectFacts,
) -> Result<ProjectId, AppError> {
    may(actor, Action::CreateProject, Target::Installation)?;
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let id = ProjectId(Uuid::new_v4());
    let mut tx = state.db.begin().await?;
    let directory = directory::service::current_in(&mut tx.conn(), state).await?;
    check_facts(&directory, facts)?;
    store::insert(&mut tx.conn(), id, facts, &random_bytes::<32>(), state.clock.now()).await?;
    store::set_member(&mut tx.conn(), id, staff, ProjectRole::Manager).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a project's facts.
///
/// # Errors
/// When the actor is not its manager, or the facts do not fit together.
pub async fn update_project(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
    facts: &ProjectFacts,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::EditProject).await?;
    let directory = directory::service::current_in(&mut tx.conn(), state).await?;
    check_facts(&directory, facts)?;
    store::update(&mut tx.conn(), id, facts).await?;
    Ok(tx.commit().await?)
}

/// Closes a project, after which cards no longer work, or opens it again.
///
/// # Errors
/// When the actor is not its manager, or workshops are still going on.
pub async fn set_project_open(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
    open: bool,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, id, Action::EditProject).await?;
    if !open && crate::workshop::service::any_running(&mut tx.conn(), id).await? {
        return Err(AppError::Refused(Refusal::InUse));
    }
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    if store::access(&mut tx.conn(), id, staff).await?.is_some_and(|(_, now)| now == open) {
        // A second tap must not take the cards' key away.
        return Ok(());
    }
    let key = open.then(random_bytes::<32>);
    let closed_on = (!open).then(|| state.clock.today(&state.settings.time_zone));
    store::set_state(&mut tx.conn(), id, closed_on, key.as_ref().map(<[u8; 32]>::as_slice)).await?;
    Ok(tx.commit().await?)
}

fn check_facts(directory: &Directory, facts: &ProjectFacts) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if facts.ends_on < facts.starts_on {
        errors.push(FieldError::new("ends_on", Problem::EndsBeforeStart));
    }
    if facts.countries.is_empty() {
        errors.push(FieldError::new("countries", Problem::Required));
    } else if facts.countries.iter().any(|country| !directory.serves(country)) {
        errors.push(FieldError::new("countries", Problem::NoHelpline));
    }
    if facts.languages.is_empty() {
        errors.push(FieldError::new("languages", Problem::Required));
    }
    if !RETENTIONS.contains(&facts.retention_months) {
        errors.push(FieldError::new("retention_months", Problem::NotAChoice));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// A project's partners with their groups.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn list_partners(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
) -> Result<Vec<Partner>, AppError> {
    let mut reader = state.db.read().await?;
    allow(&mut reader.conn(), actor, project, Action::ViewProject).await?;
    let partners = store::list_partners(&mut reader.conn(), project).await?;
    let groups = store::list_groups(&mut reader.conn(), project).await?;
    let of = |partner| {
        groups.iter().filter(|(of, _)| *of == partner).map(|(_, group)| group.clone()).collect()
    };
    Ok(partners.into_iter().map(|(id, name)| Partner { id, name, groups: of(id) }).collect())
}

/// Adds a partner organisation.
///
/// # Errors
/// When the actor is not the project's manager.
pub async fn add_partner(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    name: &str,
) -> Result<PartnerId, AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, project, Action::EditProject).await?;
    let id = PartnerId(Uuid::new_v4());
    store::insert_partner(&mut tx.conn(), project, id, name).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a group to a partner.
///
/// # Errors
/// When the actor is a stranger to the project, or the country has no helpline to show.
pub async fn add_group(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    partner: PartnerId,
    facts: &GroupFacts,
) -> Result<GroupId, AppError> {
    let mut tx = state.db.begin().await?;
    let id = add_group_in(&mut tx.conn(), state, actor, project, partner, facts).await?;
    tx.commit().await?;
    Ok(id)
}

/// As [`add_group`], inside the caller's transaction.
///
/// # Errors
/// As [`add_group`].
pub async fn add_group_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    partner: PartnerId,
    facts: &GroupFacts,
) -> Result<GroupId, AppError> {
    allow(conn, actor, project, Action::AddGroup).await?;
    if store::project_of_partner(conn, partner).await? != Some(project) {
        return Err(AppError::field("partner", Problem::NotAChoice));
    }
    if !directory::service::current_in(conn, state).await?.serves(&facts.country) {
        return Err(AppError::field("country", Problem::NoHelpline));
    }
    let group = Group { id: GroupId(Uuid::new_v4()), facts: facts.clone() };
    store::insert_group(conn, partner, &group).await?;
    Ok(group.id)
}

/// Whether a group belongs to a project, inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn has_group(
    conn: &mut Conn<'_>,
    project: ProjectId,
    group: GroupId,
) -> Result<bool, AppError> {
    Ok(store::project_of_group(conn, group).await? == Some(project))
}

/// A group's age band, for services that have checked the rights or serve a phone inside it.
///
/// # Errors
/// When there is no such group.
pub async fn age_band(conn: &mut Conn<'_>, group: GroupId) -> Result<AgeBand, AppError> {
    let band = store::age_band(conn, group).await?.ok_or(AppError::NotFound)?;
    band.parse().map_err(|_| internal(&"unknown age band"))
}

/// The key behind a project's cards; none once the project is closed.
///
/// # Errors
/// When the store fails.
pub async fn card_key(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Option<Vec<u8>>, AppError> {
    Ok(store::card_key(conn, project).await?)
}
