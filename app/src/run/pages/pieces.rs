//! Pieces of the console and the helper's page.

use crate::{
    page::{PageContext, tr},
    run::model::Console,
    ui::stage::Stage,
};
use domain::run::{NextThing, Phase, Play};
use leptos::prelude::*;

/// Where commands go and the version they are based on.
#[derive(Clone)]
pub struct Base {
    /// Path of the form.
    pub action: String,
    /// Version of the run that is shown.
    pub version: i64,
}

/// A command as a form of one button. `key` names it for the keyboard; `fields` travel with it.
pub fn command(
    base: &Base,
    what: &'static str,
    fields: &[(&'static str, String)],
    words: String,
    kind: Option<&'static str>,
    key: Option<&'static str>,
) -> AnyView {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone() /> })
        .collect();
    view! {
        <form method="post" action=base.action.clone() data-live-form="">
            <input type="hidden" name="version" value=base.version />
            <input type="hidden" name="do" value=what />
            {fields}
            <button class="button" data-kind=kind data-key=key>{words}</button>
        </form>
    }
    .into_any()
}

/// The words on the big button.
pub fn next_words(stage: &Stage<'_>, console: &Console) -> String {
    let cx = stage.cx;
    match console.next {
        NextThing::Reveal => tr!(cx, run.next_reveal),
        NextThing::Choose => tr!(cx, run.next_choose),
        NextThing::Poll => tr!(cx, run.next_poll),
        NextThing::Scene => tr!(cx, run.next_scene),
        NextThing::Reaction => tr!(cx, run.next_reaction),
        NextThing::Step(place) => {
            let step = stage.live.run.steps.get(place);
            let title = step.map(|step| stage.title(step)).unwrap_or_default();
            tr!(cx, run.next_step, title = title)
        }
        NextThing::Close => tr!(cx, workshop.close_it),
    }
}

/// Back and the big button, under the thumb.
pub fn steering(
    stage: &Stage<'_>,
    console: &Console,
    base: &Base,
    close: Option<String>,
) -> AnyView {
    let cx = stage.cx;
    let back = (stage.live.run.at.is_some())
        .then(|| command(base, "back", &[], tr!(cx, run.back), None, Some("back")));
    let next = match (console.next, close) {
        (NextThing::Close, Some(close)) => {
            view! { <a class="button" data-kind="primary" data-key="next" href=close>{next_words(stage, console)}</a> }.into_any()
        }
        (NextThing::Close, None) => view! { <p>{tr!(cx, run.coach_closes)}</p> }.into_any(),
        (NextThing::Choose, _) => view! { <p><strong>{next_words(stage, console)}</strong></p> }.into_any(),
        (next, _) => {
            // R reveals only where that is what comes next.
            let key = if next == NextThing::Reveal { "next reveal" } else { "next" };
            command(base, "next", &[], next_words(stage, console), Some("primary"), Some(key))
        }
    };
    view! { <div class="steer">{back} {next}</div> }.into_any()
}

/// How many phones are here, and how many have answered; never who.
pub fn counts(cx: &PageContext, console: &Console) -> AnyView {
    let count =
        |label: String, number: String| view! { <div><dt>{label}</dt><dd>{number}</dd></div> };
    let wave = console.live.run.step().and_then(|step| step.wave);
    let answered = match (&console.live.run.play, wave) {
        (_, Some(_)) => {
            let progress = console.now.progress;
            Some(view! { {count(tr!(cx, workshop.inside), progress.inside.to_string())} {count(tr!(cx, workshop.done), progress.done.to_string())} }.into_any())
        }
        (Play::Plain, None) => None,
        _ => Some(count(tr!(cx, run.answered), console.answered.to_string()).into_any()),
    };
    view! { <dl class="counts">{count(tr!(cx, run.here), console.here.to_string())} {answered}</dl> }.into_any()
}

/// Minutes so far and planned; the browser counts on.
pub fn clock(cx: &PageContext, console: &Console) -> AnyView {
    let planned = console.live.run.step().map(|step| i64::from(step.minutes) * 60);
    let late = planned.is_some_and(|planned| console.elapsed > planned + 60).then_some("late");
    let face = crate::workshop::model::clock_face(console.elapsed);
    let planned =
        planned.map(|planned| tr!(cx, run.of_minutes, minutes = (planned / 60).to_string()));
    view! { <p class="clock" data-state=late><span data-clock="up" data-seconds=console.elapsed>{face}</span> " " {planned}</p> }.into_any()
}

/// Whether what is asked is only for talking, because too few phones are here.
pub fn for_talking(cx: &PageContext, console: &Console) -> Option<AnyView> {
    let asks = console.live.run.phase() == Some(Phase::Open);
    (asks && console.here < 5)
        .then(|| view! { <p class="notice">{tr!(cx, run.for_talking)}</p> }.into_any())
}
