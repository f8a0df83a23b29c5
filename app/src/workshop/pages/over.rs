//! The coach's page once a workshop is over, and the heads counted in it.

use super::run::{REFRESH, facts};
use crate::{
    assets::island_runtime,
    page::{PageContext, tr},
    run::model::StepRecord,
    session::token::Token,
    ui::day::day,
    workshop::{
        islands::LiveCounts,
        model::{WorkshopDetail, WorkshopNow, clock_face},
    },
};
use domain::run::Outcome;
use leptos::prelude::*;

/// What came of it, and what can be done next.
pub fn over(cx: &PageContext, now: &WorkshopNow, done: &[StepRecord]) -> AnyView {
    let detail = &now.detail;
    let base = format!("/staff/workshops/{}", detail.id);
    let settling = now.settling().then(|| {
        view! {
            <noscript><meta http-equiv="refresh" content=REFRESH /></noscript>
            <div class="notice" data-refresh=REFRESH>{settling_words(cx, now)}</div>
            <LiveCounts workshop=detail.id.to_string() progress=now.progress />
            {island_runtime(cx.state.assets)}
        }
    });
    let result = now.has_result().then(|| view! { <a class="button" data-kind="primary" href=format!("{base}/results")>{tr!(cx, workshop.result)}</a> });
    view! {
        {facts(cx, detail)}
        <p>{tr!(cx, workshop.over, joined = now.progress.joined.to_string())}</p>
        {unfinished(cx, now)}
        {settling}
        <div class="actions">{result} {again(cx, &base)}</div>
        {steps_done(cx, done)}
        {headcounts(cx, detail, &base)}
    }
    .into_any()
}

/// What was done, step by step, with questions in the coach's own words.
fn steps_done(cx: &PageContext, done: &[StepRecord]) -> Option<AnyView> {
    if done.is_empty() {
        return None;
    }
    let rows: Vec<_> = done
        .iter()
        .map(|step| {
            let title =
                step.own_title.clone().unwrap_or_else(|| step.title.get(cx.language).to_owned());
            let outcome = match step.outcome {
                Outcome::Done => tr!(cx, run.outcome_done),
                Outcome::Shortened => tr!(cx, run.outcome_shortened),
                Outcome::Skipped => tr!(cx, run.outcome_skipped),
            };
            let minutes = tr!(
                cx,
                run.minutes_of,
                minutes = step.minutes.to_string(),
                planned = step.planned.to_string()
            );
            view! { <tr><th scope="row">{title}</th><td>{outcome}</td><td>{minutes}</td></tr> }
        })
        .collect();
    Some(view! {
        <details><summary>{tr!(cx, run.record)}</summary><div class="table-scroll"><table class="table"><tbody>{rows}</tbody></table></div></details>
    }
    .into_any())
}

fn settling_words(cx: &PageContext, now: &WorkshopNow) -> AnyView {
    let left = now.progress.result_seconds;
    if left == 0 {
        return view! { <p role="status">{tr!(cx, workshop.making)}</p> }.into_any();
    }
    view! { <p>{tr!(cx, workshop.settling)} " " <strong role="timer" data-count="result">{clock_face(left)}</strong></p> }.into_any()
}

/// Phones that did not send in time, where there are any.
pub fn unfinished(cx: &PageContext, now: &WorkshopNow) -> Option<AnyView> {
    (now.unfinished > 0).then(|| {
        view! { <p>{tr!(cx, workshop.unfinished, count = now.unfinished.to_string())}</p> }
            .into_any()
    })
}

/// "Run it again". The mark belongs to this button on this page: two fast taps make one copy.
fn again(cx: &PageContext, base: &str) -> AnyView {
    let press = Token::random().text();
    view! {
        <form method="post" action=format!("{base}/again")>
            <input type="hidden" name="press" value=press />
            <button class="button">{tr!(cx, workshop.again)}</button>
        </form>
    }
    .into_any()
}

/// Heads counted by the coach, per meeting.
pub fn headcounts(cx: &PageContext, detail: &WorkshopDetail, base: &str) -> AnyView {
    let rows = (1_usize..)
        .zip(&detail.plan.meetings)
        .map(|(number, meeting)| {
            let id = format!("headcount-{number}");
            let label = tr!(cx, workshop.headcount, day = day(cx, meeting.held_on));
            view! {
                <form class="form" method="post" action=format!("{base}/headcount")>
                    <input type="hidden" name="number" value=number.to_string() />
                    <div class="field">
                        <label for=id.clone()>{label}</label>
                        <input class="input" id=id name="headcount" type="number" min="0" max="500" data-size="short"
                            value=meeting.headcount.map(|count| count.to_string()) />
                    </div>
                    <div class="actions"><button class="button">{tr!(cx, common.save)}</button></div>
                </form>
            }
        })
        .collect_view();
    view! { <details><summary>{tr!(cx, workshop.headcount_title)}</summary><p class="hint">{tr!(cx, workshop.headcount_hint)}</p>{rows}</details> }.into_any()
}
