//! `/letter/…`: every question and the privacy text, for parents. No sign-in and no way to join; like
//! every page of ours it asks search engines to stay out.

use super::{asked, days, help, privacy::privacy_text, topics};
use crate::{
    letter::{
        model::{Asked, Letter},
        service,
    },
    page::{PageContext, tr},
    ui::layout::{Area, Width, page_head, staff},
};
use domain::opening::Parents;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The question behind which a country's law stands.
const LAW: &str = "Q4";

/// The public page of a letter.
#[must_use]
pub fn public_page() -> AnyView {
    let cx = PageContext::current();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let letter = service::for_parents(&c.state, &token).await?;
        Ok(page(&c, &letter))
    })
}

fn page(cx: &PageContext, letter: &Letter) -> AnyView {
    let title = tr!(cx, letter.public_title);
    let free = match letter.privacy.parents {
        Parents::Informed => tr!(cx, letter.free_informed),
        Parents::Agree => tr!(cx, letter.free_agree),
    };
    let list = |after_only| {
        let asked = letter.questions.iter().filter(|asked| asked.after_only == after_only);
        let rows = asked.map(|asked| question(cx, letter, asked)).collect_view();
        view! { <ol class="asked">{rows}</ol> }
    };
    let facts = &letter.privacy;
    let about = tr!(
        cx,
        letter.public_about,
        days = days(cx, letter),
        topics = topics(cx, letter),
        partner = letter.partner.clone()
    );
    let content = view! {
        {page_head(Vec::new(), title.clone(), Some(about), ())}
        <div class="prose">
            <p>{asked(cx, letter)}</p>
            <p>{free}</p>
            <p>{tr!(cx, letter.responsible, organisation = facts.organisation.clone())} " " {tr!(cx, letter.contact, contact = facts.contact.clone())}</p>
            <h2>{tr!(cx, letter.questions)}</h2>
            <p>{tr!(cx, letter.questions_text)}</p>
            <h3>{tr!(cx, letter.questions_both)}</h3>
            {list(false)}
            <h3>{tr!(cx, letter.questions_after)}</h3>
            {list(true)}
            <h2 id="privacy">{tr!(cx, privacy.title)}</h2>
            {privacy_text(cx, facts)}
            <h2>{tr!(cx, letter.help)}</h2>
            {help(cx, &letter.help)}
        </div>
    };
    staff(cx, Area::Outside, Width::Narrow, &title, content)
}

fn question(cx: &PageContext, letter: &Letter, asked: &Asked) -> AnyView {
    let options: Vec<&str> =
        asked.scale.options.iter().map(|option| option.text.get(cx.language)).collect();
    let law = (asked.item.code == LAW)
        .then(|| view! { <p class="small">{letter.law_q4.get(cx.language).to_owned()}</p> });
    view! {
        <li>
            <p>{asked.item.text.get(cx.language).to_owned()}</p>
            <p class="small soft">{options.join(" · ")}</p>
            {law}
        </li>
    }
    .into_any()
}
