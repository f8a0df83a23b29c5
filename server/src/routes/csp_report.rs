//! Where browsers report what the content security policy stopped.

use axum::{body::Bytes, http::StatusCode};

/// Logs that a report came and which rule it names; addresses and scripts in it stay unread.
pub async fn report(body: Bytes) -> StatusCode {
    let text = String::from_utf8_lossy(&body);
    let rule = ["script-src", "style-src", "img-src", "connect-src", "form-action", "default-src"];
    let rule = rule.into_iter().find(|rule| text.contains(rule)).unwrap_or("other");
    tracing::warn!(rule, "content security policy report");
    StatusCode::NO_CONTENT
}
