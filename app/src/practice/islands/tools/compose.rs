//! The sentence, written as its parts are picked.

use super::{all, around, first, say};
use crate::browser::{document, listen, window};
use std::cell::RefCell;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDocument, HtmlInputElement};

thread_local! {
    /// Ids of the options that are picked.
    static PICKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn start() {
    listen(&document(), "change", |event| {
        if let Some(place) = around(&event, "[data-compose]") {
            write(&place);
        }
    });
    listen(&document(), "click", |event| {
        if let Some(button) = around(&event, "[data-copy]") {
            copy(&button);
        }
    });
    // What was picked before the script came counts.
    for place in all("[data-compose]") {
        write(&place);
    }
}

/// Picks again what was picked before the page was renewed.
pub(super) fn refresh() {
    for place in all("[data-compose]") {
        for option in options(&place) {
            if PICKED.with_borrow(|picked| picked.contains(&option.id())) {
                option.set_checked(true);
            }
        }
        write(&place);
    }
}

fn options(place: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = place.query_selector_all("input") else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// Writes what is picked, in the order of the parts, with a gap for each that is missing.
fn write(place: &Element) {
    let (mut text, mut name, mut gap, mut any) = (String::new(), String::new(), false, false);
    for option in options(place) {
        let id = option.id();
        PICKED.with_borrow_mut(|picked| {
            picked.retain(|known| *known != id);
            if option.checked() {
                picked.push(id);
            }
        });
        // A part ends where the name changes.
        if option.name() != name {
            if gap {
                text.push_str("… ");
            }
            name = option.name();
            gap = true;
        }
        if option.checked()
            && let Some(words) = option.next_element_sibling().and_then(|next| next.text_content())
        {
            text.push_str(words.trim());
            text.push(' ');
            gap = false;
            any = true;
        }
    }
    let whole = any && !gap && !text.contains("… ");
    if gap {
        text.push('…');
    }
    say(first(place, "output"), if any { text.trim_end() } else { "" });
    say(first(place, "[role=status]"), "");
    if let Some(button) = first(place, "[data-copy]") {
        let _ = button.toggle_attribute_with_force("hidden", !whole);
    }
}

/// Copies the message; where a browser does not let us, marks it so that it can be copied by hand.
/// The newer way (`navigator.clipboard`) is missing on plain HTTP, this one is not.
fn copy(button: &Element) {
    let Some(place) = button.closest("[data-compose]").ok().flatten() else { return };
    let Some(output) = first(&place, "output") else { return };
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.select_all_children(&output);
    }
    let copied = document()
        .dyn_into::<HtmlDocument>()
        .is_ok_and(|document| document.exec_command("copy").unwrap_or(false));
    let words = button.get_attribute(if copied { "data-copied" } else { "data-marked" });
    say(first(&place, "[role=status]"), &words.unwrap_or_default());
}
