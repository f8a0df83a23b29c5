//! What the forms of accounts do.

use super::{
    model::NewStaff,
    pages::PASSWORD_CHANGED,
    service::{self, LONGEST_NAME, SignedIn},
};
use crate::{
    error::AppError,
    page::{FormAnswer, PageContext, Posted, see_other, see_other_with},
    session::{
        cookie::Cookie,
        device::{self, Device},
    },
    state::AppState,
    ui::{
        form_reader::{FormReader, id},
        hand_over::HandOver,
    },
};
use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderName, HeaderValue, Response, header, request::Parts},
    routing::post,
};
use domain::{actor::InstallationRole, id::StaffId, text::line};

/// Routes of accounts.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/set-up/{token}", post(set_up))
        .route("/welcome/{token}", post(welcome))
        .route("/staff/sign-out", post(sign_out))
        .route("/staff/sign-out-everywhere", post(sign_out_everywhere))
        .route("/staff/account/password", post(change_password))
        .route("/staff/accounts", post(add_account))
        .route("/staff/accounts/{staff}/link", post(new_link))
}

async fn sign_in(posted: Posted) -> Response<Body> {
    let (cx, typed) = (&posted.cx, &posted.typed);
    let signed_in = service::sign_in(
        &cx.state,
        typed.get("email"),
        typed.get("password"),
        posted.source(),
        mark(cx),
    )
    .await;
    let answer = match signed_in {
        Ok(session) => enter(cx, &session).await,
        Err(error) => Err(error),
    };
    posted.answer("/sign-in", answer).await
}

/// Ends the session this browser had, if any, and goes home with the new one.
async fn enter(cx: &PageContext, session: &SignedIn) -> FormAnswer {
    service::sign_out(&cx.state, cx.cookie(Cookie::Staff).as_deref()).await?;
    Ok(with_session(cx, "/staff", session))
}

/// Goes to a path with the session's cookie. It lives until the browser closes, or the session ends
/// on the server. The browser's mark stays longer.
fn with_session(cx: &PageContext, path: &str, session: &SignedIn) -> Response<Body> {
    let scheme = cx.state.settings.scheme;
    let mut response =
        see_other_with(path, Cookie::Staff.write(&session.token.text(), None, scheme));
    if let Some(device) = &session.device {
        let mark = Cookie::Device.write(&device.text(), Some(device::KEPT_FOR), scheme);
        if let Ok(mark) = HeaderValue::from_str(&mark) {
            response.headers_mut().append(header::SET_COOKIE, mark);
        }
    }
    response
}

/// The mark this browser shows, true or not.
fn mark(cx: &PageContext) -> Option<Device> {
    Device::parse(&cx.cookie(Cookie::Device)?)
}

async fn set_up(Path(token): Path<String>, posted: Posted) -> Response<Body> {
    let typed = &posted.typed;
    let set_up = service::set_up(
        &posted.cx.state,
        &token,
        typed.get("email"),
        typed.get("name"),
        typed.get("password"),
        mark(&posted.cx),
    )
    .await;
    by_link(posted, set_up).await
}

async fn welcome(Path(token): Path<String>, posted: Posted) -> Response<Body> {
    let (cx, password) = (&posted.cx, posted.typed.get("password"));
    let set = service::set_password_by_link(&cx.state, &token, password, mark(cx)).await;
    by_link(posted, set).await
}

/// Answers a form behind a link. Its page lies at the form's own address, and it is the page that
/// says what to do where the link no longer works.
async fn by_link(posted: Posted, outcome: Result<SignedIn, AppError>) -> Response<Body> {
    let page = posted.cx.path.clone();
    let answer = match outcome {
        Ok(session) => enter(&posted.cx, &session).await,
        Err(AppError::NotFound) => Ok(see_other(&page)),
        Err(error) => Err(error),
    };
    posted.answer(&page, answer).await
}

async fn sign_out(posted: Posted) -> Response<Body> {
    let cx = &posted.cx;
    let ended = service::sign_out(&cx.state, cx.cookie(Cookie::Staff).as_deref()).await;
    let answer = ended.map(|()| signed_out(cx));
    posted.answer("/staff", answer).await
}

async fn sign_out_everywhere(posted: Posted) -> Response<Body> {
    let answer = end_all(&posted).await;
    posted.answer("/staff/account", answer).await
}

async fn end_all(posted: &Posted) -> FormAnswer {
    service::sign_out_everywhere(&posted.cx.state, posted.actor().await?).await?;
    Ok(signed_out(&posted.cx))
}

/// Takes the session's cookie and the pages kept for the back button away. Not `"cookies"` or `"*"`:
/// these would also empty the registrable domain's other sites (the organisation's web mail, say),
/// the language chosen here, and a phone's place in a workshop.
fn signed_out(cx: &PageContext) -> Response<Body> {
    let mut response = see_other_with("/sign-in", Cookie::Staff.remove(cx.state.settings.scheme));
    let clear = (
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    response.headers_mut().insert(clear.0, clear.1);
    response
}

async fn change_password(posted: Posted) -> Response<Body> {
    let answer = change(&posted).await;
    posted.answer("/staff/account", answer).await
}

async fn change(posted: &Posted) -> FormAnswer {
    let (cx, typed) = (&posted.cx, &posted.typed);
    let actor = posted.actor().await?;
    let session = service::change_password(
        &cx.state,
        actor,
        typed.get("current"),
        typed.get("new"),
        posted.source(),
        mark(cx),
    )
    .await?;
    Ok(with_session(cx, &format!("/staff/account?done={PASSWORD_CHANGED}"), &session))
}

async fn add_account(parts: Parts, posted: Posted) -> Response<Body> {
    let added = add(&posted).await;
    hand_over(parts, posted, added).await
}

async fn add(posted: &Posted) -> Result<HandOver, AppError> {
    let actor = posted.actor().await?;
    let mut form = FormReader::new(&posted.typed);
    let role = form.choice("role", InstallationRole::None);
    let role = form.finish(role)?;
    let (email, name) = (posted.typed.get("email").to_owned(), posted.typed.get("name").to_owned());
    let link = service::add_account(
        &posted.cx.state,
        actor,
        &NewStaff { email, name: name.clone(), role },
    )
    .await?;
    // Stored tidied, so shown tidied.
    let name = line(&name, LONGEST_NAME).unwrap_or(name);
    Ok(HandOver { name, link: Some(link) })
}

async fn new_link(Path(staff): Path<String>, parts: Parts, posted: Posted) -> Response<Body> {
    let made = make_link(&posted, &staff).await;
    hand_over(parts, posted, made).await
}

async fn make_link(posted: &Posted, staff: &str) -> Result<HandOver, AppError> {
    let staff: StaffId = id(staff)?;
    let state = &posted.cx.state;
    let actor = posted.actor().await?;
    let link = service::reset_account(state, actor, staff).await?;
    let accounts = service::list_accounts(state, actor).await?;
    let account =
        accounts.into_iter().find(|account| account.id == staff).ok_or(AppError::NotFound)?;
    Ok(HandOver { name: account.name, link: Some(link) })
}

async fn hand_over(
    parts: Parts,
    posted: Posted,
    made: Result<HandOver, AppError>,
) -> Response<Body> {
    match made {
        Ok(made) => made.show(&posted.cx.state, parts, "/staff/accounts").await,
        Err(error) => posted.answer("/staff/accounts", Err(error)).await,
    }
}
