//! `/staff/account`: the reader's own account.

use super::{PASSWORD_CHANGED, new_password, role_text};
use crate::{
    account::{model::StaffSummary, service},
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, text_field},
        layout::{Area, Width, page_head, staff},
    },
};
use leptos::prelude::*;

/// Name and e-mail, a new password, and signing out everywhere.
#[must_use]
pub fn account_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let own = service::own_account(&c.state, actor).await?;
        let title = tr!(c, account.title);
        let accounts = service::may_keep_accounts(actor).then(|| {
            view! { <a class="button" href="/staff/accounts">{tr!(c, account.accounts)}</a> }
        });
        let changed = (c.query("done") == Some(PASSWORD_CHANGED)).then(|| {
            view! {
                <div class="notice" role="status">
                    <h2>{tr!(c, account.password_changed_title)}</h2>
                    <p>{tr!(c, account.password_changed_text)}</p>
                </div>
            }
        });
        let content = view! {
            {page_head(Vec::new(), title.clone(), None, accounts)}
            {changed}
            {facts(&c, own)}
            {password_form(&c)}
            <section class="stack">
                <h2>{tr!(c, account.devices)}</h2>
                <p>{tr!(c, account.devices_text)}</p>
                <form class="actions" method="post" action="/staff/sign-out-everywhere">
                    <button class="button">{tr!(c, account.sign_out_everywhere)}</button>
                </form>
            </section>
        };
        Ok(staff(&c, Area::Account, Width::Narrow, &title, content))
    })
}

fn facts(cx: &PageContext, own: StaffSummary) -> AnyView {
    view! {
        <section class="stack">
            <h2>{tr!(cx, account.you)}</h2>
            <dl class="facts">
                <dt>{tr!(cx, account.name)}</dt><dd>{own.name}</dd>
                <dt>{tr!(cx, account.email)}</dt><dd>{own.email}</dd>
                <dt>{tr!(cx, account.rights)}</dt><dd>{role_text(cx, own.role)}</dd>
            </dl>
        </section>
    }
    .into_any()
}

fn password_form(cx: &PageContext) -> AnyView {
    let labels = [("current", tr!(cx, account.current)), ("new", tr!(cx, account.new_password))];
    let current = Field {
        name: "current",
        label: tr!(cx, account.current),
        kind: "password",
        autocomplete: "current-password",
        ..Field::default()
    };
    view! {
        <form class="form" method="post" action="/staff/account/password">
            <h2>{tr!(cx, account.change_password)}</h2>
            {error_summary(cx, &labels)}
            {text_field(cx, current)}
            {new_password(cx, "new", tr!(cx, account.new_password))}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, account.change_button)}</button></div>
        </form>
    }
    .into_any()
}
