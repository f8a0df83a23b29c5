//! Workshops that run step by step, with phones, a projector and a coach.

use super::follower::{Follower, Sight, Trouble, Way};
use crate::{FORM, client::Client, room};
use app::{run, session, state::AppState, workshop::model::Confirmation};
use domain::{
    actor::{Actor, InstallationRole},
    agenda::StepKind,
    id::WorkshopId,
    module::Module,
};
use server::{
    config::{Config, Overrides},
    start::{StartError, build_state, open_database},
};
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::JoinSet,
};

/// The coach's cookie and the workshops.
pub struct Stage {
    coach: String,
    /// The workshops.
    pub workshops: Vec<Workshop>,
}

/// One workshop.
#[derive(Clone)]
pub struct Workshop {
    id: WorkshopId,
    link: String,
    /// Place of the first step of each kind.
    steps: BTreeMap<&'static str, usize>,
}

impl Stage {
    /// Fills an empty database: it is prepared without the program that is measured later.
    pub async fn prepare(database: &str, count: usize) -> Result<Self, StartError> {
        let overrides = Overrides { database: Some(database.to_owned()), ..Overrides::default() };
        let config = Config::load(&overrides)?;
        let db = open_database(&config).await?;
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 3000));
        let state = build_state(&config, db, here).await?;
        app::demonstration::service::fill(&state).await?;
        let said = Confirmation { steps: true, ..Confirmation::letter_given() };
        let opened = room::open_workshops(&state, count, &[Module::Respect], &said).await?;
        let mut stage = Self { coach: sign_in(&state).await?, workshops: Vec::new() };
        for (id, link) in opened {
            stage.workshops.push(Workshop { id, link, steps: steps(&state, id).await? });
        }
        state.db.close().await;
        Ok(stage)
    }

    /// The coach's browser.
    pub async fn coach(&self, host: SocketAddr) -> Result<Client, StartError> {
        let mut client = Client::connect(host).await?;
        client.remember("mis_staff", self.coach.clone());
        Ok(client)
    }
}

async fn sign_in(state: &AppState) -> Result<String, StartError> {
    let coach = room::coach(state).await?.id;
    let (rules, now) = (state.settings.sessions, state.clock.now());
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    let token = session::service::start(conn, rules, now, coach, InstallationRole::None).await?;
    tx.commit().await?;
    Ok(token.text())
}

async fn steps(
    state: &AppState,
    id: WorkshopId,
) -> Result<BTreeMap<&'static str, usize>, StartError> {
    let coach = Actor::Staff { id: room::coach(state).await?.id, role: InstallationRole::None };
    let console = run::service::console(state, coach, id).await?.ok_or("no run")?;
    let mut steps = BTreeMap::new();
    for (place, step) in console.live.run.steps.iter().enumerate() {
        let kind = match step.kind {
            StepKind::Story => "story",
            StepKind::Poll => "polls",
            StepKind::Discussion => "discussion",
            _ => "other",
        };
        steps.entry(kind).or_insert(place);
    }
    Ok(steps)
}

/// A workshop's pages that follow it, and how the coach steers.
pub struct Class {
    /// Phones' browsers beside the ones that follow: they vote.
    pub phones: Vec<Client>,
    /// Version the next command is based on.
    pub version: u64,
    workshop: Workshop,
    host: SocketAddr,
    way: Way,
    eyes: Eyes,
    coach: Client,
    run: String,
    followers: JoinSet<()>,
}

/// Where what followers see goes.
#[derive(Clone)]
pub struct Eyes {
    /// Phones.
    pub phones: UnboundedSender<Sight>,
    /// The projector.
    pub wall: UnboundedSender<Sight>,
    /// What goes wrong.
    pub trouble: Arc<Trouble>,
}

impl Class {
    /// Lets a workshop's coach and projector in; phones follow with [`Class::let_in`].
    pub async fn gather(
        stage: &Stage,
        number: usize,
        host: SocketAddr,
        way: Way,
        eyes: &Eyes,
    ) -> Result<Self, StartError> {
        let workshop = stage.workshops.get(number).ok_or("no workshop")?.clone();
        let (coach, id) = (stage.coach(host).await?, workshop.id);
        let run = format!("/staff/workshops/{id}/run");
        let mut class = Self {
            phones: Vec::new(),
            version: 0,
            workshop,
            host,
            way,
            eyes: eyes.clone(),
            coach: coach.twin(),
            run: run.clone(),
            followers: JoinSet::new(),
        };
        class.version = class.read_version().await?;
        let mut wall = Client::connect(host).await?;
        wall.send("GET", "/screen", "", FORM).await?;
        let text = wall.text();
        let code = between(&text, "class=\"wall-code\">", "<").chars();
        let code: String = code.filter(char::is_ascii_alphanumeric).collect();
        let pair = format!("/staff/workshops/{id}/screen");
        class.coach.send("POST", &pair, &format!("screen={code}"), FORM).await?;
        class.follow(wall, "/screen/live", "/screen", &eyes.wall);
        // The console reads itself again too; nobody measures it.
        let (console, _) = unbounded_channel();
        class.follow(coach, &format!("/staff/workshops/{id}/live"), &run, &console);
        Ok(class)
    }

    /// Lets so many more phones in.
    pub async fn let_in(&mut self, count: usize) -> Result<(), StartError> {
        let stream = format!("/live/{}", self.workshop.id);
        let sights = self.eyes.phones.clone();
        for _ in 0..count {
            let mut phone = Client::connect(self.host).await?;
            phone.send("GET", &self.workshop.link, "", FORM).await?;
            phone.send("GET", "/here", "", FORM).await?;
            self.phones.push(phone.twin());
            self.follow(phone, &stream, "/here", &sights);
        }
        Ok(())
    }

    fn follow(
        &mut self,
        client: Client,
        stream: &str,
        page: &str,
        sights: &UnboundedSender<Sight>,
    ) {
        let follower = Follower {
            client,
            stream: stream.to_owned(),
            page: page.to_owned(),
            hurry: page != "/here",
            way: self.way,
            sights: sights.clone(),
            trouble: Arc::clone(&self.eyes.trouble),
        };
        self.followers.spawn(follower.follow());
    }

    /// A command of the coach; false where the run did not move on.
    pub async fn command(&mut self, fields: &str) -> Result<bool, StartError> {
        let body = format!("version={}&{fields}", self.version);
        self.coach.send("POST", &self.run, &body, FORM).await?;
        let before = std::mem::replace(&mut self.version, 0);
        self.version = self.read_version().await?;
        Ok(self.version > before)
    }

    /// To the first step of a kind.
    pub async fn go(&mut self, kind: &str) -> Result<bool, StartError> {
        let step = self.workshop.steps.get(kind).ok_or("no such step")?;
        self.command(&format!("do=go&step={step}")).await
    }

    async fn read_version(&mut self) -> Result<u64, StartError> {
        self.coach.send("GET", &self.run, "", FORM).await?;
        Ok(between(&self.coach.text(), "name=\"version\" value=\"", "\"").parse()?)
    }

    /// A vote for the first option of what is asked, as a phone's page offers it.
    pub async fn ballot(&mut self) -> Result<String, StartError> {
        let phone = self.phones.first_mut().ok_or("no phone")?;
        phone.send("GET", "/here", "", FORM).await?;
        let page = phone.text();
        let ask = between(&page, "name=\"ask\" value=\"", "\"");
        let value = between(&page, "id=\"option-0\" name=\"value\" value=\"", "\"");
        if ask.is_empty() || value.is_empty() {
            return Err("nothing is asked".into());
        }
        Ok(format!("ask={ask}&value={value}"))
    }
}

/// What stands between two texts for the first time; nothing where it does not.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(found, _)| found)
}
