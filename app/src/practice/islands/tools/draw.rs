//! Four words by chance, drawn on the phone.

use super::{all, around, first, say};
use crate::browser::{document, listen, window};
use domain::practice::{DRAWN, dice, place};
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};

thread_local! {
    /// The list as it came: one word a line.
    static LIST: RefCell<String> = const { RefCell::new(String::new()) };
    static LOADING: Cell<bool> = const { Cell::new(false) };
    /// Whether words are wanted as soon as the list is there.
    static WANTED: Cell<bool> = const { Cell::new(false) };
    /// Places on the list.
    static WORDS: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn start() {
    listen(&document(), "click", |event| {
        if around(&event, "[data-draw]").is_some() {
            WORDS.with_borrow_mut(Vec::clear);
            WANTED.set(true);
            refresh();
        }
    });
    refresh();
}

/// Fetches the list where it is needed, and shows what is drawn.
pub(super) fn refresh() {
    let places = all("[data-words]");
    let Some(at) = places.first() else { return };
    if LIST.with_borrow(String::is_empty) {
        let address = at.get_attribute("data-words").unwrap_or_default();
        if !LOADING.replace(true) {
            spawn_local(async move {
                let list = load(&address).await;
                LOADING.set(false);
                match list {
                    Some(list) => {
                        LIST.set(list);
                        refresh();
                    }
                    None if WANTED.get() => tell(true),
                    None => {}
                }
            });
        }
        return;
    }
    let drawn = !WORDS.with_borrow(Vec::is_empty);
    if !drawn && (WANTED.get() || at.has_attribute("data-auto")) {
        WANTED.set(false);
        let words = draw();
        tell(words.is_none());
        WORDS.set(words.unwrap_or_default());
    }
    for place in &places {
        show(place);
    }
}

async fn load(address: &str) -> Option<String> {
    let reply = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let reply: Response = reply.unchecked_into();
    let text = reply.ok().then(|| reply.text().ok()).flatten()?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// Places by the browser's strong chance; without it, none.
fn draw() -> Option<Vec<u16>> {
    let crypto = window().crypto().ok()?;
    let mut places = Vec::new();
    while places.len() < DRAWN as usize {
        let mut bytes = [0_u8; 2];
        crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
        places.extend(place(u16::from_le_bytes(bytes)));
    }
    Some(places)
}

fn show(place: &Element) {
    let Some(out) = first(place, "[data-drawn]") else { return };
    let words = WORDS.with_borrow(Clone::clone);
    if words.is_empty() {
        return;
    }
    out.set_text_content(None);
    LIST.with_borrow(|list| {
        for place in words {
            let word = list.lines().nth(usize::from(place)).unwrap_or_default();
            let thrown: String =
                dice(place).into_iter().map(|die| char::from(b'0' + die)).collect();
            let _ = item(&out, word, &thrown);
        }
    });
    if let Some(button) = first(place, "[data-draw]") {
        let again = button.get_attribute("data-draw");
        button.set_text_content(again.as_deref());
    }
}

fn item(out: &Element, word: &str, thrown: &str) -> Option<()> {
    let item = document().create_element("li").ok()?;
    for (tag, words) in [("strong", word), ("span", thrown)] {
        let part = document().create_element(tag).ok()?;
        part.set_text_content(Some(words));
        item.append_child(&part).ok()?;
        item.append_child(&document().create_text_node(" ")).ok()?;
    }
    out.append_child(&item).ok()?;
    Some(())
}

/// Says that it did not work.
fn tell(trouble: bool) {
    for place in all("[data-words]") {
        let said = place.get_attribute("data-trouble").filter(|_| trouble).unwrap_or_default();
        say(first(&place, "[role=status]"), &said);
    }
}
