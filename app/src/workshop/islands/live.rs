//! Following a workshop in the browser.

use crate::{
    browser::{between, document, listen, sleep, window},
    error::AppError,
    workshop::{
        api,
        model::{Progress, clock_face},
    },
};
use leptos::task::spawn_local;
use std::{cell::Cell, rc::Rc};

/// Asks every 3 seconds or so while the page is seen; counts down every second what runs out.
pub fn follow(workshop: String, shown: Progress) {
    let left = Rc::new(Cell::new((shown.undo_seconds, shown.result_seconds)));
    if shown.undo_seconds + shown.result_seconds > 0 {
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
                    left.set((now.undo_seconds, now.result_seconds));
                    put("joined", &now.joined.to_string());
                    put("inside", &now.inside.to_string());
                    put("done", &now.done.to_string());
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

/// Shows how long closing can be undone and when the result comes. What runs out first changes what can
/// be done, so the page loads anew.
async fn count_down(left: Rc<Cell<(i64, i64)>>) {
    let undoing = left.get().0 > 0;
    loop {
        let (undo, result) = left.get();
        if (undoing && undo <= 0) || result <= 0 {
            break;
        }
        put("undo", &clock_face(undo));
        put("result", &clock_face(result));
        sleep(1_000).await;
        let (undo, result) = left.get();
        left.set((undo - 1, result - 1));
    }
    let _ = window().location().reload();
}

fn put(name: &str, text: &str) {
    if let Ok(Some(place)) = document().query_selector(&format!("[data-count={name}]"))
        && place.text_content().as_deref() != Some(text)
    {
        place.set_text_content(Some(text));
    }
}
