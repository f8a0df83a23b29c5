//! Going on by itself in the browser.

use crate::browser::{document, listen};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, NodeList};

/// After a digit that names an answer the focus goes on; anything else stays and is marked.
pub fn start() {
    listen(&document(), "input", |event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field.filter(|field| field.has_attribute("data-one")) else { return };
        let most = field.get_attribute("data-most").and_then(|most| most.parse::<u32>().ok());
        let digit = field.value().trim().parse::<u32>().ok();
        match (digit, most) {
            (Some(digit), Some(most)) if digit <= most => {
                let _ = field.remove_attribute("aria-invalid");
                go_on(&field);
            }
            _ if field.value().is_empty() => {}
            _ => {
                let _ = field.set_attribute("aria-invalid", "true");
                field.select();
            }
        }
    });
}

fn go_on(field: &HtmlInputElement) {
    let Ok(all) = document().query_selector_all("[data-paper] [data-most], [data-paper] button")
    else {
        return;
    };
    let all: NodeList = all;
    let mine = (0..all.length())
        .find(|&place| all.item(place).is_some_and(|node| node.is_same_node(Some(field))));
    let next = mine.and_then(|mine| all.item(mine + 1));
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = next.focus();
    }
}
