//! Following a workshop in the browser.

use crate::{
    browser::{between, document, listen, sleep, window},
    error::AppError,
    workshop::{api, model::Progress},
};
use leptos::task::spawn_local;
use std::{cell::Cell, rc::Rc};

/// Asks every 3 seconds or so while the page is seen; counts the undo time down every second.
pub fn follow(workshop: String, shown: Progress) {
    let left = Rc::new(Cell::new(shown.undo_seconds));
    if shown.undo_seconds > 0 {
        spawn_local(count_down(Rc::clone(&left)));
    }
    let woken = Rc::new(Cell::new(false));
    let wake = Rc::clone(&woken);
    listen(&document(), "visibilitychange", move |_| wake.set(true));
    spawn_local(async move {
        loop {
            pause(&woken).await;
            if document().hidden() {
                continue;
            }
            match api::workshop_progress(workshop.clone()).await {
                Ok(now) if now.version == shown.version => {
                    left.set(now.undo_seconds);
                    put("joined", now.joined);
                    put("inside", now.inside);
                    put("done", now.done);
                }
                // Drawn anew by the server: one truth about what can be done next.
                Ok(_) | Err(AppError::SignInNeeded | AppError::NotFound) => {
                    let _ = window().location().reload();
                    return;
                }
                Err(_) => {}
            }
        }
    });
}

async fn pause(woken: &Cell<bool>) {
    let mut left = between(2_500, 3_500);
    while left > 0 && !woken.replace(false) {
        sleep(250).await;
        left -= 250;
    }
}

async fn count_down(left: Rc<Cell<i64>>) {
    while left.get() > 0 {
        put("undo", left.get());
        sleep(1_000).await;
        left.set(left.get() - 1);
    }
    let _ = window().location().reload();
}

fn put(name: &str, number: i64) {
    if let Ok(Some(place)) = document().query_selector(&format!("[data-count={name}]")) {
        let number = number.to_string();
        if place.text_content().as_deref() != Some(&number) {
            place.set_text_content(Some(&number));
        }
    }
}
