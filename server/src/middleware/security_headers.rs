//! Headers that tell the browser what our pages may do: very little.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::config::PublicUrl;

/// Path that browsers send reports about broken content rules to.
pub const CSP_REPORT: &str = "/csp-report";

/// The nonce of the inline scripts in a page. Whoever renders a page puts it
/// into the response's extensions; replies without it get no scripts at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CspNonce(pub String);

/// Everything the browser could offer and we never use. Wake lock, full screen
/// and copying are for the projector and the coach's page.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
     encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
     idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), \
     payment=(), picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), \
     serial=(), storage-access=(), usb=(), window-management=(), xr-spatial-tracking=(), \
     clipboard-read=(), clipboard-write=(self), fullscreen=(self), screen-wake-lock=(self)",
);

/// The headers that are the same on every reply of this installation.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    https: bool,
    /// Plain HTTP on a network: browsers ignore some headers there, and complain about them.
    plain: bool,
}

impl SecurityHeaders {
    /// For pages seen under this address: its scheme decides about HSTS.
    #[must_use]
    pub fn new(public_url: &PublicUrl) -> Self {
        let https = public_url.is_https();
        Self { https, plain: !https && !public_url.is_loopback() }
    }

    fn apply(&self, headers: &mut HeaderMap, nonce: Option<&CspNonce>) {
        let fixed = |text| HeaderValue::from_static(text);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy(nonce));
        headers
            .insert(HeaderName::from_static("reporting-endpoints"), fixed("csp=\"/csp-report\""));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
        if !self.plain {
            let own = fixed("same-origin");
            headers.insert(HeaderName::from_static("cross-origin-opener-policy"), own);
        }
        headers
            .insert(HeaderName::from_static("cross-origin-resource-policy"), fixed("same-origin"));
        headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
        // Not no-referrer: form posts of our own pages would then say `Origin: null`.
        headers.insert(header::REFERRER_POLICY, fixed("same-origin"));
        headers.insert(HeaderName::from_static("x-robots-tag"), fixed("noindex"));
        if self.https {
            let year = fixed("max-age=31536000; includeSubDomains");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
        }
        // Files with hashed names set their own, long one.
        headers.entry(header::CACHE_CONTROL).or_insert(fixed("no-store"));
    }
}

/// Middleware (`axum::middleware::from_fn_with_state`): adds the headers to
/// every reply, errors and files included.
pub async fn security_headers(
    State(settings): State<SecurityHeaders>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let nonce = response.extensions_mut().remove::<CspNonce>();
    settings.apply(response.headers_mut(), nonce.as_ref());
    response
}

/// The content security policy. Only scripts with the nonce run, and what they
/// load; nothing comes from or goes to another host.
fn policy(nonce: Option<&CspNonce>) -> HeaderValue {
    let scripts = nonce
        .map(|nonce| nonce.0.as_str())
        // Anything else could end the directive and start another.
        .filter(|nonce| !nonce.is_empty() && nonce.bytes().all(is_nonce_byte))
        .map(|nonce| format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; "))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; {scripts}style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         object-src 'none'; report-to csp; report-uri {CSP_REPORT}"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn is_nonce_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte)
}

#[cfg(test)]
mod tests {
    use axum::{
        Router, body::Body, http::StatusCode, middleware::from_fn_with_state,
        response::IntoResponse, routing::get,
    };
    use tower::ServiceExt;

    use super::*;

    fn page(nonce: &'static str) -> Response {
        let mut response = "page".into_response();
        response.extensions_mut().insert(CspNonce(nonce.to_owned()));
        response
    }

    async fn headers(public_url: &str, path: &str) -> HeaderMap {
        let public_url = PublicUrl::try_from(public_url.to_owned()).unwrap();
        let router = Router::new()
            .route("/page", get(async || page("abc+/=")))
            .route("/forged", get(async || page("x'; script-src *")))
            .route("/plain", get(async || "plain"))
            .route("/file", get(async || ([("cache-control", "immutable")], "file")))
            .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
            .layer(from_fn_with_state(SecurityHeaders::new(&public_url), security_headers));
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    const HTTPS: &str = "https://safe.example.org";

    #[tokio::test]
    async fn page_with_nonce_gets_the_whole_policy() {
        let headers = headers(HTTPS, "/page").await;
        assert_eq!(
            headers["content-security-policy"],
            "default-src 'none'; script-src 'nonce-abc+/=' 'strict-dynamic' 'wasm-unsafe-eval'; \
             style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; \
             report-to csp; report-uri /csp-report"
        );
        assert_eq!(headers["reporting-endpoints"], format!("csp=\"{CSP_REPORT}\""));
    }

    #[tokio::test]
    async fn no_nonce_or_a_forged_one_means_no_scripts() {
        for path in ["/plain", "/forged"] {
            let headers = headers(HTTPS, path).await;
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'; style-src"), "{policy}");
            assert!(!policy.contains("script-src"), "{policy}");
        }
    }

    #[tokio::test]
    async fn every_reply_carries_them() {
        for path in ["/page", "/plain", "/file", "/broken", "/nowhere"] {
            let headers = headers(HTTPS, path).await;
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("referrer-policy", "same-origin"),
                ("x-robots-tag", "noindex"),
                ("strict-transport-security", "max-age=31536000; includeSubDomains"),
            ] {
                assert_eq!(headers[name], value, "{path} {name}");
            }
            assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
        }
    }

    #[tokio::test]
    async fn nothing_is_stored_unless_the_reply_says_so() {
        assert_eq!(headers(HTTPS, "/page").await["cache-control"], "no-store");
        assert_eq!(headers(HTTPS, "/nowhere").await["cache-control"], "no-store");
        assert_eq!(headers(HTTPS, "/file").await["cache-control"], "immutable");
    }

    #[tokio::test]
    async fn plain_http_sends_no_hsts() {
        let headers = headers("http://127.0.0.1:3000", "/page").await;
        assert!(!headers.contains_key("strict-transport-security"));
    }
}
