//! How phones get in: the code, and its picture as large as the screen.

use crate::{
    error::AppError,
    page::{PageContext, tr},
    ui::{
        layout::{document_title, lan_banner},
        trial::trial_banner,
    },
    workshop::{model::WorkshopDetail, service},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

fn spaced(code: &str) -> String {
    let (first, last) = code.split_at(code.len() / 2);
    format!("{first} {last}")
}

/// The address people type, without the scheme.
fn address(cx: &PageContext) -> String {
    let url = &cx.state.settings.public_url;
    url.split_once("://").map_or(url.as_str(), |(_, host)| host).to_owned()
}

/// Address, code and QR code, all of them in view at once on a phone.
pub fn join_panel(cx: &PageContext, detail: &WorkshopDetail, base: &str) -> AnyView {
    let code = spaced(detail.join_code.as_deref().unwrap_or_default());
    view! {
        <section class="join-panel" aria-label=tr!(cx, workshop.join)>
            <p>{tr!(cx, workshop.go_to)} " " <strong>{address(cx)}</strong></p>
            <p class="join-code">{code}</p>
            <a class="qr" href=format!("{base}/qr")>
                <img src=format!("{base}/qr.svg") alt=tr!(cx, workshop.qr_alt) width="208" height="208" />
            </a>
            <p class="small soft">{tr!(cx, workshop.qr_hint)}</p>
        </section>
    }
    .into_any()
}

/// The QR code as large as the screen, readable from the back row.
#[must_use]
pub fn qr_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let now = service::find_workshop(&c.state, actor, id).await?;
        let base = format!("/staff/workshops/{id}");
        let Some(code) = now.detail.join_code.filter(|_| now.detail.state.running()) else {
            c.redirect(&base);
            return Ok(().into_any());
        };
        Ok(view! {
            {document_title(&tr!(c, workshop.join))}
            <body>
                {lan_banner(&c)}
                <main class="join-poster">
                    {trial_banner(&c, now.detail.plan.trial)}
                    <p>{address(&c)}</p>
                    <img src=format!("{base}/qr.svg") alt=tr!(c, workshop.qr_alt) />
                    <h1 class="join-code">{spaced(&code)}</h1>
                    <a href=base>{tr!(c, common.back)}</a>
                </main>
            </body>
        }
        .into_any())
    })
}
