//! `/staff/workshops/…/report`: three minutes on a phone, most of it filled in already.

use crate::{
    clock::day_of,
    error::AppError,
    page::{PageContext, tr},
    report::{
        forms::{outcome_word, step_field},
        model::{Desk, LONGEST_TEXT, StepNote},
        questions::{HANDLED, Kind, PROTOCOL, Question, Questions, questions},
        service,
    },
    ui::{
        choice::{radio_group, rating, words_in_a_row},
        day::day,
        field::{Field, checkbox_group, error_summary, text_field},
        layout::{Area, Width, page_head, staff},
        long_text::long_text,
        protocol::{named_person, protocol_card},
        workshop_row::{modules_title, workshop_title},
    },
};
use domain::{question::Translated, run::Outcome, workshop::WorkshopState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The coach's report.
#[must_use]
pub fn report_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let desk = service::desk(&c.state, actor, id).await?;
        Ok(page(&c, &desk, questions()?))
    })
}

fn page(cx: &PageContext, desk: &Desk, questions: &'static Questions) -> AnyView {
    let title = tr!(cx, report.title);
    let base = format!("/staff/workshops/{}", desk.workshop);
    let trail = vec![(base.clone(), workshop_title(cx, &desk.modules, &desk.group))];
    let why_not = if desk.trial {
        tr!(cx, report.no_trial)
    } else if desk.state != WorkshopState::Closed {
        tr!(cx, report.later)
    } else {
        tr!(cx, refusal.project_closed)
    };
    let rest = if desk.open {
        view! { {facts(cx, desk)} {form(cx, desk, questions)} }.into_any()
    } else {
        view! {
            <div class="empty">
                <p>{why_not}</p>
                <a class="button" href=base.clone()>{tr!(cx, report.back)}</a>
            </div>
        }
        .into_any()
    };
    let content = view! {
        {page_head(trail, title.clone(), Some(tr!(cx, report.about)), ())}
        {support(cx, desk)}
        {sent(cx, desk)}
        {rest}
    };
    staff(cx, Area::Inside, Width::Narrow, &title, content)
}

/// Who asked for support reads first whom to call.
fn support(cx: &PageContext, desk: &Desk) -> Option<AnyView> {
    let support = desk.support.as_ref()?;
    let heard = match &support.acknowledged {
        Some((who, at)) => {
            let on = day(cx, day_of(*at, &cx.state.settings.time_zone));
            tr!(cx, report.support_heard, who = who.clone(), day = on)
        }
        None => tr!(cx, report.support_told),
    };
    Some(
        view! {
            <div class="notice" data-kind="now">
                <h2>{tr!(cx, report.support_you)}</h2>
                {named_person(cx, &desk.named.person, &desk.named.phone)}
                <p>{heard}</p>
            </div>
        }
        .into_any(),
    )
}

fn sent(cx: &PageContext, desk: &Desk) -> Option<AnyView> {
    let own = desk.own.as_ref()?;
    let on = day(cx, day_of(own.at, &cx.state.settings.time_zone));
    let role = cx.query("sent").map(|_| "status");
    let change = desk.open.then(|| tr!(cx, report.sent_change));
    Some(
        view! { <div class="notice" role=role><h2>{tr!(cx, report.sent_title)}</h2><p>{tr!(cx, report.own_sent, day = on)} " " {change}</p></div> }
            .into_any(),
    )
}

/// C1 and the age band: known, and not asked again.
fn facts(cx: &PageContext, desk: &Desk) -> AnyView {
    let version = desk.version.map(|version| {
        view! { <dt>{tr!(cx, report.questionnaire)}</dt><dd>{tr!(cx, report.version, n = version.to_string())}</dd> }
    });
    view! {
        <dl class="facts">
            <dt>{tr!(cx, report.modules)}</dt><dd>{modules_title(cx, &desk.modules)}</dd>
            {version}
            <dt>{tr!(cx, report.age)}</dt><dd>{tr!(cx, project.years, band = desk.age_band.as_str())}</dd>
        </dl>
    }
    .into_any()
}

fn form(cx: &PageContext, desk: &Desk, questions: &'static Questions) -> AnyView {
    let known = desk.own.as_ref().map(|own| &own.report.answers);
    let number = |name, label, value: i64| {
        let value = value.to_string();
        text_field(cx, Field { name, label, kind: "number", value, ..Field::default() })
    };
    let present = known.map_or(desk.present, |known| known.present);
    let minutes = known.map_or(desk.minutes, |known| known.minutes);
    let mut labels = vec![
        ("present", tr!(cx, report.present)),
        ("minutes", tr!(cx, report.minutes)),
        ("steps", tr!(cx, report.steps)),
    ];
    let asked = questions.items.iter();
    labels.extend(asked.map(|one| (one.id.as_str(), one.text.get(cx.language).to_owned())));
    let items = questions.items.iter().map(|one| question(cx, desk, questions, one)).collect_view();
    let send = if known.is_some() { tr!(cx, common.save) } else { tr!(cx, report.send) };
    view! {
        <form class="form" method="post" action=format!("/staff/workshops/{}/report", desk.workshop)>
            {error_summary(cx, &labels)}
            <div class="field-row">
                {number("present", tr!(cx, report.present), present)}
                {number("minutes", tr!(cx, report.minutes), minutes)}
            </div>
            {steps(cx, desk)}
            {items}
            <div class="actions"><button class="button" data-kind="primary">{send}</button></div>
        </form>
    }
    .into_any()
}

/// C4: filled in, and open to be put right.
fn steps(cx: &PageContext, desk: &Desk) -> AnyView {
    let known = desk.own.as_ref().map(|own| &own.report.answers.steps);
    let outcome = |step: &StepNote| {
        known.and_then(|known| known.get(&step.step)).copied().unwrap_or(step.outcome)
    };
    let count = |wanted| desk.steps.iter().filter(|step| outcome(step) == wanted).count();
    let summary = tr!(
        cx,
        report.steps_summary,
        done = count(Outcome::Done).to_string(),
        shortened = count(Outcome::Shortened).to_string(),
        skipped = count(Outcome::Skipped).to_string()
    );
    let words = [
        (Outcome::Done, tr!(cx, report.done)),
        (Outcome::Shortened, tr!(cx, report.shortened)),
        (Outcome::Skipped, tr!(cx, report.skipped)),
    ];
    let rows = desk
        .steps
        .iter()
        .map(|step| {
            let title = step.own_title.clone();
            let title = title.unwrap_or_else(|| step.title.get(cx.language).to_owned());
            let planned = tr!(cx, agenda.minutes, count = step.planned.to_string());
            let legend = view! { {title} " " <span class="optional">{planned}</span> };
            let options = words
                .iter()
                .map(|(outcome, word)| (outcome_word(*outcome).to_owned(), word.clone()));
            let chosen = outcome_word(outcome(step));
            words_in_a_row(cx, step_field(&step.step), legend, options.collect(), chosen)
        })
        .collect_view();
    let open = cx.form.problem("steps").is_some();
    view! {
        <details id="steps" class="report-steps" open=open>
            <summary>{summary}</summary>
            <p class="hint">{tr!(cx, report.steps_hint)}</p>
            <div class="stack" data-gap="wide">{rows}</div>
        </details>
    }
    .into_any()
}

fn question(
    cx: &PageContext,
    desk: &Desk,
    questions: &'static Questions,
    question: &'static Question,
) -> AnyView {
    let name = question.id.as_str();
    let label = question.text.get(cx.language).to_owned();
    let own = desk.own.as_ref().map(|own| own.report.answers.item(name));
    let words = |text: &Translated| text.get(cx.language).to_owned();
    let choices = questions.choices(question).iter();
    let options = choices.map(|one| (one.value.clone(), words(&one.text))).collect();
    match question.kind {
        Kind::Rating => rating(cx, name, label, options, own.unwrap_or_default()),
        Kind::Ticks => {
            let given = own.unwrap_or_default().split(',');
            let given: Vec<String> = given.filter(|one| !one.is_empty()).map(Into::into).collect();
            checkbox_group(cx, name, label, options, &given)
        }
        Kind::Choice => {
            let used = name == PROTOCOL && desk.protocol_used;
            let chosen = own.unwrap_or(if used { HANDLED } else { "" });
            let card = (name == PROTOCOL)
                .then(|| protocol_card(cx, &desk.named.person, &desk.named.phone));
            view! { {radio_group(cx, name, label, options, chosen)} {card} }.into_any()
        }
        Kind::Text => {
            let hint = tr!(cx, report.text_hint, most = LONGEST_TEXT.to_string());
            long_text(cx, name, label, hint, LONGEST_TEXT, own.unwrap_or_default().to_owned())
        }
    }
}
