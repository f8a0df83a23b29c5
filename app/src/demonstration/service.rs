//! Filling a database with the demonstration, by the same services that real work goes through.

use super::answers::{Dice, answer};
use crate::{
    account::{self, model::NewStaff, service::SignedIn},
    clock::{Clock, hour_on},
    error::{AppError, Refusal},
    evaluation,
    participate::{self, intake::Write},
    project::{
        self,
        model::{GroupFacts, ProjectFacts},
    },
    session::{phone::Phone, token::Token},
    state::{AppState, DEMONSTRATION, set_installation_fact},
    workshop::{
        self,
        model::{Meeting, Plan, WorkshopNow},
        service::WaveMove,
    },
};
use domain::{
    actor::{Actor, InstallationRole, ProjectRole},
    age::AgeBand,
    id::{GroupId, ProjectId, WorkshopId},
    locale::Language,
    module::Module,
    question::Part,
    questionnaire::Wave,
    workshop::WorkshopState,
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Sign-in names of the demonstration accounts.
pub const ADMIN: &str = "admin@demo.invalid";
/// See [`ADMIN`].
pub const MANAGER: &str = "manager@demo.invalid";
/// See [`ADMIN`].
pub const COACH: &str = "coach@demo.invalid";
/// Password of all demonstration accounts, printed at every start.
pub const PASSWORD: &str = "only-for-trying-out";

/// Days ago and sizes of the closed workshops.
const CLOSED: [(i32, u64, usize); 4] = [(40, 20, 0), (33, 9, 1), (19, 12, 2), (12, 4, 1)];

/// Fills an empty database: accounts, a project with two partners, closed workshops with invented
/// answers.
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
    add(ADMIN, "Administrator (demonstration)", InstallationRole::Admin).await?;
    let manager = add(MANAGER, "Manager (demonstration)", InstallationRole::Manager).await?;
    let coach = add(COACH, "Coach (demonstration)", InstallationRole::None).await?;
    let (project, groups) = make_project(state, manager).await?;
    let mut dice = Dice::new(2026);
    for (days_ago, size, group) in CLOSED {
        let group = groups.get(group).copied().ok_or(AppError::NotFound)?;
        hold_workshop(state, coach, project, group, days_ago, size, &mut dice).await?;
    }
    Ok(())
}

async fn make_project(
    state: &AppState,
    manager: Actor,
) -> Result<(ProjectId, Vec<GroupId>), AppError> {
    let today = state.clock.today(&state.settings.time_zone);
    let facts = ProjectFacts {
        name: "Make-IT-Safe (demonstration)".to_owned(),
        funder: "A funder".to_owned(),
        acknowledgement: "With the support of a funder. The content is the project’s alone."
            .to_owned(),
        organisation: "An organisation".to_owned(),
        contact: "privacy@demo.invalid".to_owned(),
        countries: vec!["be".to_owned()],
        languages: Language::ALL.to_vec(),
        starts_on: today.plus_days(-120),
        ends_on: today.plus_days(240),
        retention_months: 6,
    };
    let project = project::service::create_project(state, manager, &facts).await?;
    project::service::invite_member(state, manager, project, COACH, "", ProjectRole::Coach).await?;
    let school =
        project::service::add_partner(state, manager, project, "School by the river").await?;
    let centre =
        project::service::add_partner(state, manager, project, "Youth centre West").await?;
    let mut groups = Vec::new();
    for (partner, name, age_band) in [
        (school, "Class 3B", AgeBand::From14),
        (school, "Class 1A", AgeBand::From12),
        (centre, "Evening group", AgeBand::From16),
    ] {
        let facts = GroupFacts {
            name: name.to_owned(),
            age_band,
            country: "be".to_owned(),
            safeguarding_person: "The safeguarding person".to_owned(),
            safeguarding_phone: "000 00 00 00".to_owned(),
        };
        groups.push(project::service::add_group(state, manager, project, partner, &facts).await?);
    }
    Ok((project, groups))
}

/// The same application with a clock that is moved by hand.
fn at_another_time(state: &AppState) -> (AppState, Arc<AtomicI64>) {
    let hands = Arc::new(AtomicI64::new(state.clock.now().0));
    (state.with_clock(Clock::Fixed(Arc::clone(&hands))), hands)
}

async fn hold_workshop(
    state: &AppState,
    coach: Actor,
    project: ProjectId,
    group: GroupId,
    days_ago: i32,
    size: u64,
    dice: &mut Dice,
) -> Result<(), AppError> {
    let (then, hands) = at_another_time(state);
    let day = state.clock.today(&state.settings.time_zone).plus_days(-days_ago);
    hands.store(hour_on(day, 10, &state.settings.time_zone).0, Ordering::SeqCst);
    let minutes_pass = |minutes: i64| hands.fetch_add(minutes * 60_000, Ordering::SeqCst);
    let plan = plan_of(
        group,
        Meeting { held_on: day, minutes: 50, headcount: None },
        i64::try_from(size).unwrap_or(20),
    );
    let id = workshop::service::plan_workshop(&then, coach, project, &plan).await?;
    workshop::service::open_workshop(&then, coach, id).await?;

    let phones: Vec<Phone> = (0..size).map(|_| Phone::new(id, Token::random())).collect();
    answer_wave(&then, id, &phones, Wave::Before, dice).await?;
    minutes_pass(10);
    workshop::service::move_wave(&then, coach, id, Wave::Before, WaveMove::Close).await?;
    minutes_pass(5);
    evaluation::service::freeze_due(&then).await?;
    minutes_pass(30);
    workshop::service::move_wave(&then, coach, id, Wave::After, WaveMove::OpenAfter).await?;
    // One in fifteen has another phone or has lost the cookie: nobody knows it is the same person.
    let later: Vec<Phone> = phones
        .into_iter()
        .map(|phone| if dice.chance(7) { Phone::new(id, Token::random()) } else { phone })
        .collect();
    answer_wave(&then, id, &later, Wave::After, dice).await?;
    minutes_pass(8);
    let present = i64::try_from(size).unwrap_or(0) + 1;
    workshop::service::set_headcount(&then, coach, id, 1, Some(present)).await?;
    workshop::service::set_state(&then, coach, id, WorkshopState::Closed).await?;
    minutes_pass(5);
    evaluation::service::freeze_due(&then).await?;
    Ok(())
}

async fn answer_wave(
    state: &AppState,
    id: WorkshopId,
    phones: &[Phone],
    wave: Wave,
    dice: &mut Dice,
) -> Result<(), AppError> {
    let mut reader = state.db.read().await?;
    let detail = workshop::service::detail(&mut reader.conn(), id).await?;
    drop(reader);
    let questionnaire = participate::service::questionnaire_of(state, &detail)?;
    for (phone, language) in phones.iter().zip(Language::ALL.into_iter().cycle()) {
        if dice.chance(4) {
            participate::service::decide(state, phone.clone(), language, wave, Write::Decline)
                .await?;
            continue;
        }
        let mut fields = Vec::new();
        for item in questionnaire.form(&detail.plan.modules, wave) {
            let Some(scale) = questionnaire.scale(item) else { continue };
            let skipped = item.part == Part::About && wave == Wave::After;
            if let Some(value) = answer(dice, item, scale, wave).filter(|_| !skipped) {
                fields.push((item.code.clone(), value));
            }
        }
        participate::service::put_answers(state, phone.clone(), language, wave, &fields, true)
            .await?;
    }
    Ok(())
}

fn plan_of(group: GroupId, meeting: Meeting, expected: i64) -> Plan {
    Plan { group, modules: [Module::Passwords].into(), meetings: vec![meeting], expected }
}

/// Sees to it that one workshop of the demonstration is open today, and returns it.
///
/// # Errors
/// When the store fails.
pub async fn ensure_open_workshop(state: &AppState) -> Result<WorkshopNow, AppError> {
    let coach = actor(state, COACH).await?;
    workshop::service::close_forgotten(state).await?;
    let ahead = workshop::service::list_ahead(state, coach).await?;
    let open = ahead
        .iter()
        .find(|workshop| workshop.state == WorkshopState::Open)
        .map(|workshop| workshop.id);
    let id = match open {
        Some(id) => id,
        None => open_one(state, coach).await?,
    };
    workshop::service::find_workshop(state, coach, id).await
}

async fn open_one(state: &AppState, coach: Actor) -> Result<WorkshopId, AppError> {
    let projects = project::service::list_projects(state, coach).await?;
    let project = projects.first().map(|project| project.id).ok_or(AppError::NotFound)?;
    let partners = project::service::list_partners(state, coach, project).await?;
    let group = partners
        .iter()
        .flat_map(|partner| &partner.groups)
        .next()
        .map(|group| group.id)
        .ok_or(AppError::NotFound)?;
    let today = state.clock.today(&state.settings.time_zone);
    let plan = plan_of(group, Meeting { held_on: today, minutes: 50, headcount: None }, 20);
    let id = workshop::service::plan_workshop(state, coach, project, &plan).await?;
    workshop::service::open_workshop(state, coach, id).await?;
    Ok(id)
}

async fn actor(state: &AppState, email: &str) -> Result<Actor, AppError> {
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

/// Where a door of the demonstration leads.
#[derive(Debug)]
pub enum Behind {
    /// Into the open workshop as a phone.
    Join(String),
    /// Into a staff page, signed in.
    Staff(SignedIn, String),
}

/// Goes through a door: only in a demonstration that nobody but this machine can reach.
///
/// # Errors
/// [`AppError::NotFound`] everywhere else.
pub async fn enter(state: &AppState, door: &str) -> Result<Behind, AppError> {
    if !(state.demonstration && state.settings.doors_allowed) {
        return Err(AppError::NotFound);
    }
    let open = ensure_open_workshop(state).await?.detail;
    match door {
        "participant" => open
            .join_token
            .map(|token| Behind::Join(format!("/j/{token}")))
            .ok_or(AppError::NotFound),
        "coach" => {
            let signed_in = account::service::sign_in_to_demonstration(state, COACH).await?;
            Ok(Behind::Staff(signed_in, format!("/staff/workshops/{}", open.id)))
        }
        "manager" => {
            let signed_in = account::service::sign_in_to_demonstration(state, MANAGER).await?;
            Ok(Behind::Staff(signed_in, format!("/staff/projects/{}/results", open.project)))
        }
        _ => Err(AppError::NotFound),
    }
}
