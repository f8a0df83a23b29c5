//! What a coach does when a young person tells something serious: one tap away, and as a page.

use crate::{
    directory::model::Channel,
    page::{PageContext, tr},
};
use domain::question::Translated;
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::LazyLock;

/// One line of the card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What to do, or not to.
    pub text: Translated,
}

/// The card as content describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Title.
    pub title: Translated,
    /// One sentence before the steps.
    pub lead: Translated,
    /// What comes afterwards.
    pub closing: Translated,
    /// What to do, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Line>,
    /// What to leave.
    #[serde(rename = "avoid")]
    pub avoid: Vec<Line>,
}

/// The card that this program ships.
///
/// # Panics
/// When the shipped content is broken: a test keeps it whole.
#[must_use]
pub fn shipped() -> &'static Protocol {
    static SHIPPED: LazyLock<Protocol> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "embedded at build time and tested")]
        toml::from_str(include_str!("../../../content/protocol.toml")).expect("protocol content")
    });
    &SHIPPED
}

/// The card, closed until it is needed, with the named person's number.
#[must_use]
pub fn protocol_card(cx: &PageContext, person: &str, phone: &str) -> AnyView {
    view! {
        <details class="protocol-card">
            <summary>{shipped().title.get(cx.language)}</summary>
            {protocol_text(cx, person, phone)}
        </details>
    }
    .into_any()
}

/// The card's content without its title.
#[must_use]
pub fn protocol_text(cx: &PageContext, person: &str, phone: &str) -> AnyView {
    let protocol = shipped();
    let lines = |lines: &'static [Line]| {
        lines.iter().map(|line| view! { <li>{line.text.get(cx.language)}</li> }).collect_view()
    };
    view! {
        <div class="protocol">
            <p>{protocol.lead.get(cx.language)}</p>
            {named_person(cx, person, phone)}
            <ol class="protocol-steps">{lines(&protocol.steps)}</ol>
            <h3>{tr!(cx, report.protocol_avoid)}</h3>
            <ul class="protocol-avoid">{lines(&protocol.avoid)}</ul>
            <p class="soft">{protocol.closing.get(cx.language)}</p>
        </div>
    }
    .into_any()
}

/// The named person with a number to tap; where nobody is named, what to do instead.
#[must_use]
pub fn named_person(cx: &PageContext, person: &str, phone: &str) -> AnyView {
    if phone.is_empty() && person.is_empty() {
        return view! { <p class="named-person">{tr!(cx, report.nobody_named)}</p> }.into_any();
    }
    let number = match Channel::new("phone", phone) {
        Some(channel) => {
            // A number is read in one line.
            let words = tr!(cx, report.call, phone = phone.replace(' ', "\u{a0}"));
            view! { <a class="button" data-kind="primary" href=channel.href>{words}</a> }.into_any()
        }
        None => view! { <strong>{phone.to_owned()}</strong> }.into_any(),
    };
    let person = (!person.is_empty()).then(|| view! { <strong>{person.to_owned()}</strong> });
    view! {
        <div class="named-person">
            <p>{tr!(cx, report.named)} " " {person}</p>
            {number}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_is_whole_in_every_language() {
        let protocol = shipped();
        assert!(protocol.steps.len() >= 6 && protocol.avoid.len() >= 3);
        let heads = [&protocol.title, &protocol.lead, &protocol.closing];
        let lines = protocol.steps.iter().chain(&protocol.avoid).map(|line| &line.text);
        assert!(heads.into_iter().chain(lines).all(Translated::complete));
        // In danger, the emergency number comes first whatever the language.
        assert!(protocol.steps[0].text.0.values().all(|text| text.contains("112")));
    }
}
