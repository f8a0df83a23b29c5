//! The coach's page while a workshop is planned, going on and over. One thing to do at a time.

use crate::{
    assets::island_runtime,
    error::AppError,
    page::{PageContext, tr},
    project,
    ui::{
        day::day,
        layout::{Area, Width, document_title, page_head, staff},
        workshop_row::{state_badge, workshop_title},
    },
    workshop::{
        islands::LiveCounts,
        model::{WorkshopDetail, WorkshopNow},
        service,
    },
};
use domain::{
    questionnaire::Wave,
    workshop::{WavePhase, WorkshopState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Seconds between two reloads of the page without JavaScript.
const REFRESH: &str = "8";

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
        let project = project::service::find_project(&c.state, actor, now.detail.project).await?;
        let title = workshop_title(&c, &now.detail.plan.modules, &now.detail.group);
        let trail = vec![(format!("/staff/projects/{}", project.id), project.facts.name)];
        let badge =
            (now.detail.state != WorkshopState::Open).then(|| state_badge(&c, now.detail.state));
        let head = page_head(trail, title.clone(), None, badge);
        let (width, content) = match now.detail.state {
            WorkshopState::Draft => (Width::Narrow, draft(&c, &now.detail)),
            WorkshopState::Open | WorkshopState::Locked => (Width::Wide, running(&c, &now)),
            WorkshopState::Closed => (Width::Narrow, over(&c, &now)),
        };
        Ok(staff(&c, Area::Inside, width, &title, view! { {head} {content} }))
    })
}

fn facts(cx: &PageContext, detail: &WorkshopDetail) -> AnyView {
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

fn draft(cx: &PageContext, detail: &WorkshopDetail) -> AnyView {
    let base = format!("/staff/workshops/{}", detail.id);
    view! {
        {facts(cx, detail)}
        <div class="notice"><h2>{tr!(cx, workshop.ready)}</h2><p>{tr!(cx, workshop.ready_text)}</p></div>
        <div class="actions">
            {button(format!("{base}/open"), tr!(cx, workshop.open_it), Some("primary"), None)}
            <a class="button" href=format!("{base}/plan")>{tr!(cx, workshop.change)}</a>
        </div>
    }
    .into_any()
}

/// A form that is one button.
fn button(
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
    let results = has_result(now).then(|| view! { <a class="button" href=format!("{base}/results")>{tr!(cx, workshop.result)}</a> });
    view! {
        <noscript><meta http-equiv="refresh" content=REFRESH /></noscript>
        <div class="run" data-refresh=REFRESH>
            <div class="stack">{join_panel(cx, detail, &base)}</div>
            <div class="stack" data-gap="wide">
                {wave_panel(cx, now, &base)}
                {full}
                {results}
                <div class="actions">
                    {lock}
                    <a class="button" href=format!("{base}/plan")>{tr!(cx, workshop.change)}</a>
                    {button(format!("{base}/close"), tr!(cx, workshop.close_it), None, None)}
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

fn has_result(now: &WorkshopNow) -> bool {
    [now.before, now.after].contains(&WavePhase::Closed)
}

fn spaced(code: &str) -> String {
    let (first, last) = code.split_at(code.len() / 2);
    format!("{first} {last}")
}

/// The address people type, without the scheme.
fn address(cx: &PageContext) -> String {
    let url = &cx.state.settings.public_url;
    url.split_once("://").map_or(url.as_str(), |(_, host)| host).to_owned()
}

/// Address, code and QR code, as the room reads them.
pub(crate) fn join_panel(cx: &PageContext, detail: &WorkshopDetail, base: &str) -> AnyView {
    let code = spaced(detail.join_code.as_deref().unwrap_or_default());
    view! {
        <section class="join-panel" aria-label=tr!(cx, workshop.join)>
            <p>{tr!(cx, workshop.go_to)} " " <strong>{address(cx)}</strong></p>
            <p class="join-code">{code}</p>
            <a class="qr" href=format!("{base}/qr")>
                <img src=format!("{base}/qr.svg") alt=tr!(cx, workshop.qr_alt) width="208" height="208" />
            </a>
            <p class="small soft">{tr!(cx, workshop.qr_hint)}</p>
        </section>
    }
    .into_any()
}

/// The wave that is on: counts, one sentence, one button.
pub(crate) fn wave_panel(cx: &PageContext, now: &WorkshopNow, base: &str) -> AnyView {
    let wave = now.detail.current_wave();
    let (title, phase) = match wave {
        Wave::Before => (tr!(cx, workshop.before), now.before),
        Wave::After | Wave::FollowUp => (tr!(cx, workshop.after), now.after),
    };
    let last_meeting = now
        .detail
        .last_day()
        .is_none_or(|last| cx.state.clock.today(&cx.state.settings.time_zone) >= last);
    let undo_left = now.progress.undo_seconds;
    let (state, badge, sentence, action) = match phase {
        WavePhase::Waiting => ("none", tr!(cx, workshop.not_open), ().into_any(), ().into_any()),
        WavePhase::Open => (
            "open",
            tr!(cx, workshop.open_now),
            ().into_any(),
            button(
                format!("{base}/close-wave"),
                tr!(cx, workshop.close_wave),
                Some("primary"),
                Some(wave),
            ),
        ),
        WavePhase::Closing { .. } if undo_left > 0 => {
            let words = view! { <p role="status">{tr!(cx, workshop.undo_left)} " " <span data-count="undo">{undo_left}</span> " s"</p> };
            (
                "closed",
                tr!(cx, workshop.just_closed),
                words.into_any(),
                button(format!("{base}/undo"), tr!(cx, workshop.undo), None, Some(wave)),
            )
        }
        WavePhase::Closing { .. } => (
            "closed",
            tr!(cx, workshop.just_closed),
            view! { <p>{tr!(cx, workshop.grace)}</p> }.into_any(),
            ().into_any(),
        ),
        WavePhase::Closed => {
            ("closed", tr!(cx, workshop.wave_closed), ().into_any(), ().into_any())
        }
    };
    let next = (wave == Wave::Before && matches!(phase, WavePhase::Closed)).then(|| {
        let hint = if last_meeting { tr!(cx, workshop.open_after_hint) } else { tr!(cx, workshop.open_after_last) };
        view! { <p>{hint}</p> {button(format!("{base}/open-after"), tr!(cx, workshop.open_after), Some("primary"), None)} }
    });
    let finished = (wave == Wave::After && matches!(phase, WavePhase::Closed))
        .then(|| view! { <p>{tr!(cx, workshop.all_asked)}</p> });
    let count = |name: &'static str, label: String, number: i64| view! { <div><dt>{label}</dt><dd data-count=name>{number}</dd></div> };
    view! {
        <section class="wave" data-state=state>
            <div class="section-head"><h2>{title}</h2><span class="badge" data-state=if state == "none" { None } else { Some(state) }>{badge}</span></div>
            <dl class="counts">
                {count("joined", tr!(cx, workshop.joined), now.progress.joined)}
                {count("inside", tr!(cx, workshop.inside), now.progress.inside)}
                {count("done", tr!(cx, workshop.done), now.progress.done)}
            </dl>
            {sentence}
            {action}
            {next}
            {finished}
        </section>
    }
    .into_any()
}

fn headcounts(cx: &PageContext, detail: &WorkshopDetail, base: &str) -> AnyView {
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

fn over(cx: &PageContext, now: &WorkshopNow) -> AnyView {
    let detail = &now.detail;
    let base = format!("/staff/workshops/{}", detail.id);
    let settling =
        [now.before, now.after].iter().any(|phase| matches!(phase, WavePhase::Closing { .. }));
    let settling = settling.then(|| {
        view! {
            <noscript><meta http-equiv="refresh" content=REFRESH /></noscript>
            <p class="notice" role="status" data-refresh=REFRESH>{tr!(cx, workshop.settling)}</p>
            <LiveCounts workshop=detail.id.to_string() progress=now.progress />
            {island_runtime(cx.state.assets)}
        }
    });
    let result = has_result(now).then(|| view! { <a class="button" data-kind="primary" href=format!("{base}/results")>{tr!(cx, workshop.result)}</a> });
    view! {
        {facts(cx, detail)}
        <p>{tr!(cx, workshop.over, joined = now.progress.joined.to_string())}</p>
        {settling}
        <div class="actions">{result} {button(format!("{base}/again"), tr!(cx, workshop.again), None, None)}</div>
        {headcounts(cx, detail, &base)}
    }
    .into_any()
}

/// The QR code as large as the screen, readable from the back row.
#[must_use]
pub fn qr_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let now = service::find_workshop(&c.state, actor, id).await?;
        let base = format!("/staff/workshops/{id}");
        let Some(code) = now.detail.join_code.filter(|_| now.detail.state.running()) else {
            c.redirect(&base);
            return Ok(().into_any());
        };
        Ok(view! {
            {document_title(&tr!(c, workshop.join))}
            <body>
                <main class="join-poster">
                    <p>{address(&c)}</p>
                    <img src=format!("{base}/qr.svg") alt=tr!(c, workshop.qr_alt) />
                    <h1 class="join-code">{spaced(&code)}</h1>
                    <a href=base>{tr!(c, common.back)}</a>
                </main>
            </body>
        }
        .into_any())
    })
}
