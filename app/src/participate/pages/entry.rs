//! `/`: the code.

use crate::{
    page::{PageContext, tr},
    ui::{layout::participant, problem::problem},
};
use leptos::prelude::*;

/// Where a phone without QR code begins.
#[must_use]
pub fn code_entry_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let typed = c.form.typed.get("code").to_owned();
        let error = c.form.problem("code").map(|wrong| problem(&c, wrong));
        let described = if error.is_some() { "code-error code-hint" } else { "code-hint" };
        let invalid = error.is_some().then_some("true");
        let error = error.map(|text| view! { <p class="field-error" id="code-error" role="alert">{text}</p> });
        let staff_link = if c.actor().await?.staff().is_some() {
            view! { <a href="/staff">{tr!(c, participant.staff_pages)}</a> }
        } else {
            view! { <a href="/sign-in">{tr!(c, participant.staff_link)}</a> }
        };
        let content = view! {
            <form class="form" method="post" action="/join" autocomplete="off">
                <h1>{tr!(c, participant.code_title)}</h1>
                <div class="field">
                    <label for="code">{tr!(c, participant.code_label)}</label>
                    <p class="hint" id="code-hint">{tr!(c, participant.code_hint)}</p>
                    <input class="code-input" id="code" name="code" value=typed autocomplete="off" autocapitalize="characters"
                        spellcheck="false" inputmode="text" aria-describedby=described aria-invalid=invalid required />
                    {error}
                </div>
                <div class="actions"><button class="button" data-kind="primary">{tr!(c, participant.code_go)}</button></div>
            </form>
            {doors(&c)}
            <p class="small soft">{staff_link}</p>
        };
        Ok(participant(&c, tr!(c, participant.code_page), content))
    })
}

/// One-click doors of a demonstration.
fn doors(cx: &PageContext) -> Option<AnyView> {
    cx.state.doors_stand_open().then(|| {
        view! {
            <form class="doors" method="post" action="/demonstration">
                <h2 class="small soft">{tr!(cx, participant.doors)}</h2>
                <button class="button" name="door" value="participant">{tr!(cx, participant.door_participant)}</button>
                <button class="button" name="door" value="coach">{tr!(cx, participant.door_coach)}</button>
                <button class="button" name="door" value="manager">{tr!(cx, participant.door_manager)}</button>
            </form>
        }
        .into_any()
    })
}
