//! What a workshop's page says of its coaches' reports, and who needs support.

use super::{day::day, workshop_row::workshop_title};
use crate::{
    clock::day_of,
    page::{PageContext, tr},
    report::{
        model::{OnWorkshop, Sent, Support},
        questions::{ABOUT_THE_COACH, Choice, Kind, Question, Questions},
    },
};
use domain::{id::WorkshopId, time::Timestamp};
use leptos::prelude::*;

/// The reader's own report, or the way to it; to managers what every coach reported.
#[must_use]
pub fn coach_reports(
    cx: &PageContext,
    workshop: WorkshopId,
    shown: &OnWorkshop,
    questions: &'static Questions,
) -> Option<AnyView> {
    if !shown.open && shown.own.is_none() && shown.sent.is_empty() {
        return None;
    }
    let href = format!("/staff/workshops/{workshop}/report");
    let own = match shown.own {
        Some(at) => {
            let sent = tr!(cx, report.own_sent, day = on(cx, at));
            let look = if shown.open { tr!(cx, report.change) } else { tr!(cx, report.look) };
            view! { <p>{sent} " " <a href=href>{look}</a></p> }.into_any()
        }
        // A manager reads here more often than they write.
        None if shown.open && shown.manager && !shown.sent.is_empty() => {
            view! { <p><a href=href>{tr!(cx, report.write)}</a></p> }.into_any()
        }
        None if shown.open => view! {
            <p>{tr!(cx, report.invite)}</p>
            <p><a class="button" href=href>{tr!(cx, report.write)}</a></p>
        }
        .into_any(),
        None => ().into_any(),
    };
    let support = shown.support.iter().map(|one| support_notice(cx, one, shown.manager));
    let support = support.collect_view();
    let sent = shown.sent.iter().map(|sent| one(cx, sent, questions)).collect_view();
    Some(
        view! {
            <section class="stack" id="reports">
                <h2>{tr!(cx, report.section)}</h2>
                {support}
                {sent}
                {own}
            </section>
        }
        .into_any(),
    )
}

/// A coach who asked for support; a manager says here that they have been heard.
#[must_use]
pub fn support_notice(cx: &PageContext, support: &Support, manager: bool) -> AnyView {
    let asked = tr!(
        cx,
        report.support_asked,
        who = support.name.clone(),
        day = on(cx, support.asked_at),
        workshop = workshop_title(cx, &support.modules, &support.group)
    );
    if let Some((who, at)) = &support.acknowledged {
        let heard = tr!(cx, report.support_heard, who = who.clone(), day = on(cx, *at));
        return view! { <div class="notice"><p>{asked} " " {heard}</p></div> }.into_any();
    }
    let next = if manager {
        let action = format!("/staff/workshops/{}/support/{}", support.workshop, support.staff);
        let mail = format!("mailto:{}", support.email);
        view! {
            <p>{tr!(cx, report.support_do)} " " <a href=mail>{support.email.clone()}</a></p>
            <form method="post" action=action><button class="button">{tr!(cx, report.support_button)}</button></form>
        }
        .into_any()
    } else {
        view! { <p>{tr!(cx, report.support_waits)}</p> }.into_any()
    };
    view! {
        <div class="notice" data-kind="now">
            <h3>{tr!(cx, report.support_title)}</h3>
            <p>{asked}</p>
            {next}
        </div>
    }
    .into_any()
}

/// One report as managers read it: nothing of what coaches say about themselves.
fn one(cx: &PageContext, sent: &Sent, questions: &'static Questions) -> AnyView {
    let shown = questions
        .items
        .iter()
        .filter(|question| !ABOUT_THE_COACH.contains(&question.id.as_str()))
        .filter_map(|question| {
            let given = words(cx, questions, question, sent.report.answers.item(&question.id));
            (!given.is_empty())
                .then(|| view! { <dt>{question.text.get(cx.language)}</dt><dd>{given}</dd> })
        })
        .collect_view();
    let answers = &sent.report.answers;
    let counts = tr!(
        cx,
        report.counts,
        present = answers.present.to_string(),
        minutes = answers.minutes.to_string()
    );
    view! {
        <article class="panel">
            <h3>{tr!(cx, report.by, who = sent.name.clone(), day = on(cx, sent.at))}</h3>
            <p class="soft">{counts}</p>
            <dl class="answers">{shown}</dl>
        </article>
    }
    .into_any()
}

/// What was given, in words.
fn words(cx: &PageContext, questions: &Questions, question: &Question, given: &str) -> String {
    let text = |choice: &Choice| choice.text.get(cx.language).to_owned();
    let choices = questions.choices(question);
    let chosen = choices.iter().filter(|choice| given.split(',').any(|one| one == choice.value));
    match question.kind {
        Kind::Text => given.to_owned(),
        Kind::Rating => chosen
            .map(|choice| tr!(cx, report.rated, point = choice.value.clone(), words = text(choice)))
            .collect(),
        Kind::Ticks | Kind::Choice => chosen.map(text).collect::<Vec<_>>().join(", "),
    }
}

fn on(cx: &PageContext, at: Timestamp) -> String {
    day(cx, day_of(at, &cx.state.settings.time_zone))
}
