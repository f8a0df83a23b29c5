//! What islands call takes JSON and nothing else, and says so properly.
//!
//! Server functions decode a body whatever its type is called, and answer 500 to one they cannot
//! read. A foreign page can send other types without asking first, so they are refused here.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Where the islands' calls live.
const CALLS: &str = "/api/";
/// Largest answer that is looked into, in bytes; errors are far smaller.
const LARGEST_ERROR: usize = 4 * 1024;
/// How the answer to a call that could not be read begins.
const UNREADABLE: &[u8] = b"{\"Invalid\":";

/// Middleware (`axum::middleware::from_fn`): 415 for calls that are no JSON, 422 for unreadable ones.
pub async fn api_calls(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(CALLS) {
        return next.run(request).await;
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_ERROR).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if body.starts_with(UNREADABLE) {
        parts.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Response::from_parts(parts, Body::from(body))
}
