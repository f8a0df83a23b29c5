//! People and things to test with, made by the services that real work goes through.

use super::{
    browser::Browser,
    server::{TODAY, TestServer},
};
use app::{
    account::{self, model::NewStaff},
    db::Db,
    error::AppError,
    participate,
    project::{
        self,
        model::{GroupFacts, ProjectFacts},
    },
    session::{self, phone::Phone, token::Token},
    workshop::{
        self,
        model::{Confirmation, Meeting, Plan, WorkshopDetail},
        service::WaveMove,
    },
};
use domain::{
    actor::{Actor, InstallationRole, ProjectRole},
    age::AgeBand,
    id::{GroupId, PartnerId, ProjectId, StaffId, WorkshopId},
    locale::Language,
    module::Module,
    opening::Parents,
    questionnaire::Wave,
    time::Day,
};

/// A signed-in staff member.
pub struct Person {
    /// Id.
    pub id: StaffId,
    /// Sign-in name.
    pub email: String,
    /// Who they are to services.
    pub actor: Actor,
    /// Their browser.
    pub browser: Browser,
}

/// A project with its manager, a coach, a partner, a group, and a workshop that has been planned.
pub struct Room {
    /// The project's manager.
    pub manager: Person,
    /// Its coach.
    pub coach: Person,
    /// The project.
    pub project: ProjectId,
    /// Its partner.
    pub partner: PartnerId,
    /// The partner's group.
    pub group: GroupId,
    /// The workshop, still a draft.
    pub workshop: WorkshopId,
}

impl TestServer {
    /// A staff member who has signed in. They have no password: hashing takes time.
    pub async fn person(&self, email: &str, role: InstallationRole) -> Person {
        let new = NewStaff { email: email.to_owned(), name: format!("Person {email}"), role };
        let mut tx = self.state.db.begin().await.unwrap();
        let (id, _) = account::service::invite(&mut tx.conn(), &self.state, &new).await.unwrap();
        tx.commit().await.unwrap();
        let browser = self.browser();
        let person =
            Person { id, email: email.to_owned(), actor: Actor::Staff { id, role }, browser };
        self.sign_in_again(&person).await;
        person
    }

    /// Gives a person's browser a new session.
    pub async fn sign_in_again(&self, person: &Person) {
        let Actor::Staff { id, role } = person.actor else { unreachable!("a person is staff") };
        let (rules, now) = (self.state.settings.sessions, self.state.clock.now());
        let mut tx = self.state.db.begin().await.unwrap();
        let token = session::service::start(&mut tx.conn(), rules, now, id, role).await.unwrap();
        tx.commit().await.unwrap();
        person.browser.set_cookie("mis_staff", &token.text());
    }

    /// A project with everything for a workshop on passwords today.
    pub async fn room(&self) -> Room {
        self.room_named("").await
    }

    /// As [`TestServer::room`], with people of other names.
    pub async fn room_named(&self, prefix: &str) -> Room {
        let manager =
            self.person(&format!("{prefix}manager@example.org"), InstallationRole::Manager).await;
        let coach =
            self.person(&format!("{prefix}coach@example.org"), InstallationRole::None).await;
        let state = &self.state;
        let project =
            project::service::create_project(state, manager.actor, &facts("Safe together"))
                .await
                .unwrap();
        project::service::invite_member(
            state,
            manager.actor,
            project,
            &coach.email,
            "",
            ProjectRole::Coach,
        )
        .await
        .unwrap();
        let partner =
            project::service::add_partner(state, manager.actor, project, "School by the river")
                .await
                .unwrap();
        let group = project::service::add_group(
            state,
            manager.actor,
            project,
            partner,
            &group_facts("Class 3B"),
        )
        .await
        .unwrap();
        let workshop =
            workshop::service::plan_workshop(state, coach.actor, project, &plan(group, 20))
                .await
                .unwrap();
        Room { manager, coach, project, partner, group, workshop }
    }

    /// As [`TestServer::room`], with the workshop open.
    pub async fn open_room(&self) -> Room {
        let room = self.room().await;
        workshop::service::open_workshop(
            &self.state,
            room.coach.actor,
            room.workshop,
            &Confirmation::letter_given(),
        )
        .await
        .unwrap();
        room
    }

    /// A workshop's row.
    pub async fn detail(&self, workshop: WorkshopId) -> WorkshopDetail {
        let mut reader = self.state.db.read().await.unwrap();
        workshop::service::detail(&mut reader.conn(), workshop).await.unwrap()
    }

    /// A phone that came by the QR code.
    pub async fn phone(&self, workshop: WorkshopId) -> Browser {
        let browser = self.browser();
        self.scan(&browser, workshop).await;
        browser
    }

    /// A phone scans the QR code.
    pub async fn scan(&self, browser: &Browser, workshop: WorkshopId) {
        let token = self.detail(workshop).await.join_token.unwrap();
        assert_eq!(browser.get(&format!("/j/{token}")).await.location(), "/here");
    }

    /// So many phones answer a wave by plain forms through the service; returns them.
    pub async fn answer_all(
        &self,
        workshop: WorkshopId,
        wave: Wave,
        phones: &[Phone],
        value: impl Fn(usize, &str) -> &'static str,
    ) {
        for (number, phone) in phones.iter().enumerate() {
            let fields: Vec<_> = ["Q5", "Q6", "Q13", "W1", "W2", "Q11", "Q14"]
                .into_iter()
                .map(|question| (question.to_owned(), value(number, question).to_owned()))
                .collect();
            assert_eq!(phone.workshop, workshop);
            participate::service::put_answers(
                &self.state,
                phone.clone(),
                Language::En,
                wave,
                &fields,
                true,
            )
            .await
            .unwrap();
        }
    }

    /// A coach's move with a wave.
    pub async fn move_wave(&self, room: &Room, wave: Wave, step: WaveMove) -> Result<(), AppError> {
        workshop::service::move_wave(&self.state, room.coach.actor, room.workshop, wave, step).await
    }

    /// A number and a text of each row that a statement finds.
    pub async fn rows(&self, sql: &'static str) -> Vec<(i64, String)> {
        match &self.state.db {
            Db::Sqlite { readers, .. } => sqlx::query_as(sql).fetch_all(readers).await.unwrap(),
            Db::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
        }
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        count(&self.state.db, table).await
    }
}

/// How many rows a table has.
pub async fn count(db: &Db, table: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
    match db {
        Db::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await.unwrap(),
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
    }
}

/// So many phones of a workshop, known to nobody yet.
pub fn phones(workshop: WorkshopId, count: usize) -> Vec<Phone> {
    (0..count).map(|_| Phone::new(workshop, Token::random())).collect()
}

/// Today, as the tests' clock begins.
pub fn today() -> Day {
    TODAY.parse().unwrap()
}

/// A project's facts.
pub fn facts(name: &str) -> ProjectFacts {
    ProjectFacts {
        name: name.to_owned(),
        funder: "A funder".to_owned(),
        acknowledgement: "With support.".to_owned(),
        organisation: "An organisation".to_owned(),
        contact: "contact@example.org".to_owned(),
        countries: vec!["be".to_owned()],
        languages: vec![Language::En, Language::Fr],
        starts_on: today().plus_days(-30),
        ends_on: today().plus_days(300),
        retention_months: 6,
        parents: Parents::Informed,
    }
}

/// A group's facts.
pub fn group_facts(name: &str) -> GroupFacts {
    GroupFacts {
        name: name.to_owned(),
        age_band: AgeBand::From14,
        country: "be".to_owned(),
        safeguarding_person: "The safeguarding person".to_owned(),
        safeguarding_phone: "000 00 00 00".to_owned(),
    }
}

/// A workshop on passwords today.
pub fn plan(group: GroupId, expected: i64) -> Plan {
    let meeting = Meeting { held_on: today(), minutes: 50, headcount: None };
    Plan {
        group,
        modules: [Module::Passwords].into(),
        meetings: vec![meeting],
        expected,
        trial: false,
    }
}
