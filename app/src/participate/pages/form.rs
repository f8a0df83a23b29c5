//! The questions: start text and all of them in one document, which works as a plain form.

use crate::{
    page::{PageContext, tr},
    participate::{
        forms::{AGAIN, AT},
        model::{FormPlan, FormWords},
        service::{Here, TICKED, TICKET},
    },
    session::cookie::Cookie,
    ui::{
        layout::{language_buttons, language_summary},
        listen,
    },
};
use domain::{
    question::{DECLINED, Item, Kind, Part, Scale},
    questionnaire::Wave,
};
use leptos::prelude::*;

/// Id of the form, so that the language menu outside can send it.
const FORM: &str = "questions";
/// Questions a participant answers in a minute, for the honest estimate on the start screen.
const PER_MINUTE: usize = 4;

/// The form and what its island needs. `again`: it was sent, and only what was left out is asked.
pub fn questions(cx: &PageContext, here: &Here, again: bool) -> (AnyView, FormPlan) {
    let hidden = again || cx.cookie(Cookie::Hidden).is_some();
    let wave = here.step.wave;
    let form = here.questionnaire.form(&here.detail.plan.modules, wave);
    let answered = |item: &Item| {
        here.answers.iter().find(|(question, _, value)| *question == item.code && !value.is_empty())
    };
    let done = here.begun && !form.is_empty() && form.iter().all(|item| answered(item).is_some());
    // After quick exit, and once everything is answered, no earlier answer is shown again.
    let shown: Vec<&Item> =
        form.iter().copied().filter(|item| !hidden || answered(item).is_none() || done).collect();
    let stored =
        here.answers.iter().map(|(question, key, _)| (question.clone(), key.to_string())).collect();
    let first = shown.first().map_or_else(String::new, |item| format!("#q-{}", item.code));
    let by_card = (wave == Wave::After && !here.joined).then(|| {
        view! { <p class="small"><a href="/here/card">{tr!(cx, card.type_link)}</a></p> }.into_any()
    });
    let start = (!here.begun).then(|| start_screen(cx, form.len(), wave, first, by_card));
    let screens = shown
        .iter()
        .filter_map(|item| {
            let scale = here.questionnaire.scale(item)?;
            let value = answered(item).filter(|_| !hidden).map(|(_, _, value)| value.clone());
            Some(question(cx, item, scale, value))
        })
        .collect_view();
    let ticket = cx.phone().map(|phone| phone.ticket(cx.state.secret(), wave));
    let total = shown.len();
    let progress = tr!(cx, participant.progress, n = "1", of = total.to_string());
    let closing = here.step.minutes_left().map(|minutes| match minutes {
        1 => tr!(cx, participant.closing_plain_soon),
        more => tr!(cx, participant.closing_plain, n = more.to_string()),
    });
    let content = view! {
        <h1 class="quiet-text">{tr!(cx, participant.title)}</h1>
        <p class="notice closing" role="status">{closing}</p>
        <form class="questions" id=FORM method="post" action="/here" data-mode="all" autocomplete="off">
            <input type="hidden" name="wave" value=wave.as_str() />
            <input type="hidden" name=TICKET value=ticket />
            <input type="hidden" name=AT value="" />
            {again.then(|| view! { <input type="hidden" name=AGAIN value="1" /> })}
            <p class="progress" data-part=""><span>{progress}</span><progress max=total.to_string() value="1" aria-hidden="true"></progress></p>
            {start}
            {screens}
            <div class="send-bar stack">
                <p class="soft">{tr!(cx, participant.send_hint)}</p>
                <div class="actions"><button class="button" data-kind="primary">{tr!(cx, participant.send)}</button></div>
            </div>
            <div class="step-bar">
                <p class="save-state" role="status" data-state=""></p>
                <div>
                    <button class="button" data-kind="quiet" type="button" data-go="back">{tr!(cx, participant.back)}</button>
                    <button class="button" type="button" data-go="skip">{tr!(cx, participant.skip)}</button>
                    <button class="button" data-kind="primary" type="button" data-go="next">{tr!(cx, participant.next)}</button>
                </div>
            </div>
        </form>
    };
    (content.into_any(), FormPlan { wave, stored, begun: here.begun, again, words: words(cx) })
}

fn words(cx: &PageContext) -> FormWords {
    FormWords {
        progress: tr!(cx, participant.progress, n = "{n}", of = "{of}"),
        saved: tr!(cx, participant.saved),
        sending: tr!(cx, participant.sending),
        waiting: tr!(cx, participant.not_sent),
        finish: tr!(cx, participant.finish),
        next: tr!(cx, participant.next),
        finishing: tr!(cx, participant.finishing),
        elsewhere: tr!(cx, participant.elsewhere),
        closing: tr!(cx, participant.closing, n = "{n}"),
        closing_soon: tr!(cx, participant.closing_soon),
    }
}

fn start_screen(
    cx: &PageContext,
    questions: usize,
    wave: Wave,
    first: String,
    by_card: Option<AnyView>,
) -> AnyView {
    let minutes = questions.div_ceil(PER_MINUTE).to_string();
    let questions = questions.to_string();
    let opening = match wave {
        Wave::Before => tr!(cx, participant.start_about, n = questions, minutes = minutes),
        Wave::After | Wave::FollowUp => {
            tr!(cx, participant.start_again, n = questions, minutes = minutes)
        }
    };
    view! {
        <section class="screen start" id="start">
            <h2 tabindex="-1">{tr!(cx, participant.start_title)}</h2>
            <p>{opening}</p>
            <p>{tr!(cx, participant.start_private)}</p>
            <p>{tr!(cx, participant.start_free)}</p>
            <p class="small"><a href="/privacy">{tr!(cx, privacy.link)}</a></p>
            <p><strong>{tr!(cx, participant.start_ok)}</strong></p>
            <div class="actions" data-equal="">
                <a class="button" data-kind="choice" href=first data-go="yes">{tr!(cx, participant.yes)}</a>
                <button class="button" data-kind="choice" name="decision" value="no" formnovalidate="">{tr!(cx, participant.no)}</button>
            </div>
            {by_card}
        </section>
    }
    .into_any()
}

/// One question with its options, the stored answer chosen.
pub fn question(cx: &PageContext, item: &Item, scale: &Scale, value: Option<String>) -> AnyView {
    let kind = if scale.kind == Kind::Ticks { "checkbox" } else { "radio" };
    let code = item.code.clone();
    let checked = |option: &str| {
        value.as_ref().is_some_and(|value| value.split(',').any(|chosen| chosen == option))
    };
    let options = scale
        .options
        .iter()
        .map(|option| {
            let chosen = checked(&option.value);
            let text = option.text.get(cx.language).to_owned();
            view! {
                <label class="option">
                    <input type=kind name=code.clone() value=option.value.clone() checked=chosen />
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view();
    let hint = match item.part {
        Part::About => Some(tr!(cx, participant.about_hint)),
        _ if scale.kind == Kind::Ticks => Some(tr!(cx, participant.ticks_hint)),
        _ => None,
    };
    let declined = checked(DECLINED);
    let ticked = (kind == "checkbox" && value.is_some())
        .then(|| view! { <input type="hidden" name=TICKED value=code.clone() /> });
    let id = format!("q-{code}");
    let read_aloud = listen::button(cx, &id);
    view! {
        <fieldset class="screen question" id=id data-question=code.clone() data-stored=value>
            <legend tabindex="-1">{item.text.get(cx.language).to_owned()}</legend>
            {read_aloud}
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {ticked}
            <div class="options">
                {options}
                <label class="option" data-apart="">
                    <input type=kind name=code.clone() value=DECLINED checked=declined />
                    <span>{tr!(cx, participant.rather_not)}</span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The language menu on the form: changing the language keeps what is ticked.
pub fn language_buttons_in_form(cx: &PageContext) -> AnyView {
    view! {
        // Enter presses a form's first button: that must go on or send, not change the language.
        <button class="quiet-text" form=FORM tabindex="-1" aria-hidden="true">{tr!(cx, participant.send)}</button>
        <details class="language-menu">
            {language_summary(cx)}
            <ul>{language_buttons(cx, Some(FORM)).into_iter().map(|button| view! { <li>{button}</li> }).collect_view()}</ul>
        </details>
    }
    .into_any()
}
