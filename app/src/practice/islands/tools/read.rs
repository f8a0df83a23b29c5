//! Reading aloud with a voice that lives on the phone. A voice in the cloud would be told what is on
//! the page, so without one of the phone's own the buttons stay hidden.

use super::{all, around};
use crate::browser::{document, listen, window};
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{
    Element, Event, EventTarget, HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance,
    SpeechSynthesisVoice,
};

/// What is read of a part of the page, in its order.
const READ: &str = "h1, h2, h3, legend, p, li, output, .option > span";
/// What is not.
const QUIET: &str = "[data-listen], .save-state, [hidden], [aria-hidden=true]";

thread_local! {
    static VOICE: RefCell<Option<SpeechSynthesisVoice>> = const { RefCell::new(None) };
    /// Whether somebody said yes to being heard; until the page is loaded anew.
    static AGREED: Cell<bool> = const { Cell::new(false) };
    /// The id that is read, or asked about.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
    /// The words being read; empty in silence.
    static READING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Browsers forget an utterance that nobody holds, and then never say that it ended.
    static LAST: RefCell<Option<SpeechSynthesisUtterance>> = const { RefCell::new(None) };
}

pub(super) fn start() {
    let Some(speech) = speech() else { return };
    find_voice(&speech);
    if let Some(target) = speech.dyn_ref::<EventTarget>() {
        // Voices come late on most phones.
        listen(target, "voiceschanged", |_| {
            if let Some(speech) = self::speech() {
                find_voice(&speech);
            }
        });
    }
    listen(&document(), "click", pressed);
    for event in ["pagehide", "popstate"] {
        listen(&window(), event, |_| stop());
    }
}

/// Falls silent where other words stand now.
pub(super) fn refresh() {
    let same = ASKED.with_borrow(|id| words(id)) == READING.with_borrow(Clone::clone);
    if !same {
        stop();
    }
}

fn speech() -> Option<SpeechSynthesis> {
    let known = Reflect::has(&window(), &"speechSynthesis".into()).unwrap_or(false);
    known.then(|| window().speech_synthesis().ok()).flatten()
}

fn root() -> Option<Element> {
    document().document_element()
}

fn language() -> String {
    root().and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Takes the first voice of the phone's own in the page's language, and shows the buttons.
fn find_voice(speech: &SpeechSynthesis) {
    let language = language();
    let voice = speech.get_voices().iter().find_map(|voice| {
        let voice: SpeechSynthesisVoice = voice.unchecked_into();
        let fits = voice.lang().get(..2).is_some_and(|code| code.eq_ignore_ascii_case(&language));
        (fits && voice.local_service()).then_some(voice)
    });
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force("data-can-listen", voice.is_some());
    }
    VOICE.set(voice);
}

fn pressed(event: Event) {
    if let Some(button) = around(&event, "[data-listen]") {
        let id = button.get_attribute("data-listen").unwrap_or_default();
        ask(false);
        if !READING.with_borrow(Vec::is_empty) {
            return stop();
        }
        ASKED.set(id);
        if AGREED.get() { read() } else { ask(true) }
    } else if let Some(answer) = around(&event, "[data-headphones]") {
        ask(false);
        focus(all("[data-listen]").into_iter().find(|button| {
            ASKED.with_borrow(|id| button.get_attribute("data-listen").as_deref() == Some(id))
        }));
        if answer.get_attribute("data-headphones").as_deref() == Some("yes") {
            AGREED.set(true);
            read();
        }
    } else if around(&event, "[data-go], [data-exit]").is_some() {
        stop();
    }
}

/// Shows or hides the question whether anybody would be disturbed.
fn ask(shown: bool) {
    for question in all("[data-ask-headphones]") {
        let _ = question.toggle_attribute_with_force("hidden", !shown);
        if shown {
            focus(question.query_selector("[data-headphones]").ok().flatten());
        }
    }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The words inside an element, piece by piece.
fn words(id: &str) -> Vec<String> {
    let Some(part) = document().get_element_by_id(id) else { return Vec::new() };
    let Ok(found) = part.query_selector_all(READ) else { return Vec::new() };
    let pieces = (0..found.length()).filter_map(|place| {
        let piece: Element = found.item(place)?.dyn_into().ok()?;
        let inner = piece.query_selector(READ).ok()?.is_some();
        let quiet = piece.closest(QUIET).ok()?.is_some();
        let seen = piece.get_bounding_client_rect().height() > 0.0;
        let text = piece.text_content()?;
        let text = text.trim();
        (!inner && !quiet && seen && !text.is_empty()).then(|| text.to_owned())
    });
    pieces.collect()
}

fn read() {
    let Some(speech) = speech() else { return };
    let words = ASKED.with_borrow(|id| words(id));
    if words.is_empty() {
        return;
    }
    speech.cancel();
    let language = language();
    for text in &words {
        let Ok(said) = SpeechSynthesisUtterance::new_with_text(text) else { return };
        said.set_lang(&language);
        VOICE.with_borrow(|voice| said.set_voice(voice.as_ref()));
        speech.speak(&said);
        LAST.set(Some(said));
    }
    LAST.with_borrow(|last| {
        if let Some(last) = last {
            // Only the end of the last piece that was asked for counts.
            let over = Closure::once_into_js(finished);
            last.set_onend(Some(over.unchecked_ref()));
        }
    });
    mark(true);
    READING.set(words);
}

fn finished() {
    READING.with_borrow_mut(Vec::clear);
    mark(false);
}

fn stop() {
    if READING.with_borrow(Vec::is_empty) {
        return;
    }
    LAST.with_borrow(|last| {
        if let Some(last) = last {
            last.set_onend(None);
        }
    });
    if let Some(speech) = speech() {
        speech.cancel();
    }
    finished();
}

/// The buttons say "Stop" while it speaks.
fn mark(reading: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force("data-reading", reading);
    }
}
