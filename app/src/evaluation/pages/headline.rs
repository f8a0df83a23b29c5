//! The counts above the figures, which are never hidden.

use crate::{
    evaluation::{
        charts::Words,
        model::{Reach, Targets},
    },
    page::{PageContext, tr},
};
use domain::evaluation::rounding::{PERCENT_FROM, percentages};
use leptos::prelude::*;

/// What the counts are about.
#[derive(Clone, Copy)]
pub(super) struct Headline {
    /// Whether there may be several workshops.
    pub several: bool,
    /// Whether "after" is over.
    pub after_too: bool,
    /// What the counts are measured by.
    pub targets: Targets,
}

/// The figures.
pub(super) fn headline(cx: &PageContext, words: Words, reach: &Reach, counts: Headline) -> AnyView {
    let Headline { several, after_too, targets } = counts;
    let begun = reach.before_begun + reach.after_begun;
    let sent = reach.before_sent + reach.after_sent;
    let workshops = several
        .then(|| reached(cx, tr!(cx, evaluation.workshops), reach.workshops, targets.workshops));
    let after = after_too.then(|| (tr!(cx, evaluation.sent_after), reach.after_sent.to_string()));
    let participation = match reach.present {
        Some(present) => {
            (tr!(cx, evaluation.participation), part_of(words, reach.joined_of_present, present))
        }
        None => (tr!(cx, evaluation.no_headcount), "–".to_owned()),
    };
    let figures = workshops
        .into_iter()
        .chain([
            reached(cx, tr!(cx, evaluation.joined), reach.joined, targets.participants),
            (tr!(cx, evaluation.sent_before), reach.before_sent.to_string()),
        ])
        .chain(after)
        .chain([participation, (tr!(cx, evaluation.completion), part_of(words, sent, begun))])
        .map(|(name, figure)| view! { <div><dt>{name}</dt><dd>{figure}</dd></div> })
        .collect_view();
    let low = reach.present.filter(|present| *present < reach.joined_of_present).map(|present| {
        let text = tr!(
            cx,
            evaluation.headcount_low,
            present = present.to_string(),
            joined = reach.joined.to_string()
        );
        view! { <div class="notice" role="status"><p>{text}</p></div> }
    });
    view! {
        <dl class="headline-figures">{figures}</dl>
        <p class="small soft">{tr!(cx, evaluation.reach_note)}</p>
        {low}
    }
    .into_any()
}

/// A count with its target, where there is one.
fn reached(cx: &PageContext, name: String, count: i64, target: Option<i64>) -> (String, String) {
    match target {
        None => (name, count.to_string()),
        Some(target) => {
            let name = tr!(cx, evaluation.of_target, name = name, target = target.to_string());
            (name, count.to_string())
        }
    }
}

/// "20 of 22", from [`PERCENT_FROM`] on in whole percent. More than all is never a percentage.
pub(in crate::evaluation) fn part_of(words: Words, part: i64, whole: i64) -> String {
    let (part, whole) = (u32::try_from(part).unwrap_or(0), u32::try_from(whole).unwrap_or(0));
    match whole.checked_sub(part) {
        Some(rest) if whole >= PERCENT_FROM => {
            words.percent(percentages(&[part, rest]).first().copied().unwrap_or(0))
        }
        _ if whole == 0 => "–".to_owned(),
        _ => words.share(domain::evaluation::suppression::Share::Exactly(part), whole),
    }
}
