//! The coach's page while a workshop is planned and going on. One thing to do at a time.

use super::{
    open::open_form,
    over::{headcounts, over},
    wave::wave_panel,
};
use crate::{
    assets::island_runtime,
    error::AppError,
    page::{PageContext, tr},
    project, report, run,
    ui::{
        coach_reports::coach_reports,
        day::day,
        join::join_panel,
        layout::{Area, Width, page_head, staff},
        trial::trial_banner,
        workshop_row::{state_badge, workshop_title},
    },
    workshop::{
        islands::LiveCounts,
        model::{BeforeOpening, WorkshopDetail, WorkshopNow},
        service::{self, MOST_PHONES, simulated_phones},
    },
};
use domain::{questionnaire::Wave, workshop::WorkshopState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Seconds between two reloads of the page without JavaScript.
pub const REFRESH: &str = "8";

/// The workshop: what there is to do now.
#[must_use]
pub fn workshop_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let now = service::find_workshop(&c.state, actor, id).await?;
        // A workshop that runs step by step has a console of its own.
        if now.detail.state.running() && run::service::has_run(&c.state, id).await? {
            c.redirect(&format!("/staff/workshops/{id}/run"));
            return Ok(().into_any());
        }
        let project = project::service::find_project(&c.state, actor, now.detail.project).await?;
        let title = workshop_title(&c, &now.detail.plan.modules, &now.detail.group);
        let trail = vec![(format!("/staff/projects/{}", project.id), project.facts.name)];
        let badge =
            (now.detail.state != WorkshopState::Open).then(|| state_badge(&c, now.detail.state));
        let head = page_head(trail, title.clone(), None, badge);
        let trial = trial_banner(&c, now.detail.plan.trial);
        let (width, content) = match now.detail.state {
            WorkshopState::Draft => {
                let before = service::before_opening(&c.state, actor, id).await?;
                (Width::Narrow, draft(&c, &now.detail, &before))
            }
            WorkshopState::Open | WorkshopState::Locked => (Width::Wide, running(&c, &now)),
            WorkshopState::Closed => {
                let done = run::service::done(&c.state, actor, id).await?;
                let shown = report::service::on_workshop(&c.state, actor, id).await?;
                let reports = coach_reports(&c, id, &shown, report::questions::questions()?);
                (Width::Narrow, view! { {over(&c, &now, &done)} {reports} }.into_any())
            }
        };
        Ok(staff(&c, Area::Inside, width, &title, view! { {head} {trial} {content} }))
    })
}

/// The plan in words.
pub fn facts(cx: &PageContext, detail: &WorkshopDetail) -> AnyView {
    let meetings = detail
        .plan
        .meetings
        .iter()
        .map(|meeting| {
            tr!(
                cx,
                workshop.meeting_line,
                day = day(cx, meeting.held_on),
                minutes = meeting.minutes.to_string()
            )
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let expected = tr!(
        cx,
        workshop.expected_line,
        expected = detail.plan.expected.to_string(),
        cap = detail.join_cap.to_string()
    );
    view! {
        <dl class="facts">
            <dt>{tr!(cx, workshop.group)}</dt><dd>{format!("{} – {}", detail.partner, detail.group)}</dd>
            <dt>{tr!(cx, workshop.when)}</dt><dd>{meetings}</dd>
            <dt>{tr!(cx, workshop.expected)}</dt><dd>{expected}</dd>
        </dl>
    }
    .into_any()
}

fn draft(cx: &PageContext, detail: &WorkshopDetail, before: &BeforeOpening) -> AnyView {
    let copied = cx.query("copied").is_some();
    let (title, text) = if copied {
        (tr!(cx, workshop.copied), tr!(cx, workshop.copied_text))
    } else if detail.plan.trial {
        (tr!(cx, workshop.ready), tr!(cx, trial.draft))
    } else {
        (tr!(cx, workshop.ready), tr!(cx, workshop.ready_text))
    };
    let notice = view! {
        <div class="notice" data-kind=copied.then_some("now") role=copied.then_some("status")><h2>{title}</h2><p>{text}</p></div>
    };
    view! {
        {notice}
        {facts(cx, detail)}
        <p><a href=format!("/staff/workshops/{}/agenda", detail.id)>{tr!(cx, agenda.open)}</a></p>
        <p><a href=format!("/staff/workshops/{}/pack", detail.id)>{tr!(cx, pack.open)}</a> " · " <a href="/staff/room">{tr!(cx, check.link)}</a></p>
        {open_form(cx, detail, before)}
    }
    .into_any()
}

/// A form that is one button.
pub fn button(
    action: String,
    words: String,
    kind: Option<&'static str>,
    wave: Option<Wave>,
) -> AnyView {
    let wave = wave.map(|wave| view! { <input type="hidden" name="wave" value=wave.as_str() /> });
    view! { <form method="post" action=action>{wave}<button class="button" data-kind=kind>{words}</button></form> }.into_any()
}

fn running(cx: &PageContext, now: &WorkshopNow) -> AnyView {
    let detail = &now.detail;
    let base = format!("/staff/workshops/{}", detail.id);
    let lock = if detail.state == WorkshopState::Locked {
        button(format!("{base}/unlock"), tr!(cx, workshop.unlock), None, None)
    } else {
        button(format!("{base}/lock"), tr!(cx, workshop.lock), None, None)
    };
    let full = now.progress.joined >= detail.join_cap;
    let more_room = (detail.join_cap + 10).min(1000).to_string();
    let full = full.then(|| {
        view! {
            <form class="notice" data-kind="now" method="post" action=format!("{base}/join-cap")>
                <p>{tr!(cx, workshop.full, cap = detail.join_cap.to_string())}</p>
                <input type="hidden" name="join_cap" value=more_room />
                <button class="button">{tr!(cx, workshop.make_room)}</button>
            </form>
        }
    });
    let results = now.has_result().then(|| view! { <a class="button" href=format!("{base}/results")>{tr!(cx, workshop.result)}</a> });
    view! {
        <noscript><meta http-equiv="refresh" content=REFRESH /></noscript>
        <div class="run" data-refresh=REFRESH>
            <div class="stack">{join_panel(cx, detail, &base)}</div>
            <div class="stack" data-gap="wide">
                {wave_panel(cx, now, &base)}
                {now.detail.plan.trial.then(|| simulated(cx, now, &base))}
                {full}
                {results}
                <div class="actions">
                    <a class="button" href=format!("{base}/agenda")>{tr!(cx, agenda.open)}</a>
                    {lock}
                    <a class="button" href=format!("{base}/paper")>{tr!(cx, paper.title)}</a>
                    <a class="button" href=format!("{base}/plan")>{tr!(cx, workshop.change)}</a>
                    <a class="button" href=format!("{base}/close")>{tr!(cx, workshop.close_it)}</a>
                </div>
                <p class="small soft">{tr!(cx, workshop.lock_hint)}</p>
                {headcounts(cx, detail, &base)}
            </div>
        </div>
        <LiveCounts workshop=detail.id.to_string() progress=now.progress />
        {island_runtime(cx.state.assets)}
    }
    .into_any()
}

/// Simulated phones: what they do, how many are there, and the button that brings more.
fn simulated(cx: &PageContext, now: &WorkshopNow, base: &str) -> AnyView {
    let there = simulated_phones(&cx.state, now.detail.id);
    let count = (there > 0).then(
        || view! { <p role="status">{tr!(cx, trial.taking_part, count = there.to_string())}</p> },
    );
    let add = if there < MOST_PHONES {
        button(format!("{base}/simulate"), tr!(cx, trial.add), None, None)
    } else {
        view! { <p>{tr!(cx, trial.no_more)}</p> }.into_any()
    };
    view! {
        <section class="panel">
            <h2>{tr!(cx, trial.phones_title)}</h2>
            <p class="small soft">{tr!(cx, trial.phones_text)}</p>
            {count}
            {add}
        </section>
    }
    .into_any()
}
