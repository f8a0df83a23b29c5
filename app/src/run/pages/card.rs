//! The coach card of the step the room is at.

use crate::{page::tr, run::service::content_of, ui::stage::Stage};
use domain::{age::AgeBand, question::Translated};
use leptos::prelude::*;

/// Aim, what to say, prompts, what if, do and don't.
pub(super) fn step_card(stage: &Stage<'_>) -> AnyView {
    let cx = stage.cx;
    let Some(step) = stage.live.run.step() else { return ().into_any() };
    if step.own.is_some() {
        return view! { <p class="notice">{tr!(cx, run.own_poll_hint)}</p> }.into_any();
    }
    let Some(card) = content_of(step) else { return ().into_any() };
    let say: Vec<_> = card.say.iter().map(|text| view! { <p>{stage.text(text)}</p> }).collect();
    let younger = stage.live.age_band == AgeBand::From12;
    let prompts: Vec<_> = card
        .prompts
        .iter()
        .filter(|prompt| !(younger && prompt.from_14))
        .map(|prompt| view! { <li>{stage.text(&prompt.text)}</li> })
        .collect();
    let prompts =
        (!prompts.is_empty()).then(|| view! { <h4>{tr!(cx, agenda.ask)}</h4> <ul>{prompts}</ul> });
    let cases: Vec<_> = card
        .what_if
        .iter()
        .map(|case| view! { <dt>{stage.text(&case.when)}</dt> <dd>{stage.text(&case.then)}</dd> })
        .collect();
    let cases = (!cases.is_empty())
        .then(|| view! { <h4>{tr!(cx, agenda.what_if)}</h4> <dl class="what-if">{cases}</dl> });
    let list = |title: String, texts: &[Translated]| {
        let items: Vec<_> =
            texts.iter().map(|text| view! { <li>{stage.text(text)}</li> }).collect();
        (!items.is_empty()).then(|| view! { <div><h4>{title}</h4> <ul>{items}</ul></div> })
    };
    view! {
        <details class="coach-card" open="" data-keep="card">
            <summary>{tr!(cx, run.card)}</summary>
            <p class="aim">{stage.text(&card.aim)}</p>
            <h4>{tr!(cx, agenda.say)}</h4>
            <blockquote>{say}</blockquote>
            {prompts}
            {cases}
            <div class="do-dont">
                {list(tr!(cx, agenda.helps), &card.helps)}
                {list(tr!(cx, agenda.leave), &card.dont)}
            </div>
        </details>
    }
    .into_any()
}
