//! Keys of a laptop and of a slide clicker: each presses the button that is named for it.

use crate::browser::{document, listen};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Listens for keys, except while somebody types or an own key of a control is meant.
pub(super) fn start() {
    listen(&document(), "keydown", |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
            return;
        }
        let key = event.key();
        let inside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typing = inside.as_ref().is_some_and(|element| {
            element
                .closest("input, select, textarea, [contenteditable]")
                .is_ok_and(|found| found.is_some())
        });
        // Space presses a focused button or link of its own accord.
        let pressing = key == " "
            && inside.as_ref().is_some_and(|element| {
                element.closest("button, a, summary").is_ok_and(|found| found.is_some())
            });
        if typing || pressing {
            return;
        }
        let name = match key.as_str() {
            " " | "ArrowRight" | "PageDown" => "next",
            "ArrowLeft" | "PageUp" => "back",
            "r" | "R" => "reveal",
            "j" | "J" => "panel",
            "l" | "L" => "lock",
            "b" | "B" | "." => "blank",
            "f" | "F" => return full_screen(),
            "?" => return open_keys(),
            _ => return,
        };
        if let Ok(Some(button)) = document().query_selector(&format!("[data-key~={name}]"))
            && let Some(button) = button.dyn_ref::<HtmlElement>()
        {
            event.prevent_default();
            button.click();
        }
    });
}

fn full_screen() {
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    } else if let Some(root) = document().document_element() {
        let _ = root.request_fullscreen();
    }
}

fn open_keys() {
    if let Ok(Some(list)) = document().query_selector("details[data-key~=keys]") {
        let _ = list.toggle_attribute("open");
        list.scroll_into_view();
    }
}
