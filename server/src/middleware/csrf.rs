//! Forms sent by foreign sites are refused.
//!
//! Browsers say in `Sec-Fetch-Site` and `Origin` where a request comes from;
//! neither can be set by a page. Requests with neither are let through: they
//! come from programs, which have no visitor's cookies to misuse. Reading
//! (GET, HEAD, OPTIONS) is never checked, so it must never change anything.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use crate::config::PublicUrl;

/// The layer of this module.
pub type ForeignForms = CsrfLayer<fn(ProtectionError) -> Response<Body>>;

/// The layer for all routes. The address people see is trusted by name, so that
/// a proxy that changes `Host` does not refuse our own pages in browsers without
/// `Sec-Fetch-Site` (which is also how plain HTTP in a local network looks).
///
/// # Errors
/// The public address is not an origin, which [`PublicUrl`] does not allow,
/// except for host names that are not ASCII.
pub fn csrf(public_url: &PublicUrl) -> Result<ForeignForms, ConfigError> {
    let layer = CsrfLayer::new().add_trusted_origin(public_url.origin())?;
    Ok(layer.with_rejection_response(refusal as fn(ProtectionError) -> Response<Body>))
}

fn refusal(_error: ProtectionError) -> Response<Body> {
    let body =
        "This form was not sent from our own pages. Go back, reload the page and send it again.\n";
    let mut response = (StatusCode::FORBIDDEN, body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::{Router, extract::Request, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn status(method: &str, headers: &[(&str, &str)]) -> StatusCode {
        let public_url = PublicUrl::try_from("https://safe.example.org".to_owned()).unwrap();
        let router = Router::new()
            .route("/", get(async || "page").post(async || "done"))
            .layer(csrf(&public_url).unwrap());
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:3000");

    #[tokio::test]
    async fn posts_are_judged_by_where_they_come_from() {
        let site = |value| ("sec-fetch-site", value);
        let origin = |value| ("origin", value);
        for (headers, allowed) in [
            (vec![HOST, site("same-origin")], true),
            (vec![HOST, site("same-origin"), origin("http://127.0.0.1:3000")], true),
            (vec![HOST, site("none")], true),
            (vec![HOST, site("same-site")], false),
            (vec![HOST, site("cross-site")], false),
            (vec![HOST, site("cross-site"), origin("https://evil.example")], false),
            (vec![HOST, site("same-site"), origin("https://www.example.org")], false),
            (vec![HOST, site("Same-Origin")], false),
            (vec![HOST, origin("http://127.0.0.1:3000")], true),
            (vec![HOST, origin("http://127.0.0.1:3001")], false),
            (vec![HOST, origin("http://127.0.0.1:3000.evil.example")], false),
            (vec![HOST, origin("null")], false),
            (vec![HOST, site("same-origin"), origin("null")], true),
            (vec![HOST, origin("https://evil.example")], false),
            (vec![HOST, origin("https://safe.example.org")], true),
            (vec![HOST, origin("http://safe.example.org")], false),
            (vec![origin("http://127.0.0.1:3000")], false),
            (vec![HOST], true),
        ] {
            let expected = if allowed { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(status("POST", &headers).await, expected, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn reading_is_never_refused_and_other_methods_are_checked() {
        let foreign = [HOST, ("sec-fetch-site", "cross-site")];
        assert_eq!(status("GET", &foreign).await, StatusCode::OK);
        assert_eq!(status("HEAD", &foreign).await, StatusCode::OK);
        for method in ["PUT", "PATCH", "DELETE", "TRACE"] {
            assert_eq!(status(method, &foreign).await, StatusCode::FORBIDDEN, "{method}");
        }
    }
}
