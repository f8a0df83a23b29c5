//! Pictures and downloads of results.

use crate::state::AppState;
use axum::Router;

/// Routes of pictures and downloads.
pub fn routes() -> Router<AppState> {
    Router::new()
}
