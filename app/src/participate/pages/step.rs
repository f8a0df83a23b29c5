//! The live step on a phone: what is asked, what the room answered, or a calm word to look up.

use crate::{
    page::{PageContext, tr},
    participate::service::Here,
    run::service::Standing,
    ui::{
        listen, practice,
        stage::{Stage, letter, results, scene_picture, tie},
    },
};
use domain::{
    agenda::StepKind,
    poll::PollKind,
    run::{Ask, GO_ON, Phase, Play, SIZE},
    story::END,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The current step for this phone. Nothing here tells the topic from two seats away.
pub fn step_view(cx: &PageContext, here: &Here, standing: &Standing) -> AnyView {
    let live = &standing.live;
    let stage = Stage { cx, live, directory: Arc::clone(&here.directory) };
    let Some(step) = live.run.step() else {
        return calm(tr!(cx, run.phone_lobby), tr!(cx, run.phone_lobby_text));
    };
    match &live.run.play {
        Play::Plain if step.kind == StepKind::Form => {
            calm(tr!(cx, participant.waiting_title), tr!(cx, run.phone_form_over))
        }
        Play::Plain if step.kind == StepKind::Practice => match step.module {
            Some(module) => practice::phone(cx, module, |text| stage.text(text)),
            None => calm(tr!(cx, run.phone_together), tr!(cx, run.phone_together_text)),
        },
        Play::Plain => calm(tr!(cx, run.phone_together), tr!(cx, run.phone_together_text)),
        Play::Film { phase: Phase::Ahead } => {
            calm(tr!(cx, run.phone_look), tr!(cx, run.phone_film))
        }
        Play::Story(story) if story.own_pace => own_pace(&stage, standing),
        Play::Story(story) if story.scene == END => end(&stage),
        Play::Story(story) => scene(&stage, standing, story.chosen),
        Play::Poll { .. } | Play::Film { .. } => asked(&stage, standing),
    }
}

fn calm(title: String, text: String) -> AnyView {
    let say = title.clone();
    view! { <section data-say=say><h1 tabindex="-1" data-focus="">{title}</h1> <p>{text}</p></section> }.into_any()
}

/// A poll or the reaction to a film: the question while it is open, then what came of it.
fn asked(stage: &Stage<'_>, standing: &Standing) -> AnyView {
    let Some(ask) = stage.live.run.ask(&stage.live.script) else { return ().into_any() };
    if stage.live.open() {
        return vote_form(stage, standing, &ask, None);
    }
    let question = stage.question(&ask);
    let say = tr!(stage.cx, run.phone_results);
    view! { <section data-say=say><h1 class="question-title" tabindex="-1" data-focus="">{question.text}</h1> {results(stage, false)}</section> }.into_any()
}

fn scene(stage: &Stage<'_>, standing: &Standing, chosen: Option<usize>) -> AnyView {
    let cx = stage.cx;
    let Some(scene) = stage.live.run.scene(&stage.live.script) else { return ().into_any() };
    let module = stage.live.run.step().and_then(|step| step.module);
    let picture = module.map(|module| scene_picture(cx, module, Some(scene)));
    let ask = stage.live.run.ask(&stage.live.script);
    if let Some(ask) = ask.filter(|_| stage.live.open()) {
        return vote_form(stage, standing, &ask, picture);
    }
    let choice = chosen.and_then(|chosen| scene.choices.get(chosen));
    let choice = choice.map(|choice| {
        view! { <p class="chosen"><strong>{tr!(cx, run.phone_chosen)}</strong> " " {stage.text(&choice.text)}</p> <p class="feedback">{stage.text(&choice.feedback)}</p> }
    });
    let text = stage.text(&scene.text);
    let say = text.clone();
    view! { <section data-say=say>{picture} <h1 class="question-title" tabindex="-1" data-focus="">{text}</h1> {tie(stage, chosen)} {choice} {results(stage, false)}</section> }.into_any()
}

fn end(stage: &Stage<'_>) -> AnyView {
    let module = stage.live.run.step().and_then(|step| step.module);
    let story = module.and_then(|module| stage.live.script.stories.get(&module));
    let picture = module.map(|module| scene_picture(stage.cx, module, None));
    let text = story.map(|story| stage.text(&story.end));
    let title = tr!(stage.cx, run.story_end);
    let say = title.clone();
    view! { <section data-say=say>{picture} <h1 tabindex="-1" data-focus="">{title}</h1> <p>{text}</p></section> }.into_any()
}

/// The story at the pace of this phone: how many share it, then scene by scene, each with what helped
/// in the choice before.
fn own_pace(stage: &Stage<'_>, standing: &Standing) -> AnyView {
    let asks = standing.asks();
    let Some(ask) = asks.first() else { return end(stage) };
    let module = stage.live.run.step().and_then(|step| step.module);
    let scene = stage.scene(&ask.item);
    let picture =
        module.filter(|_| scene.is_some()).map(|module| scene_picture(stage.cx, module, scene));
    let above = view! { {feedback(stage, standing)} {picture} }.into_any();
    vote_form(stage, standing, ask, Some(above))
}

/// What helped in the choice that led here.
fn feedback(stage: &Stage<'_>, standing: &Standing) -> Option<AnyView> {
    let step = stage.live.run.step()?;
    let story = stage.live.script.stories.get(&step.module?)?;
    // The way so far, from the first scene.
    let mut scene = story.scenes.first()?;
    let mut last = None;
    while let Some(value) = standing.vote(&format!("{}:{}", step.key, scene.id)) {
        let choice = value.parse::<usize>().ok().and_then(|place| scene.choices.get(place));
        last = choice.map(|choice| &choice.feedback).or(last);
        let next = choice.map(|choice| &choice.next).or(scene.next.as_ref())?;
        match story.scene(next) {
            Some(next) => scene = next,
            None => break,
        }
    }
    let text = stage.text(last?);
    Some(view! { <p class="feedback" role="status">{text}</p> }.into_any())
}

/// Question and options as a plain form; scripted, it is sent as soon as something is chosen.
fn vote_form(stage: &Stage<'_>, standing: &Standing, ask: &Ask, above: Option<AnyView>) -> AnyView {
    let cx = stage.cx;
    let question = stage.question(ask);
    let given = standing.vote(&ask.id);
    let chosen =
        |value: &str| given.is_some_and(|given| given.split(',').any(|part| part == value));
    let auto = matches!(ask.kind, PollKind::Choice | PollKind::Rating | PollKind::Truth);
    let only_on = ask.values == [GO_ON];
    let options = match ask.kind {
        _ if only_on => view! { <input type="hidden" name="value" value=GO_ON /> }.into_any(),
        PollKind::Order => order_fields(stage, &question.options, given),
        kind => {
            let control = if kind == PollKind::Ticks { "checkbox" } else { "radio" };
            let rows: Vec<_> = question
                .options
                .iter()
                .enumerate()
                .map(|(place, (value, words))| {
                    let id = format!("option-{place}");
                    let name = id.clone();
                    let sign = (ask.item != SIZE).then(|| view! { <span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> });
                    view! {
                        <label class="option" for=name>
                            <input type=control id=id name="value" value=value.clone() checked=chosen(value) />
                            <span>{sign} {words.clone()}</span>
                        </label>
                    }
                })
                .collect();
            view! { <div class="options">{rows}</div> }.into_any()
        }
    };
    let hint = match ask.kind {
        PollKind::Ticks => Some(tr!(cx, participant.ticks_hint)),
        PollKind::Order => Some(tr!(cx, run.order_hint)),
        _ => None,
    };
    let saved = given.is_some() && !only_on;
    let state = if saved { tr!(cx, run.phone_saved) } else { String::new() };
    let send = if only_on { tr!(cx, run.go_on) } else { tr!(cx, participant.send) };
    let plain = (auto && !only_on).then_some("");
    let say = question.text.clone();
    view! {
        <section data-say=say id="asked">
            {above}
            {listen::button(cx, "asked")}
            <form class="vote" method="post" action="/here/vote" autocomplete="off" data-live-form="" data-auto=plain>
                <input type="hidden" name="ask" value=ask.id.clone() />
                <fieldset class="question">
                    <legend tabindex="-1" data-focus="">{question.text}</legend>
                    {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                    {options}
                </fieldset>
                <p class="save-state" role="status" data-saying="" data-state=saved.then_some("saved")>{state}</p>
                <div class="actions" data-plain=plain><button class="button" data-kind="primary">{send}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// One choice a place: works without scripts and by keyboard.
fn order_fields(stage: &Stage<'_>, options: &[(String, String)], given: Option<&str>) -> AnyView {
    let given: Vec<&str> = given.map(|given| given.split(',').collect()).unwrap_or_default();
    let rows: Vec<_> = (0..options.len())
        .map(|place| {
            let id = format!("place-{place}");
            let name = id.clone();
            let choices: Vec<_> = options
                .iter()
                .map(|(value, words)| {
                    let selected = given.get(place) == Some(&value.as_str());
                    view! { <option value=value.clone() selected=selected>{words.clone()}</option> }
                })
                .collect();
            view! {
                <div class="field">
                    <label for=id>{tr!(stage.cx, run.order_place, place = (place + 1).to_string())}</label>
                    <select class="select" id=name name="value"><option value="">"–"</option>{choices}</select>
                </div>
            }
        })
        .collect();
    view! { <div class="order-places">{rows}</div> }.into_any()
}
