//! The picture on the letter.

use super::service;
use crate::{
    error::AppError,
    page::PageContext,
    state::AppState,
    ui::{
        form_reader::id,
        qr::{qr_answer, qr_svg},
    },
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, Response},
    routing::get,
};

/// Routes of letters.
pub fn routes() -> Router<AppState> {
    Router::new().route("/staff/workshops/{workshop}/letter.svg", get(picture))
}

/// The QR code that leads from the paper to its public page, in the letter's language.
async fn picture(
    State(state): State<AppState>,
    Path(workshop): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    qr_answer(draw(&cx, &workshop).await)
}

async fn draw(cx: &PageContext, workshop: &str) -> Result<String, AppError> {
    let actor = cx.actor().await?;
    let letter = service::for_staff(&cx.state, actor, id(workshop)?).await?;
    let paper = cx.in_asked_language();
    qr_svg(&cx.state.link(&format!("{}?lang={}", letter.public_path, paper.language.code())))
}
