//! A plain form that could not be saved: what was chosen waits in the answer, to be sent again.

use crate::page::{PageContext, tr};
use leptos::prelude::*;

/// Nothing is read from the store for this page, since that may be what is out of reach.
#[must_use]
pub fn send_again(cx: &PageContext) -> AnyView {
    let fields = cx.form.typed.0.iter().map(|(name, value)| {
        view! { <input type="hidden" name=name.clone() value=value.clone() /> }
    });
    view! {
        <form class="form" method="post" action="/here" autocomplete="off">
            <h1>{tr!(cx, participant.send_again_title)}</h1>
            <p role="alert">{tr!(cx, participant.send_again_text)}</p>
            {fields.collect_view()}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, participant.send_again)}</button></div>
        </form>
    }
    .into_any()
}
