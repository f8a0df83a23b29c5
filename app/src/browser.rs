//! The few things the islands need of the browser, on every browser we serve (plain HTTP included,
//! where `crypto.randomUUID` is missing).

use js_sys::{Math, Promise};
use wasm_bindgen::{JsCast as _, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Event, EventTarget, Window};

/// The window.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        // Without a timer the promise never settles; the page then stays as it is.
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}

/// A number between two others, evenly spread: so that a class does not ask all at once.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a short wait")]
pub fn between(least: i32, most: i32) -> i32 {
    least + (Math::random() * f64::from(most - least)) as i32
}

/// A random UUID (version 4) as 32 hexadecimal digits.
pub fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).map(drop));
    if filled.is_err() {
        for byte in &mut bytes {
            *byte = u8::try_from(between(0, 256).clamp(0, 255)).unwrap_or(0);
        }
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().simple().to_string()
}

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, handler: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Loads a page in place of this one: nothing stays in the history.
pub fn replace_page(path: &str) {
    let _ = window().location().replace(path);
}

/// Steps of the form in the browser's history: each is told by a short text, the address stays.
pub mod steps {
    use super::window;
    use wasm_bindgen::JsValue;

    /// The text of the step that is shown, if it is one of ours.
    pub fn current() -> Option<String> {
        window().history().ok()?.state().ok()?.as_string()
    }

    /// Gives the step that is shown this text; what stands behind `#` leaves the address.
    pub fn set(text: &str) {
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::from_str(text), "", Some(&address()));
        }
    }

    /// Adds a step after the one that is shown.
    pub fn add(text: &str) {
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::from_str(text), "", Some(&address()));
        }
    }

    /// Goes back so many steps; the page hears of it as from the browser's own button.
    pub fn back(count: i32) {
        if let Ok(history) = window().history() {
            let _ = history.go_with_delta(-count);
        }
    }

    fn address() -> String {
        let location = window().location();
        location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
    }
}
