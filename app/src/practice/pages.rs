//! A word list to read and print: with four dice it needs no phone.

use super::words::list;
use crate::{
    error::AppError,
    page::{PageContext, tr},
    ui::layout::participant,
};
use domain::{
    locale::Language,
    practice::{LIST, dice},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/words/…`: every word by its dice, open to everybody.
#[must_use]
pub fn words_page() -> AnyView {
    let cx = PageContext::current();
    let asked = use_params_map().get_untracked().get("language").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let language: Language = asked.parse().map_err(|_| AppError::NotFound)?;
        let title = tr!(c, practice.list_title);
        let content = view! {
            <h1>{title.clone()}</h1>
            <p>{tr!(c, practice.list_text)}</p>
            {(1..=6).map(|first| block(&c, language, first)).collect_view()}
        };
        Ok(participant(&c, title, content))
    })
}

/// The words whose first die shows `first`.
fn block(cx: &PageContext, language: Language, first: u8) -> AnyView {
    let words = (0..LIST).zip(list(language).lines()).filter(|(place, _)| dice(*place)[0] == first);
    let items: Vec<_> = words
        .map(|(place, word)| view! { <li><b>{numbers(place)}</b> {format!(" {word}")}</li> })
        .collect();
    let title = tr!(cx, practice.list_block, die = first.to_string());
    view! { <section class="word-block"><h2>{title}</h2> <ul class="word-list" lang=language.code()>{items}</ul></section> }
        .into_any()
}

fn numbers(place: u16) -> String {
    dice(place).into_iter().map(|die| char::from(b'0' + die)).collect()
}
