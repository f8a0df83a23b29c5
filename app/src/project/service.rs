//! What people do with projects.

use super::{
    model::{
        Group, GroupFacts, Invitation, Member, Partner, ProjectDetail, ProjectFacts,
        ProjectSummary, RETENTIONS,
    },
    store,
};
use crate::{
    account::{
        self,
        model::{NewStaff, StaffSummary},
    },
    db::Conn,
    error::{AppError, FieldError, Problem, Refusal},
    session::token::random_bytes,
    state::AppState,
};
use domain::{
    actor::{Action, Actor, InstallationRole, ProjectRole, Target, may},
    id::{GroupId, PartnerId, ProjectId, StaffId},
    text::Email,
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
    Ok(ProjectDetail { id, role, open, facts })
}

/// The facts of a project, for services that have checked the rights.
///
/// # Errors
/// When there is no such project.
pub async fn facts(conn: &mut Conn<'_>, id: ProjectId) -> Result<ProjectFacts, AppError> {
    store::find(conn, id).await?.ok_or(AppError::NotFound)
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
    check_facts(state, facts)?;
    let id = ProjectId(Uuid::new_v4());
    let mut tx = state.db.begin().await?;
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
    check_facts(state, facts)?;
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
    store::set_state(&mut tx.conn(), id, open, key.as_ref().map(<[u8; 32]>::as_slice)).await?;
    Ok(tx.commit().await?)
}

fn check_facts(state: &AppState, facts: &ProjectFacts) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if facts.ends_on < facts.starts_on {
        errors.push(FieldError::new("ends_on", Problem::EndsBeforeStart));
    }
    if facts.countries.is_empty() {
        errors.push(FieldError::new("countries", Problem::Required));
    } else if facts.countries.iter().any(|country| !state.directory.serves(country)) {
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
    if !state.directory.serves(&facts.country) {
        return Err(AppError::field("country", Problem::NoHelpline));
    }
    let group = Group { id: GroupId(Uuid::new_v4()), facts: facts.clone() };
    store::insert_group(conn, partner, &group).await?;
    Ok(group.id)
}

/// Who works in a project, managers first.
///
/// # Errors
/// When the actor is a stranger to it.
pub async fn list_members(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
) -> Result<Vec<Member>, AppError> {
    let mut reader = state.db.read().await?;
    allow(&mut reader.conn(), actor, project, Action::ViewProject).await?;
    let mut members = Vec::new();
    for (id, role) in store::list_members(&mut reader.conn(), project).await? {
        if let Some(staff) = account::service::find(&mut reader.conn(), id).await? {
            members.push(Member { staff, role });
        }
    }
    Ok(members)
}

/// Invites somebody to a project. A new person gets a link that sets their password; somebody who
/// has an account is added at once (an open invitation is made again).
///
/// # Errors
/// When the actor is not the project's manager, or what is wrong with the fields.
pub async fn invite_member(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    email: &str,
    name: &str,
    role: ProjectRole,
) -> Result<Invitation, AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, project, Action::KeepMembers).await?;
    let known = match Email::parse(email) {
        Ok(email) => account::service::find_by_email(&mut tx.conn(), &email).await?,
        Err(_) => None,
    };
    let invitation = match known {
        Some(staff) => {
            if Some(staff.id) == actor.staff() {
                return Err(AppError::field("email", Problem::Taken));
            }
            store::set_member(&mut tx.conn(), project, staff.id, role).await?;
            // Who never used their link gets a new one, from a manager who may make one for them.
            if !staff.active && oversees(&mut tx.conn(), actor, &staff).await? {
                Invitation::Link(account::service::new_link(&mut tx.conn(), state, staff.id).await?)
            } else {
                // A link that somebody else handed out must not open this project too.
                account::service::void_link(&mut tx.conn(), staff.id).await?;
                Invitation::Added
            }
        }
        None => {
            let new = NewStaff {
                email: email.to_owned(),
                name: name.to_owned(),
                role: InstallationRole::None,
            };
            let (id, _) = account::service::invite(&mut tx.conn(), state, &new).await?;
            store::set_member(&mut tx.conn(), project, id, role).await?;
            Invitation::Link(account::service::new_link(&mut tx.conn(), state, id).await?)
        }
    };
    tx.commit().await?;
    Ok(invitation)
}

/// A new sign-in link for a member. Whoever holds the link acts as that person, so a manager may make
/// one only for people whose rights they oversee altogether; others ask the administrator.
///
/// # Errors
/// When the actor is not the project's manager, or the member has rights elsewhere.
pub async fn reset_member(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    staff: StaffId,
) -> Result<String, AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, project, Action::KeepMembers).await?;
    let members = store::list_members(&mut tx.conn(), project).await?;
    if !members.iter().any(|(id, _)| *id == staff) {
        return Err(AppError::NotFound);
    }
    let account = account::service::find(&mut tx.conn(), staff).await?.ok_or(AppError::NotFound)?;
    if !oversees(&mut tx.conn(), actor, &account).await? {
        return Err(AppError::Refused(Refusal::RightsElsewhere));
    }
    let link = account::service::new_link(&mut tx.conn(), state, staff).await?;
    tx.commit().await?;
    Ok(link)
}

/// Whether the actor manages every project this person belongs to, and the person has no role beyond
/// projects.
async fn oversees(
    conn: &mut Conn<'_>,
    actor: Actor,
    person: &StaffSummary,
) -> Result<bool, AppError> {
    let keeper = actor.staff().ok_or(AppError::SignInNeeded)?;
    let beyond = store::count_memberships_beyond(conn, person.id, keeper).await?;
    Ok(person.role == InstallationRole::None && beyond == 0)
}

/// Takes a member out of a project.
///
/// # Errors
/// When the actor is not its manager, or would leave it without one.
pub async fn remove_member(
    state: &AppState,
    actor: Actor,
    project: ProjectId,
    staff: StaffId,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    allow(&mut tx.conn(), actor, project, Action::KeepMembers).await?;
    let members = store::list_members(&mut tx.conn(), project).await?;
    let others_manage =
        members.iter().any(|(id, role)| *id != staff && *role == ProjectRole::Manager);
    if !others_manage {
        return Err(AppError::Refused(Refusal::LastManager));
    }
    store::delete_member(&mut tx.conn(), project, staff).await?;
    Ok(tx.commit().await?)
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
