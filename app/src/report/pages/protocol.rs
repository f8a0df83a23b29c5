//! `/staff/workshops/…/protocol`: what to do when a young person tells something serious.

use crate::{
    error::AppError,
    page::{PageContext, tr},
    report::{model::ProtocolSheet, service},
    ui::{
        layout::{Area, Width, page_head, staff},
        protocol::{protocol_text, shipped},
        workshop_row::workshop_title,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The whole card, with the named person's number.
#[must_use]
pub fn protocol_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let sheet = service::protocol(&c.state, actor, id).await?;
        Ok(page(&c, &sheet))
    })
}

fn page(cx: &PageContext, sheet: &ProtocolSheet) -> AnyView {
    let title = shipped().title.get(cx.language).to_owned();
    let base = format!("/staff/workshops/{}", sheet.workshop);
    let trail = vec![(base.clone(), workshop_title(cx, &sheet.modules, &sheet.group))];
    let noted = cx.query("noted").is_some().then_some("status");
    let used = if sheet.used {
        view! { <div class="notice" role=noted><p>{tr!(cx, report.protocol_noted)}</p></div> }
            .into_any()
    } else {
        view! {
            <form class="stack" method="post" action=format!("{base}/protocol")>
                <p class="small soft">{tr!(cx, report.protocol_note)}</p>
                <div class="actions"><button class="button">{tr!(cx, report.protocol_button)}</button></div>
            </form>
        }
        .into_any()
    };
    let content = view! {
        {page_head(trail, title.clone(), None, ())}
        {protocol_text(cx, &sheet.named.person, &sheet.named.phone)}
        {used}
    };
    staff(cx, Area::Inside, Width::Narrow, &title, content)
}
