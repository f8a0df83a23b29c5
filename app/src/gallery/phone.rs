//! What participants see.

use super::Side;
use crate::{
    page::{PageContext, tr},
    participate::pages::{calm_view, card_view, path_view, question},
    questionnaire::service::YOUTH,
    ui::help::help_entry,
};
use domain::{
    question::{DECLINED, Item},
    questionnaire::Wave,
};
use leptos::prelude::*;

/// Question and the answer given: none, a truth, a rating, ticks, "I'd rather not say".
const ASKED: [(&str, Option<&str>); 5] = [
    ("Q5", None),
    ("Q6", Some("unsure")),
    ("Q13", Some("4")),
    ("P4", Some("talk,two-step-login")),
    ("gender", Some(DECLINED)),
];

/// Option rows of every scale, chosen and not.
pub fn questions(cx: &PageContext, side: Side) -> AnyView {
    let Ok(questionnaire) = cx.state.questionnaires.newest(YOUTH) else { return ().into_any() };
    let shown = ASKED.iter().filter_map(|(code, answer)| {
        let item = questionnaire.item(code)?;
        let scale = questionnaire.scale(item)?;
        let item = Item { code: side.id(code), ..item.clone() };
        Some(question(cx, &item, scale, answer.map(str::to_owned)))
    });
    view! {
        <p class="progress"><span>{tr!(cx, participant.progress, n = "3", of = "9")}</span><progress max="9" value="3" aria-hidden="true"></progress></p>
        {shown.collect_view()}
    }
    .into_any()
}

/// The line that says whether an answer is safe.
pub fn save_states(cx: &PageContext, _: Side) -> AnyView {
    let all = [
        ("saved", tr!(cx, participant.saved)),
        ("sending", tr!(cx, participant.sending)),
        ("waiting", tr!(cx, participant.not_sent)),
    ];
    all.map(|(state, text)| view! { <p class="save-state" data-state=state>{text}</p> })
        .collect_view()
        .into_any()
}

/// Screens without questions.
pub fn keepsakes(cx: &PageContext, _: Side) -> AnyView {
    view! {
        <h3>{tr!(cx, participant.waiting_title)}</h3>
        <p>{tr!(cx, participant.waiting_text)}</p>
        {path_view(cx, Wave::Before)}
        {path_view(cx, Wave::After)}
        <h3>{tr!(cx, participant.sent_title)}</h3>
        {card_view(cx, "7KM 4XQ".to_owned())}
        <h3>{tr!(cx, participant.declined_title)}</h3>
        {calm_view(cx, true)}
    }
    .into_any()
}

/// The start page's control, with a code that is not known.
pub fn entry(cx: &PageContext, side: Side) -> AnyView {
    let (id, error) = (side.id("code"), side.id("code-error"));
    view! {
        <div class="field">
            <label for=id.clone()>{tr!(cx, participant.code_label)}</label>
            <p class="hint">{tr!(cx, participant.code_hint)}</p>
            <input class="code-input" id=id value="W98MCB" autocomplete="off" aria-invalid="true" aria-describedby=error.clone() />
            <p class="field-error" id=error>{tr!(cx, problem.code_unknown)}</p>
        </div>
        <div class="doors">
            <h3 class="small soft">{tr!(cx, participant.doors)}</h3>
            <button class="button">{tr!(cx, participant.door_participant)}</button>
            <button class="button">{tr!(cx, participant.door_coach)}</button>
        </div>
    }
    .into_any()
}

/// Services as young people see them.
pub fn help(cx: &PageContext, _: Side) -> AnyView {
    let country = cx.state.directory.countries(cx.language).into_iter().next();
    let entries = cx
        .state
        .directory
        .for_teenagers(country.as_ref().map(|(code, _)| code.as_str()), cx.language)
        .into_iter()
        .take(3)
        .map(|entry| help_entry(cx, entry))
        .collect_view();
    view! { <ul class="help-list">{entries}</ul> }.into_any()
}
