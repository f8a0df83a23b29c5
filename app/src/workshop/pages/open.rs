//! The form that opens a workshop: the parents know, and somebody is named to turn to.

use crate::{
    page::{PageContext, tr},
    ui::field::{Field, checkbox_group, error_summary, text_field},
    workshop::model::{BeforeOpening, WorkshopDetail},
};
use domain::opening::Parents;
use leptos::prelude::*;

/// Asks what has to be settled, and opens.
pub(super) fn open_form(
    cx: &PageContext,
    detail: &WorkshopDetail,
    before: &BeforeOpening,
) -> AnyView {
    let base = format!("/staff/workshops/{}", detail.id);
    let (parents, sentence) = match before.parents {
        Parents::Informed => (tr!(cx, workshop.parents_informed), tr!(cx, workshop.parents_letter)),
        Parents::Agree => (tr!(cx, workshop.parents_agree), tr!(cx, workshop.parents_slips)),
    };
    let labels = [
        ("parents", tr!(cx, workshop.parents)),
        ("safeguarding_person", tr!(cx, workshop.safeguarding_person)),
        ("safeguarding_phone", tr!(cx, workshop.safeguarding_phone)),
    ];
    let safeguarding = before
        .safeguarding
        .as_ref()
        .filter(|(person, phone)| person.is_empty() || phone.is_empty())
        .map(|(person, phone)| safeguarding_fields(cx, person, phone));
    // Nobody's children take part in a trial.
    let parents = (!detail.plan.trial).then(|| {
        let confirmed = [("confirmed".to_owned(), parents)].to_vec();
        view! {
            <p>{sentence} " " <a href=format!("{base}/letter")>{tr!(cx, workshop.to_letter)}</a></p>
            {checkbox_group(cx, "parents", tr!(cx, workshop.parents), confirmed, &[])}
        }
    });
    view! {
        <form class="form" method="post" action=format!("{base}/open")>
            {error_summary(cx, &labels)}
            {safeguarding}
            {parents}
            <div class="actions">
                <button class="button" data-kind="primary" name="steps" value="yes">{tr!(cx, workshop.open_it)}</button>
                <button class="button">{tr!(cx, workshop.open_questions)}</button>
                <a class="button" href=format!("{base}/plan")>{tr!(cx, workshop.change)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// Where nobody is named yet: named here, the person stays with the group.
fn safeguarding_fields(cx: &PageContext, person: &str, phone: &str) -> AnyView {
    let field = |name, label, kind, value: &str| {
        text_field(cx, Field { name, label, kind, value: value.to_owned(), ..Field::default() })
    };
    view! {
        <fieldset class="form-group">
            <legend>{tr!(cx, workshop.safeguarding_title)}</legend>
            <p class="hint">{tr!(cx, workshop.safeguarding_text)}</p>
            {field("safeguarding_person", tr!(cx, workshop.safeguarding_person), "text", person)}
            {field("safeguarding_phone", tr!(cx, workshop.safeguarding_phone), "tel", phone)}
        </fieldset>
    }
    .into_any()
}
