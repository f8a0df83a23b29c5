//! Reading aloud: a button beside what can be read, and the question before it is heard.

use crate::page::{PageContext, tr};
use leptos::prelude::*;

/// A button that reads the element with this id aloud. It shows only where the phone has a voice of
/// its own in the page's language.
#[must_use]
pub fn button(cx: &PageContext, target: &str) -> AnyView {
    view! {
        <button class="button listen" data-kind="quiet" type="button" data-listen=target.to_owned()>
            <span data-when="silent">{tr!(cx, listen.read)}</span>
            <span data-when="reading">{tr!(cx, listen.stop)}</span>
        </button>
    }
    .into_any()
}

/// Asked once before anything is heard; it stands outside the parts that are renewed.
#[must_use]
pub fn headphones(cx: &PageContext) -> AnyView {
    view! {
        <div class="listen-ask" role="group" aria-labelledby="headphones" data-ask-headphones="" hidden="">
            <p id="headphones"><strong>{tr!(cx, listen.headphones)}</strong> " " {tr!(cx, listen.heard)}</p>
            <div class="actions" data-equal="">
                <button class="button" data-kind="primary" type="button" data-headphones="yes">{tr!(cx, listen.yes)}</button>
                <button class="button" type="button" data-headphones="no">{tr!(cx, listen.no)}</button>
            </div>
        </div>
    }
    .into_any()
}
