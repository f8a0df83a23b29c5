//! The document around every page, and the list of pages.

use crate::{
    account::pages as account,
    agenda::pages as agenda,
    directory::pages as directory,
    error::AppError,
    evaluation::pages as evaluation,
    letter::pages as letter,
    pack::pages as pack,
    page::{InsteadOfPage, PageContext, tr},
    paper::pages as paper,
    participate::pages as participate,
    practice::pages as practice,
    project::pages as project,
    report::pages as report,
    room::pages as room,
    run::pages as run,
    ui::layout::{Audience, message, participant_with},
    workshop::pages as workshop,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// Header by which a rendered page tells the server its nonce; the server turns it into the policy.
pub const NONCE_HEADER: &str = "x-csp-nonce";

/// The whole document.
#[must_use]
pub fn document() -> impl IntoView {
    document_around(pages)
}

/// A document with this body.
pub fn document_around(body: impl FnOnce(PageContext) -> AnyView) -> impl IntoView {
    provide_meta_context();
    let cx = PageContext::current();
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
        && let Ok(value) = nonce.to_string().parse()
    {
        response.insert_header(axum::http::HeaderName::from_static(NONCE_HEADER), value);
    }
    let assets = cx.state.assets;
    let language = cx.language;
    view! {
        <!DOCTYPE html>
        <html lang=language.code() dir=language.direction()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="format-detection" content="telephone=no" />
                {assets.stylesheet.map(|href| view! { <link rel="stylesheet" href=href /> })}
                <link rel="icon" href=assets.icon.unwrap_or("data:,") />
                <MetaTags />
            </head>
            {body(cx)}
        </html>
    }
}

/// Every page there is. All are complete without JavaScript.
fn pages(cx: PageContext) -> AnyView {
    if let Some(InsteadOfPage(error)) = use_context() {
        return error_page(&cx, &error);
    }
    let missing = move || error_page(&cx, &AppError::NotFound);
    view! {
        <Router>
            <Routes fallback=missing>
                <Route path=path!("/") view=participate::code_entry_page ssr=SsrMode::Async />
                <Route path=path!("/here") view=participate::here_page ssr=SsrMode::Async />
                <Route path=path!("/here/card") view=participate::card_page ssr=SsrMode::Async />
                <Route path=path!("/here/other") view=participate::somebody_else_page ssr=SsrMode::Async />
                <Route path=path!("/here/take-back") view=participate::take_back_page ssr=SsrMode::Async />
                <Route path=path!("/help") view=directory::help_page ssr=SsrMode::Async />
                <Route path=path!("/words/:language") view=practice::words_page ssr=SsrMode::Async />
                <Route path=path!("/privacy") view=letter::privacy_page ssr=SsrMode::Async />
                <Route path=path!("/letter/:token") view=letter::public_page ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=account::sign_in_page ssr=SsrMode::Async />
                <Route path=path!("/set-up/:token") view=account::set_up_page ssr=SsrMode::Async />
                <Route path=path!("/welcome/:token") view=account::welcome_page ssr=SsrMode::Async />
                <Route path=path!("/staff") view=project::home_page ssr=SsrMode::Async />
                <Route path=path!("/staff/account") view=account::account_page ssr=SsrMode::Async />
                <Route path=path!("/staff/accounts") view=account::accounts_page ssr=SsrMode::Async />
                <Route path=path!("/staff/directory") view=directory::list_page ssr=SsrMode::Async />
                <Route path=path!("/staff/directory/:country/:entry") view=directory::entry_page ssr=SsrMode::Async />
                <Route path=path!("/staff/room") view=room::room_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/new") view=project::new_project_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project") view=project::project_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/partners") view=project::partners_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/people") view=project::people_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/settings") view=project::settings_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/results") view=evaluation::project_results_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/results/stories") view=evaluation::live_results_page ssr=SsrMode::Async />
                <Route path=path!("/staff/projects/:project/workshops/new") view=workshop::new_workshop_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop") view=workshop::workshop_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/run") view=run::console_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/paper") view=paper::paper_page ssr=SsrMode::Async />
                <Route path=path!("/staff/screen") view=run::pair_page ssr=SsrMode::Async />
                <Route path=path!("/screen") view=run::wall_page ssr=SsrMode::Async />
                <Route path=path!("/helper") view=run::helper_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/plan") view=workshop::plan_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/close") view=workshop::close_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/agenda") view=agenda::agenda_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/qr") view=workshop::qr_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/letter") view=letter::letter_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/pack") view=pack::pack_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/report") view=report::report_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/protocol") view=report::protocol_page ssr=SsrMode::Async />
                <Route path=path!("/staff/workshops/:workshop/results") view=evaluation::workshop_results_page ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
    .into_any()
}

/// A page that says why there is nothing to see, and what to do.
#[must_use]
pub fn error_page(cx: &PageContext, error: &AppError) -> AnyView {
    let doors = ["/sign-in", "/set-up", "/welcome", "/letter"];
    let audience = match cx.path.as_str() {
        path if path.starts_with("/staff") => Audience::Staff,
        path if doors.iter().any(|door| path.starts_with(door)) => Audience::AtTheDoor,
        _ => Audience::Participant,
    };
    if cx.failed && cx.path == "/here" && error.transient() {
        let title = tr!(cx, participant.title);
        // Another language would lose what waits there.
        return participant_with(cx, title, (), participate::send_again(cx));
    }
    let (title, text) = match error {
        AppError::Gone => (tr!(cx, error.gone_title), tr!(cx, error.gone_text)),
        AppError::NotFound => (tr!(cx, error.not_found_title), tr!(cx, error.not_found_text)),
        AppError::Forbidden => (tr!(cx, error.forbidden_title), tr!(cx, error.forbidden_text)),
        AppError::Refused(refusal) => {
            (tr!(cx, error.refused_title), crate::ui::problem::refusal(cx, *refusal))
        }
        AppError::TooMany(seconds) => (
            tr!(cx, error.too_many_title),
            tr!(cx, error.too_many_text, seconds = seconds.to_string()),
        ),
        AppError::Unavailable => {
            (tr!(cx, error.unavailable_title), tr!(cx, error.unavailable_text))
        }
        _ => (tr!(cx, error.internal_title), tr!(cx, error.internal_text)),
    };
    let incident = match error {
        AppError::Internal { incident } => Some(incident.clone()),
        _ => None,
    };
    message(cx, audience, title, text, incident)
}
