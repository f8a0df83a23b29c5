//! A server in this process, with as many workshops as the load needs.

use app::{
    account::{self, model::StaffSummary},
    clock::Clock,
    demonstration, project,
    state::AppState,
    workshop::{
        self,
        model::{Confirmation, Meeting, Plan},
    },
};
use domain::{
    actor::{Actor, InstallationRole},
    id::WorkshopId,
    module::Module,
    text::Email,
};
use server::{
    accept::{self, Edge},
    config::{Config, Overrides},
    router::router,
    start::{StartError, build_state, open_database},
};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Workshops for the load.
pub const WORKSHOPS: usize = 60;

/// A server that runs, and the join links of its workshops.
pub struct Room {
    /// Its address.
    pub host: SocketAddr,
    /// Everything it reaches.
    pub state: AppState,
    /// Its workshops.
    pub workshops: Vec<WorkshopId>,
    /// Paths of their join links.
    pub links: Vec<String>,
}

/// Starts a server on an empty database and opens the workshops.
pub async fn open(database: &str) -> Result<Room, StartError> {
    let overrides = Overrides {
        database: Some(database.to_owned()),
        listen: Some("127.0.0.1:0".to_owned()),
        ..Overrides::default()
    };
    let config = Config::load(&overrides)?;
    let db = open_database(&config).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?;
    let state = build_state(&config, db, host).await?;
    demonstration::service::fill(&state).await?;
    let said = Confirmation::letter_given();
    let opened = open_workshops(&state, WORKSHOPS, &Module::ALL, &said).await?;
    let (workshops, links) = opened.into_iter().unzip();
    let app = router(&config, state.clone(), host)?;
    tokio::spawn(accept::serve(listener, app, Edge::from(&config.http), CancellationToken::new()));
    Ok(Room { host, state, workshops, links })
}

/// The coach of the demonstration.
pub async fn coach(state: &AppState) -> Result<StaffSummary, StartError> {
    let email = Email::parse(demonstration::service::COACH)?;
    let mut reader = state.db.read().await?;
    let coach = account::service::find_by_email(&mut reader.conn(), &email).await?;
    Ok(coach.ok_or("no coach")?)
}

/// Opens so many workshops; each lets a thousand phones in.
pub async fn open_workshops(
    state: &AppState,
    count: usize,
    modules: &[Module],
    said: &Confirmation,
) -> Result<Vec<(WorkshopId, String)>, StartError> {
    let coach = Actor::Staff { id: coach(state).await?.id, role: InstallationRole::None };
    let project =
        project::service::list_projects(state, coach).await?.first().ok_or("no project")?.id;
    let partners = project::service::list_partners(state, coach, project).await?;
    let group = partners.iter().flat_map(|partner| &partner.groups).next().ok_or("no group")?.id;
    let today = Clock::System.today(&state.settings.time_zone);
    let plan = Plan {
        group,
        modules: modules.iter().copied().collect(),
        meetings: vec![Meeting { held_on: today, minutes: 50, headcount: None }],
        expected: 500,
        trial: false,
    };
    let mut opened = Vec::new();
    for _ in 0..count {
        let id = workshop::service::plan_workshop(state, coach, project, &plan).await?;
        workshop::service::open_workshop(state, coach, id, said).await?;
        workshop::service::set_join_cap(state, coach, id, 1000).await?;
        let detail = workshop::service::find_workshop(state, coach, id).await?.detail;
        opened.push((id, format!("/j/{}", detail.join_token.ok_or("no token")?)));
    }
    Ok(opened)
}
