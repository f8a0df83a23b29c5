//! Pairing a projector whose QR code was scanned: which of the workshops going on is it for?

use crate::{
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, text_field},
        layout::{Area, Width, page_head, staff},
        workshop_row::workshop_title,
    },
    workshop,
};
use leptos::prelude::*;

/// The code, and a button for each workshop that is going on.
#[must_use]
pub fn pair_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let running = workshop::service::list_ahead(&c.state, actor).await?;
        let running: Vec<_> = running.into_iter().filter(|found| found.state.running()).collect();
        let title = tr!(c, run.projector);
        let label = tr!(c, run.screen_code);
        let buttons: Vec<_> = running
            .iter()
            .map(|found| {
                let words = workshop_title(&c, &found.modules, &found.group);
                view! { <button class="button" data-kind="primary" name="workshop" value=found.id.to_string()>{words}</button> }
            })
            .collect();
        let none = buttons.is_empty().then(|| view! { <p class="notice">{tr!(c, run.pair_none)}</p> });
        let value = c.query("code").unwrap_or_default().to_owned();
        let content = view! {
            {page_head(Vec::new(), title.clone(), None, ())}
            <form class="form" method="post" action="/staff/screen">
                {error_summary(&c, &[("screen", label.clone())])}
                {text_field(&c, Field { name: "screen", label, value, ..Field::default() })}
                {none}
                <p>{tr!(c, run.pair_which)}</p>
                <div class="actions">{buttons}</div>
            </form>
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}
