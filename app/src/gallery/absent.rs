//! A released program has no component page.

use crate::state::AppState;
use axum::Router;

/// No routes.
pub fn routes() -> Router<AppState> {
    Router::new()
}
