//! Controls of staff forms: label, hint, control, and what is wrong, tied together for screen readers.

use super::problem::problem;
use crate::page::{PageContext, tr};
use leptos::prelude::*;

/// One text-like control.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Name and id of the control.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// A line of help below the label; empty for none.
    pub hint: String,
    /// The HTML input type; `text` where empty.
    pub kind: &'static str,
    /// What the control holds before anybody types.
    pub value: String,
    /// Whether it may stay empty.
    pub optional: bool,
    /// What browsers may fill in; `off` where empty.
    pub autocomplete: &'static str,
}

/// The text-like control with label, hint and error.
#[must_use]
pub fn text_field(cx: &PageContext, field: Field) -> AnyView {
    let Field { name, label, hint, kind, value, optional, autocomplete } = field;
    let kind = if kind.is_empty() { "text" } else { kind };
    // A password is never sent back to the page.
    let value = if kind == "password" { String::new() } else { typed_or(cx, name, value) };
    let autocomplete = if autocomplete.is_empty() { "off" } else { autocomplete };
    let short = (kind == "number").then_some("short");
    framed(cx, name, label, hint, optional, move |described, invalid| {
        view! {
            <input class="input" id=name name=name type=kind value=value autocomplete=autocomplete data-size=short
                aria-describedby=described aria-invalid=invalid required=!optional />
        }
        .into_any()
    })
}

/// A choice of one from a list.
#[must_use]
pub fn select_field(
    cx: &PageContext,
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let chosen = typed_or(cx, name, chosen.to_owned());
    framed(cx, name, label, String::new(), false, move |described, invalid| {
        let options = options
            .into_iter()
            .map(|(value, text)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{text}</option> }
            })
            .collect_view();
        view! { <select class="select" id=name name=name aria-describedby=described aria-invalid=invalid>{options}</select> }.into_any()
    })
}

/// A choice of several, as full-width rows.
#[must_use]
pub fn checkbox_group(
    cx: &PageContext,
    name: &'static str,
    legend: String,
    options: Vec<(String, String)>,
    chosen: &[String],
) -> AnyView {
    let chosen: Vec<String> = if cx.failed {
        cx.form.typed.all(name).map(str::to_owned).collect()
    } else {
        chosen.to_vec()
    };
    let rows = options
        .into_iter()
        .map(|(value, text)| {
            let checked = chosen.contains(&value);
            view! { <label class="option"><input type="checkbox" name=name value=value checked=checked /><span>{text}</span></label> }
        })
        .collect_view();
    let error = field_error(cx, name);
    let described = error.is_some().then(|| format!("{name}-error"));
    view! {
        <fieldset class="field" id=name aria-describedby=described>
            <legend>{legend}</legend>
            <div class="options">{rows}</div>
            {error}
        </fieldset>
    }
    .into_any()
}

/// The list of what is wrong, at the top of a form that came back.
#[must_use]
pub fn error_summary(cx: &PageContext, labels: &[(&str, String)]) -> AnyView {
    if cx.form.errors.is_empty() {
        return ().into_any();
    }
    let items = cx
        .form
        .errors
        .iter()
        .map(|error| {
            let label = labels
                .iter()
                .find(|(name, _)| *name == error.field)
                .map_or_else(String::new, |(_, label)| question(label));
            let text = format!("{label}{}", problem(cx, error.problem));
            view! { <li><a href=format!("#{}", error.field)>{text}</a></li> }
        })
        .collect_view();
    view! {
        <div class="notice" data-kind="problem" role="alert" tabindex="-1" id="errors">
            <h2>{tr!(cx, common.look_again)}</h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// A label before what is wrong with it: after a question mark no colon follows, and no full stop
/// stands before one.
fn question(label: &str) -> String {
    if label.ends_with('?') {
        format!("{label} ")
    } else {
        format!("{}: ", label.trim_end_matches('.'))
    }
}

/// What was typed into a control, or what it holds at first.
#[must_use]
pub fn typed_or(cx: &PageContext, name: &str, value: String) -> String {
    if cx.failed { cx.form.typed.find(name).map_or(value, str::to_owned) } else { value }
}

/// What is wrong with a control, below it.
#[must_use]
pub fn field_error(cx: &PageContext, name: &str) -> Option<AnyView> {
    let text = problem(cx, cx.form.problem(name)?);
    Some(view! { <p class="field-error" id=format!("{name}-error")>{text}</p> }.into_any())
}

pub(super) fn framed(
    cx: &PageContext,
    name: &'static str,
    label: String,
    hint: String,
    optional: bool,
    control: impl FnOnce(Option<String>, Option<&'static str>) -> AnyView,
) -> AnyView {
    let error = field_error(cx, name);
    let mut described = Vec::new();
    if !hint.is_empty() {
        described.push(format!("{name}-hint"));
    }
    if error.is_some() {
        described.push(format!("{name}-error"));
    }
    let control = control(
        (!described.is_empty()).then(|| described.join(" ")),
        error.is_some().then_some("true"),
    );
    let optional =
        optional.then(|| view! { " " <span class="optional">{tr!(cx, common.optional)}</span> });
    let hint =
        (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    view! {
        <div class="field">
            <label for=name>{label}{optional}</label>
            {hint}
            {control}
            {error}
        </div>
    }
    .into_any()
}
