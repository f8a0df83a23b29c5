//! A coach card: one step of the agenda.

use super::words;
use crate::{
    agenda::model::Room,
    page::{PageContext, tr},
};
use domain::{agenda::Step, question::Translated};
use leptos::prelude::*;

/// A step with its aim, minutes, words and what helps; `inside` is what it plays (story, polls).
#[must_use]
pub fn coach_card(
    cx: &PageContext,
    room: &Room,
    step: &Step,
    anchor: &str,
    inside: AnyView,
) -> AnyView {
    let say: Vec<_> =
        step.say.iter().map(|text| view! { <p>{words(cx, room, text)}</p> }).collect();
    let minutes = tr!(cx, agenda.minutes, count = step.planned(room.length).to_string());
    view! {
        <section class="coach-card" id=anchor.to_owned()>
            <header>
                <h3>{words(cx, room, &step.title)}</h3>
                <span class="badge">{minutes}</span>
            </header>
            <p class="aim">{words(cx, room, &step.aim)}</p>
            <h4>{tr!(cx, agenda.say)}</h4>
            <blockquote>{say}</blockquote>
            {inside}
            {prompts(cx, room, step)}
            {what_if(cx, room, step)}
            <div class="do-dont">
                {list(cx, room, tr!(cx, agenda.helps), &step.helps)}
                {list(cx, room, tr!(cx, agenda.leave), &step.dont)}
            </div>
        </section>
    }
    .into_any()
}

fn prompts(cx: &PageContext, room: &Room, step: &Step) -> Option<AnyView> {
    // The youngest groups skip what is meant for 14 and older.
    let asked: Vec<_> =
        step.prompts.iter().filter(|prompt| !(room.younger && prompt.from_14)).collect();
    if asked.is_empty() {
        return None;
    }
    let items: Vec<_> = asked
        .into_iter()
        .map(|prompt| {
            let older = prompt
                .from_14
                .then(|| view! { " " <span class="badge">{tr!(cx, agenda.older_only)}</span> });
            view! { <li>{words(cx, room, &prompt.text)} {older}</li> }
        })
        .collect();
    Some(view! { <h4>{tr!(cx, agenda.ask)}</h4> <ul>{items}</ul> }.into_any())
}

fn what_if(cx: &PageContext, room: &Room, step: &Step) -> Option<AnyView> {
    if step.what_if.is_empty() {
        return None;
    }
    let cases: Vec<_> = step
        .what_if
        .iter()
        .map(|case| {
            view! { <dt>{words(cx, room, &case.when)}</dt> <dd>{words(cx, room, &case.then)}</dd> }
        })
        .collect();
    Some(view! { <h4>{tr!(cx, agenda.what_if)}</h4> <dl class="what-if">{cases}</dl> }.into_any())
}

fn list(cx: &PageContext, room: &Room, title: String, texts: &[Translated]) -> Option<AnyView> {
    if texts.is_empty() {
        return None;
    }
    let items: Vec<_> =
        texts.iter().map(|text| view! { <li>{words(cx, room, text)}</li> }).collect();
    Some(view! { <div><h4>{title}</h4> <ul>{items}</ul></div> }.into_any())
}
