//! All steps: go there, leave one out, put another order.

use super::pieces::{Base, command};
use crate::{page::tr, run::model::Console, ui::stage::Stage};
use leptos::prelude::*;

/// The steps with what can be done with each.
pub(super) fn agenda_list(stage: &Stage<'_>, console: &Console, base: &Base) -> AnyView {
    let cx = stage.cx;
    let run = &console.live.run;
    let last = run.steps.len().saturating_sub(1);
    let items: Vec<_> = run
        .steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let now = run.at == Some(place);
            let at = [("step", place.to_string())];
            let minutes = tr!(cx, agenda.minutes, count = step.minutes.to_string());
            let go = (!now).then(|| command(base, "go", &at, tr!(cx, run.go_to), Some("quiet"), None));
            let up = (place > 0).then(|| command(base, "up", &at, tr!(cx, run.up), Some("quiet"), None));
            let down = (place < last).then(|| command(base, "down", &at, tr!(cx, run.down), Some("quiet"), None));
            let drop = (!now).then(|| {
                if step.dropped {
                    command(base, "take-in", &at, tr!(cx, run.take_in), Some("quiet"), None)
                } else {
                    command(base, "drop", &at, tr!(cx, run.drop), Some("quiet"), None)
                }
            });
            let state = if step.dropped { "dropped" } else if step.visited { "done" } else { "ahead" };
            view! {
                <li data-state=state aria-current=now.then_some("step")>
                    <div class="agenda-line"><strong>{stage.title(step)}</strong> " " <span class="soft">{minutes}</span></div>
                    <div class="agenda-moves">{go} {up} {down} {drop}</div>
                </li>
            }
        })
        .collect();
    view! {
        <details data-keep="agenda">
            <summary>{tr!(cx, run.agenda)}</summary>
            <ol class="run-agenda">{items}</ol>
        </details>
    }
    .into_any()
}
