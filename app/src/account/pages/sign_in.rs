//! `/sign-in`.

use crate::{
    account::service,
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, text_field},
        layout::{Area, Width, page_head, staff},
    },
};
use leptos::prelude::*;

/// Sign in with e-mail and password; who is signed in already is shown the way home.
#[must_use]
pub fn sign_in_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        if actor.staff().is_some() && !c.failed {
            let own = service::own_account(&c.state, actor).await?;
            return Ok(signed_in(&c, own.name));
        }
        Ok(form(&c))
    })
}

fn signed_in(cx: &PageContext, name: String) -> AnyView {
    let title = tr!(cx, account.signed_in_title);
    let content = view! {
        <div class="message">
            <h1>{title.clone()}</h1>
            <p>{tr!(cx, account.signed_in_text, name = name)}</p>
            <a class="button" data-kind="primary" href="/staff">{tr!(cx, account.to_home)}</a>
        </div>
    };
    staff(cx, Area::Inside, Width::Narrow, &title, content)
}

fn form(cx: &PageContext) -> AnyView {
    let title = tr!(cx, account.sign_in);
    let labels = [("email", tr!(cx, account.email)), ("password", tr!(cx, account.password))];
    let email = Field {
        name: "email",
        label: tr!(cx, account.email),
        kind: "email",
        autocomplete: "username",
        ..Field::default()
    };
    let password = Field {
        name: "password",
        label: tr!(cx, account.password),
        kind: "password",
        autocomplete: "current-password",
        ..Field::default()
    };
    let content = view! {
        {page_head(Vec::new(), title.clone(), None, ())}
        <form class="form" method="post" action="/sign-in">
            {error_summary(cx, &labels)}
            {text_field(cx, email)}
            {text_field(cx, password)}
            <div class="actions"><button class="button" data-kind="primary">{title.clone()}</button></div>
        </form>
        <p class="soft small">{tr!(cx, account.forgot)}</p>
        <p class="small"><a href="/">{tr!(cx, account.join)}</a></p>
    };
    staff(cx, Area::Outside, Width::Narrow, &title, content)
}
