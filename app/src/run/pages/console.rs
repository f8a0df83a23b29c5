//! The console: where the room is, what comes next, and everything a coach may need beside it.

use super::{
    agenda::agenda_list,
    card::step_card,
    pieces::{Base, clock, command, counts, for_talking, steering},
    tools::tools,
};
use crate::{
    assets::island_runtime,
    directory,
    error::AppError,
    live::{islands::LivePage, model::Following},
    page::{PageContext, tr},
    project,
    run::{model::Console, service},
    ui::{
        join::join_panel,
        layout::{Area, Width, page_head, staff},
        live::live_words,
        stage::{Stage, letter, results, scene_picture, tie},
        trial::trial_banner,
        workshop_row::{state_badge, workshop_title},
    },
    workshop::service::{MOST_PHONES, simulated_phones},
};
use domain::{
    module::Module,
    run::{NextThing, Phase, Play},
    story::END,
    workshop::WorkshopState,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The console of a workshop that runs step by step.
#[must_use]
pub fn console_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let path = format!("/staff/workshops/{id}");
        let console = service::console(&c.state, actor, id).await?;
        let Some(console) = console.filter(|console| console.now.detail.state.running()) else {
            // Planned, over, or without steps: another page knows.
            c.redirect(&path);
            return Ok(().into_any());
        };
        let detail = &console.live.detail;
        let project = project::service::find_project(&c.state, actor, detail.project).await?;
        let title = workshop_title(&c, &detail.plan.modules, &detail.group);
        let trail = vec![(format!("/staff/projects/{}", project.id), project.facts.name)];
        let badge = (detail.state != WorkshopState::Open).then(|| state_badge(&c, detail.state));
        let head = page_head(trail, title.clone(), None, badge);
        let trial = trial_banner(&c, detail.plan.trial);
        let content = console_view(&c, &console, &path).await?;
        let content = view! { {head} {trial} {content} };
        Ok(staff(&c, Area::Inside, Width::Wide, &title, content))
    })
}

async fn console_view(
    cx: &PageContext,
    console: &Console,
    path: &str,
) -> Result<AnyView, AppError> {
    let directory = directory::service::current(&cx.state).await?;
    let stage = Stage { cx, live: &console.live, directory };
    let base = Base { action: format!("{path}/run"), version: console.live.version };
    let late = cx.query("late").is_some().then(|| {
        view! { <p class="notice" data-kind="now" role="status">{tr!(cx, refusal.somebody_faster)}</p> }
    });
    let warn = cx.query("in-form").map(|phones| leave_form(cx, &base, phones));
    let following = Following {
        stream: format!("{path}/live"),
        page: format!("{path}/run"),
        version: console.told.clone(),
        hurry: true,
        awake: true,
        words: live_words(cx),
    };
    let simulated = console.live.detail.plan.trial.then(|| simulated(cx, console, path));
    Ok(view! {
        // It does not renew itself: that would wipe what is being typed.
        <noscript><p><a class="button" href=format!("{path}/run")>{tr!(cx, participant.refresh_now)}</a></p></noscript>
        <p class="connection" role="status" data-connection=""></p>
        <p class="quiet-text" role="status" data-announce=""></p>
        <div class="console">
            <div data-live="notice" data-version=base.version>{late} {warn}</div>
            <div class="stack" data-live="stage">{stage_view(&stage, console, &base)}</div>
            <div class="thumb-bar" data-live="steer">{steering(&stage, console, &base, Some(format!("{path}/close")))}</div>
            <div class="stack" data-live="card">{step_card(&stage)}</div>
            <div class="console-side">
                <div class="stack" data-live="agenda">{agenda_list(&stage, console, &base)}</div>
                <div class="stack" data-live="simulated">{simulated}</div>
                {tools(cx, console, &base)}
            </div>
        </div>
        <LivePage following=following />
        {island_runtime(cx.state.assets)}
    }
    .into_any())
}

/// Simulated phones of a trial: they follow the steps, answer and vote.
fn simulated(cx: &PageContext, console: &Console, path: &str) -> AnyView {
    let there = simulated_phones(&cx.state, console.live.detail.id);
    let count = (there > 0)
        .then(|| view! { <p>{tr!(cx, trial.taking_part, count = there.to_string())}</p> });
    let add = (there < MOST_PHONES).then(|| {
        view! {
            <form method="post" action=format!("{path}/simulate") data-live-form="">
                <button class="button">{tr!(cx, trial.add)}</button>
            </form>
        }
    });
    view! { <section class="panel"><h2>{tr!(cx, trial.phones_title)}</h2> {count} {add}</section> }
        .into_any()
}

/// Phones are still in the form: the coach decides.
fn leave_form(cx: &PageContext, base: &Base, phones: &str) -> AnyView {
    let phones: String = phones.chars().filter(char::is_ascii_digit).take(4).collect();
    let step = cx.query("step").map(str::to_owned);
    let sure = match step {
        Some(step) => command(
            base,
            "go",
            &[("sure", "yes".to_owned()), ("step", step)],
            tr!(cx, run.leave_form),
            Some("primary"),
            None,
        ),
        None => command(
            base,
            "next",
            &[("sure", "yes".to_owned())],
            tr!(cx, run.leave_form),
            Some("primary"),
            None,
        ),
    };
    let open = command(
        base,
        "next",
        &[("keep_open", "yes".to_owned())],
        tr!(cx, run.leave_open),
        None,
        None,
    );
    view! {
        <div class="notice" data-kind="now" role="alert">
            <h2>{tr!(cx, refusal.in_form, count = phones)}</h2>
            <p>{tr!(cx, run.leave_form_text)}</p>
            <div class="actions">{sure} {open}</div>
        </div>
    }
    .into_any()
}

fn stage_view(stage: &Stage<'_>, console: &Console, base: &Base) -> AnyView {
    let cx = stage.cx;
    let run = &stage.live.run;
    let place = run.at.map(|at| {
        let all = run.steps.iter().filter(|step| !step.dropped).count();
        let before = run.steps[..=at].iter().filter(|step| !step.dropped).count();
        tr!(cx, run.step_of, n = before.to_string(), of = all.to_string())
    });
    let heading = stage.here();
    let say = heading.clone();
    view! {
        <section class="stage" data-say=say>
            <p class="trail">{place}</p>
            <div class="section-head"><h2 tabindex="-1" data-focus="">{heading}</h2>{clock(cx, console)}</div>
            {counts(cx, console)}
            {for_talking(cx, console)}
            {inside(stage, console, base)}
        </section>
    }
    .into_any()
}

fn inside(stage: &Stage<'_>, console: &Console, base: &Base) -> AnyView {
    let cx = stage.cx;
    match &stage.live.run.play {
        Play::Plain => {
            match stage.live.run.step() {
                None => {
                    let path = base.action.trim_end_matches("/run").to_owned();
                    let sexting = stage.live.detail.plan.modules.contains(&Module::Sexting);
                    let second = sexting.then(|| view! { <p class="notice" data-kind="now">{tr!(cx, run.second_adult)}</p> });
                    view! { {second} <p>{tr!(cx, run.lobby_text)}</p> {join_panel(cx, &stage.live.detail, &path)} }.into_any()
                }
                Some(step) if step.wave.is_some() => {
                    view! { <p>{tr!(cx, run.form_text)}</p> }.into_any()
                }
                Some(_) => ().into_any(),
            }
        }
        Play::Film { phase: Phase::Ahead } => view! { <p>{tr!(cx, run.film_play)}</p> }.into_any(),
        Play::Poll { number, phase, round, .. } => {
            let polls = stage.live.run.polls(&stage.live.script);
            let of = tr!(cx, run.poll_of, n = (number + 1).to_string(), of = polls.to_string());
            let again = (*phase == Phase::Shown && *round == 1)
                .then(|| command(base, "again", &[], tr!(cx, run.ask_again), None, None));
            view! { <p class="small soft">{of}</p> {asked(stage)} {results(stage, true)} {again} }
                .into_any()
        }
        Play::Film { .. } => view! { {asked(stage)} {results(stage, true)} }.into_any(),
        Play::Story(story) if story.own_pace => {
            let together = command(base, "together", &[], tr!(cx, run.together), None, None);
            view! { <p>{tr!(cx, run.own_pace_text)}</p> {together} }.into_any()
        }
        Play::Story(story) if story.scene == END => view! { <p>{end_text(stage)}</p> }.into_any(),
        Play::Story(story) => scene(stage, console, base, story.chosen, story.path.is_empty()),
    }
}

/// The question with its options, as it stands on the phones.
fn asked(stage: &Stage<'_>) -> AnyView {
    let Some(ask) = stage.live.run.ask(&stage.live.script) else { return ().into_any() };
    let question = stage.question(&ask);
    let open = stage.live.open();
    let options: Vec<_> = question.options.iter().enumerate().map(|(place, (value, words))| {
        let right = ask.right.contains(value).then(|| tr!(stage.cx, agenda.right));
        view! { <li><span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> {words.clone()} " " <span class="soft">{right}</span></li> }
    }).collect();
    let options = open.then(|| view! { <ul class="options-read">{options}</ul> });
    view! { <p class="asked">{question.text}</p> {options} }.into_any()
}

fn end_text(stage: &Stage<'_>) -> String {
    let module = stage.live.run.step().and_then(|step| step.module);
    let story = module.and_then(|module| stage.live.script.stories.get(&module));
    story.map(|story| stage.text(&story.end)).unwrap_or_default()
}

fn scene(
    stage: &Stage<'_>,
    console: &Console,
    base: &Base,
    chosen: Option<usize>,
    first: bool,
) -> AnyView {
    let cx = stage.cx;
    let module = stage.live.run.step().and_then(|step| step.module);
    let Some(scene) = stage.live.run.scene(&stage.live.script) else { return ().into_any() };
    let picture = module.map(|module| scene_picture(cx, module, Some(scene)));
    let by_hand = console.next == NextThing::Choose;
    let choices: Vec<_> = scene.choices.iter().enumerate().map(|(place, choice)| {
        let button = by_hand.then(|| {
            command(base, "choose", &[("choice", place.to_string())], tr!(cx, run.choose_this), None, None)
        });
        let won = chosen == Some(place);
        let feedback = won.then(|| view! { <p class="feedback">{stage.text(&choice.feedback)}</p> });
        view! {
            <li data-chosen=won.then_some("")>
                <span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> {stage.text(&choice.text)}
                {button} {feedback}
            </li>
        }
    }).collect();
    let own = (first && stage.live.open())
        .then(|| command(base, "own-pace", &[], tr!(cx, run.own_pace), None, None));
    view! {
        {picture}
        <p>{stage.text(&scene.text)}</p>
        {tie(stage, chosen)}
        <ul class="choices-read">{choices}</ul>
        {results(stage, true)}
        {own}
    }
    .into_any()
}
