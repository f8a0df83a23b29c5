//! `/staff/workshops/…/pack`: what to print, in the language asked for; paper shows the sheets alone.

mod cut;
mod form;
mod poster;

use super::{
    model::{Pack, Part},
    service,
};
use crate::{
    directory,
    error::AppError,
    page::{PageContext, tr},
    ui::{
        day::{day, long_day},
        kit::module_part,
        layout::{Area, Width, page_head, staff},
        trial::trial_banner,
        workshop_row::{modules_title, workshop_title},
    },
};
use domain::locale::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The pack with its tools around it.
#[must_use]
pub fn pack_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let pack = service::pack(&c.state, actor, id).await?;
        let chosen = c.query("part").and_then(|part| part.parse().ok());
        let chosen = chosen.filter(|part| pack.parts().any(|one| one == *part));
        Ok(page(&c, &pack, chosen))
    })
}

fn page(cx: &PageContext, pack: &Pack, chosen: Option<Part>) -> AnyView {
    let title = tr!(cx, pack.title);
    let about = workshop_title(cx, &pack.modules, &pack.group);
    let trail = vec![(format!("/staff/workshops/{}", pack.workshop), about)];
    let paper = cx.in_asked_language();
    let sheets: Vec<_> = pack
        .parts()
        .filter(|part| chosen.is_none_or(|chosen| chosen == *part))
        .map(|part| sheet(&paper, pack, part))
        .collect();
    let content = view! {
        <div class="screen-only stack">
            {page_head(trail, title.clone(), Some(tr!(cx, pack.text)), print_button(cx))}
            {parts(cx, pack, chosen)}
            {languages(cx, pack, chosen)}
            {hints(cx)}
        </div>
        {trial_banner(cx, pack.trial)}
        <div class="pack" lang=paper.language.code()>{sheets}</div>
    };
    staff(cx, Area::Inside, Width::Narrow, &title, content)
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

fn address(pack: &Pack, part: Option<Part>, language: Language) -> String {
    let part = part.map(|part| format!("part={}&", part.as_str())).unwrap_or_default();
    format!("/staff/workshops/{}/pack?{part}lang={}", pack.workshop, language.code())
}

fn parts(cx: &PageContext, pack: &Pack, chosen: Option<Part>) -> AnyView {
    let language = cx.in_asked_language().language;
    let all = std::iter::once(None).chain(pack.parts().map(Some));
    let links = all
        .map(|part| {
            let words = part.map_or_else(|| tr!(cx, pack.all), |part| name(cx, part));
            let current = (part == chosen).then_some("page");
            view! { <a href=address(pack, part, language) aria-current=current>{words}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=tr!(cx, pack.parts)>{links}</nav> }.into_any()
}

fn name(cx: &PageContext, part: Part) -> String {
    match part {
        Part::Poster => tr!(cx, pack.poster),
        Part::Agenda => tr!(cx, pack.agenda),
        Part::Help => tr!(cx, pack.help),
        Part::Ladder => tr!(cx, pack.ladder),
        Part::Cards => tr!(cx, pack.cards),
        Part::Form => tr!(cx, pack.form),
    }
}

fn languages(cx: &PageContext, pack: &Pack, part: Option<Part>) -> AnyView {
    let chosen = cx.in_asked_language().language;
    let links = Language::ALL
        .into_iter()
        .map(|language| {
            let current = (language == chosen).then_some("page");
            view! { <a href=address(pack, part, language) lang=language.code() aria-current=current>{language.own_name()}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=tr!(cx, pack.languages)>{links}</nav> }.into_any()
}

/// How to print, and whether the language has been read by somebody.
fn hints(cx: &PageContext) -> AnyView {
    let chosen = cx.in_asked_language().language;
    let reviews = directory::service::reviews();
    let review = reviews.iter().find(|review| review.language == chosen);
    let review = review.map(|review| match review.on {
        Some(on) => tr!(
            cx,
            directory.language_checked,
            language = chosen.own_name(),
            who = review.by.clone(),
            day = day(cx, on)
        ),
        None => tr!(cx, directory.language_drafted, language = chosen.own_name()),
    });
    view! { <p class="small soft">{tr!(cx, pack.hint)} " " {review}</p> }.into_any()
}

/// One part, beginning on a page of its own.
fn sheet(cx: &PageContext, pack: &Pack, part: Part) -> AnyView {
    let content = match part {
        Part::Poster => poster::poster(cx, pack),
        Part::Agenda => agenda(cx, pack),
        Part::Help => cut::help(cx, pack),
        Part::Ladder => cut::ladders(cx, pack),
        Part::Cards => cut::cards(cx),
        Part::Form => form::forms(cx, pack),
    };
    view! { <section class="pack-part" id=part.as_str() aria-label=name(cx, part)>{content}</section> }
        .into_any()
}

fn agenda(cx: &PageContext, pack: &Pack) -> AnyView {
    let many = pack.kits.len() > 1;
    let days: Vec<_> = pack.days.iter().map(|day| long_day(cx, *day)).collect();
    let modules: Vec<_> = pack
        .kits
        .iter()
        .map(|(module, kit)| module_part(cx, &pack.room, *module, kit, many))
        .collect();
    view! {
        <h2>{modules_title(cx, &pack.modules)}</h2>
        <p class="soft">{pack.group.clone()} " · " {days.join(", ")} " · " {tr!(cx, agenda.minutes, count = pack.room.length.minutes().to_string())}</p>
        {modules}
    }
    .into_any()
}
