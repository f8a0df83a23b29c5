//! The questions on paper, where phones fail or are not wanted.

use super::cut::own_card;
use crate::{
    pack::model::Pack,
    page::{PageContext, tr},
};
use domain::{
    question::{Item, Kind, Scale},
    questionnaire::Wave,
};
use leptos::prelude::*;

/// Both forms, each beginning on a page of its own.
pub(super) fn forms(cx: &PageContext, pack: &Pack) -> AnyView {
    let note = view! { <p class="screen-only small soft">{tr!(cx, pack.form_note)}</p> };
    view! { {note} {form(cx, pack, Wave::Before)} {form(cx, pack, Wave::After)} }.into_any()
}

fn form(cx: &PageContext, pack: &Pack, wave: Wave) -> AnyView {
    let title = match wave {
        Wave::Before => tr!(cx, workshop.before),
        Wave::After | Wave::FollowUp => tr!(cx, workshop.after),
    };
    let rows = pack
        .questions(wave)
        .into_iter()
        .map(|(item, scale)| question(cx, item, scale))
        .collect_view();
    let version = pack.questionnaire.version.to_string();
    view! {
        <div class="paper-form">
            <h2>{title}</h2>
            <p>{tr!(cx, pack.form_intro)}</p>
            {own_card(cx)}
            <ol>{rows}</ol>
            <p class="item-code">{tr!(cx, pack.form_version, n = version)}</p>
        </div>
    }
    .into_any()
}

fn question(cx: &PageContext, item: &Item, scale: &Scale) -> AnyView {
    let tick =
        |text: String| view! { <li><span class="tick-box" aria-hidden="true"></span> {text}</li> };
    let options = scale.options.iter().map(|option| tick(option.text.get(cx.language).to_owned()));
    let options = options.collect_view();
    let several = (scale.kind == Kind::Ticks)
        .then(|| view! { " " <span class="item-hint">{tr!(cx, participant.ticks_hint)}</span> });
    view! {
        <li class="paper-question">
            <p>{item.text.get(cx.language).to_owned()} {several} " " <span class="item-code">{item.code.clone()}</span></p>
            <ul class="paper-options">{options} {tick(tr!(cx, participant.rather_not))}</ul>
        </li>
    }
    .into_any()
}
