//! Measuring in the browser: a few small requests, then a stream that is watched for a while.

use crate::{
    browser::{document, listen, sleep, window},
    room::model::Measurements,
};
use futures::future::{Either, select};
use leptos::task::spawn_local;
use std::{cell::RefCell, pin::pin, rc::Rc};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, EventSource, RequestCache, RequestInit, Response};

/// Small requests.
const TRIPS: usize = 6;
/// Milliseconds after which one counts as lost.
const PATIENCE: i32 = 4_000;
/// Messages after which the stream need not be watched any longer.
const MESSAGES: usize = 4;
/// Milliseconds that it is watched at most.
const WATCHED: f64 = 22_000.0;

/// Measures and shows what came of it.
pub fn check() {
    spawn_local(async {
        show(&["checking"]);
        let mut measured = Measurements::default();
        for _ in 0..TRIPS {
            match trip().await {
                Some(milliseconds) => measured.trips.push(milliseconds),
                None => measured.lost += 1,
            }
        }
        // Where nothing is answered, a stream is not either.
        if !measured.trips.is_empty() {
            measured.messages = messages().await;
        }
        report(&measured);
    });
}

fn report(measured: &Measurements) {
    let mut shown = vec![measured.verdict().as_str(), "again"];
    if let (Some(trip), Some(pace)) = (measured.trip(), measured.pace()) {
        shown.push(pace.as_str());
        for place in all("[data-count=trip]") {
            place.set_text_content(Some(&trip.to_string()));
        }
    }
    show(&shown);
}

/// One small request and how long it took; nothing where it was lost.
async fn trip() -> Option<u32> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let start = now();
    let asked = JsFuture::from(window().fetch_with_str_and_init("/livez", &options));
    match select(pin!(asked), pin!(sleep(PATIENCE))).await {
        Either::Left((Ok(response), _)) => {
            response.dyn_into::<Response>().ok().filter(Response::ok).map(|_| since(start))
        }
        _ => None,
    }
}

/// When each message of the stream came.
async fn messages() -> Vec<u32> {
    let came = Rc::new(RefCell::new(Vec::new()));
    let start = now();
    let Ok(stream) = EventSource::new("/staff/room/stream") else { return Vec::new() };
    let heard = Rc::clone(&came);
    listen(&stream, "message", move |_| heard.borrow_mut().push(since(start)));
    while now() - start < WATCHED
        && came.borrow().len() < MESSAGES
        && stream.ready_state() != EventSource::CLOSED
    {
        sleep(250).await;
    }
    stream.close();
    came.take()
}

fn now() -> f64 {
    js_sys::Date::now()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds of less than a minute"
)]
fn since(start: f64) -> u32 {
    (now() - start).max(0.0) as u32
}

/// Shows these parts of the page's panel and hides the others.
fn show(names: &[&str]) {
    for place in all("[data-show]") {
        let name = place.get_attribute("data-show").unwrap_or_default();
        if names.contains(&name.as_str()) {
            let _ = place.remove_attribute("hidden");
        } else {
            let _ = place.set_attribute("hidden", "");
        }
    }
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}
