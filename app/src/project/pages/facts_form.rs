//! `/staff/projects/new`, and the fields it shares with the settings.

use crate::{
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::{ProjectFacts, RETENTIONS},
        service::may_create,
    },
    ui::{
        field::{Field, checkbox_group, error_summary, select_field, text_field},
        layout::{Area, Width, page_head, staff},
    },
};
use domain::locale::Language;
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
        let title = tr!(c, project.new_project);
        let content = view! {
            {page_head(Vec::new(), title.clone(), Some(tr!(c, project.new_text)), ())}
            <form class="form" method="post" action="/staff/projects/new">
                {facts_fields(&c, proposed(&c))}
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
fn proposed(cx: &PageContext) -> ProjectFacts {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let countries = cx.state.directory.countries(cx.language);
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
    }
}

/// Controls under "rarely needed"; the part opens by itself when one of them needs attention.
const RARELY: [&str; 4] = ["funder", "acknowledgement", "languages", "retention_months"];

/// The fields of a project's facts, what is rarely needed folded away.
pub(super) fn facts_fields(cx: &PageContext, facts: ProjectFacts) -> AnyView {
    let text = |name, label, hint, value| {
        text_field(cx, Field { name, label, hint, value, ..Field::default() })
    };
    let date = |name, label, value| {
        text_field(cx, Field { name, label, value, kind: "date", ..Field::default() })
    };
    let countries = cx.state.directory.countries(cx.language);
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
        {rarely_needed(cx, facts)}
    }
    .into_any()
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
    let months = RETENTIONS.into_iter().map(|months| {
        (months.to_string(), tr!(cx, project.retention_months, months = months.to_string()))
    });
    let open = RARELY.into_iter().any(|name| cx.form.problem(name).is_some());
    view! {
        <details open=open>
            <summary>{tr!(cx, project.rarely)}</summary>
            <div class="form">
                {optional("funder", tr!(cx, project.funder), String::new(), facts.funder)}
                {optional("acknowledgement", tr!(cx, project.acknowledgement), tr!(cx, project.acknowledgement_hint), facts.acknowledgement)}
                {checkbox_group(cx, "languages", tr!(cx, project.languages), languages, &chosen)}
                {select_field(cx, "retention_months", tr!(cx, project.retention), months.collect(), &facts.retention_months.to_string())}
                <p class="soft small">{tr!(cx, project.retention_hint)}</p>
            </div>
        </details>
    }
    .into_any()
}

fn labels(cx: &PageContext) -> [(&'static str, String); 10] {
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
        ("retention_months", tr!(cx, project.retention)),
    ]
}
