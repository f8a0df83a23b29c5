//! The wave that is on: counts, one sentence, one button.

use super::{over::unfinished, run::button};
use crate::{
    page::{PageContext, tr},
    workshop::model::{WorkshopNow, clock_face},
};
use domain::{questionnaire::Wave, workshop::WavePhase};
use leptos::prelude::*;

/// What is to be done with the wave now.
struct Next {
    state: Option<&'static str>,
    badge: String,
    sentence: AnyView,
    action: Option<AnyView>,
}

/// The panel, and below it the one button, which stays under the thumb on a phone.
pub fn wave_panel(cx: &PageContext, now: &WorkshopNow, base: &str) -> AnyView {
    let title = match now.detail.current_wave() {
        Wave::Before => tr!(cx, workshop.before),
        Wave::After | Wave::FollowUp => tr!(cx, workshop.after),
    };
    let Next { state, badge, sentence, action } = next(cx, now, base);
    let count = |name: &'static str, label: String, number: i64| view! { <div><dt>{label}</dt><dd data-count=name>{number}</dd></div> };
    let action = action.map(|action| view! { <div class="thumb-bar">{action}</div> });
    view! {
        <div class="stack">
            <section class="wave" data-state=state.unwrap_or("none")>
                <div class="section-head"><h2>{title}</h2><span class="badge" data-state=state>{badge}</span></div>
                <dl class="counts">
                    {count("joined", tr!(cx, workshop.joined), now.progress.joined)}
                    {count("inside", tr!(cx, workshop.inside), now.progress.inside)}
                    {count("done", tr!(cx, workshop.done), now.progress.done)}
                </dl>
                {unfinished(cx, now)}
                {sentence}
                <p class="small soft">{tr!(cx, workshop.counts_hint)}</p>
            </section>
            {action}
        </div>
    }
    .into_any()
}

fn next(cx: &PageContext, now: &WorkshopNow, base: &str) -> Next {
    let wave = now.detail.current_wave();
    match now.current_phase() {
        WavePhase::Waiting => Next {
            state: None,
            badge: tr!(cx, workshop.not_open),
            sentence: ().into_any(),
            action: None,
        },
        WavePhase::Open => Next {
            state: Some("open"),
            badge: tr!(cx, workshop.open_now),
            sentence: ().into_any(),
            action: Some(button(
                format!("{base}/close-wave"),
                tr!(cx, workshop.close_wave),
                Some("primary"),
                Some(wave),
            )),
        },
        WavePhase::Closing { .. } => {
            let undo = now.progress.undo_seconds > 0;
            Next {
                state: Some("closed"),
                badge: tr!(cx, workshop.just_closed),
                sentence: closing(cx, now, wave),
                action: undo.then(|| undo_button(cx, now.progress.undo_seconds, base, wave)),
            }
        }
        WavePhase::Closed => Next {
            state: Some("closed"),
            badge: tr!(cx, workshop.wave_closed),
            sentence: closed(cx, now, wave),
            action: (wave == Wave::Before).then(|| {
                let words = tr!(cx, workshop.open_after);
                button(format!("{base}/open-after"), words, Some("primary"), None)
            }),
        },
    }
}

/// Taking it back, and how long that is possible. Only the words are announced, not every second.
fn undo_button(cx: &PageContext, seconds: i64, base: &str, wave: Wave) -> AnyView {
    view! {
        <p>{tr!(cx, workshop.undo_left)} " " <strong role="timer" data-count="undo">{clock_face(seconds)}</strong></p>
        {button(format!("{base}/undo"), tr!(cx, workshop.undo), None, Some(wave))}
    }
    .into_any()
}

/// When it goes on.
fn closing(cx: &PageContext, now: &WorkshopNow, wave: Wave) -> AnyView {
    let left = now.progress.result_seconds;
    if left == 0 {
        return view! { <p role="status">{tr!(cx, workshop.making)}</p> }.into_any();
    }
    let words = match wave {
        Wave::Before => tr!(cx, workshop.grace_before),
        Wave::After | Wave::FollowUp => tr!(cx, workshop.grace_after),
    };
    view! { <p>{words} " " <strong role="timer" data-count="result">{clock_face(left)}</strong></p> }.into_any()
}

fn closed(cx: &PageContext, now: &WorkshopNow, wave: Wave) -> AnyView {
    if now.settling() {
        return view! { <p role="status">{tr!(cx, workshop.making)}</p> }.into_any();
    }
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let last_meeting = now.detail.last_day().is_none_or(|last| today >= last);
    let words = match wave {
        Wave::Before if last_meeting => tr!(cx, workshop.open_after_hint),
        Wave::Before => tr!(cx, workshop.open_after_last),
        Wave::After | Wave::FollowUp => tr!(cx, workshop.all_asked),
    };
    view! { <p>{words}</p> }.into_any()
}
