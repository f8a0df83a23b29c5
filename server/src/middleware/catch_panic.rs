//! A panic in one request must not take others with it, nor leave its client
//! without an answer: 500, with a number that leads to the log.
//!
//! The text of a panic can contain what it stumbled over (slicing a string
//! prints the string), so only texts fixed in the source are logged; for the
//! rest the place in the source has to do.

use std::{
    any::Any,
    cell::RefCell,
    future::poll_fn,
    panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind},
};

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::request_id::{RequestId, X_REQUEST_ID};

tokio::task_local! {
    /// What the hook saw, for the request that is being polled on this thread.
    static CAUSE: RefCell<Option<Cause>>;
}

/// Why and where it panicked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cause {
    location: String,
    text: &'static str,
}

impl Cause {
    fn of(panic: &PanicHookInfo<'_>) -> Self {
        Self {
            location: panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string),
            text: fixed_text(panic.payload()),
        }
    }
}

/// The text if it stands in the source as it is, without values filled in.
fn fixed_text(payload: &(dyn Any + Send)) -> &'static str {
    payload.downcast_ref::<&'static str>().copied().unwrap_or("(text with values, left out)")
}

/// Sends panics to the log, instead of to standard error with their full text.
/// Those inside [`catch_panic`] are logged there, once, with their number.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let cause = Cause::of(panic);
        let kept = CAUSE.try_with(|slot| slot.replace(Some(cause.clone())));
        if kept.is_err() {
            tracing::error!(location = cause.location, text = cause.text, "panic");
        }
    }));
}

/// Middleware (`axum::middleware::from_fn`) that turns a panic into a reply.
/// The incident number is the request's number.
pub async fn catch_panic(mut request: Request, next: Next) -> Response {
    let incident = RequestId::of(&mut request);
    let guarded = CAUSE.scope(RefCell::new(None), async move {
        let mut answer = Box::pin(next.run(request));
        // The request's state is dropped with it; what it shares with others
        // is locks, and those are poisoned or sound without us.
        let result = poll_fn(|context| {
            match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
                Ok(poll) => poll.map(Ok),
                Err(payload) => std::task::Poll::Ready(Err(payload)),
            }
        })
        .await;
        result.map_err(|payload| (payload, CAUSE.with(RefCell::take)))
    });
    match guarded.await {
        Ok(response) => response,
        Err((payload, cause)) => {
            let location = cause.map_or_else(|| "unknown".to_owned(), |cause| cause.location);
            let text = fixed_text(payload.as_ref());
            tracing::error!(request_id = %incident, location, text, "panic in a request");
            reply(incident)
        }
    }
}

/// Plain text in one language: whatever renders pages may be what is broken.
fn reply(incident: RequestId) -> Response {
    let body = format!("Something went wrong on our side. Incident {incident}.\n");
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, body).into_response();
    let headers = response.headers_mut();
    headers.insert(X_REQUEST_ID, incident.header());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware::from_fn, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;
    use crate::{
        config::{Format, Level},
        middleware::request_id::request_id,
        telemetry::tests::Captured,
    };

    async fn fixed() {
        tokio::task::yield_now().await;
        panic!("a fixed text");
    }

    async fn with_value() {
        let answer = String::from("canary answer");
        panic!("cannot read {answer}");
    }

    async fn get_from(path: &str) -> (StatusCode, String, String) {
        let router = Router::new()
            .route("/fixed", get(fixed))
            .route("/value", get(with_value))
            .route("/fine", get(async || "fine"))
            .layer(from_fn(request_id))
            .layer(from_fn(catch_panic));
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let id = response.headers()[X_REQUEST_ID].to_str().unwrap().to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, id, String::from_utf8(body.to_vec()).unwrap())
    }

    // One test: the hook is the process's own.
    #[tokio::test]
    async fn panic_answers_500_and_is_logged_once_without_values() {
        let standard = std::panic::take_hook();
        log_panics();
        let (captured, guard) = Captured::start(Level::Info, Format::Text);
        let (status, id, body) = get_from("/fixed").await;
        let log = captured.text();
        let (second_status, _, second_body) = get_from("/value").await;
        let both = captured.text();
        let thread = std::thread::spawn(|| panic!("outside")).join();
        drop(guard);
        std::panic::set_hook(standard);

        assert!(thread.is_err());
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains(&id), "{body}");
        assert_eq!(log.matches("panic in a request").count(), 1, "{log}");
        assert_eq!(log.matches("status=500").count(), 1, "{log}");
        assert!(log.contains("a fixed text") && log.contains("catch_panic.rs:"), "{log}");
        assert_eq!(log.matches(&id).count(), 2, "{log}");
        assert_eq!(second_status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!both.contains("canary") && !second_body.contains("canary"), "{both}");
    }

    #[tokio::test]
    async fn requests_without_panic_pass_unchanged() {
        let (_captured, _guard) = Captured::start(Level::Info, Format::Text);
        let (status, _, body) = get_from("/fine").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "fine"));
    }
}
