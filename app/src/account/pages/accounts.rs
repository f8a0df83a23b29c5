//! `/staff/accounts`: everybody who can sign in, for administrators.

use super::role_text;
use crate::{
    account::{model::StaffSummary, service},
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, select_field, text_field},
        hand_over::HandOver,
        layout::{Area, Width, page_head, staff},
    },
};
use domain::{actor::InstallationRole, id::StaffId};
use leptos::prelude::*;

/// The list, and a form that adds somebody.
#[must_use]
pub fn accounts_page() -> AnyView {
    let cx = PageContext::current();
    let made = HandOver::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let accounts = service::list_accounts(&c.state, actor).await?;
        let title = tr!(c, account.accounts);
        let rows =
            accounts.into_iter().map(|account| row(&c, account, actor.staff())).collect_view();
        let content = view! {
            {page_head(Vec::new(), title.clone(), Some(tr!(c, account.accounts_text)), ())}
            {made.map(|made| made.notice(&c))}
            <div class="split">
                <section class="stack">
                    <h2>{tr!(c, account.list)}</h2>
                    <ul class="rows">{rows}</ul>
                </section>
                {add_form(&c)}
            </div>
        };
        Ok(staff(&c, Area::Accounts, Width::Wide, &title, content))
    })
}

fn row(cx: &PageContext, account: StaffSummary, reader: Option<StaffId>) -> AnyView {
    let StaffSummary { id, email, name, role, active } = account;
    let mut about = vec![email, role_text(cx, role)];
    if !active {
        about.push(tr!(cx, account.not_active));
    }
    let about = view! { <p>{about.join(" · ")}</p> };
    if Some(id) == reader {
        return view! { <li class="row"><strong>{tr!(cx, account.yourself, name = name)}</strong>{about}</li> }.into_any();
    }
    let label = tr!(cx, account.new_link_for, name = name.clone());
    view! {
        <li class="row">
            <strong>{name}</strong>
            {about}
            <form class="row-end" method="post" action=format!("/staff/accounts/{id}/link")>
                <button class="button" aria-label=label>{tr!(cx, account.new_link)}</button>
            </form>
        </li>
    }
    .into_any()
}

fn add_form(cx: &PageContext) -> AnyView {
    let labels = [
        ("email", tr!(cx, account.email)),
        ("name", tr!(cx, account.name)),
        ("role", tr!(cx, account.role)),
    ];
    let email = Field {
        name: "email",
        label: tr!(cx, account.email),
        hint: tr!(cx, account.add_email_hint),
        kind: "email",
        ..Field::default()
    };
    let name = Field {
        name: "name",
        label: tr!(cx, account.name),
        hint: tr!(cx, account.add_name_hint),
        ..Field::default()
    };
    let roles = [
        (InstallationRole::None, tr!(cx, account.choice_none)),
        (InstallationRole::Manager, tr!(cx, account.choice_manager)),
        (InstallationRole::Admin, tr!(cx, account.choice_admin)),
    ];
    let roles = roles.into_iter().map(|(role, text)| (role.as_str().to_owned(), text)).collect();
    view! {
        <section class="panel">
            <h2>{tr!(cx, account.add)}</h2>
            <p class="soft">{tr!(cx, account.add_text)}</p>
            <form class="form" method="post" action="/staff/accounts">
                {error_summary(cx, &labels)}
                {text_field(cx, email)}
                {text_field(cx, name)}
                {select_field(cx, "role", tr!(cx, account.role), roles, InstallationRole::Manager.as_str())}
                <div class="actions"><button class="button" data-kind="primary">{tr!(cx, account.add_button)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
