//! The desk: one sheet after the other, by keyboard.

use super::{
    islands::PaperKeys,
    service::{self, Desk},
};
use crate::{
    assets::island_runtime,
    error::AppError,
    page::{PageContext, tr},
    ui::{
        field::{Field, error_summary, field_error, select_field, text_field},
        join::spaced,
        layout::{Area, Width, page_head, staff},
        workshop_row::workshop_title,
    },
};
use domain::{
    locale::Language,
    question::{Item, Kind, Scale},
    questionnaire::Wave,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Entering sheets of a workshop.
#[must_use]
pub fn paper_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let desk = service::desk(&c.state, actor, id).await?;
        let path = format!("/staff/workshops/{id}");
        let detail = &desk.now.detail;
        let trail = vec![(path.clone(), workshop_title(&c, &detail.plan.modules, &detail.group))];
        let title = tr!(c, paper.title);
        let about = tr!(c, paper.entered, count = desk.entered.to_string());
        let head = page_head(trail, title.clone(), Some(about), ());
        let content = match desk.wave {
            Some(wave) => sheet(&c, &desk, wave, &path),
            None => view! { <p class="notice">{tr!(c, paper.closed)}</p> }.into_any(),
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, view! { {head} {content} }))
    })
}

fn sheet(cx: &PageContext, desk: &Desk, wave: Wave, path: &str) -> AnyView {
    let items = desk.questionnaire.form(&desk.now.detail.plan.modules, wave);
    let labels: Vec<(&str, String)> =
        items.iter().map(|item| (item.code.as_str(), item.code.clone())).collect();
    let labels: Vec<_> = labels.into_iter().chain([("card", tr!(cx, paper.card))]).collect();
    let rows: Vec<_> = items
        .iter()
        .enumerate()
        .filter_map(|(place, item)| {
            Some(row(cx, item, desk.questionnaire.scale(item)?, place == 0))
        })
        .collect();
    let heading = match wave {
        Wave::Before => tr!(cx, workshop.before),
        Wave::After | Wave::FollowUp => tr!(cx, workshop.after),
    };
    let card = (wave == Wave::After).then(|| {
        let field = Field {
            name: "card",
            label: tr!(cx, paper.card),
            hint: tr!(cx, paper.card_hint),
            optional: true,
            ..Field::default()
        };
        text_field(cx, field)
    });
    let languages = Language::ALL
        .into_iter()
        .map(|found| (found.code().to_owned(), found.own_name().to_owned()));
    let chosen = cx.query("language").unwrap_or(cx.language.code()).to_owned();
    view! {
        {last_sheet(cx, path)}
        <p>{tr!(cx, paper.how)}</p>
        <form class="form" method="post" action=format!("{path}/paper") data-paper="">
            <h2>{heading}</h2>
            {error_summary(cx, &labels)}
            <input type="hidden" name="wave" value=wave.as_str() />
            {card}
            <ol class="desk-rows">{rows}</ol>
            {select_field(cx, "language", tr!(cx, paper.language), languages.collect(), &chosen)}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, paper.enter)}</button></div>
        </form>
        <PaperKeys />
        {island_runtime(cx.state.assets)}
    }
    .into_any()
}

/// The card to write on the sheet that was just entered, and a way to take it back.
fn last_sheet(cx: &PageContext, path: &str) -> Option<AnyView> {
    let card = cx.query("card")?.to_owned();
    let code: domain::code::Card = card.parse().ok()?;
    let shown = spaced(&code.to_string());
    Some(
        view! {
            <div class="notice" data-kind="now" role="status">
                <p>{tr!(cx, paper.saved)} " " <strong class="desk-card">{shown}</strong></p>
                <form method="post" action=format!("{path}/paper/take-back")>
                    <input type="hidden" name="card" value=card />
                    <button class="button">{tr!(cx, paper.take_back)}</button>
                </form>
            </div>
        }
        .into_any(),
    )
}

fn row(cx: &PageContext, item: &Item, scale: &Scale, first: bool) -> AnyView {
    let code = item.code.clone();
    let ticks = scale.kind == Kind::Ticks;
    let most = if ticks { scale.options.len() } else { 1 };
    let options = scale.options.iter().zip(1..).map(|(option, number)| {
        let words = option.text.get(cx.language).to_owned();
        view! { <span><kbd>{number.to_string()}</kbd> " " {words}</span> " " }
    });
    let options: Vec<_> = options.collect();
    let wrong = field_error(cx, &code);
    let invalid = wrong.is_some().then_some("true");
    let described = format!("{code}-keys");
    let keys = described.clone();
    view! {
        <li class="desk-row">
            <label for=code.clone()><strong class="desk-code">{item.code.clone()}</strong> " " {item.text.get(cx.language).to_owned()}</label>
            <input class="input" id=code.clone() name=item.code.clone() inputmode="numeric" autocomplete="off" maxlength=most.to_string()
                data-most=scale.options.len().to_string() data-one=(!ticks).then_some("") value=cx.form.typed.get(&item.code).to_owned()
                aria-describedby=described aria-invalid=invalid autofocus=first />
            <p class="desk-keys small soft" id=keys>{options} <span><kbd>"0"</kbd> " " {tr!(cx, participant.rather_not)}</span></p>
            {wrong}
        </li>
    }
    .into_any()
}
