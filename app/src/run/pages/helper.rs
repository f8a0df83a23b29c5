//! The peer helper's page: steps and revealing, neither answers nor settings.

use super::pieces::{Base, clock, command, steering};
use crate::{
    assets::island_runtime,
    directory,
    error::AppError,
    live::{islands::LivePage, model::Following},
    page::{PageContext, tr},
    run::{model::Console, service},
    ui::{
        field::{Field, error_summary, text_field},
        layout::{participant, staff_sheet},
        live::live_words,
        stage::Stage,
        trial::trial_banner,
    },
};
use leptos::prelude::*;

/// The PIN, or once it was right the steps.
#[must_use]
pub fn helper_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let title = tr!(c, run.helper);
        let console = match c.helper() {
            Some(pass) => match service::helper_console(&c.state, pass).await {
                Err(AppError::NotFound) => None,
                other => Some(other?),
            },
            None => None,
        };
        let content = match &console {
            Some(console) => steps(&c, console).await?,
            None => pin_form(&c),
        };
        Ok(participant(&c, title, view! { {staff_sheet(&c)} {content} }))
    })
}

fn pin_form(cx: &PageContext) -> AnyView {
    let Some(_) = cx.phone() else {
        return view! {
            <h1>{tr!(cx, run.helper)}</h1>
            <p>{tr!(cx, run.helper_join_first)}</p>
            <p><a class="button" data-kind="primary" href="/">{tr!(cx, participant.code_title)}</a></p>
        }
        .into_any();
    };
    let label = tr!(cx, run.helper_pin);
    let field = Field { name: "pin", label: label.clone(), ..Field::default() };
    view! {
        <h1>{tr!(cx, run.helper)}</h1>
        <p>{tr!(cx, run.helper_pin_text)}</p>
        <form class="form" method="post" action="/helper/pin">
            {error_summary(cx, &[("pin", label)])}
            {text_field(cx, field)}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, run.helper_go)}</button></div>
        </form>
        <p><a href="/here">{tr!(cx, common.back)}</a></p>
    }
    .into_any()
}

async fn steps(cx: &PageContext, console: &Console) -> Result<AnyView, AppError> {
    let directory = directory::service::current(&cx.state).await?;
    let stage = Stage { cx, live: &console.live, directory };
    let base = Base { action: "/helper".to_owned(), version: console.live.version };
    let following = Following {
        stream: "/helper/live".to_owned(),
        page: "/helper".to_owned(),
        version: console.told.clone(),
        hurry: true,
        awake: true,
        words: live_words(cx),
    };
    let run = &console.live.run;
    let late = cx.query("late").is_some().then(|| {
        view! { <p class="notice" data-kind="now" role="status">{tr!(cx, refusal.somebody_faster)}</p> }
    });
    let wait = cx.query("in-form").is_some().then(|| {
        view! { <p class="notice" data-kind="now" role="status">{tr!(cx, run.helper_form)}</p> }
    });
    let switch = |on: bool, what: &'static str, words: (String, String), key| {
        let (word, value) = if on { (words.1, "no") } else { (words.0, "yes") };
        command(&base, what, &[("on", value.to_owned())], word, None, Some(key))
    };
    let heading = stage.here();
    let say = heading.clone();
    Ok(view! {
        <p class="connection" role="status" data-connection=""></p>
        <p class="quiet-text" role="status" data-announce=""></p>
        <noscript><meta http-equiv="refresh" content="10" /></noscript>
        {trial_banner(cx, console.live.detail.plan.trial)}
        <div data-live="notice" data-version=base.version>{late} {wait}</div>
        <div class="stack" data-live="stage">
            <section class="stage" data-say=say>
                <div class="section-head"><h1 tabindex="-1" data-focus="">{heading}</h1>{clock(cx, console)}</div>
            </section>
            <div class="actions">
                {switch(run.join_panel, "join-panel", (tr!(cx, run.panel_on), tr!(cx, run.panel_off)), "panel")}
                {switch(run.blank, "blank", (tr!(cx, run.blank_on), tr!(cx, run.blank_off)), "blank")}
            </div>
            <div class="thumb-bar">{steering(&stage, console, &base, None)}</div>
        </div>
        <LivePage following=following />
        {island_runtime(cx.state.assets)}
    }
    .into_any())
}
