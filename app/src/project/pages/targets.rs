//! What a project set out to reach, in its settings.

use crate::{
    evaluation::model::Targets,
    page::{FormState, PageContext, tr},
    ui::field::{Field, error_summary, text_field},
};
use domain::id::ProjectId;
use leptos::prelude::*;

/// The page has two forms, and one of them may have come back: its own context for each, so that the
/// other one shows what is stored. First that of the facts, then that of the targets.
pub(super) fn own_contexts(cx: &PageContext) -> (PageContext, PageContext) {
    let mut untouched = cx.clone();
    (untouched.form, untouched.failed) = (FormState::default(), false);
    if cx.form.typed.find("target_workshops").is_some() {
        (untouched, cx.clone())
    } else {
        (cx.clone(), untouched)
    }
}

/// The form of the targets; both may stay empty.
pub(super) fn targets_panel(cx: &PageContext, project: ProjectId, targets: Targets) -> AnyView {
    let labels = [
        ("target_workshops", tr!(cx, overview.target_workshops)),
        ("target_participants", tr!(cx, overview.target_participants)),
    ];
    let summary = error_summary(cx, &labels);
    let fields = labels.into_iter().zip([targets.workshops, targets.participants]);
    let fields = fields.map(|((name, label), value)| {
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        text_field(
            cx,
            Field { name, label, value, kind: "number", optional: true, ..Field::default() },
        )
    });
    view! {
        <section class="panel" id="targets">
            <h2>{tr!(cx, overview.targets)}</h2>
            <p>{tr!(cx, overview.targets_text)}</p>
            <form class="form" method="post" action=format!("/staff/projects/{project}/targets")>
                {summary}
                <div class="field-row">{fields.collect_view()}</div>
                <div class="actions"><button class="button">{tr!(cx, overview.save)}</button></div>
            </form>
        </section>
    }
    .into_any()
}
