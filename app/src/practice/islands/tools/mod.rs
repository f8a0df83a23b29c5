//! The tools in the browser. They listen on the document and keep what was chosen and drawn in
//! memory, so a part that is renewed looks as before; a page that is loaded anew has forgotten it.

mod compose;
mod draw;
mod read;

use crate::browser::{document, listen};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

/// Starts all three, once.
pub fn start() {
    let Some(root) = document().document_element() else { return };
    if root.has_attribute("data-tools") {
        return;
    }
    // Shows what needs scripts and hides what stands in for them. On the root, so that renewed parts
    // of the page stay as the server wrote them.
    let _ = root.set_attribute("data-tools", "");
    compose::start();
    draw::start();
    read::start();
    listen(&document(), "mis:swapped", |_| {
        compose::refresh();
        draw::refresh();
        read::refresh();
    });
}

/// Every element that a selector finds.
fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// The first element inside another that a selector finds.
fn first(inside: &Element, selector: &str) -> Option<Element> {
    inside.query_selector(selector).ok().flatten()
}

/// What a selector finds at or around the place of an event.
fn around(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

fn say(place: Option<Element>, words: &str) {
    if let Some(place) = place {
        place.set_text_content(Some(words));
    }
}
