//! Choices of one: full-width rows, a row of points, a row of words.

use super::field::{field_error, typed_or};
use crate::page::PageContext;
use leptos::prelude::*;

/// A choice of one, as full-width rows.
#[must_use]
pub fn radio_group(
    cx: &PageContext,
    name: &'static str,
    legend: String,
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let chosen = typed_or(cx, name, chosen.to_owned());
    let rows = options
        .into_iter()
        .map(|(value, text)| {
            let checked = value == chosen;
            view! { <label class="option"><input type="radio" name=name value=value checked=checked /><span>{text}</span></label> }
        })
        .collect_view();
    group(cx, name, legend, view! { <div class="options">{rows}</div> })
}

/// A point on a scale: numbers in one row, their words for screen readers and at both ends.
#[must_use]
pub fn rating(
    cx: &PageContext,
    name: &'static str,
    legend: String,
    scale: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let chosen = typed_or(cx, name, chosen.to_owned());
    let end = |point: Option<&(String, String)>| point.map(|(_, text)| text.clone());
    let (first, last) = (end(scale.first()), end(scale.last()));
    let points = scale
        .into_iter()
        .map(|(value, text)| {
            let checked = value == chosen;
            let number = value.clone();
            view! {
                <label class="segment">
                    <input type="radio" name=name value=value checked=checked />
                    <span>{number}<span class="quiet-text">": " {text}</span></span>
                </label>
            }
        })
        .collect_view();
    let content = view! {
        <div class="segments" data-size="points">{points}</div>
        <p class="segment-ends" aria-hidden="true"><span>{first}</span><span>{last}</span></p>
    };
    group(cx, name, legend, content)
}

/// A choice between a few words, side by side. It has no place for an error of its own.
#[must_use]
pub fn words_in_a_row(
    cx: &PageContext,
    name: String,
    legend: impl IntoView + 'static,
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let chosen = typed_or(cx, &name, chosen.to_owned());
    let words = options
        .into_iter()
        .map(|(value, text)| {
            let checked = value == chosen;
            view! { <label class="segment"><input type="radio" name=name.clone() value=value checked=checked /><span>{text}</span></label> }
        })
        .collect_view();
    view! { <fieldset class="field"><legend>{legend}</legend><div class="segments">{words}</div></fieldset> }
        .into_any()
}

fn group(
    cx: &PageContext,
    name: &'static str,
    legend: String,
    content: impl IntoView + 'static,
) -> AnyView {
    let error = field_error(cx, name);
    let described = error.is_some().then(|| format!("{name}-error"));
    view! {
        <fieldset class="field" id=name aria-describedby=described tabindex="-1">
            <legend>{legend}</legend>
            {content}
            {error}
        </fieldset>
    }
    .into_any()
}
