//! What participants' plain forms and links do.

use super::{
    intake::Write,
    pages::{DOOR_LATER, DOOR_UNKNOWN, DOOR_WAIT, HIDDEN_BACK, HIDDEN_LEFT},
    service,
};
use crate::{
    error::{AppError, Refusal},
    page::{FormAnswer, PageContext, Posted, see_other, see_other_with},
    run,
    session::{cookie::Cookie, phone::Phone},
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
        .route("/here/vote", post(vote))
        .route("/here/card", post(type_card))
        .route("/here/other", post(hand_over))
        .route("/here/take-back", post(take_back))
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
        Err(error) => {
            let door = match error {
                AppError::TooMany(_) => DOOR_WAIT,
                AppError::Unavailable | AppError::Internal { .. } => DOOR_LATER,
                _ => DOOR_UNKNOWN,
            };
            see_other(&format!("/?door={door}"))
        }
    }
}

async fn enter(cx: &PageContext, workshop: WorkshopId) -> FormAnswer {
    let scheme = cx.state.settings.scheme;
    let mut response = remember(cx, &service::bind(cx.phone(), workshop)).await?;
    if cx.cookie(Cookie::Hidden).is_some() {
        append_cookie(&mut response, &Cookie::Hidden.write(HIDDEN_BACK, None, scheme));
    }
    Ok(response)
}

/// Gives the browser the phone's cookie and shows its page.
async fn remember(cx: &PageContext, phone: &Phone) -> FormAnswer {
    let age = service::cookie_age_of(&cx.state, phone).await?;
    let cookie = phone.text(cx.state.secret());
    let scheme = cx.state.settings.scheme;
    Ok(see_other_with("/here", Cookie::Phone.write(&cookie, Some(age), scheme)))
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
    posted.answer_keeping("/here", answer).await
}

/// An answer to what is asked live: one value, several ticks, or an order.
async fn vote(posted: Posted) -> Response<Body> {
    let answer = async {
        let cx = &posted.cx;
        let Some(phone) = cx.phone() else { return Ok(see_other("/")) };
        let values: Vec<&str> = posted.typed.all("value").collect();
        let (ask, value) = (posted.typed.get("ask"), values.join(","));
        run::service::vote(&cx.state, phone, cx.language, ask, &value).await?;
        Ok(see_other("/here"))
    };
    let answer = match answer.await {
        // The room has moved on, or nothing was chosen: the page itself says best what is the matter.
        Err(AppError::Refused(_) | AppError::Invalid(_) | AppError::Gone) => Ok(see_other("/here")),
        other => other,
    };
    posted.answer("/here", answer).await
}

async fn take(posted: &Posted) -> FormAnswer {
    let (cx, typed) = (&posted.cx, &posted.typed);
    let Some(phone) = cx.phone() else { return Ok(see_other("/")) };
    let wave: Wave =
        typed.get("wave").parse().map_err(|_| AppError::Refused(Refusal::WrongState))?;
    let decision = match typed.get("decision") {
        "no" => Some(Write::Decline),
        // "I changed my mind."
        "again" => Some(Write::Begin),
        _ => None,
    };
    if let Some(decision) = decision {
        service::decide(&cx.state, phone, cx.language, wave, decision).await?;
        return Ok(see_other("/here"));
    }
    let Some(chosen) = typed.find("lang") else {
        service::put_answers(&cx.state, phone, cx.language, wave, &typed.0, true).await?;
        return Ok(see_other("/here"));
    };
    let any_answer = typed.0.iter().any(|(name, _)| !NO_ANSWERS.contains(&name.as_str()));
    if any_answer {
        service::put_answers(&cx.state, phone, cx.language, wave, &typed.0, false).await?;
    }
    Ok(with_language(&place_in_form(posted), chosen, cx))
}

/// Fields of the form that say nothing about a question.
const NO_ANSWERS: [&str; 5] = ["lang", "wave", AT, AGAIN, service::TICKET];
/// The field in which the island names the question on the screen.
pub const AT: &str = "at";
/// The field that says that the form shows what was left out.
pub const AGAIN: &str = "again";

/// Where a change of language leads: the same form, at the same question.
fn place_in_form(posted: &Posted) -> String {
    let again = if posted.typed.find(AGAIN).is_some() { "?open=1" } else { "" };
    let at = posted.typed.get(AT);
    let known = !at.is_empty()
        && at.len() <= 20
        && at.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if known { format!("/here{again}#q-{at}") } else { format!("/here{again}") }
}

/// A card typed on a phone that has not joined: from now on it is that participant's.
async fn type_card(posted: Posted) -> Response<Body> {
    let answer = match posted.cx.phone() {
        Some(phone) => {
            let (state, source) = (&posted.cx.state, posted.source());
            match service::go_on_by_card(state, phone, posted.typed.get("card"), source).await {
                Ok(phone) => remember(&posted.cx, &phone).await,
                Err(AppError::Refused(_)) => Ok(see_other("/here")),
                Err(error) => Err(error),
            }
        }
        None => Ok(see_other("/")),
    };
    posted.answer("/here/card", answer).await
}

/// "Someone else uses this phone."
async fn hand_over(posted: Posted) -> Response<Body> {
    let answer = match posted.cx.phone() {
        Some(phone) => match service::somebody_else(&posted.cx.state, &phone).await {
            Ok(phone) => remember(&posted.cx, &phone).await,
            Err(AppError::Refused(_)) => Ok(see_other("/here")),
            Err(error) => Err(error),
        },
        None => Ok(see_other("/")),
    };
    posted.answer("/here/other", answer).await
}

/// "Delete my answers": of this phone, or of the card that was typed.
async fn take_back(posted: Posted) -> Response<Body> {
    let (cx, typed) = (&posted.cx, &posted.typed);
    let answer = match (cx.phone(), typed.find("card")) {
        (None, _) => Ok(see_other("/")),
        (Some(phone), None) => {
            service::withdraw(&cx.state, phone, cx.language).await.map(|()| see_other("/here"))
        }
        (Some(phone), Some(card)) => {
            service::withdraw_by_card(&cx.state, phone, cx.language, card, posted.source())
                .await
                .map(|()| see_other("/here/take-back?done=1"))
        }
    };
    posted.answer("/here/take-back", answer).await
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
