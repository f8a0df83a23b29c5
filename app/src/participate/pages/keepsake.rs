//! The card and what can be done with it: typing it on another phone, handing the phone on, taking
//! answers back.

use super::present_phone;
use crate::{
    page::{PageContext, tr},
    participate::{
        model::Screen,
        service::{self, Here},
    },
    ui::{day::day, layout::participant, problem::problem},
};
use domain::time::Day;
use leptos::prelude::*;

/// The card itself.
pub fn card_view(cx: &PageContext, card: String) -> AnyView {
    view! {
        <div class="keepsake">
            <p class="soft">{tr!(cx, card.title)}</p>
            <p class="card-code">{card}</p>
            <p class="small soft">{tr!(cx, card.text)}</p>
        </div>
    }
    .into_any()
}

/// Until when answers can be taken back.
pub fn until_view(cx: &PageContext, until: Option<Day>) -> Option<AnyView> {
    until.map(|until| {
        view! { <p class="small soft">{tr!(cx, card.until, day = day(cx, until))}</p> }.into_any()
    })
}

/// `/here/card`: the phone's own card, or the place to type one.
#[must_use]
pub fn card_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let Some((here, until)) = stand(&c).await? else { return Ok(().into_any()) };
        let content = match (&here.card, here.joined) {
            (Some(card), _) => view! {
                <h1 class="quiet-text">{tr!(c, card.title)}</h1>
                {card_view(&c, card.clone())}
                {until_view(&c, until)}
                {back_link(&c, until)}
                {close(&c)}
            }
            .into_any(),
            (None, false) if here.detail.state.running() => type_form(&c),
            (None, joined) => {
                let text = match (joined, here.detail.state.running()) {
                    (true, true) => tr!(c, card.typed_here),
                    (true, false) => tr!(c, card.over),
                    (false, _) => tr!(c, card.none),
                };
                view! { <h1>{tr!(c, card.title)}</h1> <p>{text}</p> {back_link(&c, until)} {close(&c)} }
                    .into_any()
            }
        };
        Ok(participant(&c, tr!(c, participant.title), content))
    })
}

/// `/here/other`: keep the card, then the phone is somebody else's.
#[must_use]
pub fn somebody_else_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let Some((here, until)) = stand(&c).await? else { return Ok(().into_any()) };
        if !service::may_hand_over(&here) {
            c.redirect("/here");
            return Ok(().into_any());
        }
        let content = view! {
            <h1>{tr!(c, card.other_title)}</h1>
            <p>{tr!(c, card.other_text)}</p>
            {here.card.map(|card| card_view(&c, card))}
            {until_view(&c, until)}
            <form class="actions" method="post" action="/here/other">
                <button class="button" data-kind="primary">{tr!(c, card.other_go)}</button>
                <a class="button" href="/here">{tr!(c, card.close)}</a>
            </form>
        };
        Ok(participant(&c, tr!(c, participant.title), content))
    })
}

/// `/here/take-back`: asks once more, for the card where this phone has no answers of its own.
#[must_use]
pub fn take_back_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let Some((here, until)) = stand(&c).await? else { return Ok(().into_any()) };
        let done = c.query("done").is_some();
        if here.step.screen == Screen::Withdrawn && !done {
            c.redirect("/here");
            return Ok(().into_any());
        }
        let content = match until {
            _ if done => view! {
                <h1>{tr!(c, participant.withdrawn_title)}</h1>
                <p>{tr!(c, card.back_done)}</p>
                {close(&c)}
            }
            .into_any(),
            None => view! {
                <h1>{tr!(c, card.back_link)}</h1>
                <p>{tr!(c, card.back_over)}</p>
                {close(&c)}
            }
            .into_any(),
            Some(until) => {
                let card = (!here.joined).then(|| card_field(&c));
                view! {
                    <form class="form" method="post" action="/here/take-back" autocomplete="off">
                        <h1>{tr!(c, card.back_title)}</h1>
                        <p>{tr!(c, card.back_text)}</p>
                        <p class="small soft">{tr!(c, card.until, day = day(&c, until))}</p>
                        {card}
                        <div class="actions" data-equal="">
                            <button class="button" data-kind="choice">{tr!(c, card.back_go)}</button>
                            <a class="button" data-kind="choice" href="/here">{tr!(c, card.back_keep)}</a>
                        </div>
                    </form>
                }
                .into_any()
            }
        };
        Ok(participant(&c, tr!(c, participant.title), content))
    })
}

/// The phone's workshop and until when answers can be taken back; `None` sends to the code.
async fn stand(cx: &PageContext) -> Result<Option<(Here, Option<Day>)>, crate::error::AppError> {
    let Some(phone) = present_phone(cx) else {
        cx.redirect("/");
        return Ok(None);
    };
    let here = service::here(&cx.state, &phone).await?;
    let until = service::withdrawal_until(&cx.state, &here).await?;
    Ok(Some((here, until)))
}

fn type_form(cx: &PageContext) -> AnyView {
    view! {
        <form class="form" method="post" action="/here/card" autocomplete="off">
            <h1>{tr!(cx, card.type_title)}</h1>
            {card_field(cx)}
            <div class="actions"><button class="button" data-kind="primary">{tr!(cx, card.type_go)}</button></div>
            <p><a href="/here">{tr!(cx, card.type_without)}</a></p>
        </form>
    }
    .into_any()
}

fn card_field(cx: &PageContext) -> AnyView {
    let typed = cx.form.typed.get("card").to_owned();
    let error = cx.form.problem("card").map(|wrong| problem(cx, wrong));
    let described = if error.is_some() { "card-error card-hint" } else { "card-hint" };
    let invalid = error.is_some().then_some("true");
    let error =
        error.map(|text| view! { <p class="field-error" id="card-error" role="alert">{text}</p> });
    view! {
        <div class="field">
            <label for="card">{tr!(cx, card.type_label)}</label>
            <p class="hint" id="card-hint">{tr!(cx, card.type_hint)}</p>
            <input class="code-input" id="card" name="card" value=typed autocomplete="off" autocapitalize="characters"
                spellcheck="false" inputmode="text" aria-describedby=described aria-invalid=invalid required />
            {error}
        </div>
    }
    .into_any()
}

fn back_link(cx: &PageContext, until: Option<Day>) -> Option<impl IntoView + use<>> {
    until.map(|_| view! { <ul class="more"><li><a href="/here/take-back">{tr!(cx, card.back_link)}</a></li></ul> })
}

fn close(cx: &PageContext) -> impl IntoView + use<> {
    view! { <p><a class="button" href="/here">{tr!(cx, card.close)}</a></p> }
}
