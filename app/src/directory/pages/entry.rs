//! `/staff/directory/…/…`: one service, a check of it, and a change.

use super::{CHECKED, KINDS, SAVED, VALUES, channel_text, list::checked, mark_text, status_text};
use crate::{
    directory::{
        model::{CHANNELS, Entry, MARKS, STATUSES},
        service,
    },
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, select_field, text_field},
        layout::{Area, Width, page_head, staff},
    },
};
use domain::locale::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The controls for hours, by language.
const HOURS: [(&str, Language); 4] = [
    ("hours_en", Language::En),
    ("hours_fr", Language::Fr),
    ("hours_nl", Language::Nl),
    ("hours_de", Language::De),
];

/// The entry.
#[must_use]
pub fn entry_page() -> AnyView {
    let cx = PageContext::current();
    let params = use_params_map().get_untracked();
    let (country, id) =
        (params.get("country").unwrap_or_default(), params.get("entry").unwrap_or_default());
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let (list, entry) = service::find_entry(&c.state, actor, &country, &id, c.language).await?;
        let title = entry.name.get(c.language).to_owned();
        let trail = vec![
            ("/staff/directory".to_owned(), tr!(c, directory.editor_title)),
            (format!("/staff/directory#{country}"), list),
        ];
        let path = format!("/staff/directory/{country}/{id}");
        let about = entry.purpose.get(c.language).to_owned();
        let done = match c.query("done") {
            Some(SAVED) => Some(tr!(c, directory.saved)),
            Some(CHECKED) => Some(tr!(c, directory.check_saved)),
            _ => None,
        };
        let done = done.map(|text| view! { <div class="notice" role="status"><p>{text}</p></div> });
        let content = view! {
            {page_head(trail, title.clone(), Some(about), ())}
            {done}
            <div class="split">
                {change_form(&c, &path, &entry)}
                {check_panel(&c, &path, &entry)}
            </div>
        };
        Ok(staff(&c, Area::Inside, Width::Wide, &title, content))
    })
}

fn check_panel(cx: &PageContext, path: &str, entry: &Entry) -> AnyView {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let day = Field {
        name: "checked",
        label: tr!(cx, directory.check_day),
        kind: "date",
        value: today.to_string(),
        ..Field::default()
    };
    let errors = cx
        .form
        .problem("checked")
        .map(|_| error_summary(cx, &[("checked", tr!(cx, directory.check_day))]));
    view! {
        <section class="panel">
            <h2>{tr!(cx, directory.check)}</h2>
            <p>{checked(cx, &entry.facts)}</p>
            <p class="small soft">{tr!(cx, directory.source, source = entry.source.clone())}</p>
            <form class="form" method="post" action=format!("{path}/check")>
                {errors}
                <p>{tr!(cx, directory.check_text)}</p>
                {text_field(cx, day)}
                <div class="actions"><button class="button">{tr!(cx, directory.check_button)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn change_form(cx: &PageContext, path: &str, entry: &Entry) -> AnyView {
    let facts = &entry.facts;
    let channels = KINDS
        .into_iter()
        .zip(VALUES)
        .enumerate()
        .map(|(position, (kind, value))| {
            let known = facts.channels.get(position);
            channel_fields(
                cx,
                (kind, value),
                known.map_or("web", |channel| channel.kind.as_str()),
                known.map_or_else(String::new, |channel| channel.value.clone()),
            )
        })
        .collect_view();
    let hours = HOURS
        .into_iter()
        .map(|(name, language)| {
            let label = format!("{} ({})", tr!(cx, directory.hours), language.own_name());
            let value = facts.hours.0.get(language.code()).cloned().unwrap_or_default();
            text_field(cx, Field { name, label, value, optional: true, ..Field::default() })
        })
        .collect_view();
    let choices = |all: [&'static str; 3], words: fn(&PageContext, &str) -> String| {
        all.into_iter().map(|one| (one.to_owned(), words(cx, one))).collect::<Vec<_>>()
    };
    let errors = cx.form.problem("checked").is_none().then(|| error_summary(cx, &labels(cx)));
    view! {
        <form class="form" method="post" action=path.to_owned()>
            <h2>{tr!(cx, directory.change)}</h2>
            {errors}
            <fieldset class="form-group">
                <legend>{tr!(cx, directory.channels)}</legend>
                <p class="hint">{tr!(cx, directory.channels_hint)}</p>
                {channels}
            </fieldset>
            <fieldset class="form-group">
                <legend>{tr!(cx, directory.hours)}</legend>
                <p class="hint">{tr!(cx, directory.hours_hint)}</p>
                {hours}
            </fieldset>
            {select_field(cx, "mark", tr!(cx, directory.mark), choices(MARKS, mark_text), &facts.mark)}
            {select_field(cx, "status", tr!(cx, directory.status), choices(STATUSES, status_text), &facts.status)}
            <div class="actions">
                <button class="button" data-kind="primary">{tr!(cx, common.save)}</button>
                <a class="button" data-kind="quiet" href="/staff/directory">{tr!(cx, common.cancel)}</a>
            </div>
        </form>
    }
    .into_any()
}

fn channel_fields(
    cx: &PageContext,
    (kind, value): (&'static str, &'static str),
    known_kind: &str,
    known_value: String,
) -> AnyView {
    let kinds = CHANNELS.into_iter().map(|one| (one.to_owned(), channel_text(cx, one))).collect();
    let shown = Field {
        name: value,
        label: tr!(cx, directory.value),
        value: known_value,
        optional: true,
        ..Field::default()
    };
    view! {
        <div class="field-row">
            {select_field(cx, kind, tr!(cx, directory.kind), kinds, known_kind)}
            {text_field(cx, shown)}
        </div>
    }
    .into_any()
}

fn labels(cx: &PageContext) -> Vec<(&'static str, String)> {
    let values = VALUES.into_iter().map(|name| (name, tr!(cx, directory.value)));
    let hours = HOURS.into_iter().map(|(name, language)| {
        (name, format!("{} ({})", tr!(cx, directory.hours), language.own_name()))
    });
    let rest =
        [("mark", tr!(cx, directory.mark)), ("status", tr!(cx, directory.status))].into_iter();
    values.chain(hours).chain(rest).collect()
}
