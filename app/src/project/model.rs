//! What pages show about projects.

use crate::account::model::StaffSummary;
use domain::{
    actor::ProjectRole,
    age::AgeBand,
    id::{GroupId, PartnerId, ProjectId},
    locale::Language,
    opening::Parents,
    retention::deletion_day,
    time::Day,
};

/// Months that raw answers may be kept after a project's last day.
pub const RETENTIONS: [i64; 3] = [3, 6, 12];

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectSummary {
    /// Id.
    pub id: ProjectId,
    /// Name.
    pub name: String,
    /// The reader's role in it.
    pub role: ProjectRole,
    /// Whether it is open.
    pub open: bool,
}

/// A project with everything a manager keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectDetail {
    /// Id.
    pub id: ProjectId,
    /// The reader's role in it.
    pub role: ProjectRole,
    /// Whether it is open.
    pub open: bool,
    /// The day it was closed, while it is.
    pub closed_on: Option<Day>,
    /// The facts.
    pub facts: ProjectFacts,
}

impl ProjectDetail {
    /// The day on which single answers are deleted at the latest.
    #[must_use]
    pub fn deletion_day(&self) -> Day {
        self.facts.deletion_day(self.closed_on)
    }
}

/// What a manager says about a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFacts {
    /// Name.
    pub name: String,
    /// Who pays; may be empty.
    pub funder: String,
    /// The line the funder wants to see; may be empty.
    pub acknowledgement: String,
    /// Organisation responsible for the data.
    pub organisation: String,
    /// How to reach it.
    pub contact: String,
    /// Countries, lower-case codes.
    pub countries: Vec<String>,
    /// Languages participants choose from.
    pub languages: Vec<Language>,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Months that raw answers are kept after the last day, or after closing where that is earlier;
    /// one of [`RETENTIONS`].
    pub retention_months: i64,
    /// How the parents are involved.
    pub parents: Parents,
}

impl ProjectFacts {
    /// The day on which single answers are deleted at the latest.
    #[must_use]
    pub fn deletion_day(&self, closed_on: Option<Day>) -> Day {
        deletion_day(self.ends_on, closed_on, self.retention_months)
    }
}

/// A partner with its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Id.
    pub id: PartnerId,
    /// Name.
    pub name: String,
    /// Groups, by name.
    pub groups: Vec<Group>,
}

/// A partner's class, centre or scout unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id.
    pub id: GroupId,
    /// The facts.
    pub facts: GroupFacts,
}

/// What is said about a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFacts {
    /// Name.
    pub name: String,
    /// Age band.
    pub age_band: AgeBand,
    /// Country, lower-case code: decides which helplines are shown.
    pub country: String,
    /// Whom a coach tells the same day; may be empty.
    pub safeguarding_person: String,
    /// Their phone; may be empty.
    pub safeguarding_phone: String,
}

/// Somebody who works in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub staff: StaffSummary,
    /// Their role here.
    pub role: ProjectRole,
}

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invitation {
    /// The person is new: here is the link to hand over.
    Link(String),
    /// The person had an account and is now a member.
    Added,
}
