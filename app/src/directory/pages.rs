//! `/help`: open to everybody, joined or not.

use crate::{
    page::{PageContext, tr},
    participate,
    ui::{help::help_entry, layout::participant, trial::trial_banner},
};
use leptos::prelude::*;

/// Services of the country of the phone's workshop, or of every country we serve.
#[must_use]
pub fn help_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let country = match c.phone() {
            Some(phone) => participate::service::country(&c.state, &phone).await.ok(),
            None => c.state.directory.countries(c.language).first().map(|(code, _)| code.clone()),
        };
        let trial = match c.phone() {
            Some(phone) => participate::service::in_trial(&c.state, &phone).await.unwrap_or(false),
            None => false,
        };
        let entries = c
            .state
            .directory
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
