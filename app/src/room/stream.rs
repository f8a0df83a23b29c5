//! A stream to measure a network by: a message at once and every few seconds, for a minute.

use super::model::{BEAT_SECONDS, STREAM_SECONDS};
use crate::{error::AppError, page::PageContext, state::AppState};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderValue, Request, Response, StatusCode},
    response::{IntoResponse as _, Sse, sse::Event},
    routing::get,
};
use futures::Stream;
use std::{convert::Infallible, time::Duration};

/// Routes of the room check.
pub fn routes() -> Router<AppState> {
    Router::new().route("/staff/room/stream", get(stream))
}

async fn stream(State(state): State<AppState>, request: Request<Body>) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let staff = cx.actor().await.and_then(|actor| actor.staff().ok_or(AppError::SignInNeeded));
    if let Err(error) = staff {
        let status = StatusCode::from_u16(error.status());
        return status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    }
    let mut response = Sse::new(messages(cx.state)).into_response();
    // The same as the live streams say: what is measured is the way to them.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

fn messages(state: AppState) -> impl Stream<Item = Result<Event, Infallible>> {
    let stopping = state.live.stopping();
    futures::stream::unfold((0, stopping), |(number, mut stopping)| async move {
        if number > STREAM_SECONDS / BEAT_SECONDS {
            return None;
        }
        if number > 0 {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(BEAT_SECONDS)) => {}
                _ = stopping.wait_for(|stop| *stop) => return None,
            }
        }
        Some((Ok(Event::default().data(number.to_string())), (number + 1, stopping)))
    })
}
