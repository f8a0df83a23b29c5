//! Waiting for the next screen.

use crate::{
    browser::{between, replace_page, sleep},
    participate::{api, model::Step},
};
use leptos::task::spawn_local;

/// Asks every 5 to 10 seconds; a lost network only means asking again.
pub fn wait_for_change(shown: Step) {
    spawn_local(async move {
        loop {
            sleep(between(5_000, 10_000)).await;
            match api::current_step().await {
                Ok(step) if step.same_screen(shown) => {}
                Ok(_) | Err(crate::error::AppError::NotFound) => return replace_page("/here"),
                Err(_) => {}
            }
        }
    });
}
