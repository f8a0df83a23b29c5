//! Keeping the screen awake, and clocks that go on between two looks at the server.

use super::Page;
use crate::{
    browser::{document, listen, sleep, window},
    live::islands::follow::swap::elements,
};
use js_sys::{Function, Promise, Reflect};
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Event;

/// Starts both.
pub(super) fn start(page: &Rc<Page>) {
    if page.following.awake {
        stay_awake();
        // Browsers let the lock go when the page is not seen.
        listen(&document(), "visibilitychange", |_: Event| {
            if !document().hidden() {
                stay_awake();
            }
        });
    }
    spawn_local(async {
        loop {
            sleep(1_000).await;
            tick();
        }
    });
}

/// Asks for a wake lock, where there is such a thing (not on plain HTTP).
fn stay_awake() {
    let lock = || -> Option<Promise> {
        let navigator: JsValue = window().navigator().into();
        let lock = Reflect::get(&navigator, &"wakeLock".into()).ok()?;
        let request: Function = Reflect::get(&lock, &"request".into()).ok()?.dyn_into().ok()?;
        request.call1(&lock, &"screen".into()).ok()?.dyn_into().ok()
    };
    if let Some(promise) = lock() {
        spawn_local(async move {
            // Refused on low battery: then the screen sleeps as always.
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

/// Moves every clock on by a second.
fn tick() {
    let Ok(clocks) = document().query_selector_all("[data-clock]") else { return };
    for clock in elements(&clocks) {
        let seconds = clock.get_attribute("data-seconds").and_then(|text| text.parse::<i64>().ok());
        let Some(seconds) = seconds else { continue };
        let down = clock.get_attribute("data-clock").as_deref() == Some("down");
        let seconds = if down { (seconds - 1).max(0) } else { seconds + 1 };
        let _ = clock.set_attribute("data-seconds", &seconds.to_string());
        clock.set_text_content(Some(&crate::workshop::model::clock_face(seconds)));
    }
}
