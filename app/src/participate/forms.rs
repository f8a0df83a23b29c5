//! What participants' plain forms and links do.

use super::{
    intake::Write,
    pages::{HIDDEN_BACK, HIDDEN_LEFT},
    service,
};
use crate::{
    error::{AppError, Refusal},
    page::{FormAnswer, PageContext, Posted, see_other, see_other_with},
    session::cookie::Cookie,
    state::AppState,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, Request, Response, header},
    routing::{get, post},
};
use domain::{id::WorkshopId, locale::Language, questionnaire::Wave};
use std::time::Duration;

/// Routes of participants.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/join", post(join_by_code))
        .route("/j/{link}", get(join_by_link))
        .route("/here", post(answer))
        .route("/language", post(language))
        .route("/exit", get(exit))
}

/// A typed code.
async fn join_by_code(posted: Posted) -> Response<Body> {
    let found =
        service::find_by_code(&posted.cx.state, posted.typed.get("code"), posted.source()).await;
    let answer = match found {
        Ok(workshop) => enter(&posted.cx, workshop).await,
        Err(error) => Err(error),
    };
    posted.answer("/", answer).await
}

/// The address in the QR code: puts the phone into the workshop and leaves the address bar. It
/// writes nothing to the database.
async fn join_by_link(
    State(state): State<AppState>,
    Path(link): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let source = cx.state.limits.source(&parts);
    let answer = match service::find_by_link(&cx.state, &link, source).await {
        Ok(workshop) => enter(&cx, workshop).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(response) => response,
        Err(_) => see_other("/"),
    }
}

async fn enter(cx: &PageContext, workshop: WorkshopId) -> FormAnswer {
    let phone = service::bind(cx.phone(), workshop);
    let scheme = cx.state.settings.scheme;
    let age = service::cookie_age_of(&cx.state, &phone).await?;
    let mut response = see_other_with(
        "/here",
        Cookie::Phone.write(&phone.text(cx.state.secret()), Some(age), scheme),
    );
    if cx.cookie(Cookie::Hidden).is_some() {
        append_cookie(&mut response, &Cookie::Hidden.write(HIDDEN_BACK, None, scheme));
    }
    Ok(response)
}

fn append_cookie(response: &mut Response<Body>, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The plain form: "No thanks", a change of language, or the send.
async fn answer(posted: Posted) -> Response<Body> {
    let answer = take(&posted).await;
    let answer = match answer {
        // The page itself says best what is the matter now.
        Err(AppError::Refused(
            Refusal::Locked | Refusal::Full | Refusal::WaveClosed | Refusal::WrongState,
        )) => Ok(see_other("/here")),
        other => other,
    };
    posted.answer("/here", answer).await
}

async fn take(posted: &Posted) -> FormAnswer {
    let (cx, typed) = (&posted.cx, &posted.typed);
    let Some(phone) = cx.phone() else { return Ok(see_other("/")) };
    let wave: Wave =
        typed.get("wave").parse().map_err(|_| AppError::Refused(Refusal::WrongState))?;
    if typed.get("decision") == "no" {
        service::decide(&cx.state, phone, cx.language, wave, Write::Decline).await?;
        return Ok(see_other("/here"));
    }
    let Some(chosen) = typed.find("lang") else {
        service::put_answers(&cx.state, phone, cx.language, wave, &typed.0, true).await?;
        return Ok(see_other("/here"));
    };
    let any_answer =
        typed.0.iter().any(|(name, _)| !["lang", "wave", service::TICKET].contains(&name.as_str()));
    if any_answer {
        service::put_answers(&cx.state, phone, cx.language, wave, &typed.0, false).await?;
    }
    Ok(with_language("/here", chosen, cx))
}

/// Changes the language and comes back to a path of ours.
async fn language(posted: Posted) -> Response<Body> {
    let back = posted.typed.get("back");
    let back = if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') {
        back
    } else {
        "/"
    };
    with_language(back, posted.typed.get("lang"), &posted.cx)
}

fn with_language(path: &str, chosen: &str, cx: &PageContext) -> Response<Body> {
    match chosen.parse::<Language>() {
        Ok(language) => {
            let a_year = Duration::from_secs(365 * 24 * 3600);
            see_other_with(
                path,
                Cookie::Language.write(language.code(), Some(a_year), cx.state.settings.scheme),
            )
        }
        Err(_) => see_other(path),
    }
}

/// Quick exit: from now on this phone's answers are not shown any more, and the reader is elsewhere.
async fn exit(State(state): State<AppState>, request: Request<Body>) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let settings = &cx.state.settings;
    let country = match cx.phone().filter(|_| !settings.exit_by_country.is_empty()) {
        // Nothing may hold the exit up: without an answer it leads where it usually does.
        Some(phone) => service::country(&cx.state, &phone).await.ok(),
        None => None,
    };
    let url = country
        .and_then(|country| settings.exit_by_country.get(&country))
        .unwrap_or(&settings.exit_url);
    see_other_with(url, Cookie::Hidden.write(HIDDEN_LEFT, None, settings.scheme))
}
