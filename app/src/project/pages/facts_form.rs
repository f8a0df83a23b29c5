//! `/staff/projects/new`, and the fields it shares with the settings.

use crate::{
    directory::{self, model::Review, service::Directory},
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::{ProjectFacts, RETENTIONS},
        service::may_create,
    },
    ui::{
        day::{day, long_day},
        field::{Field, checkbox_group, error_summary, select_field, text_field, typed_or},
        layout::{Area, Width, page_head, staff},
    },
};
use domain::{locale::Language, opening::Parents, retention::deletion_day, time::Day};
use leptos::prelude::*;

/// A new project: a short form with sensible values in it.
#[must_use]
pub fn new_project_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        if actor.staff().is_none() {
            return Err(AppError::SignInNeeded);
        }
        if !may_create(actor) {
            return Err(AppError::Forbidden);
        }
        let directory = directory::service::current(&c.state).await?;
        let title = tr!(c, project.new_project);
        let content = view! {
            {page_head(Vec::new(), title.clone(), Some(tr!(c, project.new_text)), ())}
            <form class="form" method="post" action="/staff/projects/new">
                {facts_fields(&c, &directory, proposed(&c, &directory), None)}
                <div class="actions">
                    <button class="button" data-kind="primary">{tr!(c, project.create)}</button>
                    <a class="button" data-kind="quiet" href="/staff">{tr!(c, common.cancel)}</a>
                </div>
            </form>
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}

/// A year from today, in every language, in the country if there is only one to choose.
fn proposed(cx: &PageContext, directory: &Directory) -> ProjectFacts {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let countries = directory.countries(cx.language);
    let only = if countries.len() == 1 { countries } else { Vec::new() };
    ProjectFacts {
        name: String::new(),
        funder: String::new(),
        acknowledgement: String::new(),
        organisation: String::new(),
        contact: String::new(),
        countries: only.into_iter().map(|(code, _)| code).collect(),
        languages: Language::ALL.to_vec(),
        starts_on: today,
        ends_on: today.plus_days(365),
        retention_months: 6,
        parents: Parents::Informed,
    }
}

/// Controls under "rarely needed"; the part opens by itself when one of them needs attention.
const RARELY: [&str; 3] = ["funder", "acknowledgement", "languages"];

/// The fields of a project's facts, what is rarely needed folded away.
pub(super) fn facts_fields(
    cx: &PageContext,
    directory: &Directory,
    facts: ProjectFacts,
    closed_on: Option<Day>,
) -> AnyView {
    let text = |name, label, hint, value| {
        text_field(cx, Field { name, label, hint, value, ..Field::default() })
    };
    let date = |name, label, value| {
        text_field(cx, Field { name, label, value, kind: "date", ..Field::default() })
    };
    let countries = directory.countries(cx.language);
    let parents = parents_choices(cx);
    view! {
        {error_summary(cx, &labels(cx))}
        {text("name", tr!(cx, project.name), tr!(cx, project.name_hint), facts.name.clone())}
        <fieldset class="form-group">
            <legend>{tr!(cx, project.who)}</legend>
            {text("organisation", tr!(cx, project.organisation), tr!(cx, project.organisation_hint), facts.organisation.clone())}
            {text("contact", tr!(cx, project.contact), tr!(cx, project.contact_hint), facts.contact.clone())}
        </fieldset>
        <fieldset class="form-group">
            <legend>{tr!(cx, project.where_when)}</legend>
            {checkbox_group(cx, "countries", tr!(cx, project.countries), countries, &facts.countries)}
            <div class="field-row">
                {date("starts_on", tr!(cx, project.starts_on), facts.starts_on.to_string())}
                {date("ends_on", tr!(cx, project.ends_on), facts.ends_on.to_string())}
            </div>
        </fieldset>
        <fieldset class="form-group">
            <legend>{tr!(cx, project.parents_and_data)}</legend>
            {select_field(cx, "parents", tr!(cx, project.parents), parents, facts.parents.as_str())}
            <p class="soft small">{tr!(cx, project.parents_hint)}</p>
            {retention(cx, &facts, closed_on)}
        </fieldset>
        {rarely_needed(cx, facts)}
    }
    .into_any()
}

/// The two ways of involving the parents, in words.
fn parents_choices(cx: &PageContext) -> Vec<(String, String)> {
    let words = |way| match way {
        Parents::Informed => tr!(cx, project.parents_informed),
        Parents::Agree => tr!(cx, project.parents_agree),
    };
    Parents::ALL.into_iter().map(|way| (way.as_str().to_owned(), words(way))).collect()
}

/// How long single answers are kept: each choice says the day it comes to, counted from the last day
/// in the form.
fn retention(cx: &PageContext, facts: &ProjectFacts, closed_on: Option<Day>) -> AnyView {
    let ends_on = typed_or(cx, "ends_on", facts.ends_on.to_string());
    let ends_on = ends_on.parse().unwrap_or(facts.ends_on);
    let months = RETENTIONS.into_iter().map(|months| {
        let until = day(cx, deletion_day(ends_on, closed_on, months));
        let words = tr!(cx, project.retention_months, months = months.to_string(), day = until);
        (months.to_string(), words)
    });
    let until = long_day(cx, facts.deletion_day(closed_on));
    view! {
        {select_field(cx, "retention_months", tr!(cx, project.retention), months.collect(), &facts.retention_months.to_string())}
        <p class="small" id="deletion-day">{tr!(cx, project.retention_until, day = until)}</p>
        <p class="soft small">{tr!(cx, project.retention_hint)}</p>
    }
    .into_any()
}

/// Who has read a language, in words.
fn review_line(cx: &PageContext, review: &Review) -> String {
    let language = review.language.own_name();
    match review.on {
        Some(on) => tr!(
            cx,
            directory.language_checked,
            language = language,
            who = review.by.clone(),
            day = day(cx, on)
        ),
        None => tr!(cx, directory.language_drafted, language = language),
    }
}

fn rarely_needed(cx: &PageContext, facts: ProjectFacts) -> AnyView {
    let optional = |name, label, hint, value| {
        text_field(cx, Field { name, label, hint, value, optional: true, ..Field::default() })
    };
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.own_name().to_owned()))
        .collect();
    let chosen: Vec<String> =
        facts.languages.iter().map(|language| language.code().to_owned()).collect();
    let reviews = directory::service::reviews()
        .iter()
        .map(|review| view! { <li>{review_line(cx, review)}</li> })
        .collect_view();
    let open = RARELY.into_iter().any(|name| cx.form.problem(name).is_some());
    view! {
        <details open=open>
            <summary>{tr!(cx, project.rarely)}</summary>
            <div class="form">
                {optional("funder", tr!(cx, project.funder), String::new(), facts.funder)}
                {optional("acknowledgement", tr!(cx, project.acknowledgement), tr!(cx, project.acknowledgement_hint), facts.acknowledgement)}
                {checkbox_group(cx, "languages", tr!(cx, project.languages), languages, &chosen)}
                <ul class="soft small">{reviews}</ul>
            </div>
        </details>
    }
    .into_any()
}

fn labels(cx: &PageContext) -> [(&'static str, String); 11] {
    [
        ("name", tr!(cx, project.name)),
        ("organisation", tr!(cx, project.organisation)),
        ("contact", tr!(cx, project.contact)),
        ("countries", tr!(cx, project.countries)),
        ("starts_on", tr!(cx, project.starts_on)),
        ("ends_on", tr!(cx, project.ends_on)),
        ("funder", tr!(cx, project.funder)),
        ("acknowledgement", tr!(cx, project.acknowledgement)),
        ("languages", tr!(cx, project.languages)),
        ("parents", tr!(cx, project.parents)),
        ("retention_months", tr!(cx, project.retention)),
    ]
}
