//! Closing a workshop: what will happen, and the way back, before it happens.

use crate::{
    error::AppError,
    page::{PageContext, tr},
    ui::{
        layout::{Area, Width, page_head, staff},
        trial::trial_banner,
        workshop_row::workshop_title,
    },
    workshop::{model::WorkshopNow, service},
};
use domain::workshop::WavePhase;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Asks before a workshop is closed for good.
#[must_use]
pub fn close_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let now = service::find_workshop(&c.state, actor, id).await?;
        let home = format!("/staff/workshops/{id}");
        if !now.detail.state.running() {
            // Closed meanwhile, by another coach perhaps: the workshop's page says so.
            c.redirect(&home);
            return Ok(().into_any());
        }
        let name = workshop_title(&c, &now.detail.plan.modules, &now.detail.group);
        let title = tr!(c, workshop.close_title);
        let action = format!("{home}/close");
        let content = view! {
            {page_head(vec![(home.clone(), name)], title.clone(), None, ())}
            {trial_banner(&c, now.detail.plan.trial)}
            {what_happens(&c, &now)}
            <form class="thumb-bar actions" method="post" action=action>
                <button class="button" data-kind="primary">{tr!(c, workshop.close_yes)}</button>
                <a class="button" href=home>{tr!(c, workshop.close_no)}</a>
            </form>
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}

fn what_happens(cx: &PageContext, now: &WorkshopNow) -> AnyView {
    let inside = now.progress.inside;
    let finish = (inside > 0).then(|| {
        view! { <li>{tr!(cx, workshop.close_inside, count = inside.to_string())}</li> }
    });
    let no_after = (now.after == WavePhase::Waiting).then(|| {
        view! { <p class="notice" data-kind="now">{tr!(cx, workshop.close_no_after)}</p> }
    });
    view! {
        {no_after}
        <ul>
            <li>{tr!(cx, workshop.close_phones)}</li>
            {finish}
            <li>{tr!(cx, workshop.close_code)}</li>
            <li>{tr!(cx, workshop.close_result)}</li>
        </ul>
        <p>{tr!(cx, workshop.close_final)}</p>
    }
    .into_any()
}
