//! What is left out of the totals, with the reason, and the form that decides it.

use super::write_part;
use crate::{
    clock::day_of,
    evaluation::model::{LeftOut, Part, ProjectResults},
    page::{PageContext, tr},
    ui::{
        day::day,
        field::{Field, error_summary, text_field},
        workshop_row::workshop_title,
    },
};
use domain::id::{ProjectId, WorkshopId};
use leptos::prelude::*;

/// The workshops that are not in the totals, and why.
pub(super) fn left_out(cx: &PageContext, results: &ProjectResults) -> Option<AnyView> {
    if results.left_out.is_empty() {
        return None;
    }
    let rows = results.left_out.iter().map(|left_out| {
        let href = format!("?part={}", write_part(Part::Workshop(left_out.workshop)));
        let name = workshop_title(cx, &left_out.modules, &left_out.group);
        view! { <li><a href=href>{name}</a> ": " {left_out.reason.clone()} <br /> <span class="soft small">{decided(cx, left_out)}</span></li> }
    });
    Some(
        view! {
            <section class="notice" id="left-out">
                <h2>{tr!(cx, evaluation.left_out_title)}</h2>
                <ul>{rows.collect_view()}</ul>
                <p>{tr!(cx, evaluation.left_out_text)}</p>
            </section>
        }
        .into_any(),
    )
}

fn decided(cx: &PageContext, left_out: &LeftOut) -> String {
    let on = day(cx, day_of(left_out.at, &cx.state.settings.time_zone));
    let by = left_out.by.clone().unwrap_or_else(|| tr!(cx, evaluation.left_out_nobody));
    tr!(cx, evaluation.left_out_by, name = by, day = on)
}

/// Leaving one workshop out, or taking it in again.
pub(super) fn decision(
    cx: &PageContext,
    project: ProjectId,
    workshop: WorkshopId,
    results: &ProjectResults,
) -> AnyView {
    let action = |what: &str| format!("/staff/projects/{project}/results/{workshop}/{what}");
    if !results.left_out.is_empty() {
        return view! {
            <form class="actions" method="post" action=action("take-in")>
                <button class="button">{tr!(cx, evaluation.take_in)}</button>
            </form>
        }
        .into_any();
    }
    let reason = Field {
        name: "reason",
        label: tr!(cx, evaluation.reason),
        hint: tr!(cx, evaluation.reason_hint),
        ..Field::default()
    };
    let open = cx.failed;
    view! {
        <details class="decision" open=open>
            <summary>{tr!(cx, evaluation.leave_out)}</summary>
            <form class="form" method="post" action=action("leave-out")>
                {error_summary(cx, &[("reason", tr!(cx, evaluation.reason))])}
                <p>{tr!(cx, evaluation.leave_out_text)}</p>
                {text_field(cx, reason)}
                <div class="actions"><button class="button">{tr!(cx, evaluation.leave_out_button)}</button></div>
            </form>
        </details>
    }
    .into_any()
}
