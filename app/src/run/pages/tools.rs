//! What a coach may need beside the steps: the way in, the projector, a poll or film of their own, a
//! peer helper, the protocol.

use super::pieces::{Base, command};
use crate::{
    page::{PageContext, tr},
    run::model::Console,
    ui::{
        field::{Field, error_summary, text_field},
        join::join_panel,
    },
};
use domain::workshop::WorkshopState;
use leptos::prelude::*;

/// Options a poll of the coach's own can have.
pub const OWN_OPTIONS: usize = 6;

/// The tools. What is typed here stays when the page renews itself.
pub(super) fn tools(cx: &PageContext, console: &Console, base: &Base) -> AnyView {
    let detail = &console.live.detail;
    let path = format!("/staff/workshops/{}", detail.id);
    view! {
        <div class="stack tools">
            <div data-live="way-in">{way_in(cx, console, &path)}</div>
            <details data-keep="projector" open=cx.failed && cx.form.problem("screen").is_some()>
                <summary>{tr!(cx, run.projector)}</summary>
                {projector(cx, &path)}
                <div data-live="wall">{wall_switches(cx, console, base)}</div>
            </details>
            <details data-keep="own" open=cx.failed && cx.form.problem("question").is_some()>
                <summary>{tr!(cx, run.own_poll)}</summary>
                {own_poll(cx, base)}
            </details>
            <details data-keep="film" open=cx.failed && cx.form.problem("title").is_some()>
                <summary>{tr!(cx, run.own_film)}</summary>
                {own_film(cx, base)}
            </details>
            <details data-keep="helper">
                <summary>{tr!(cx, run.helper)}</summary>
                <div data-live="helper">{helper(cx, console, base, &path)}</div>
            </details>
            <div class="actions" data-live="door">{door(cx, console, &path)}</div>
            {keys(cx)}
        </div>
    }
    .into_any()
}

/// Code and QR code; in the lobby they stand on the stage.
fn way_in(cx: &PageContext, console: &Console, path: &str) -> Option<AnyView> {
    console.live.run.at?;
    Some(
        view! {
            <details data-keep="join">
                <summary>{tr!(cx, run.way_in)}</summary>
                {join_panel(cx, &console.live.detail, path)}
            </details>
        }
        .into_any(),
    )
}

fn projector(cx: &PageContext, path: &str) -> AnyView {
    let address = cx.state.link("/screen");
    let field =
        Field { name: "screen", label: tr!(cx, run.screen_code), kind: "text", ..Field::default() };
    view! {
        <p>{tr!(cx, run.projector_how)} " " <strong>{address}</strong></p>
        <form class="form" method="post" action=format!("{path}/screen")>
            {error_summary(cx, &[("screen", tr!(cx, run.screen_code))])}
            {text_field(cx, field)}
            <div class="actions"><button class="button">{tr!(cx, run.pair)}</button></div>
        </form>
    }
    .into_any()
}

fn wall_switches(cx: &PageContext, console: &Console, base: &Base) -> AnyView {
    let run = &console.live.run;
    let switch = |on: bool, what: &'static str, words: (String, String), key| {
        let (word, value) = if on { (words.1, "no") } else { (words.0, "yes") };
        command(base, what, &[("on", value.to_owned())], word, None, Some(key))
    };
    let timer = if console.timer.is_some_and(|left| left > 0) {
        command(base, "timer", &[("minutes", String::new())], tr!(cx, run.timer_off), None, None)
    } else {
        let minutes = |minutes: u32| {
            let words = tr!(cx, run.timer_on, minutes = minutes.to_string());
            command(base, "timer", &[("minutes", minutes.to_string())], words, None, None)
        };
        view! { {minutes(1)} {minutes(3)} {minutes(5)} }.into_any()
    };
    view! {
        <div class="actions">
            {switch(run.join_panel, "join-panel", (tr!(cx, run.panel_on), tr!(cx, run.panel_off)), "panel")}
            {switch(run.blank, "blank", (tr!(cx, run.blank_on), tr!(cx, run.blank_off)), "blank")}
            {timer}
        </div>
    }
    .into_any()
}

fn own_poll(cx: &PageContext, base: &Base) -> AnyView {
    let field = |name: &'static str, label: String| {
        let value = cx.form.typed.get(name).to_owned();
        text_field(
            cx,
            Field { name, label, value, optional: name != "question", ..Field::default() },
        )
    };
    const NAMES: [&str; OWN_OPTIONS] =
        ["option1", "option2", "option3", "option4", "option5", "option6"];
    let options: Vec<_> = NAMES
        .into_iter()
        .zip(1..)
        .map(|(name, number)| field(name, tr!(cx, run.option_n, number = number.to_string())))
        .collect();
    let kind = |value: &'static str, words: String| view! { <option value=value>{words}</option> };
    view! {
        <p class="notice">{tr!(cx, run.own_poll_hint)}</p>
        <form class="form" method="post" action=base.action.clone()>
            <input type="hidden" name="version" value=base.version />
            <input type="hidden" name="do" value="add-poll" />
            {error_summary(cx, &[("question", tr!(cx, run.question)), ("option1", tr!(cx, run.options))])}
            {field("question", tr!(cx, run.question))}
            <div class="field">
                <label for="kind">{tr!(cx, run.kind)}</label>
                <select class="select" id="kind" name="kind">
                    {kind("choice", tr!(cx, run.kind_choice))}
                    {kind("ticks", tr!(cx, run.kind_ticks))}
                    {kind("rating", tr!(cx, run.kind_rating))}
                    {kind("truth", tr!(cx, run.kind_truth))}
                    {kind("order", tr!(cx, run.kind_order))}
                </select>
            </div>
            {options}
            <p class="hint">{tr!(cx, run.options_hint)}</p>
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, run.add_poll)}</button></div>
        </form>
    }
    .into_any()
}

fn own_film(cx: &PageContext, base: &Base) -> AnyView {
    let field = |name: &'static str, label: String| {
        let value = cx.form.typed.get(name).to_owned();
        text_field(cx, Field { name, label, value, optional: name != "title", ..Field::default() })
    };
    view! {
        <p>{tr!(cx, run.own_film_text)}</p>
        <form class="form" method="post" action=base.action.clone()>
            <input type="hidden" name="version" value=base.version />
            <input type="hidden" name="do" value="add-film" />
            {error_summary(cx, &[("title", tr!(cx, run.film_title))])}
            {field("title", tr!(cx, run.film_title))}
            {field("theme", tr!(cx, run.film_theme))}
            <div class="actions"><button class="button">{tr!(cx, run.add_film)}</button></div>
        </form>
    }
    .into_any()
}

fn helper(cx: &PageContext, console: &Console, base: &Base, path: &str) -> AnyView {
    let Some(helper) = &console.live.run.helper else {
        let make = command(base, "helper", &[], tr!(cx, run.helper_make), None, None);
        return view! { <p>{tr!(cx, run.helper_text)}</p> {make} }.into_any();
    };
    let address = cx.state.link("/helper");
    let away = command(base, "no-helper", &[], tr!(cx, run.helper_away), None, None);
    let fresh = command(base, "helper", &[], tr!(cx, run.helper_fresh), None, None);
    view! {
        <p>{tr!(cx, run.helper_how)} " " <strong>{address}</strong></p>
        <p class="join-code">{helper.pin.clone()}</p>
        <img class="qr" src=format!("{path}/helper.svg?v={}", console.live.version) alt=tr!(cx, run.helper_qr) width="208" height="208" />
        <div class="actions">{fresh} {away}</div>
    }
    .into_any()
}

fn door(cx: &PageContext, console: &Console, path: &str) -> AnyView {
    let locked = console.live.detail.state == WorkshopState::Locked;
    let (what, words) = if locked {
        ("unlock", tr!(cx, workshop.unlock))
    } else {
        ("lock", tr!(cx, workshop.lock))
    };
    view! {
        <form method="post" action=format!("{path}/{what}") data-live-form=""><button class="button" data-key="lock">{words}</button></form>
        <a class="button" href=format!("{path}/protocol")>{tr!(cx, report.protocol_open)}</a>
        <a class="button" href=format!("{path}/pack")>{tr!(cx, pack.title)}</a>
        <a class="button" href=format!("{path}/agenda")>{tr!(cx, agenda.open)}</a>
        <a class="button" href=format!("{path}/paper")>{tr!(cx, paper.title)}</a>
        <a class="button" href=format!("{path}/plan")>{tr!(cx, workshop.change)}</a>
        <a class="button" href=format!("{path}/close")>{tr!(cx, workshop.close_it)}</a>
    }
    .into_any()
}

/// What the keys of a laptop or a slide clicker do.
fn keys(cx: &PageContext) -> AnyView {
    let row =
        |keys: &'static str, words: String| view! { <dt><kbd>{keys}</kbd></dt><dd>{words}</dd> };
    view! {
        <details data-key="keys" data-keep="keys">
            <summary>{tr!(cx, run.keys)}</summary>
            <dl class="keys">
                {row("␣ → PgDn", tr!(cx, run.key_next))}
                {row("← PgUp", tr!(cx, run.back))}
                {row("R", tr!(cx, run.key_reveal))}
                {row("J", tr!(cx, run.panel_on))}
                {row("L", tr!(cx, workshop.lock))}
                {row("F", tr!(cx, run.key_full))}
                {row("B", tr!(cx, run.blank_on))}
                {row("?", tr!(cx, run.keys))}
            </dl>
        </details>
    }
    .into_any()
}
