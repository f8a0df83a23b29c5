//! What the room answered, once it may be seen.

use super::{Question, Stage, letter};
use crate::page::tr;
use domain::{
    evaluation::suppression::Share,
    run::{Ask, Phase, UPPER, VotesShown},
};
use leptos::prelude::*;

/// The answers of each round, side by side; `coach` also sees private polls. Before the reveal, and
/// for a private poll on the wall, only the right answer and its reason (once revealed).
#[must_use]
pub fn results(stage: &Stage<'_>, coach: bool) -> AnyView {
    let rounds = stage.live.rounds();
    let Some(ask) = rounds.last() else { return ().into_any() };
    let question = stage.question(ask);
    let many = rounds.len() > 1;
    let mut any = false;
    let shown: Vec<_> = rounds
        .iter()
        .zip(1..)
        .filter_map(|(round, number)| {
            let live = stage.live;
            let told = if coach { live.for_the_coach(round) } else { live.on_the_wall(round) };
            any = any || live.run.revealed.contains(&round.id);
            let told = told?;
            let title = many.then(|| tr!(stage.cx, run.round, number = number.to_string()));
            let title = title.map(|title| view! { <h3>{title}</h3> });
            Some(view! { <div class="round">{title} {answers(stage, round, &question, &told)}</div> })
        })
        .collect();
    let current = stage.live.run.revealed.contains(&ask.id);
    let right = (current && !ask.right.is_empty()).then(|| right(stage, ask, &question));
    let private = (current && ask.private && !coach)
        .then(|| view! { <p class="soft">{tr!(stage.cx, run.private_wall)}</p> });
    let own = (current && ask.private && coach)
        .then(|| view! { <p class="small soft">{tr!(stage.cx, run.private_coach)}</p> });
    any.then(|| view! { <div class="results"><div class="rounds" data-many=many.then_some("")>{shown}</div> {right} {private} {own}</div> })
        .into_any()
}

/// Said where a scene was revealed and no choice has most votes.
#[must_use]
pub fn tie(stage: &Stage<'_>, chosen: Option<usize>) -> Option<AnyView> {
    let tied = chosen.is_none() && stage.live.run.phase() == Some(Phase::Shown);
    tied.then(|| view! { <p class="feedback">{tr!(stage.cx, run.tie)}</p> }.into_any())
}

fn right(stage: &Stage<'_>, ask: &Ask, question: &Question) -> AnyView {
    let words = question.options.iter().filter(|(value, _)| ask.right.contains(value));
    let words = words.map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" · ");
    let why = question.why.clone().map(|why| view! { <span class="why">{why}</span> });
    view! { <p class="right-answer"><strong>{tr!(stage.cx, run.right_answer, answer = words)}</strong> " " {why}</p> }.into_any()
}

fn answers(stage: &Stage<'_>, ask: &Ask, question: &Question, told: &VotesShown) -> AnyView {
    let cx = stage.cx;
    match told {
        VotesShown::TooFew { n } if ask.sensitive && *n >= 5 => {
            view! { <p>{tr!(cx, run.too_few_sensitive, n = n.to_string())}</p> }.into_any()
        }
        VotesShown::TooFew { n } => {
            view! { <p>{tr!(cx, run.too_few, n = n.to_string())}</p> }.into_any()
        }
        VotesShown::Order { n, values } => {
            let words = |value: &String| {
                let found = question.options.iter().find(|(option, _)| option == value);
                view! { <li>{found.map(|(_, words)| words.clone()).unwrap_or_default()}</li> }
            };
            let items: Vec<_> = values.iter().map(words).collect();
            view! { <p class="soft">{tr!(cx, run.answered_by, n = n.to_string())}</p> <ol class="order">{items}</ol> }.into_any()
        }
        VotesShown::Bars { n, bars } => {
            let rows: Vec<_> = bars
                .iter()
                .map(|bar| {
                    let place = question.options.iter().position(|(value, _)| Some(value) == bar.value.as_ref());
                    let words = match place {
                        Some(place) => question.options[place].1.clone(),
                        None if bar.value.as_deref() == Some(UPPER) => tr!(cx, run.rating_upper),
                        None => tr!(cx, run.other_answers),
                    };
                    let sign = place.map(|place| view! { <span class="option-letter" aria-hidden="true">{letter(place).to_string()}</span> });
                    let is_right = bar.value.as_ref().is_some_and(|value| ask.right.contains(value));
                    let mark = is_right.then(|| view! { " " <span class="tick">"✓ "<span class="quiet-text">{tr!(cx, run.right_mark)}</span></span> });
                    view! {
                        <li data-right=is_right.then_some("")>
                            <span class="bar-words">{sign} {words} {mark}</span>
                            {length(bar.share, *n)}
                            <strong class="bar-share">{share(stage, bar.share, *n)}</strong>
                        </li>
                    }
                })
                .collect();
            view! { <ul class="vote-bars">{rows}</ul> <p class="soft n">{tr!(cx, run.answered_by, n = n.to_string())}</p> }.into_any()
        }
    }
}

/// The bar beside an exact count; a count that is put into words has none to be measured.
fn length(share: Share, n: u32) -> Option<AnyView> {
    let Share::Exactly(count) = share else { return None };
    let width = (f64::from(count) * 100.0 / f64::from(n.max(1))).to_string();
    Some(view! {
        <svg class="vote-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="vote-bar-ground" width="100" height="8" /><rect class="vote-bar-fill" width=width height="8" />
        </svg>
    }
    .into_any())
}

fn share(stage: &Stage<'_>, share: Share, n: u32) -> String {
    let (cx, n) = (stage.cx, n.to_string());
    match share {
        Share::Exactly(count) => tr!(cx, evaluation.of, count = count.to_string(), n = n),
        Share::HardlyAnyone => tr!(cx, evaluation.hardly_anyone),
        Share::NearlyEveryone => tr!(cx, evaluation.nearly_everyone),
        Share::FewerThanThree => tr!(cx, evaluation.fewer_than_three, n = n),
        Share::AllButFewerThanThree => tr!(cx, evaluation.all_but_fewer_than_three, n = n),
        Share::UnderTenPercent => tr!(cx, evaluation.under_ten),
        Share::OverNinetyPercent => tr!(cx, evaluation.over_ninety),
    }
}
