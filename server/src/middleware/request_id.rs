//! A random number per request, and one log line about it.
//!
//! The line has the route's template, never the URI (it holds join codes), no
//! address and no browser. The number ties it to other lines of the request.

use std::{
    fmt,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, Span};

/// Response header with the request's number.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Routes asked so often, by machines or for files, that they would drown the rest.
const QUIET: [&str; 4] = ["/livez", "/readyz", "/assets/", "/pkg/"];

/// The number of a request: 64 random bits. It is also the incident number that
/// an error page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// A new one. Should the system have no randomness left, all get the same:
    /// the number protects nothing.
    #[must_use]
    pub fn random() -> Self {
        Self(getrandom::u64().unwrap_or(0))
    }

    /// The number of this request, given to it now if it has none yet. A number
    /// sent by the client does not count.
    pub fn of(request: &mut Request) -> Self {
        *request.extensions_mut().get_or_insert_with(Self::random)
    }

    /// The number as a header value.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_str(&self.to_string()).unwrap_or(HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

/// Middleware (`axum::middleware::from_fn`): numbers the request, opens a span
/// around it, and logs its outcome once.
pub async fn request_id(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&mut request);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let quiet = QUIET.iter().any(|path| route.starts_with(path));
    let span = tracing::info_span!(
        "request",
        request_id = %id,
        method = known_method(request.method()),
        route
    );
    let mut outcome = Outcome { span: span.clone(), quiet, started: Instant::now(), logged: false };
    let mut response = next.run(request).instrument(span).await;
    outcome.log(response.status());
    response.headers_mut().insert(X_REQUEST_ID, id.header());
    response
}

/// A method may be any word a client likes; only the known ones reach the log.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Logs one line, also when the request is dropped half-way.
struct Outcome {
    span: Span,
    quiet: bool,
    started: Instant,
    logged: bool,
}

impl Outcome {
    fn log(&mut self, status: StatusCode) {
        self.logged = true;
        let status_code = status.as_u16();
        let duration_ms = milliseconds(self.started.elapsed());
        self.span.in_scope(|| {
            if status.is_server_error() {
                tracing::warn!(status = status_code, duration_ms, "request");
            } else if self.quiet {
                tracing::debug!(status = status_code, duration_ms, "request");
            } else {
                tracing::info!(status = status_code, duration_ms, "request");
            }
        });
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if self.logged {
            return;
        }
        if std::thread::panicking() {
            self.log(StatusCode::INTERNAL_SERVER_ERROR);
        } else {
            let duration_ms = milliseconds(self.started.elapsed());
            self.span.in_scope(|| tracing::info!(duration_ms, "request dropped by the client"));
        }
    }
}

/// Milliseconds with one decimal place, as they are read in a log.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware::from_fn, routing::get};
    use tower::ServiceExt;

    use super::*;
    use crate::{
        config::{Format, Level},
        telemetry::tests::Captured,
    };

    fn router() -> Router {
        Router::new()
            .route("/j/{code}", get(async || "joined"))
            .route("/livez", get(async || "alive"))
            .route("/readyz", get(async || StatusCode::SERVICE_UNAVAILABLE))
            .route("/slow", get(std::future::pending::<()>))
            .layer(from_fn(request_id))
    }

    async fn answer(method: &str, path: &str) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("user-agent", "canary-browser")
            .header("x-request-id", "canary-number")
            .header("x-forwarded-for", "203.0.113.77")
            .body(Body::empty())
            .unwrap();
        router().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn log_has_template_status_and_number_and_nothing_of_the_client() {
        let (captured, _guard) = Captured::start(Level::Trace, Format::Text);
        let response = answer("GET", "/j/CANARY?x=canary-query").await;
        let id = response.headers()[X_REQUEST_ID].to_str().unwrap().to_owned();
        assert_eq!(id.len(), 16);
        assert!(u64::from_str_radix(&id, 16).is_ok());
        let log = captured.text();
        assert_eq!(log.lines().count(), 1, "{log}");
        for part in ["/j/{code}", "status=200", "duration_ms=", &id, "GET"] {
            assert!(log.contains(part), "{part} is missing in {log}");
        }
        assert!(!log.to_lowercase().contains("canary") && !log.contains("203.0.113.77"), "{log}");
    }

    #[tokio::test]
    async fn unknown_paths_and_methods_are_not_repeated() {
        let (captured, _guard) = Captured::start(Level::Trace, Format::Text);
        assert_eq!(answer("GET", "/canary-path").await.status(), StatusCode::NOT_FOUND);
        answer("CANARY", "/j/X").await;
        let log = captured.text();
        assert_eq!(log.lines().count(), 2, "{log}");
        assert!(!log.to_lowercase().contains("canary"), "{log}");
        assert!(log.contains("(none)") && log.contains("other"), "{log}");
    }

    #[tokio::test]
    async fn health_is_quiet_until_it_fails() {
        let (captured, _guard) = Captured::start(Level::Info, Format::Text);
        answer("GET", "/livez").await;
        assert_eq!(captured.text(), "");
        answer("GET", "/readyz").await;
        assert!(captured.text().contains("status=503"));
    }

    #[tokio::test]
    async fn numbers_differ() {
        let (_captured, _guard) = Captured::start(Level::Info, Format::Text);
        let first = answer("GET", "/livez").await.headers()[X_REQUEST_ID].clone();
        let second = answer("GET", "/livez").await.headers()[X_REQUEST_ID].clone();
        assert_ne!(first, second);
    }

    #[tokio::test]
    async fn dropped_request_is_logged_once() {
        let (captured, _guard) = Captured::start(Level::Info, Format::Text);
        let waiting = answer("GET", "/slow");
        assert!(tokio::time::timeout(Duration::from_millis(20), waiting).await.is_err());
        assert_eq!(captured.text().matches("dropped by the client").count(), 1);
    }
}
