//! The help page for everybody, and the editors' pages.

mod entry;
mod list;

pub use entry::entry_page;
pub use list::list_page;

use crate::{
    directory::service,
    page::{PageContext, tr},
    participate,
    ui::{help::help_entry, layout::participant, trial::trial_banner},
};
use leptos::prelude::*;

/// What an entry's page is told after a change.
pub const SAVED: &str = "saved";
/// What an entry's page is told after a check.
pub const CHECKED: &str = "checked";
/// Controls for the kinds of an entry's channels.
pub const KINDS: [&str; 6] = ["kind1", "kind2", "kind3", "kind4", "kind5", "kind6"];
/// Controls for their values.
pub const VALUES: [&str; 6] = ["value1", "value2", "value3", "value4", "value5", "value6"];

/// `/help`: open to everybody, joined or not. Services of the country of the phone's workshop, or of
/// the first country there is.
#[must_use]
pub fn help_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let directory = service::current(&c.state).await?;
        let country = match c.phone() {
            Some(phone) => participate::service::country(&c.state, &phone).await.ok(),
            None => directory.countries(c.language).first().map(|(code, _)| code.clone()),
        };
        let trial = match c.phone() {
            Some(phone) => participate::service::in_trial(&c.state, &phone).await.unwrap_or(false),
            None => false,
        };
        let entries = directory
            .for_teenagers(country.as_deref(), c.language)
            .into_iter()
            .map(|entry| help_entry(&c, entry))
            .collect_view();
        let back = c
            .phone()
            .map(|_| view! { <p><a class="button" href="/here">{tr!(c, directory.back)}</a></p> });
        let content = view! {
            {trial_banner(&c, trial)}
            <h1>{tr!(c, directory.title)}</h1>
            <p>{tr!(c, directory.text)}</p>
            <ul class="help-list">{entries}</ul>
            <p class="small soft">{tr!(c, directory.not_a_channel)}</p>
            {back}
        };
        Ok(participant(&c, tr!(c, participant.help), content))
    })
}

/// How well an entry's facts are confirmed, in words.
fn mark_text(cx: &PageContext, mark: &str) -> String {
    match mark {
        "seen" => tr!(cx, directory.mark_seen),
        "secondary" => tr!(cx, directory.mark_secondary),
        _ => tr!(cx, directory.mark_unconfirmed),
    }
}

/// Whether a service works, in words.
fn status_text(cx: &PageContext, status: &str) -> String {
    match status {
        "live" => tr!(cx, directory.status_live),
        "replaced" => tr!(cx, directory.status_replaced),
        _ => tr!(cx, directory.status_closed),
    }
}

/// The kind of a channel, in words.
fn channel_text(cx: &PageContext, kind: &str) -> String {
    match kind {
        "phone" => tr!(cx, directory.channel_phone),
        "chat" => tr!(cx, directory.channel_chat),
        "mail" => tr!(cx, directory.channel_mail),
        "sms" => tr!(cx, directory.channel_sms),
        _ => tr!(cx, directory.channel_web),
    }
}
