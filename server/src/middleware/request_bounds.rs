//! How long a request may take and how large its body may be.

use std::time::Duration;

use axum::http::StatusCode;
use tower_http::{
    limit::RequestBodyLimitLayer,
    timeout::{RequestBodyDeadlineLayer, TimeoutLayer},
};

/// Largest body of a participant's or visitor's request: a whole form with room to spare.
pub const PARTICIPANT_BODY: usize = 64 * 1024;
/// Largest body of a staff request: forms with long texts.
pub const STAFF_BODY: usize = 1024 * 1024;

/// Time for a handler to begin its answer. Streams may go on after that.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// Time for a whole body to arrive, also one that drips.
const BODY_WITHIN: Duration = Duration::from_secs(20);

/// Refuses larger bodies with 413, by their declared length or while they arrive.
#[must_use]
pub fn body_limit(bytes: usize) -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(bytes)
}

/// Ends bodies that take too long in all.
#[must_use]
pub fn body_deadline() -> RequestBodyDeadlineLayer {
    RequestBodyDeadlineLayer::new(BODY_WITHIN)
}

/// Answers 503 when a handler has not begun its answer in time. Not 408: at that
/// browsers send the request again by themselves.
#[must_use]
pub fn answer_deadline() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN)
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, Bytes},
        extract::Request,
        middleware::{Next, from_fn},
        routing::{get, post},
    };
    use tower::ServiceExt;

    use super::*;

    fn router() -> Router {
        Router::new()
            .route("/form", post(async |body: Bytes| body.len().to_string()))
            .route("/slow", get(std::future::pending::<()>))
            // Another middleware in between, as in the real router.
            .layer(from_fn(async |request: Request, next: Next| next.run(request).await))
            .layer(body_limit(PARTICIPANT_BODY))
            .layer(body_deadline())
            .layer(answer_deadline())
    }

    async fn send(body: Body, length: Option<usize>) -> StatusCode {
        let mut request = Request::post("/form");
        if let Some(length) = length {
            request = request.header("content-length", length);
        }
        router().oneshot(request.body(body).unwrap()).await.unwrap().status()
    }

    /// A body of unknown length, in pieces.
    fn streamed(bytes: usize) -> Body {
        struct Pieces(usize);
        impl hyper::body::Body for Pieces {
            type Data = Bytes;
            type Error = std::convert::Infallible;

            fn poll_frame(
                mut self: std::pin::Pin<&mut Self>,
                _context: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>>
            {
                let size = self.0.min(1000);
                self.0 -= size;
                let piece = hyper::body::Frame::data(Bytes::from(vec![b'x'; size]));
                std::task::Poll::Ready((size > 0).then_some(Ok(piece)))
            }
        }
        Body::new(Pieces(bytes))
    }

    #[tokio::test]
    async fn largest_body_passes_and_one_byte_more_does_not() {
        for (size, status) in [
            (PARTICIPANT_BODY, StatusCode::OK),
            (PARTICIPANT_BODY + 1, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            assert_eq!(send(Body::from(vec![0; size]), Some(size)).await, status);
            assert_eq!(send(streamed(size), None).await, status, "streamed");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn handler_that_hangs_answers_503() {
        let request = Request::get("/slow").body(Body::empty()).unwrap();
        let response = router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test(start_paused = true)]
    async fn body_that_never_ends_is_given_up() {
        struct Silent;
        impl hyper::body::Body for Silent {
            type Data = Bytes;
            type Error = std::convert::Infallible;

            fn poll_frame(
                self: std::pin::Pin<&mut Self>,
                _context: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>>
            {
                std::task::Poll::Pending
            }
        }
        // Without the answer deadline, which would come first here.
        let router = Router::new()
            .route("/form", post(async |body: Bytes| body.len().to_string()))
            .layer(body_deadline());
        let request = Request::post("/form").body(Body::new(Silent)).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    }
}
