//! The projector: one idea a screen, readable from the back row, nothing to press.

use crate::{
    assets::island_runtime,
    directory::{self, service::Directory},
    error::AppError,
    live::{islands::LivePage, model::Following},
    page::{PageContext, tr},
    run::{
        model::{Wall, WallView},
        service::{self, content_of, rules},
    },
    session::cookie::Cookie,
    ui::{
        join::{address, spaced},
        layout::{document_title, lan_banner, staff_sheet},
        live::live_words,
        practice,
        qr::qr_data,
        stage::{Stage, letter, results, scene_picture, tie},
        trial::trial_banner,
    },
    workshop::model::clock_face,
};
use axum::http::header::SET_COOKIE;
use domain::{
    age::AgeBand,
    agenda::StepKind,
    run::{Phase, Play, RunStep},
    story::{Choice, END},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Signs from which a scene's text is set smaller.
const LONG: usize = 130;
/// How many services the last screen names.
const HELP: usize = 3;

/// The projector's one page.
#[must_use]
pub fn wall_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        let known = match c.screen() {
            Some(token) => match service::wall(&c.state, &token).await {
                Err(AppError::NotFound) => None,
                other => Some(other?),
            },
            None => None,
        };
        let wall = match known {
            Some(wall) => wall,
            None => {
                let token = service::new_screen(&c.state).await?;
                let cookie = Cookie::Screen.write(&token.text(), None, c.state.settings.scheme);
                c.header(SET_COOKIE, &cookie);
                service::wall(&c.state, &token).await?
            }
        };
        let directory = directory::service::current(&c.state).await?;
        Ok(match wall {
            Wall::Pairing { code } => pairing(&c, &code)?,
            Wall::Workshop(view) => workshop(&c, &view, directory)?,
        })
    })
}

fn frame(cx: &PageContext, version: String, dark: bool, content: AnyView) -> AnyView {
    let following = Following {
        stream: "/screen/live".to_owned(),
        page: "/screen".to_owned(),
        version,
        hurry: true,
        awake: true,
        words: live_words(cx),
    };
    view! {
        {document_title("Make-IT-Safe")}
        <body data-for="screen">
            {staff_sheet(cx)}
            {lan_banner(cx)}
            <main class="wall" data-live="wall" data-dark=dark.then_some("")>{content}</main>
            <p class="connection" role="status" data-connection=""></p>
            <noscript><meta http-equiv="refresh" content="3" /></noscript>
            <LivePage following=following />
            {practice::tools(cx)}
            {island_runtime(cx.state.assets)}
        </body>
    }
    .into_any()
}

/// Waiting for a workshop: the code a coach enters, and the same as a QR code.
fn pairing(cx: &PageContext, code: &str) -> Result<AnyView, AppError> {
    let link = cx.state.link(&format!("/staff/screen?code={code}"));
    let content = view! {
        <section class="wall-join">
            <div>
                <h1>{tr!(cx, run.wall_pair)}</h1>
                <p>{tr!(cx, run.wall_pair_text)}</p>
                <p class="wall-code">{spaced(code)}</p>
            </div>
            <img class="wall-qr" src=qr_data(&link)? alt=tr!(cx, run.wall_pair_qr) />
        </section>
    };
    Ok(frame(cx, "waiting".to_owned(), false, content.into_any()))
}

fn workshop(
    cx: &PageContext,
    view: &WallView,
    directory: Arc<Directory>,
) -> Result<AnyView, AppError> {
    let stage = Stage { cx, live: &view.live, directory };
    let run = &view.live.run;
    if run.blank {
        let nothing = view! { <h1 class="quiet-text">{tr!(cx, run.wall_dark)}</h1> };
        return Ok(frame(cx, view.told.clone(), true, nothing.into_any()));
    }
    let lobby = run.at.is_none();
    let content = if lobby || run.join_panel { way_in(cx, view, lobby)? } else { step(&stage) };
    let content = view! {
        {trial_banner(cx, view.live.detail.plan.trial)}
        <div class="wall-step">{content}</div>
        {(!lobby && !run.join_panel).then(|| foot(cx, view))}
    };
    Ok(frame(cx, view.told.clone(), false, content.into_any()))
}

/// Address, code and QR code as large as the screen.
fn way_in(cx: &PageContext, view: &WallView, lobby: bool) -> Result<AnyView, AppError> {
    let detail = &view.live.detail;
    let code = detail.join_code.as_deref().unwrap_or_default();
    let token = detail.join_token.as_deref().unwrap_or_default();
    let link = cx.state.link(&format!("/j/{token}"));
    let title = if lobby { tr!(cx, run.wall_welcome) } else { tr!(cx, run.wall_late) };
    Ok(view! {
        <section class="wall-join">
            <div>
                <h1>{title}</h1>
                <p>{tr!(cx, workshop.go_to)}</p>
                <p class="wall-address">{address(cx)}</p>
                <p class="wall-code">{spaced(code)}</p>
                <p class="wall-count"><strong>{view.here.to_string()}</strong> " " {tr!(cx, run.here)}</p>
            </div>
            <img class="wall-qr" src=qr_data(&link)? alt=tr!(cx, workshop.qr_alt) />
        </section>
    }
    .into_any())
}

/// Always there for who comes late: where to go and the code; and what is being counted.
fn foot(cx: &PageContext, view: &WallView) -> AnyView {
    let code = view.live.detail.join_code.as_deref().unwrap_or_default();
    let asks = view.live.open() && view.live.run.ask(&view.live.script).is_some();
    let asked = asks.then(|| {
        view! { <span>{tr!(cx, run.wall_answered, n = view.answered.to_string(), of = view.here.max(usize::try_from(view.answered).unwrap_or(0)).to_string())}</span> }
    });
    let timer = view.timer.filter(|left| *left > 0).map(|left| {
        view! { <strong class="wall-timer" role="timer" data-clock="down" data-seconds=left>{clock_face(left)}</strong> }
    });
    view! { <footer class="wall-foot"><span>{address(cx)} " · " <strong>{spaced(code)}</strong></span> {asked} {timer}</footer> }.into_any()
}

fn step(stage: &Stage<'_>) -> AnyView {
    let cx = stage.cx;
    let Some(step) = stage.live.run.step() else { return ().into_any() };
    match (&stage.live.run.play, step.kind) {
        (Play::Poll { .. }, _) => asked(stage),
        (Play::Film { phase: Phase::Ahead }, _) => film(stage, step),
        (Play::Film { .. }, _) => asked(stage),
        (Play::Story(story), _) if story.own_pace => {
            view! { <h1>{stage.title(step)}</h1> <p class="wall-text">{tr!(cx, run.wall_own_pace)}</p> }.into_any()
        }
        (Play::Story(story), _) if story.scene == END => story_end(stage, step),
        (Play::Story(story), _) => scene(stage, step, story.chosen),
        (Play::Plain, StepKind::Opening) => opening(stage, step),
        (Play::Plain, StepKind::Form) => {
            view! { <h1>{stage.title(step)}</h1> <p class="wall-text">{tr!(cx, run.wall_form)}</p> <p class="wall-text soft">{tr!(cx, run.wall_form_private)}</p> }.into_any()
        }
        (Play::Plain, StepKind::Close) => close(stage, step),
        (Play::Plain, StepKind::Practice) => practice(stage, step),
        (Play::Plain, _) => discussion(stage, step),
    }
}

fn opening(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    let rules = rules();
    let items: Vec<_> = rules
        .rules
        .iter()
        .filter(|rule| {
            rule.module.is_none_or(|module| stage.live.detail.plan.modules.contains(&module))
        })
        .map(|rule| view! { <li>{stage.text(&rule.text)}</li> })
        .collect();
    view! { <h1>{stage.title(step)}</h1> <ul class="wall-list">{items}</ul> }.into_any()
}

fn discussion(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    let younger = stage.live.age_band == AgeBand::From12;
    let prompts = content_of(step).map_or(&[][..], |card| &card.prompts);
    let items: Vec<_> = prompts
        .iter()
        .filter(|prompt| !(younger && prompt.from_14))
        .map(|prompt| view! { <li>{stage.text(&prompt.text)}</li> })
        .collect();
    view! { <h1>{stage.title(step)}</h1> <ul class="wall-list">{items}</ul> }.into_any()
}

fn practice(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    match step.module {
        Some(module) => practice::wall(stage.cx, module, |text| stage.text(text)),
        None => view! { <h1>{stage.title(step)}</h1> }.into_any(),
    }
}

fn film(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    let theme = step.film.as_ref().map(|film| film.theme.clone());
    view! { <h1>{stage.title(step)}</h1> <p class="wall-text">{theme}</p> }.into_any()
}

/// A question with its options; once revealed, the answers in their place.
fn asked(stage: &Stage<'_>) -> AnyView {
    let Some(ask) = stage.live.run.ask(&stage.live.script) else { return ().into_any() };
    let question = stage.question(&ask);
    let options: Vec<_> = question
        .options
        .iter()
        .enumerate()
        .map(|(place, (_, words))| {
            view! { <li><span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> {words.clone()}</li> }
        })
        .collect();
    let open = stage.live.open();
    let options = open.then(|| view! { <ul class="wall-options">{options}</ul> });
    view! { <h1>{question.text}</h1> {options} {results(stage, false)} }.into_any()
}

fn scene(stage: &Stage<'_>, step: &RunStep, chosen: Option<usize>) -> AnyView {
    let cx = stage.cx;
    let Some(scene) = stage.live.run.scene(&stage.live.script) else { return ().into_any() };
    let picture = step.module.map(|module| scene_picture(cx, module, Some(scene)));
    // Once chosen, the choice and what it does take the place of the question.
    let right = match chosen.and_then(|chosen| scene.choices.get(chosen)) {
        Some(choice) => view! {
            <p class="soft">{tr!(cx, run.phone_chosen)}</p>
            <h1>{stage.text(&choice.text)}</h1>
            <p class="feedback">{stage.text(&choice.feedback)}</p>
            {results(stage, false)}
        }
        .into_any(),
        None => {
            let words = |(place, choice): (usize, &Choice)| {
                view! { <li><span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> {stage.text(&choice.text)}</li> }
            };
            let choices: Vec<_> = scene.choices.iter().enumerate().map(words).collect();
            let text = stage.text(&scene.text);
            let long = (text.chars().count() > LONG).then_some("");
            view! { {tie(stage, chosen)} <h1 data-long=long>{text}</h1> <ul class="wall-options">{choices}</ul> }
                .into_any()
        }
    };
    view! { <div class="wall-scene">{picture} <div>{right}</div></div> }.into_any()
}

fn story_end(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    let story = step.module.and_then(|module| stage.live.script.stories.get(&module));
    let picture = step.module.map(|module| scene_picture(stage.cx, module, None));
    let text = story.map(|story| stage.text(&story.end));
    view! { <div class="wall-scene">{picture} <div><h1>{tr!(stage.cx, run.story_end)}</h1> <p class="wall-text">{text}</p></div></div> }.into_any()
}

/// Thank you, and who helps.
fn close(stage: &Stage<'_>, step: &RunStep) -> AnyView {
    let cx = stage.cx;
    let services = stage.directory.for_teenagers(Some(&stage.live.detail.country), cx.language);
    let lines: Vec<_> = services
        .into_iter()
        .filter(|entry| entry.kind != "emergency")
        .take(HELP)
        .map(|entry| {
            let name = entry.name.get(cx.language).to_owned();
            let way = entry.facts.channels.first().map(|channel| channel.value.clone());
            view! { <li><strong>{name}</strong> " " <span class="wall-number">{way}</span></li> }
        })
        .collect();
    view! { <h1>{stage.title(step)}</h1> <p class="wall-text">{tr!(cx, run.wall_help)}</p> <ul class="wall-list wall-help">{lines}</ul> }.into_any()
}
