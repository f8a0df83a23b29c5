//! Who may do what: one table, asked by every service before it acts.
//!
//! A staff member has a role for the installation and a role in each project they belong to.
//! Administrators run the installation; they see a project's results only as its member, because
//! results of small groups are nobody's business who does not work with them.

use crate::id::StaffId;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct UnknownRole;

/// What a staff member may do in the installation as a whole.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum InstallationRole {
    /// Only what their projects allow.
    #[default]
    None,
    /// May create projects.
    Manager,
    /// Keeps the installation and its accounts.
    Admin,
}

/// What a staff member may do in one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProjectRole {
    /// Plans and runs workshops and sees their results.
    Coach,
    /// Keeps the project and sees its evaluation.
    Manager,
}

macro_rules! role_text {
    ($role:ty, $($variant:path => $text:literal),+) => {
        impl $role {
            /// The role as it is stored and posted.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($variant => $text),+ }
            }
        }

        impl FromStr for $role {
            type Err = UnknownRole;

            fn from_str(text: &str) -> Result<Self, UnknownRole> {
                match text { $($text => Ok($variant),)+ _ => Err(UnknownRole) }
            }
        }
    };
}

role_text!(InstallationRole, Self::None => "none", Self::Manager => "manager", Self::Admin => "admin");
role_text!(ProjectRole, Self::Coach => "coach", Self::Manager => "manager");

/// Who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Nobody,
    /// A signed-in staff member.
    Staff {
        /// Who.
        id: StaffId,
        /// Their role for the installation.
        role: InstallationRole,
    },
}

impl Actor {
    /// The staff member's id, if one is signed in.
    #[must_use]
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Nobody => None,
            Self::Staff { id, .. } => Some(id),
        }
    }
}

/// What they want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See and change accounts of the installation.
    KeepAccounts,
    /// Change entries of the help directory and record checks of them.
    KeepDirectory,
    /// Create a project and become its manager.
    CreateProject,
    /// See that a project exists: its name, partners and workshops.
    ViewProject,
    /// Change a project's facts and its partners, open or close it.
    EditProject,
    /// Invite coaches, make a new sign-in link for them, remove them.
    KeepMembers,
    /// Add a group to a partner (a coach does this inline while planning).
    AddGroup,
    /// Plan, change, open, steer, lock and close a workshop, and see its counts.
    RunWorkshop,
    /// See a workshop's group result after a wave closed.
    ViewWorkshopResult,
    /// See the project's evaluation and take it along as shown.
    ViewEvaluation,
    /// Leave a workshop out of the project's evaluation, with a reason, or take it in again.
    DecideEvaluation,
    /// Say that a coach who asked for support has been heard.
    AcknowledgeSupport,
}

impl Action {
    /// Every action, for the test that fills the whole table.
    pub const ALL: [Self; 12] = [
        Self::KeepAccounts,
        Self::KeepDirectory,
        Self::CreateProject,
        Self::ViewProject,
        Self::EditProject,
        Self::KeepMembers,
        Self::AddGroup,
        Self::RunWorkshop,
        Self::ViewWorkshopResult,
        Self::ViewEvaluation,
        Self::DecideEvaluation,
        Self::AcknowledgeSupport,
    ];

    /// Whether the action changes something, so that a closed project refuses it.
    const fn changes_project(self) -> bool {
        matches!(self, Self::KeepMembers | Self::AddGroup | Self::RunWorkshop)
    }
}

/// What it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The installation itself.
    Installation,
    /// A project, or something inside one.
    Project {
        /// The actor's role in that project; `None` for a stranger.
        role: Option<ProjectRole>,
        /// Whether the project is open.
        open: bool,
    },
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("sign-in needed")]
    SignIn,
    /// For this actor the object does not exist: a stranger learns nothing.
    #[error("not found")]
    NotFound,
    /// The actor may see the object and not do this.
    #[error("not allowed")]
    Forbidden,
    /// The project is closed.
    #[error("the project is closed")]
    ProjectClosed,
}

/// The one table of rights.
///
/// # Errors
/// [`Denied`] says what the door answers.
pub fn may(actor: Actor, action: Action, target: Target) -> Result<(), Denied> {
    use Action as A;
    let Actor::Staff { role: installation, .. } = actor else {
        return Err(Denied::SignIn);
    };
    match target {
        Target::Installation => match action {
            A::KeepAccounts | A::KeepDirectory if installation == InstallationRole::Admin => Ok(()),
            A::CreateProject if installation >= InstallationRole::Manager => Ok(()),
            _ => Err(Denied::Forbidden),
        },
        Target::Project { role, open } => {
            let role = role.ok_or(Denied::NotFound)?;
            let allowed = match action {
                A::KeepAccounts | A::KeepDirectory | A::CreateProject => false,
                A::ViewProject | A::AddGroup | A::RunWorkshop | A::ViewWorkshopResult => true,
                A::EditProject
                | A::KeepMembers
                | A::ViewEvaluation
                | A::DecideEvaluation
                | A::AcknowledgeSupport => role == ProjectRole::Manager,
            };
            match allowed {
                false => Err(Denied::Forbidden),
                true if !open && action.changes_project() => Err(Denied::ProjectClosed),
                true => Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const fn staff(role: InstallationRole) -> Actor {
        Actor::Staff { id: StaffId(Uuid::nil()), role }
    }

    const fn project(role: Option<ProjectRole>) -> Target {
        Target::Project { role, open: true }
    }

    #[test]
    fn nobody_may_do_nothing() {
        for action in Action::ALL {
            for target in [Target::Installation, project(None), project(Some(ProjectRole::Manager))]
            {
                assert_eq!(may(Actor::Nobody, action, target), Err(Denied::SignIn));
            }
        }
    }

    #[test]
    fn a_stranger_learns_nothing_about_a_project_whatever_their_role() {
        for role in [InstallationRole::None, InstallationRole::Manager, InstallationRole::Admin] {
            for action in Action::ALL {
                assert_eq!(may(staff(role), action, project(None)), Err(Denied::NotFound));
            }
        }
    }

    #[test]
    fn a_manager_of_the_project_may_all_that_a_coach_may() {
        let actor = staff(InstallationRole::None);
        for action in Action::ALL {
            if may(actor, action, project(Some(ProjectRole::Coach))).is_ok() {
                assert_eq!(may(actor, action, project(Some(ProjectRole::Manager))), Ok(()));
            }
        }
        for action in [
            Action::EditProject,
            Action::KeepMembers,
            Action::ViewEvaluation,
            Action::DecideEvaluation,
            Action::AcknowledgeSupport,
        ] {
            assert_eq!(
                may(actor, action, project(Some(ProjectRole::Coach))),
                Err(Denied::Forbidden)
            );
            assert_eq!(may(actor, action, project(Some(ProjectRole::Manager))), Ok(()));
        }
    }

    #[test]
    fn accounts_are_the_administrators_and_projects_the_managers() {
        let may = |role, action| may(staff(role), action, Target::Installation);
        assert_eq!(may(InstallationRole::Admin, Action::KeepAccounts), Ok(()));
        assert_eq!(may(InstallationRole::Manager, Action::KeepAccounts), Err(Denied::Forbidden));
        assert_eq!(may(InstallationRole::Admin, Action::KeepDirectory), Ok(()));
        assert_eq!(may(InstallationRole::Manager, Action::KeepDirectory), Err(Denied::Forbidden));
        assert_eq!(may(InstallationRole::Manager, Action::CreateProject), Ok(()));
        assert_eq!(may(InstallationRole::None, Action::CreateProject), Err(Denied::Forbidden));
    }

    #[test]
    fn a_closed_project_can_be_read_and_reopened_only() {
        let closed = Target::Project { role: Some(ProjectRole::Manager), open: false };
        let actor = staff(InstallationRole::None);
        assert_eq!(may(actor, Action::RunWorkshop, closed), Err(Denied::ProjectClosed));
        assert_eq!(may(actor, Action::EditProject, closed), Ok(()));
        // Somebody who asked for support is heard also when the project is over.
        assert_eq!(may(actor, Action::AcknowledgeSupport, closed), Ok(()));
        assert_eq!(may(actor, Action::ViewEvaluation, closed), Ok(()));
    }
}
