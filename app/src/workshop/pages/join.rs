//! The way in as large as the screen.

use crate::{
    error::AppError,
    page::{PageContext, tr},
    ui::{
        join::{address, spaced},
        layout::{document_title, lan_banner, staff_sheet},
        trial::trial_banner,
    },
    workshop::service,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

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
                {staff_sheet(&c)}
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
