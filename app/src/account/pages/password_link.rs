//! `/set-up/…` and `/welcome/…`: pages behind links that set a password once.

use super::new_password;
use crate::{
    account::service,
    error::AppError,
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, text_field},
        layout::{Area, Width, page_head, staff},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The first administrator makes their account.
#[must_use]
pub fn set_up_page() -> AnyView {
    let cx = PageContext::current();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        match service::check_setup_link(&c.state, &token).await {
            Ok(()) => Ok(set_up(&c)),
            Err(AppError::NotFound) => Ok(void_link(
                &c,
                tr!(c, account.set_up_used_title),
                tr!(c, account.set_up_used_text),
            )),
            Err(error) => Err(error),
        }
    })
}

fn set_up(cx: &PageContext) -> AnyView {
    let title = tr!(cx, account.set_up_title);
    let labels = [
        ("email", tr!(cx, account.email)),
        ("name", tr!(cx, account.name)),
        ("password", tr!(cx, account.password)),
    ];
    let email = Field {
        name: "email",
        label: tr!(cx, account.email),
        hint: tr!(cx, account.email_hint),
        kind: "email",
        autocomplete: "username",
        ..Field::default()
    };
    let name = Field {
        name: "name",
        label: tr!(cx, account.name),
        hint: tr!(cx, account.name_hint),
        autocomplete: "name",
        ..Field::default()
    };
    let content = view! {
        {page_head(Vec::new(), title.clone(), Some(tr!(cx, account.set_up_text)), ())}
        <form class="form" method="post" action=cx.path.clone()>
            {error_summary(cx, &labels)}
            {text_field(cx, email)}
            {text_field(cx, name)}
            {new_password(cx, "password", tr!(cx, account.password))}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, account.set_up_button)}</button></div>
        </form>
    };
    staff(cx, Area::Outside, Width::Narrow, &title, content)
}

/// Somebody who was invited, or forgot their password, sets one.
#[must_use]
pub fn welcome_page() -> AnyView {
    let cx = PageContext::current();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        match service::link_owner(&c.state, &token).await {
            Ok(owner) => Ok(welcome(&c, owner.name, owner.email)),
            Err(AppError::NotFound) => Ok(void_link(
                &c,
                tr!(c, account.welcome_used_title),
                tr!(c, account.welcome_used_text),
            )),
            Err(error) => Err(error),
        }
    })
}

fn welcome(cx: &PageContext, name: String, email: String) -> AnyView {
    let title = tr!(cx, account.welcome_title);
    let labels = [("password", tr!(cx, account.password))];
    // The e-mail cannot be changed and is not sent: it tells password managers whose password this is.
    let content = view! {
        {page_head(Vec::new(), title.clone(), Some(tr!(cx, account.welcome_text, name = name)), ())}
        <form class="form" method="post" action=cx.path.clone()>
            {error_summary(cx, &labels)}
            <div class="field">
                <label for="email">{tr!(cx, account.email)}</label>
                <input class="input" id="email" type="email" value=email readonly="" autocomplete="username" />
            </div>
            {new_password(cx, "password", tr!(cx, account.password))}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, account.welcome_button)}</button></div>
        </form>
    };
    staff(cx, Area::Outside, Width::Narrow, &title, content)
}

/// A link that was used, is too old, or never was: it is gone (410), and here is whom to ask.
fn void_link(cx: &PageContext, title: String, text: String) -> AnyView {
    let _: Result<(), AppError> = cx.answer(Err(AppError::Gone));
    let content = view! {
        <div class="message">
            <h1>{title.clone()}</h1>
            <p>{text}</p>
            <a class="button" data-kind="primary" href="/sign-in">{tr!(cx, account.sign_in)}</a>
        </div>
    };
    staff(cx, Area::Outside, Width::Narrow, &title, content)
}
