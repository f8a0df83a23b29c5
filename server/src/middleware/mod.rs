//! What happens around every request. From the outside in:
//!
//! 1. [`security_headers`]: on every reply, also on the ones below that refuse.
//! 2. [`catch_panic`]: a panic becomes a 500 with an incident number.
//! 3. [`request_id`]: one log line a request, without anything that identifies.
//! 4. [`request_bounds`]: time and size.
//! 5. [`csrf`]: foreign sites cannot send forms in a visitor's name.
//! 6. [`api_calls`]: what islands call takes JSON only.
//!
//! All of them go on with `Router::layer`, which adds the outermost last and
//! runs after the route is known, so that the log can name its template.
//! Limits on guessing are no layer: the services that know whether a code was a miss
//! or a password wrong ask `app::session::limits`.

pub mod api_calls;
pub mod catch_panic;
pub mod csrf;
pub mod request_bounds;
pub mod request_id;
pub mod security_headers;

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, Bytes},
        extract::Request,
        http::{HeaderMap, StatusCode},
        middleware::{from_fn, from_fn_with_state},
        routing::{get, post},
    };
    use tower::ServiceExt;

    use super::*;
    use crate::{
        config::{Format, Level, PublicUrl},
        telemetry::tests::Captured,
    };

    async fn broken() {
        panic!("broken");
    }

    /// The layers in the order of the module's text.
    fn router() -> Router {
        let public_url = PublicUrl::try_from("https://safe.example.org".to_owned()).unwrap();
        let headers = security_headers::SecurityHeaders::new(&public_url);
        Router::new()
            .route("/page", get(async || "page"))
            .route("/panic", get(broken))
            .route("/form", post(async |_body: Bytes| "saved"))
            .layer(csrf::csrf(&public_url).unwrap())
            .layer(request_bounds::body_limit(request_bounds::PARTICIPANT_BODY))
            .layer(request_bounds::body_deadline())
            .layer(request_bounds::answer_deadline())
            .layer(from_fn(request_id::request_id))
            .layer(from_fn(catch_panic::catch_panic))
            .layer(from_fn_with_state(headers, security_headers::security_headers))
    }

    async fn answer(request: Request) -> (StatusCode, HeaderMap) {
        let response = router().oneshot(request).await.unwrap();
        (response.status(), response.headers().clone())
    }

    #[tokio::test]
    async fn refusals_and_failures_carry_the_headers_too() {
        let (_captured, _guard) = Captured::start(Level::Info, Format::Text);
        let foreign = Request::post("/form").header("sec-fetch-site", "cross-site");
        let large = vec![0; request_bounds::PARTICIPANT_BODY + 1];
        for (request, status) in [
            (Request::get("/page").body(Body::empty()), StatusCode::OK),
            (Request::get("/nowhere").body(Body::empty()), StatusCode::NOT_FOUND),
            (Request::get("/panic").body(Body::empty()), StatusCode::INTERNAL_SERVER_ERROR),
            (foreign.body(Body::empty()), StatusCode::FORBIDDEN),
            (Request::post("/form").body(Body::from(large)), StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let (answered, headers) = answer(request.unwrap()).await;
            assert_eq!(answered, status);
            for name in ["content-security-policy", "x-request-id", "strict-transport-security"] {
                assert!(headers.contains_key(name), "{status} has no {name}");
            }
            assert_eq!(headers["cache-control"], "no-store", "{status}");
        }
    }
}
