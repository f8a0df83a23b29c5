//! Buttons and fields.

use super::Side;
use crate::{
    error::{FieldError, Problem},
    page::{FormState, PageContext, Typed, tr},
    ui::{
        choice::{radio_group, rating, words_in_a_row},
        field::{Field, checkbox_group, error_summary, select_field, text_field},
        long_text::long_text,
        protocol::protocol_card,
    },
};
use leptos::prelude::*;

/// Every kind of button, as button and as link.
pub fn buttons(cx: &PageContext, _: Side) -> AnyView {
    view! {
        <div class="actions">
            <button class="button" data-kind="primary">{tr!(cx, common.save)}</button>
            <button class="button">{tr!(cx, workshop.change)}</button>
            <a class="button" href="#main">{tr!(cx, workshop.result)}</a>
            <button class="button" data-kind="quiet">{tr!(cx, participant.back)}</button>
        </div>
        <div class="actions">
            <button class="button" data-kind="primary" disabled>{tr!(cx, common.save)}</button>
            <button class="button" disabled>{tr!(cx, workshop.change)}</button>
        </div>
        <div class="actions" data-equal="">
            <button class="button" data-kind="choice">{tr!(cx, participant.yes)}</button>
            <button class="button" data-kind="choice">{tr!(cx, participant.no)}</button>
        </div>
    }
    .into_any()
}

fn choices(cx: &PageContext) -> Vec<(String, String)> {
    vec![("1".to_owned(), tr!(cx, workshop.before)), ("2".to_owned(), tr!(cx, workshop.after))]
}

fn points() -> Vec<(String, String)> {
    (1..=5).map(|point| (point.to_string(), point.to_string())).collect()
}

/// Fields as they come.
pub fn fields(cx: &PageContext, side: Side) -> AnyView {
    view! {
        <div class="form">
            {text_field(cx, Field {
                name: side.pick("name-light", "name-dark"),
                label: tr!(cx, project.name),
                hint: tr!(cx, project.name_hint),
                value: "Make-IT-Safe".to_owned(),
                ..Field::default()
            })}
            {text_field(cx, Field {
                name: side.pick("funder-light", "funder-dark"),
                label: tr!(cx, project.funder),
                optional: true,
                ..Field::default()
            })}
            {text_field(cx, Field {
                name: side.pick("expected-light", "expected-dark"),
                label: tr!(cx, workshop.expected),
                kind: "number",
                value: "20".to_owned(),
                ..Field::default()
            })}
            {text_field(cx, Field {
                name: side.pick("day-light", "day-dark"),
                label: tr!(cx, project.starts_on),
                kind: "date",
                value: "2026-03-24".to_owned(),
                ..Field::default()
            })}
            {select_field(cx, side.pick("wave-light", "wave-dark"), tr!(cx, project.role), choices(cx), "2")}
            {checkbox_group(cx, side.pick("ticks-light", "ticks-dark"), tr!(cx, project.languages), choices(cx), &["1".to_owned()])}
            {radio_group(cx, side.pick("one-light", "one-dark"), tr!(cx, project.role), choices(cx), "2")}
            {rating(cx, side.pick("rating-light", "rating-dark"), tr!(cx, report.title), points(), "4")}
            {words_in_a_row(cx, side.pick("words-light", "words-dark").to_owned(), tr!(cx, report.steps), choices(cx), "1")}
            {long_text(cx, side.pick("text-light", "text-dark"), tr!(cx, report.title), tr!(cx, report.text_hint, most = "300"), 300, String::new())}
            {protocol_card(cx, "A. Person", "000 00 00 00")}
        </div>
    }
    .into_any()
}

/// The same after a form came back.
pub fn wrong_fields(cx: &PageContext, side: Side) -> AnyView {
    let (contact, password, ticks) = (
        side.pick("contact-light", "contact-dark"),
        side.pick("password-light", "password-dark"),
        side.pick("wrong-light", "wrong-dark"),
    );
    let mut cx = cx.clone();
    cx.failed = true;
    cx.form = FormState {
        typed: Typed(vec![(contact.to_owned(), "abc".to_owned())]),
        errors: vec![
            FieldError::new(contact, Problem::NotContact),
            FieldError::new(password, Problem::TooShort(15)),
            FieldError::new(ticks, Problem::Required),
        ],
    };
    let labels = [
        (contact, tr!(cx, project.contact)),
        (password, tr!(cx, account.password)),
        (ticks, tr!(cx, project.countries)),
    ];
    // Only one summary has the id that the page's script looks for.
    let summary = (side == Side::Light).then(|| error_summary(&cx, &labels));
    view! {
        <div class="form">
            {summary}
            {text_field(&cx, Field { name: contact, label: tr!(cx, project.contact), hint: tr!(cx, project.contact_hint), ..Field::default() })}
            {text_field(&cx, Field { name: password, label: tr!(cx, account.password), kind: "password", ..Field::default() })}
            {checkbox_group(&cx, ticks, tr!(cx, project.countries), choices(&cx), &[])}
        </div>
    }
    .into_any()
}
