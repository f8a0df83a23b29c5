//! Sending forms without leaving the page, and again until they have arrived.

use super::{Page, swap};
use crate::browser::{between, document, listen, sleep};
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{
    Element, Event, FormData, HtmlFormElement, HtmlInputElement, SubmitEvent, UrlSearchParams,
};

/// Takes over forms marked `data-live-form`; those marked `data-auto` are sent as soon as something
/// is chosen.
pub(super) fn start(page: &Rc<Page>) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-scripted", "");
    }
    let on_submit = Rc::clone(page);
    listen(&document(), "submit", move |event: Event| {
        let Some(form) = form_of(&event).filter(|form| form.has_attribute("data-live-form")) else {
            return;
        };
        event.prevent_default();
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        if let Some(fields) = fields(&form, button.as_ref()) {
            let page = Rc::clone(&on_submit);
            spawn_local(async move { send(&page, &form, &fields).await });
        }
    });
    listen(&document(), "change", move |event: Event| {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("form[data-auto]").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            let _ = form.request_submit();
        }
    });
    send_early();
}

/// What was chosen before the scripts came is sent now.
fn send_early() {
    let Ok(chosen) = document().query_selector_all("form[data-auto] input:checked") else { return };
    for field in swap::elements(&chosen) {
        let early =
            field.dyn_ref::<HtmlInputElement>().is_some_and(|field| !field.default_checked());
        let form = field.closest("form").ok().flatten();
        if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
            && early
        {
            let _ = form.request_submit();
        }
    }
}

fn form_of(event: &Event) -> Option<HtmlFormElement> {
    event.target()?.dyn_into().ok()
}

/// What the form would send, as the browser would write it.
fn fields(
    form: &HtmlFormElement,
    button: Option<&web_sys::HtmlElement>,
) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    if let Some(button) = button
        && let (Some(name), Some(value)) =
            (button.get_attribute("name"), button.get_attribute("value"))
    {
        let _ = data.append_with_str(&name, &value);
    }
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
}

/// Sends, and sends again while the network is away. A form whose place was taken by a newer page, or
/// that was sent anew meanwhile, is let go.
async fn send(page: &Rc<Page>, form: &HtmlFormElement, fields: &UrlSearchParams) {
    let address = form.get_attribute("action").unwrap_or_default();
    let turn =
        form.get_attribute("data-turn").and_then(|turn| turn.parse::<u32>().ok()).unwrap_or(0) + 1;
    let _ = form.set_attribute("data-turn", &turn.to_string());
    let mine = || form.is_connected() && form.get_attribute("data-turn") == Some(turn.to_string());
    let _ = form.set_attribute("data-sending", "");
    say(form, &page.following.words.saving);
    let mut pause = 1_000;
    loop {
        match swap::fetch(&address, Some(fields)).await {
            Ok(fresh) => {
                // A newer choice in the same form is on its way: its own answer shows the page.
                if mine() || !form.is_connected() {
                    let _ = form.remove_attribute("data-sending");
                    swap::apply(&fresh);
                }
                return;
            }
            Err(swap::Trouble::Gone) => {
                let _ = form.remove_attribute("data-sending");
                return page.renew();
            }
            Err(swap::Trouble::Network) => {
                if !mine() {
                    return;
                }
                say(form, &page.following.words.waiting);
                sleep(between(pause, pause + pause / 2)).await;
                if !mine() {
                    return;
                }
                pause = (pause * 2).min(10_000);
            }
        }
    }
}

fn say(form: &HtmlFormElement, words: &str) {
    if let Ok(Some(place)) = form.query_selector("[data-saying]") {
        place.set_text_content(Some(words));
    }
}
