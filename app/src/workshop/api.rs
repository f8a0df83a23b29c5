//! What the coach's islands call.

#![expect(missing_docs, reason = "the macro makes public types without docs of their own")]

use super::model::Progress;
use crate::error::AppError;
use leptos::{prelude::*, server_fn::codec::Json};

/// The counts of a workshop, and whether its page should be drawn anew.
///
/// # Errors
/// When the actor is a stranger to the workshop.
#[server(prefix = "/api", endpoint = "staff/workshop/progress", input = Json, output = Json)]
pub async fn workshop_progress(workshop: String) -> Result<Progress, AppError> {
    let cx = crate::page::PageContext::current();
    let progress = super::service::progress_by_text(&cx.state, cx.actor().await, &workshop).await;
    cx.answer(progress)
}
