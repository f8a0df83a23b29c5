//! The privacy text, made of the settings; `/privacy` shows it to a phone inside a workshop.

use crate::{
    letter::{model::PrivacyFacts, service},
    page::{PageContext, tr},
    ui::{day::long_day, layout::participant},
};
use domain::opening::Parents;
use leptos::prelude::*;

/// The text for participants.
#[must_use]
pub fn privacy_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let Some(phone) = c.phone() else {
            c.redirect("/");
            return Ok(().into_any());
        };
        let facts = service::for_phone(&c.state, &phone).await?;
        let content = view! {
            <h1 class="quiet-text">{tr!(c, participant.title)}</h1>
            <div class="prose"><h2>{tr!(c, privacy.title)}</h2>{privacy_text(&c, &facts)}</div>
            <p><a class="button" href="/here">{tr!(c, privacy.back)}</a></p>
        };
        Ok(participant(&c, tr!(c, participant.title), content))
    })
}

/// The text: who is responsible, what is stored, who sees what, how long, how to take it back.
pub(super) fn privacy_text(cx: &PageContext, facts: &PrivacyFacts) -> AnyView {
    let deleted = long_day(cx, facts.deletion_day);
    let ends = long_day(cx, facts.ends_on);
    let parents = match facts.parents {
        Parents::Informed => tr!(cx, privacy.parents_informed),
        Parents::Agree => tr!(cx, privacy.parents_agree),
    };
    let part = |title: String, text: String| view! { <h3>{title}</h3><p>{text}</p> };
    view! {
        {part(tr!(cx, privacy.who_title), tr!(cx, privacy.who, organisation = facts.organisation.clone(), contact = facts.contact.clone()))}
        {part(tr!(cx, privacy.why_title), tr!(cx, privacy.why))}
        {part(tr!(cx, privacy.stored_title), tr!(cx, privacy.stored))}
        <p>{tr!(cx, privacy.phone)}</p>
        {part(tr!(cx, privacy.seen_title), tr!(cx, privacy.seen))}
        {part(tr!(cx, privacy.free_title), tr!(cx, privacy.free))}
        <p>{parents}</p>
        {part(tr!(cx, privacy.kept_title), tr!(cx, privacy.kept, day = deleted))}
        {part(tr!(cx, privacy.back_title), tr!(cx, privacy.withdraw, day = ends))}
        <p>{tr!(cx, privacy.without_card)}</p>
        {part(tr!(cx, privacy.complain_title), tr!(cx, privacy.complain))}
    }
    .into_any()
}
