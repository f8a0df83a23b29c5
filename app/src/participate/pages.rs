//! The participant's pages.

mod entry;
mod form;
mod keepsake;
mod rest;
mod send_again;
mod step;

pub use entry::{DOOR_LATER, DOOR_UNKNOWN, DOOR_WAIT, code_entry_page};
pub use form::question;
pub use keepsake::card_view;
pub use keepsake::{card_page, somebody_else_page, take_back_page};
pub use rest::{calm_view, path_view};
pub use send_again::send_again;

use super::{
    islands::{AnswerForm, WaitingRoom},
    model::Screen,
    service::{self, Here},
};
use crate::{
    assets::island_runtime,
    error::AppError,
    live::{islands::LivePage, model::Following},
    page::{PageContext, tr},
    run::service::Standing,
    session::{cookie::Cookie, phone::Phone},
    ui::{
        layout::{language_menu, participant_with},
        live::live_words,
        practice::tools,
        trial::trial_banner,
    },
};
use axum::http::header::SET_COOKIE;
use domain::time::Day;
use leptos::prelude::*;

/// Seconds between two reloads of a waiting page without JavaScript.
const REFRESH: u32 = 8;

/// The one page inside a workshop: always the true current screen.
#[must_use]
pub fn here_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let Some(phone) = present_phone(&c) else {
            c.redirect("/");
            return Ok(().into_any());
        };
        let mut here = service::here(&c.state, &phone).await?;
        if here.live.is_some() {
            c.state.live.seen(phone.workshop, phone.participant());
        }
        // A meeting may have been moved: the phone is known for as long as the plan says today.
        let (age, scheme) = (service::cookie_age(&c.state, &here.detail), c.state.settings.scheme);
        c.header(
            SET_COOKIE,
            &Cookie::Phone.write(&phone.text(c.state.secret()), Some(age), scheme),
        );
        // Back to what was left open: what was sent is not shown again.
        let again = here.open > 0 && c.query("open").is_some();
        // Who came late may still fill in a form that was left open for them.
        let late = here.form_open && c.query("form").is_some();
        if again || late {
            here.step.screen = Screen::Form;
        }
        if here.step.screen == Screen::Withdrawn {
            c.status(&AppError::Gone);
        }
        let until = match here.step.screen {
            Screen::Sent | Screen::Finished => service::withdrawal_until(&c.state, &here).await?,
            _ => None,
        };
        Ok(screen(&c, &here, again, until))
    })
}

/// The phone, unless it left by quick exit: coming back needs the code again.
fn present_phone(cx: &PageContext) -> Option<Phone> {
    let left = cx.cookie(Cookie::Hidden).is_some_and(|hidden| hidden == HIDDEN_LEFT);
    cx.phone().filter(|_| !left)
}

/// Value of the "hidden" cookie after quick exit.
pub const HIDDEN_LEFT: &str = "left";
/// Value of the "hidden" cookie after coming back by code: answers stay out of sight.
pub const HIDDEN_BACK: &str = "back";

fn screen(cx: &PageContext, here: &Here, again: bool, until: Option<Day>) -> AnyView {
    let title = tr!(cx, participant.title);
    if here.step.screen == Screen::Form {
        let (content, plan) = form::questions(cx, here, again);
        let content = view! { {trial_banner(cx, here.detail.plan.trial)} {content} <AnswerForm plan=plan /> {tools(cx)} {island_runtime(cx.state.assets)} };
        return participant_with(cx, title, form::language_buttons_in_form(cx), content);
    }
    if let Some(standing) = &here.live {
        return following(cx, here, standing, until);
    }
    let waits = !matches!(here.step.screen, Screen::Finished | Screen::Withdrawn);
    let content = rest::content(cx, here, until);
    let waiting = waits.then(|| {
        view! {
            <noscript><meta http-equiv="refresh" content=REFRESH.to_string() /></noscript>
            <p class="small soft" data-refresh=REFRESH.to_string()>{tr!(cx, participant.refreshes)} " " <a href="/here">{tr!(cx, participant.refresh_now)}</a></p>
            <WaitingRoom step=here.step />
            {island_runtime(cx.state.assets)}
        }
    });
    participant_with(
        cx,
        title,
        language_menu(cx),
        view! { {trial_banner(cx, here.detail.plan.trial)} {content} {waiting} },
    )
}

/// A screen inside a live run: it follows the room.
fn following(cx: &PageContext, here: &Here, standing: &Standing, until: Option<Day>) -> AnyView {
    let content = match here.step.screen {
        Screen::Step => {
            let late = here.form_open.then(|| {
                view! { <p class="small"><a href="/here?form=1">{tr!(cx, run.phone_late_form)}</a></p> }
            });
            view! { {step::step_view(cx, here, standing)} {late} {rest::foot(cx, here)} }.into_any()
        }
        _ => rest::content(cx, here, until),
    };
    let following = Following {
        stream: format!("/live/{}", here.detail.id),
        page: "/here".to_owned(),
        version: format!("{}.{}", standing.live.version, here.detail.state.as_str()),
        hurry: false,
        awake: false,
        words: live_words(cx),
    };
    // While something is asked nothing renews itself: it would wipe what is chosen and not sent.
    let asked = here.step.screen == Screen::Step && standing.live.open();
    let refresh =
        (!asked).then(|| view! { <meta http-equiv="refresh" content=REFRESH.to_string() /> });
    let refreshes = (!asked).then(|| format!("{} ", tr!(cx, participant.refreshes)));
    let content = view! {
        {trial_banner(cx, here.detail.plan.trial)}
        <p class="connection" role="status" data-connection=""></p>
        <p class="quiet-text" role="status" data-announce=""></p>
        <div class="live-step" data-live="here" data-top="">{content}</div>
        <noscript>
            {refresh}
            <p class="small soft" data-refresh=REFRESH.to_string()>{refreshes} <a href="/here">{tr!(cx, participant.refresh_now)}</a></p>
        </noscript>
        <LivePage following=following />
        {tools(cx)}
        {island_runtime(cx.state.assets)}
    };
    participant_with(cx, tr!(cx, participant.title), language_menu(cx), content)
}
