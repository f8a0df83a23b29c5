//! One finding: its sentence, its question, its picture, what it rests on, its numbers.

use super::{
    ticked::ticked,
    waiting::{Waiting, waiting},
};
use crate::{
    evaluation::{
        charts::{Measure, Numbers, Palette, Seen, Width, Words, capital, change, classes, waves},
        export::Separator,
        model::{ItemFinding, TickFinding},
    },
    page::{PageContext, tr},
};
use domain::{evaluation::suppression::Shown, question::Construct, questionnaire::Wave};
use leptos::prelude::*;

/// Where the pictures and downloads of a page live.
#[derive(Clone)]
pub(super) struct Source {
    /// `/staff/…/results`.
    pub base: String,
    /// The part, as an address writes it; empty for everything.
    pub part: String,
    /// Changes with every freeze.
    pub version: i64,
}

/// Address of a file below a results page. The language stands in it, because pictures are kept by
/// browsers for a day.
#[must_use]
pub fn address(base: &str, file: &str, part: &str, language: &str) -> String {
    let part = if part.is_empty() { String::new() } else { format!("part={part}&") };
    format!("{base}/{file}?{part}language={language}")
}

impl Source {
    pub fn picture(
        &self,
        words: Words,
        code: &str,
        measure: Measure,
        width: Width,
        palette: Palette,
    ) -> String {
        let file = format!(
            "{}-{code}-{}-{}-{}.svg",
            self.version,
            measure.as_str(),
            width.as_str(),
            palette.as_str()
        );
        address(&self.base, &file, &self.part, words.language.code())
    }

    pub fn download(&self, words: Words, code: &str, measure: Measure) -> String {
        address(
            &self.base,
            &format!("{code}-{}-download.svg", measure.as_str()),
            &self.part,
            words.language.code(),
        )
    }

    /// Address of the table of everything on the page.
    pub fn table(&self, words: Words, separator: Separator) -> String {
        let address = address(&self.base, "results.csv", &self.part, words.language.code());
        format!("{address}&separator={}", separator.as_str())
    }
}

/// All findings in their groups.
pub(super) fn findings(
    cx: &PageContext,
    words: Words,
    source: &Source,
    items: &[ItemFinding],
    ticks: &[TickFinding],
) -> AnyView {
    use Construct as C;
    let groups = [
        (tr!(cx, evaluation.know), &[C::Knowledge][..]),
        (tr!(cx, evaluation.think), &[C::Attitude, C::Intention, C::Responsibility]),
        (tr!(cx, evaluation.trust), &[C::SelfEfficacy, C::HelpSeeking]),
        (tr!(cx, evaluation.plan), &[C::Plan]),
        (tr!(cx, evaluation.liked), &[C::Satisfaction]),
    ];
    let groups = groups.into_iter().map(|(title, constructs)| {
        let of_group: Vec<&ItemFinding> =
            items.iter().filter(|finding| constructs.contains(&finding.item.construct)).collect();
        let ticks: Vec<&TickFinding> =
            ticks.iter().filter(|finding| constructs.contains(&finding.construct)).collect();
        let mut figures: Vec<AnyView> =
            of_group.iter().map(|finding| figure(cx, words, source, finding)).collect();
        figures.extend(ticks.iter().map(|finding| ticked(cx, words, source, finding)));
        let of_items = of_group.iter().map(|finding| Waiting::of(words, finding));
        let of_ticks = ticks.iter().map(|finding| Waiting::of_ticks(words, finding));
        let waiting = waiting(cx, of_items.chain(of_ticks));
        (!figures.is_empty()).then(|| {
            view! { <section class="finding-group"><h2>{title}</h2>{figures}{waiting}</section> }
        })
    });
    view! { <div class="findings">{groups.collect_view()}</div> }.into_any()
}

fn figure(cx: &PageContext, words: Words, source: &Source, finding: &ItemFinding) -> AnyView {
    let seen = waves(finding);
    if !seen.iter().any(Seen::visible) {
        return hidden(words, finding);
    }
    let code = &finding.item.code;
    let notes = words
        .notes(finding)
        .into_iter()
        .map(|note| view! { <p class="chart-note">{note}</p> })
        .collect_view();
    let download = source.download(words, code, Measure::Answers);
    view! {
        <figure class="chart" id=code.clone()>
            <figcaption>
                <h3>{words.title(finding)}</h3>
                <p>{words.question(finding)}</p>
            </figcaption>
            {picture(words, source, code, Measure::Answers, words.alternative(finding))}
            {key(words, finding, &seen)}
            <div class="chart-side">
                {notes}
                <p class="chart-links"><a href=download download="">{tr!(cx, evaluation.picture)}</a></p>
            </div>
            {table(cx, words, finding, &seen)}
        </figure>
        {change_figure(cx, words, source, finding)}
    }
    .into_any()
}

/// Nothing to draw: why, and where the answers count instead.
fn hidden(words: Words, finding: &ItemFinding) -> AnyView {
    view! {
        <figure class="chart" id=finding.item.code.clone()>
            <figcaption><h3>{words.title(finding)}</h3></figcaption>
            <p class="chart-hidden">{words.all_hidden(finding)}</p>
        </figure>
    }
    .into_any()
}

pub(super) fn picture(
    words: Words,
    source: &Source,
    code: &str,
    measure: Measure,
    alt: String,
) -> AnyView {
    let at = |width, palette| source.picture(words, code, measure, width, palette);
    view! {
        <picture>
            <source media="(max-width: 43.99rem) and (prefers-color-scheme: dark)" srcset=at(Width::Narrow, Palette::Dark) />
            <source media="(max-width: 43.99rem)" srcset=at(Width::Narrow, Palette::Light) />
            <source media="(prefers-color-scheme: dark)" srcset=at(Width::Wide, Palette::Dark) />
            <img src=at(Width::Wide, Palette::Light) alt=alt loading="lazy" />
        </picture>
    }
    .into_any()
}

fn key(words: Words, finding: &ItemFinding, seen: &[Seen]) -> Option<AnyView> {
    let classes = classes(seen);
    if classes == 0 {
        return None;
    }
    let entries = words.key(finding, classes).into_iter();
    let entries = entries.map(|(class, name)| view! { <li><span class="swatch" data-class=class.to_string()></span>{name}</li> });
    let drawn = |wave: Wave| seen.iter().any(|seen| seen.wave == wave && seen.visible());
    let waves = words.wave_key(drawn(Wave::Before), drawn(Wave::After));
    Some(
        view! { <ul class="chart-key">{entries.collect_view()}<li class="soft">{waves}</li></ul> }
            .into_any(),
    )
}

/// The same numbers as a table. A wave told in words has one wide cell.
fn table(cx: &PageContext, words: Words, finding: &ItemFinding, seen: &[Seen]) -> AnyView {
    let columns: Vec<String> = match classes(seen) {
        0 => words.classes(finding, 2).into_iter().skip(1).collect(),
        count => words.key(finding, count).into_iter().map(|(_, name)| name).collect(),
    };
    let width = columns.len().to_string();
    let heads = columns
        .iter()
        .map(|name| view! { <th scope="col" class="number">{capital(name)}</th> })
        .collect_view();
    let rows = seen.iter().map(|seen| {
        let cells = words.cells(finding, seen);
        let cells = if cells.len() == columns.len() {
            cells.into_iter().map(|(_, number)| view! { <td class="number">{number}</td> }).collect_view().into_any()
        } else {
            let text = match &seen.numbers {
                Numbers::Hidden(shown) => words.hidden(shown),
                _ => cells.into_iter().map(|(name, number)| format!("{name}: {number}")).collect(),
            };
            view! { <td colspan=width.clone()>{text}</td> }.into_any()
        };
        view! { <tr><th scope="row">{words.wave(seen.wave)}</th>{cells}<td class="number">{seen.n}</td></tr> }
    });
    let rows = rows.collect_view();
    let name = tr!(cx, evaluation.table_of, code = finding.item.code.clone());
    view! {
        <details>
            <summary>{tr!(cx, evaluation.table)}</summary>
            <div class="table-scroll" role="region" aria-label=name tabindex="0">
                <table class="table">
                    <thead><tr><th scope="col">{tr!(cx, evaluation.wave_column)}</th>{heads}<th scope="col" class="number">{tr!(cx, evaluation.n_column)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// Better, the same, worse for linked pairs, where all three are told.
fn change_figure(
    cx: &PageContext,
    words: Words,
    source: &Source,
    finding: &ItemFinding,
) -> Option<AnyView> {
    let title = words.change_title(finding)?;
    let pairs = change(finding).map_or(0, Shown::n);
    let code = &finding.item.code;
    let download = source.download(words, code, Measure::Change);
    Some(
        view! {
            <figure class="chart" id=format!("{code}-change")>
                <figcaption>
                    <h3>{title.clone()}</h3>
                    <p>{tr!(cx, evaluation.change_question)}</p>
                </figcaption>
                {picture(words, source, code, Measure::Change, title)}
                <div class="chart-side">
                    <p class="chart-note">{tr!(cx, evaluation.change_note, n = pairs.to_string())}</p>
                    <p class="chart-links"><a href=download download="">{tr!(cx, evaluation.picture)}</a></p>
                </div>
            </figure>
        }
        .into_any(),
    )
}
