//! `/staff/workshops/…/letter`: one printable page for the parents, in the language asked for.

use super::{asked, days, help, topics};
use crate::{
    clock::day_of,
    directory,
    error::AppError,
    letter::{model::Letter, service},
    page::{PageContext, tr},
    ui::{
        day::{day, long_day},
        layout::{Area, Width, page_head, staff},
        workshop_row::workshop_title,
    },
};
use domain::{locale::Language, opening::Parents};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The letter with its tools around it; paper shows the letter alone.
#[must_use]
pub fn letter_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let letter = service::for_staff(&c.state, actor, id).await?;
        let title = tr!(c, letter.title);
        let about = workshop_title(&c, &letter.modules, &letter.group);
        let trail = vec![(format!("/staff/workshops/{id}"), about)];
        let content = view! {
            <div class="screen-only stack">
                {page_head(trail, title.clone(), Some(tr!(c, letter.text)), print_button(&c))}
                {languages(&c, &letter)}
                {notes(&c, &letter)}
            </div>
            {paper(&c.in_asked_language(), &letter)}
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}

/// Printing needs JavaScript; without it the browser's own menu prints.
fn print_button(cx: &PageContext) -> impl IntoView + use<> {
    let nonce = leptos::nonce::use_nonce();
    let script = "{const b=document.querySelector('[data-print]');b.hidden=false;b.addEventListener('click',()=>print())}";
    view! {
        <button class="button" data-kind="primary" type="button" data-print="" hidden>{tr!(cx, letter.print)}</button>
        <script nonce=nonce>{script}</script>
    }
}

fn languages(cx: &PageContext, letter: &Letter) -> AnyView {
    let chosen = cx.in_asked_language().language;
    let links = Language::ALL
        .into_iter()
        .map(|language| {
            let href = format!("/staff/workshops/{}/letter?lang={}", letter.workshop, language.code());
            let current = (language == chosen).then_some("page");
            view! { <a href=href lang=language.code() aria-current=current>{language.own_name()}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=tr!(cx, letter.languages)>{links}</nav> }.into_any()
}

/// What staff should know about this letter before they hand it out.
fn notes(cx: &PageContext, letter: &Letter) -> AnyView {
    let chosen = cx.in_asked_language().language;
    let review = directory::service::reviews().iter().find(|review| review.language == chosen).map(
        |review| match review.on {
            Some(on) => tr!(
                cx,
                directory.language_checked,
                language = chosen.own_name(),
                who = review.by.clone(),
                day = day(cx, on)
            ),
            None => tr!(cx, directory.language_drafted, language = chosen.own_name()),
        },
    );
    let confirmed = letter.confirmed.as_ref().map(|(at, who)| {
        let on = day(cx, day_of(*at, &cx.state.settings.time_zone));
        view! { <p>{tr!(cx, letter.confirmed, day = on, who = who.clone())}</p> }
    });
    let href = format!("{}?lang={}", letter.public_path, chosen.code());
    view! {
        <p class="small soft">{review}</p>
        {confirmed}
        <p><a href=href>{tr!(cx, letter.see_public)}</a></p>
    }
    .into_any()
}

fn paper(cx: &PageContext, letter: &Letter) -> AnyView {
    let facts = &letter.privacy;
    let free = match facts.parents {
        Parents::Informed => tr!(cx, letter.free_informed),
        Parents::Agree => tr!(cx, letter.free_agree),
    };
    let slip = (facts.parents == Parents::Agree).then(|| slip(cx));
    let public = cx.state.link(&letter.public_path);
    let picture =
        format!("/staff/workshops/{}/letter.svg?lang={}", letter.workshop, cx.language.code());
    let intro = tr!(
        cx,
        letter.intro,
        days = days(cx, letter),
        topics = topics(cx, letter),
        partner = letter.partner.clone(),
        group = letter.group.clone()
    );
    view! {
        <article class="letter" lang=cx.language.code()>
            <p class="letter-from">{facts.organisation.clone()}</p>
            <h2>{tr!(cx, letter.heading)}</h2>
            <p>{tr!(cx, letter.salutation)}</p>
            <p>{intro}</p>
            <p>{asked(cx, letter)}</p>
            <p>{free}</p>
            <p>{tr!(cx, letter.kept, day = long_day(cx, facts.deletion_day))}</p>
            <div class="letter-public">
                <img src=picture alt=tr!(cx, letter.qr_alt) width="120" height="120" />
                <p>{tr!(cx, letter.public)} <br/> <a href=public.clone()>{public.clone()}</a></p>
            </div>
            <h3>{tr!(cx, letter.help)}</h3>
            {help(cx, &letter.help)}
            <p>{tr!(cx, letter.contact, contact = facts.contact.clone())}</p>
            <p>{tr!(cx, letter.greeting)} <br/> {facts.organisation.clone()}</p>
            {slip}
        </article>
    }
    .into_any()
}

/// The part that parents send back; it stays on paper.
fn slip(cx: &PageContext) -> AnyView {
    let line = |label: String| view! { <p class="letter-line"><span>{label}</span></p> };
    view! {
        <section class="letter-slip">
            <h3>{tr!(cx, letter.slip)}</h3>
            <p>"☐ " {tr!(cx, letter.slip_yes)} <br/> "☐ " {tr!(cx, letter.slip_no)}</p>
            {line(tr!(cx, letter.slip_child))}
            {line(tr!(cx, letter.slip_signature))}
            <p class="small">{tr!(cx, letter.slip_paper)}</p>
        </section>
    }
    .into_any()
}
