//! Telling somebody inside the form, calmly, that the wave is closing.

use super::answer_form::Form;
use crate::{
    browser::{between, document, sleep},
    participate::{
        api,
        model::{Screen, Step},
    },
};
use leptos::task::spawn_local;
use std::rc::Rc;

/// Asks every now and then whether the form is still the true screen, and how long it will be. A form
/// that was sent and is filled in further (`again`) is not the screen the server would show.
pub(super) fn watch_closing(form: &Rc<Form>, again: bool) {
    let form = Rc::clone(form);
    // The page came with the plain form's words; these are the ones for answers saved as they are given.
    let at_first = document().query_selector(".closing:not(:empty)").ok().flatten().is_some();
    spawn_local(async move {
        let mut soon = at_first;
        while !form.ends() {
            if !soon {
                sleep(between(8_000, 15_000)).await;
            }
            soon = false;
            if document().hidden() || form.ends() {
                continue;
            }
            let Ok(step) = api::current_step().await else { continue };
            tell(&form, step);
            let over = step.screen != Screen::Form || step.wave != form.wave;
            let saved = form.queue().is_some_and(|queue| !queue.unsaved());
            if over && !again && saved && !form.ends() {
                return form.leave().await;
            }
        }
    });
}

/// Says how many minutes are left, once for each; nothing when the closing was taken back.
fn tell(form: &Form, step: Step) {
    let words = match step.minutes_left() {
        None => String::new(),
        Some(1) => form.words.closing_soon.clone(),
        Some(minutes) => form.words.closing.replace("{n}", &minutes.to_string()),
    };
    if let Ok(Some(line)) = document().query_selector(".closing")
        && line.text_content().as_ref() != Some(&words)
    {
        line.set_text_content(Some(&words));
    }
}
