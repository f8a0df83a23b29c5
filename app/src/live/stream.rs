//! The streams themselves: each message is one short text, the version of what the page shows.
//!
//! A message comes when something changed, and every few seconds all the same: the browser learns
//! from the silence that a stream does not get through, and a change that was missed is made good.

use crate::{
    error::AppError, page::PageContext, run, session::token::Token, state::AppState,
    ui::form_reader::id,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderValue, Request, Response, StatusCode, header},
    response::{IntoResponse as _, Sse, sse::Event},
    routing::get,
};
use domain::id::{ParticipantId, WorkshopId};
use futures::Stream;
use std::{collections::HashMap, convert::Infallible, future::Future, pin::Pin, time::Duration};
use tokio::sync::watch;

/// What a projector is told once this stream is not the one to follow.
const ELSEWHERE: &str = "elsewhere";
/// What a projector is told until it has a workshop.
const WAITING: &str = "waiting";
/// A message at least so often.
const BEAT: Duration = Duration::from_secs(8);
/// Changes of counts are told at most so often: thirty votes in a second are one new picture.
pub const PACE: Duration = Duration::from_millis(120);

/// Routes of streams: one for each kind of page, each with its own cookie.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/live/{workshop}", get(phone))
        .route("/staff/workshops/{workshop}/live", get(console))
        .route("/screen/live", get(screen))
        .route("/helper/live", get(helper))
}

/// Whose stream it is.
#[derive(Debug, Clone)]
struct Follower {
    workshop: WorkshopId,
    /// Hears of counts too.
    counts: bool,
    phone: Option<ParticipantId>,
    /// The projector, where it is one: it waits for its workshop, or follows it while paired with it.
    screen: Option<Token>,
}

type Asked = Query<HashMap<String, String>>;

async fn phone(
    State(state): State<AppState>,
    Path(workshop): Path<String>,
    asked: Asked,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let follower = async {
        let phone = cx.phone().ok_or(AppError::NotFound)?;
        if phone.workshop != id(&workshop)? {
            return Err(AppError::NotFound);
        }
        cx.state.limits.participant_read(&phone.token.hash())?;
        Ok(Follower {
            workshop: phone.workshop,
            counts: false,
            phone: Some(phone.participant()),
            screen: None,
        })
    };
    answer(&cx, follower.await, &asked).await
}

async fn console(
    State(state): State<AppState>,
    Path(workshop): Path<String>,
    asked: Asked,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let follower = async {
        let (actor, workshop) = (cx.actor().await?, id(&workshop)?);
        run::service::may_follow(&cx.state, actor, workshop).await?;
        Ok(Follower { workshop, counts: true, phone: None, screen: None })
    };
    answer(&cx, follower.await, &asked).await
}

async fn screen(
    State(state): State<AppState>,
    asked: Asked,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let follower = async {
        let token = cx.screen().ok_or(AppError::NotFound)?;
        // One that was let go hears so, rather than an error.
        let workshop = match run::service::screen_workshop(&cx.state, &token).await {
            Err(AppError::NotFound) => None,
            known => known?,
        };
        let workshop = workshop.unwrap_or(run::service::WAITING_SCREENS);
        Ok(Follower { workshop, counts: true, phone: None, screen: Some(token) })
    };
    answer(&cx, follower.await, &asked).await
}

async fn helper(
    State(state): State<AppState>,
    asked: Asked,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let follower = async {
        let pass = cx.helper().ok_or(AppError::NotFound)?;
        run::service::helper_console(&cx.state, pass).await?;
        Ok(Follower { workshop: pass.workshop, counts: true, phone: None, screen: None })
    };
    answer(&cx, follower.await, &asked).await
}

/// A stream, or with `?once` one version: what a page asks for whose streams do not get through.
async fn answer(
    cx: &PageContext,
    follower: Result<Follower, AppError>,
    Query(asked): &Asked,
) -> Response<Body> {
    let follower = match follower {
        Ok(follower) => follower,
        Err(error) => return status(&error),
    };
    let state = cx.state.clone();
    if let Some(phone) = follower.phone {
        state.live.seen(follower.workshop, phone);
    }
    if asked.contains_key("once") {
        return match version(&state, &follower).await {
            Ok(version) => ([(header::CACHE_CONTROL, "no-store")], version).into_response(),
            Err(error) => status(&error),
        };
    }
    let mut response = Sse::new(messages(state, follower)).into_response();
    // Proxies that collect a stream before they pass it on would make the room wait.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

fn status(error: &AppError) -> Response<Body> {
    StatusCode::from_u16(error.status())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        .into_response()
}

/// The version of what a follower's page shows.
async fn version(state: &AppState, follower: &Follower) -> Result<String, AppError> {
    if let Some(token) = &follower.screen {
        match run::service::screen_workshop(state, token).await {
            Ok(None) => return Ok(WAITING.to_owned()),
            Ok(Some(workshop)) if workshop == follower.workshop => {}
            // Paired meanwhile, or let go: its page says what is next, by another stream.
            Ok(Some(_)) | Err(AppError::NotFound) => return Ok(ELSEWHERE.to_owned()),
            Err(error) => return Err(error),
        }
    }
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    if follower.counts {
        run::service::counted_version(conn, state, follower.workshop).await
    } else {
        run::service::version(conn, follower.workshop).await
    }
}

struct Messages {
    state: AppState,
    follower: Follower,
    changes: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    first: bool,
    over: bool,
}

fn messages(state: AppState, follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    let changes = state.live.watch(follower.workshop, follower.counts);
    let stopping = state.live.stopping();
    let start = Messages { state, follower, changes, stopping, first: true, over: false };
    futures::stream::unfold(start, |mut messages| async move {
        let text = messages.next().await?;
        Some((Ok(Event::default().data(text)), messages))
    })
}

impl Messages {
    /// Waits for something to tell; `None` ends the stream.
    async fn next(&mut self) -> Option<String> {
        if self.over || *self.stopping.borrow() {
            return None;
        }
        if !self.first {
            let stop = async { self.stopping.wait_for(|stop| *stop).await.is_ok() };
            let change = async {
                match tokio::time::timeout(BEAT, self.changes.changed()).await {
                    Ok(Ok(())) if self.follower.counts => tokio::time::sleep(PACE).await,
                    _ => {}
                }
            };
            tokio::select! {
                _ = stop => return None,
                () = change => {}
            }
        }
        self.first = false;
        self.changes.mark_unchanged();
        if let Some(phone) = self.follower.phone {
            self.state.live.seen(self.follower.workshop, phone);
        }
        // A store that is busy for a moment ends the stream; the browser connects again by itself.
        let version = version(&self.state, &self.follower).await.ok()?;
        self.over = version == ELSEWHERE;
        Some(version)
    }
}

/// Passes on what other servers tell, until the server stops.
pub async fn hear(state: AppState) {
    let hub = state.live.clone();
    let listening = state.db.hear(move |message| {
        let Some((kind, workshop)) = message.and_then(|message| message.split_once(' ')) else {
            return hub.all_changed();
        };
        if let Ok(workshop) = workshop.parse() {
            if kind == "run" { hub.changed(workshop) } else { hub.counted(workshop) }
        }
    });
    let listening: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(listening);
    let mut stopping = state.live.stopping();
    tokio::select! {
        () = listening => {}
        _ = stopping.wait_for(|stop| *stop) => {}
    }
}
