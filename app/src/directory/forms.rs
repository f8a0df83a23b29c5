//! What the forms of the directory's editors do.

use super::{
    model::{Channel, Facts},
    pages::{CHECKED, KINDS, SAVED, VALUES},
    service,
};
use crate::{
    error::Problem,
    page::{FormAnswer, Posted, see_other},
    state::AppState,
    ui::form_reader::FormReader,
};
use axum::{Router, body::Body, extract::Path, http::Response, routing::post};
use domain::{locale::Language, question::Translated};

/// Routes of the directory.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/directory/{country}/{entry}", post(change))
        .route("/staff/directory/{country}/{entry}/check", post(check))
}

/// Longest opening hours, in characters.
const LONGEST_HOURS: usize = 120;
/// Longest number or address, in characters.
const LONGEST_VALUE: usize = 120;

async fn change(Path((country, entry)): Path<(String, String)>, posted: Posted) -> Response<Body> {
    let answer = change_entry(&posted, &country, &entry).await;
    posted.answer(&page_of(&country, &entry), answer).await
}

async fn change_entry(posted: &Posted, country: &str, entry: &str) -> FormAnswer {
    let actor = posted.actor().await?;
    let state = &posted.cx.state;
    // Who may not keep the directory learns nothing about what is wrong with the form.
    let (_, known) = service::find_entry(state, actor, country, entry, posted.cx.language).await?;
    let mut form = FormReader::new(&posted.typed);
    let mut channels = Vec::new();
    for (kind, value) in KINDS.into_iter().zip(VALUES) {
        let typed = form.optional_line(value, LONGEST_VALUE);
        if typed.is_empty() {
            continue;
        }
        match Channel::new(posted.typed.get(kind), &typed) {
            Some(channel) => channels.push(channel),
            None => form.wrong(value, Problem::NotAChannel),
        }
    }
    let mut hours = Translated::default();
    for language in Language::ALL {
        let text = form.optional_line(&format!("hours_{}", language.code()), LONGEST_HOURS);
        if !text.is_empty() {
            hours.0.insert(language.code().to_owned(), text);
        }
    }
    if !hours.0.is_empty() && !hours.complete() {
        for language in Language::ALL.into_iter().filter(|one| !hours.0.contains_key(one.code())) {
            form.wrong(&format!("hours_{}", language.code()), Problem::Required);
        }
    }
    let facts = Facts {
        channels,
        hours,
        mark: posted.typed.get("mark").to_owned(),
        status: posted.typed.get("status").to_owned(),
        ..known.facts
    };
    let facts = form.finish(facts)?;
    service::change_entry(state, actor, country, entry, facts).await?;
    Ok(see_other(&format!("{}?done={SAVED}", page_of(country, entry))))
}

async fn check(Path((country, entry)): Path<(String, String)>, posted: Posted) -> Response<Body> {
    let answer = record_check(&posted, &country, &entry).await;
    posted.answer(&page_of(&country, &entry), answer).await
}

async fn record_check(posted: &Posted, country: &str, entry: &str) -> FormAnswer {
    let actor = posted.actor().await?;
    let state = &posted.cx.state;
    let today = state.clock.today(&state.settings.time_zone);
    let mut form = FormReader::new(&posted.typed);
    let day = form.day("checked", today);
    let day = form.finish(day)?;
    service::record_check(state, actor, country, entry, day).await?;
    Ok(see_other(&format!("{}?done={CHECKED}", page_of(country, entry))))
}

/// The page an entry's forms stand on; for names that cannot be one, the list.
fn page_of(country: &str, entry: &str) -> String {
    let plain = |text: &str| {
        !text.is_empty() && text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
    };
    if plain(country) && plain(entry) {
        format!("/staff/directory/{country}/{entry}")
    } else {
        "/staff/directory".to_owned()
    }
}
