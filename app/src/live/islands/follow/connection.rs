//! The stream, and asking every few seconds where no stream gets through.

use super::{Page, swap};
use crate::browser::{between, document, listen, sleep, window};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

/// The first message comes at once; after so long without it something collects the stream.
const FIRST: i32 = 6_000;
/// The server speaks every 8 seconds; after so long in silence the stream is dead.
const SILENCE: i32 = 20_000;
/// How long to ask before a stream is tried again.
const ASKING: i32 = 45_000;

struct Stream {
    source: EventSource,
    /// Milliseconds since the last message, roughly.
    silent: Rc<Cell<i32>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

/// Follows for as long as the page lives.
pub(super) async fn follow(page: Rc<Page>) {
    let woken = Rc::new(Cell::new(false));
    for (target, event) in [(document().into(), "visibilitychange"), (window().into(), "online")] {
        let target: web_sys::EventTarget = target;
        let (wake, page) = (Rc::clone(&woken), Rc::clone(&page));
        listen(&target, event, move |_: Event| {
            if !document().hidden() {
                wake.set(true);
                page.renew();
            }
        });
    }
    loop {
        if let Some(stream) = open(&page) {
            let heard = listen_to(&stream).await;
            stream.source.close();
            if heard {
                // It worked until now: try again at once.
                tell(&page, false);
                sleep(between(500, 1_500)).await;
                continue;
            }
        }
        ask(&page, &woken).await;
    }
}

fn open(page: &Rc<Page>) -> Option<Stream> {
    let source = EventSource::new(&page.following.stream).ok()?;
    let silent = Rc::new(Cell::new(-1));
    let (page, quiet) = (Rc::clone(page), Rc::clone(&silent));
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        quiet.set(0);
        tell(&page, true);
        if let Some(version) = message.data().as_string() {
            page.heard(&version);
        }
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    Some(Stream { source, silent, _heard: heard })
}

/// Waits until the stream is dead; false where it never spoke.
async fn listen_to(stream: &Stream) -> bool {
    let mut waited = 0;
    loop {
        sleep(500).await;
        let silent = stream.silent.get();
        if silent < 0 {
            waited += 500;
            if waited > FIRST || stream.source.ready_state() == EventSource::CLOSED {
                return false;
            }
        } else {
            stream.silent.set(silent + 500);
            if silent > SILENCE || stream.source.ready_state() != EventSource::OPEN {
                return true;
            }
        }
    }
}

/// Asks every few seconds, for a while.
async fn ask(page: &Rc<Page>, woken: &Cell<bool>) {
    let address = format!("{}?once", page.following.stream);
    let mut asked = 0;
    while asked < ASKING {
        if !document().hidden() || woken.replace(false) {
            match swap::text(&address).await {
                Ok(version) => {
                    tell(page, true);
                    page.heard(&version);
                }
                Err(swap::Trouble::Gone) => {
                    // Another page is the true one now.
                    let _ = window().location().reload();
                    sleep(5_000).await;
                }
                Err(swap::Trouble::Network) => tell(page, false),
            }
        }
        let pause = between(2_500, 4_000);
        asked += pause;
        sleep(pause).await;
    }
}

thread_local! {
    static TOLD: RefCell<bool> = const { RefCell::new(true) };
}

/// Says whether the page is in touch with the server.
fn tell(page: &Rc<Page>, connected: bool) {
    if TOLD.with(|told| told.replace(connected)) == connected {
        return;
    }
    let Some(body) = document().body() else { return };
    if connected {
        let _ = body.remove_attribute("data-lost");
    } else {
        let _ = body.set_attribute("data-lost", &page.following.words.lost);
    }
    if let Ok(Some(place)) = document().query_selector("[data-connection]") {
        place.set_text_content(Some(if connected { "" } else { &page.following.words.lost }));
    }
}
