//! Filling a database with the demonstration, by the same services that real work goes through.

pub use super::{
    doors::{Behind, enter},
    open::{ensure_open_workshop, keep_for_today},
};

use super::{past::Stage, person::Dice, script};
use crate::{
    account::{self, model::NewStaff},
    error::{AppError, Refusal},
    project::{
        self,
        model::{Group, GroupFacts, ProjectFacts},
    },
    state::{AppState, DEMONSTRATION, set_installation_fact},
    workshop::model::WorkshopNow,
};
use domain::{
    actor::{Actor, InstallationRole, ProjectRole},
    id::ProjectId,
    locale::Language,
};

/// Sign-in names of the demonstration accounts.
pub const ADMIN: &str = "admin@demo.invalid";
/// See [`ADMIN`].
pub const MANAGER: &str = "manager@demo.invalid";
/// See [`ADMIN`].
pub const COACH: &str = "coach@demo.invalid";
/// Password of all demonstration accounts, printed at every start.
pub const PASSWORD: &str = "only-for-trying-out";
/// What the dice start from: the same answers in every demonstration.
const SEED: u64 = 2026;

/// Fills an empty database: accounts, a project with partners in several countries, closed workshops
/// with invented answers.
///
/// # Errors
/// [`AppError::Refused`] when the database is not empty.
pub async fn fill(state: &AppState) -> Result<(), AppError> {
    if account::service::setup_link(state).await?.is_none() {
        return Err(AppError::Refused(Refusal::InUse));
    }
    set_installation_fact(&state.db, DEMONSTRATION, b"1").await?;
    let add = async |email: &str, name: &str, role| {
        let new = NewStaff { email: email.to_owned(), name: name.to_owned(), role };
        account::service::add_demonstration_account(state, &new, PASSWORD)
            .await
            .map(|id| Actor::Staff { id, role })
    };
    add(ADMIN, "Admin (demo)", InstallationRole::Admin).await?;
    let manager = add(MANAGER, "Manager (demo)", InstallationRole::Manager).await?;
    let coach = add(COACH, "Coach (demo)", InstallationRole::None).await?;
    let project = make_project(state, manager).await?;
    let groups = make_groups(state, manager, project).await?;
    let stage = Stage::new(state, coach, project);
    let mut dice = Dice::new(SEED);
    for past in &script::PAST {
        let group = groups.iter().find(|group| group.facts.name == past.group);
        stage.hold(past, group.ok_or(AppError::NotFound)?, &mut dice).await?;
    }
    Ok(())
}

async fn make_project(state: &AppState, manager: Actor) -> Result<ProjectId, AppError> {
    let today = state.clock.today(&state.settings.time_zone);
    let mut countries: Vec<String> =
        script::PARTNERS.iter().map(|partner| country(state, partner.country)).collect();
    countries.sort();
    countries.dedup();
    let facts = ProjectFacts {
        name: "Make-IT-Safe (demonstration)".to_owned(),
        funder: "Demo-Fonds".to_owned(),
        acknowledgement: "Make-IT-Safe · Demo-Fonds".to_owned(),
        organisation: "Demo-Organisation".to_owned(),
        contact: "privacy@demo.invalid".to_owned(),
        countries,
        languages: Language::ALL.to_vec(),
        starts_on: today.plus_days(-150),
        ends_on: today.plus_days(215),
        retention_months: 6,
    };
    let project = project::service::create_project(state, manager, &facts).await?;
    project::service::invite_member(state, manager, project, COACH, "", ProjectRole::Coach).await?;
    Ok(project)
}

async fn make_groups(
    state: &AppState,
    manager: Actor,
    project: ProjectId,
) -> Result<Vec<Group>, AppError> {
    let mut groups = Vec::new();
    for partner in &script::PARTNERS {
        let id = project::service::add_partner(state, manager, project, partner.name).await?;
        for (name, age_band) in partner.groups {
            let facts = GroupFacts {
                name: (*name).to_owned(),
                age_band: *age_band,
                country: country(state, partner.country),
                safeguarding_person: partner.safeguarding.to_owned(),
                safeguarding_phone: "+00 000 00 00 00".to_owned(),
            };
            let id = project::service::add_group(state, manager, project, id, &facts).await?;
            groups.push(Group { id, facts });
        }
    }
    Ok(groups)
}

/// A country if the directory serves it, otherwise the first one that it serves.
fn country(state: &AppState, wanted: &str) -> String {
    if state.directory.serves(wanted) {
        return wanted.to_owned();
    }
    let served = state.directory.countries(Language::En);
    served.into_iter().next().map_or_else(|| wanted.to_owned(), |(code, _)| code)
}

/// A demonstration account as an actor.
///
/// # Errors
/// [`AppError::NotFound`] where there is none.
pub(super) async fn actor(state: &AppState, email: &str) -> Result<Actor, AppError> {
    let email = domain::text::Email::parse(email).map_err(|_| AppError::NotFound)?;
    let mut reader = state.db.read().await?;
    let account = account::service::find_by_email(&mut reader.conn(), &email)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Actor::Staff { id: account.id, role: account.role })
}

/// What a start with the demonstration prints.
#[must_use]
pub fn notice(state: &AppState, open: &WorkshopNow) -> String {
    let code = open.detail.join_code.as_deref().unwrap_or("-");
    format!(
        "DEMONSTRATION: invented data, and passwords that everybody knows. Never use this database for real groups.\n  \
         sign in at {}: {ADMIN}, {MANAGER}, {COACH}, password {PASSWORD}\n  \
         join as a participant: {} (code {code})",
        state.link("/sign-in"),
        state.link(&format!("/j/{code}")),
    )
}
