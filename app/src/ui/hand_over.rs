//! A sign-in link that one person hands to another.
//!
//! Whoever holds the link acts as its owner, so it stands in no address and in no list: it is shown
//! once, on the page that answers the form which made it.

use crate::{
    account::service::LINK_DAYS,
    page::{PageContext, render, tr},
    state::AppState,
};
use axum::{
    body::Body,
    http::{Response, request::Parts},
};
use leptos::prelude::*;

/// What was made for somebody.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// Whom it is for.
    pub name: String,
    /// The link, or nothing where they sign in as before.
    pub link: Option<String>,
}

impl HandOver {
    /// What the page being rendered has to hand over; read it before the first `await`.
    #[must_use]
    pub fn current() -> Option<Self> {
        use_context::<Parts>()?.extensions.get::<Self>().cloned()
    }

    /// Answers a form with the page at `path`, which shows this once.
    pub async fn show(self, state: &AppState, mut parts: Parts, path: &str) -> Response<Body> {
        parts.extensions.insert(self);
        render(state, parts, path, None, None).await
    }

    /// The notice with the link to copy.
    #[must_use]
    pub fn notice(self, cx: &PageContext) -> AnyView {
        let Self { name, link } = self;
        let Some(link) = link else {
            return view! {
                <div class="notice" role="status">
                    <h2>{tr!(cx, staff.added_title, name = name)}</h2>
                    <p>{tr!(cx, staff.added_text)}</p>
                </div>
            }
            .into_any();
        };
        view! {
            <div class="notice" role="status">
                <h2>{tr!(cx, staff.link_title, name = name)}</h2>
                <p>{tr!(cx, staff.link_text, days = LINK_DAYS.to_string())}</p>
                <div class="copy-line">
                    <input class="input" readonly="" value=link aria-label=tr!(cx, staff.link_label) />
                    <button class="button" type="button" hidden="">{tr!(cx, common.copy)}</button>
                </div>
                <p class="small soft">{tr!(cx, staff.link_once)}</p>
            </div>
        }
        .into_any()
    }
}
