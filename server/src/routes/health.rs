//! Whether this process lives, and whether it can do its work.

use std::time::Duration;

use axum::{Router, http::StatusCode, response::IntoResponse, routing::get};

/// Path that answers as long as the process runs.
pub const LIVEZ: &str = "/livez";
/// Path that answers 200 only while answers can be stored.
pub const READYZ: &str = "/readyz";

/// A check that hangs is a check that failed: load balancers ask every few seconds.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

/// `/livez` and `/readyz`.
///
/// `/livez` touches nothing: restarting this process does not heal a database.
/// `/readyz` asks `probe`, which has to try the path that writes; reading alone
/// has hidden outages elsewhere.
pub fn routes<S, P, F>(probe: P) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    P: Fn() -> F + Clone + Send + Sync + 'static,
    F: Future<Output = bool> + Send + 'static,
{
    Router::new().route(LIVEZ, get(async || "alive\n")).route(READYZ, get(move || ready(probe())))
}

async fn ready(probe: impl Future<Output = bool>) -> impl IntoResponse {
    match tokio::time::timeout(PROBE_TIMEOUT, probe).await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready: the database does not answer\n"),
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::Request};
    use tower::ServiceExt;

    use super::*;

    async fn status(path: &str, router: Router) -> StatusCode {
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn ready_only_while_the_probe_says_so() {
        assert_eq!(status(READYZ, routes(async || true)).await, StatusCode::OK);
        assert_eq!(status(READYZ, routes(async || false)).await, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test(start_paused = true)]
    async fn hanging_probe_is_not_ready() {
        let router = routes(std::future::pending::<bool>);
        assert_eq!(status(READYZ, router).await, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn alive_without_asking_the_probe() {
        let router = routes(|| async { panic!("livez must not ask") });
        assert_eq!(status(LIVEZ, router).await, StatusCode::OK);
    }
}
