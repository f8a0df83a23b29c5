//! The doors on the front page.

use super::service::{Behind, enter};
use crate::{
    page::{Posted, see_other, see_other_with},
    session::cookie::Cookie,
    state::AppState,
};
use axum::{Router, body::Body, http::Response, routing::post};

/// Routes of the demonstration.
pub fn routes() -> Router<AppState> {
    Router::new().route("/demonstration", post(door))
}

async fn door(posted: Posted) -> Response<Body> {
    let scheme = posted.cx.state.settings.scheme;
    let answer =
        enter(&posted.cx.state, posted.typed.get("door")).await.map(|behind| match behind {
            Behind::Join(path) => see_other(&path),
            Behind::Staff(signed_in, path) => {
                see_other_with(&path, Cookie::Staff.write(&signed_in.token.text(), None, scheme))
            }
        });
    posted.answer("/", answer).await
}
