//! What the forms at the desk do.

use super::service::{self, Sheet};
use crate::{
    error::AppError,
    page::{FormAnswer, Posted, see_other},
    state::AppState,
    ui::form_reader::id,
};
use axum::{Router, body::Body, extract::Path, http::Response, routing::post};
use domain::{id::WorkshopId, locale::Language};

/// Routes of the desk.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/workshops/{workshop}/paper", post(enter))
        .route("/staff/workshops/{workshop}/paper/take-back", post(take_back))
}

async fn enter(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let page = format!("/staff/workshops/{workshop}/paper");
    let answer = enter_sheet(&posted, &workshop, &page).await;
    posted.answer(&page, answer).await
}

async fn enter_sheet(posted: &Posted, workshop: &str, page: &str) -> FormAnswer {
    let (typed, workshop): (_, WorkshopId) = (&posted.typed, id(workshop)?);
    let actor = posted.actor().await?;
    let language: Language = typed.get("language").parse().unwrap_or(posted.cx.language);
    let sheet = Sheet {
        wave: typed.get("wave").parse().map_err(|_| AppError::NotFound)?,
        language,
        card: typed.get("card"),
        typed: &|code| typed.get(code).to_owned(),
    };
    let card = service::enter(&posted.cx.state, actor, workshop, &sheet, posted.source()).await?;
    let card = card.map(|card| format!("&card={card}")).unwrap_or_default();
    Ok(see_other(&format!("{page}?language={}{card}", language.code())))
}

async fn take_back(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let page = format!("/staff/workshops/{workshop}/paper");
    let answer = async {
        let (actor, workshop) = (posted.actor().await?, id(&workshop)?);
        let card = posted.typed.get("card");
        service::take_back(&posted.cx.state, actor, workshop, card, posted.source()).await?;
        Ok(see_other(&page))
    };
    let answer = answer.await;
    posted.answer(&page, answer).await
}
