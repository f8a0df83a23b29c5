//! Who works in a project.

use super::allow;
use crate::{
    account::{
        self,
        model::{NewStaff, StaffSummary},
    },
    db::Conn,
    error::{AppError, Problem, Refusal},
    project::{
        model::{Invitation, Member},
        store,
    },
    state::AppState,
};
use domain::{
    actor::{Action, Actor, InstallationRole, ProjectRole},
    id::{ProjectId, StaffId},
    text::Email,
};

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
