//! Planning a workshop in one short form.

use crate::{
    directory,
    error::AppError,
    page::{PageContext, tr},
    project::{self, model::Partner},
    ui::{
        field::{Field, checkbox_group, error_summary, select_field, text_field},
        layout::{Area, Width, page_head, staff},
        trial::trial_banner,
        workshop_row::{modules_title, workshop_title},
    },
    workshop::{
        forms::{MEETINGS, NEW_GROUP},
        model::Plan,
        service,
    },
};
use domain::{age::AgeBand, id::ProjectId, module::Module, workshop::WorkshopState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Minutes a meeting has at first.
const USUAL_MINUTES: i64 = 50;
/// Young people expected at first.
const USUAL_GROUP: i64 = 20;

/// A new workshop.
#[must_use]
pub fn new_workshop_page() -> AnyView {
    let cx = PageContext::current();
    let project = use_params_map().get_untracked().get("project").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id: ProjectId = project.parse().map_err(|_| AppError::NotFound)?;
        let detail = project::service::find_project(&c.state, actor, id).await?;
        let partners = project::service::list_partners(&c.state, actor, id).await?;
        let countries = countries(&c, &detail.facts.countries).await?;
        let title = tr!(c, workshop.new_title);
        let today = c.state.clock.today(&c.state.settings.time_zone).to_string();
        let draft = Draft { modules: vec![], group: None, days: vec![(today, USUAL_MINUTES)], expected: USUAL_GROUP, join_cap: None, fixed: false, trial: false, countries };
        let trail = vec![(format!("/staff/projects/{id}"), detail.facts.name)];
        let content = view! {
            {page_head(trail, title.clone(), None, ())}
            {plan_form(&c, &partners, &draft, format!("/staff/projects/{id}/workshops/new"), format!("/staff/projects/{id}"), tr!(c, workshop.plan))}
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}

/// Changing a plan.
#[must_use]
pub fn plan_page() -> AnyView {
    let cx = PageContext::current();
    let workshop = use_params_map().get_untracked().get("workshop").unwrap_or_default();
    let c = cx.clone();
    cx.page(async move {
        let actor = c.actor().await?;
        let id = workshop.parse().map_err(|_| AppError::NotFound)?;
        let now = service::find_workshop(&c.state, actor, id).await?;
        let detail = now.detail;
        let partners = project::service::list_partners(&c.state, actor, detail.project).await?;
        let project = project::service::find_project(&c.state, actor, detail.project).await?;
        let countries = countries(&c, &project.facts.countries).await?;
        let title = tr!(c, workshop.change_title);
        let fixed = detail.state != WorkshopState::Draft;
        let draft = Draft { countries, ..Draft::of(&detail.plan, detail.join_cap, fixed) };
        let trial = trial_banner(&c, detail.plan.trial);
        let home = format!("/staff/workshops/{id}");
        let trail = vec![(home.clone(), workshop_title(&c, &detail.plan.modules, &detail.group))];
        let fixed = draft.fixed.then(|| {
            let modules = modules_title(&c, &detail.plan.modules);
            view! { <p class="soft">{tr!(c, workshop.fixed, modules = modules, group = detail.group.clone())}</p> }
        });
        let content = view! {
            {page_head(trail, title.clone(), None, ())}
            {trial}
            {fixed}
            {plan_form(&c, &partners, &draft, format!("{home}/plan"), home, tr!(c, common.save))}
        };
        Ok(staff(&c, Area::Inside, Width::Narrow, &title, content))
    })
}

/// The project's countries that can still be chosen, with their names.
async fn countries(cx: &PageContext, ours: &[String]) -> Result<Vec<(String, String)>, AppError> {
    let directory = directory::service::current(&cx.state).await?;
    let mut countries = directory.countries(cx.language);
    countries.retain(|(code, _)| ours.contains(code));
    Ok(countries)
}

struct Draft {
    modules: Vec<String>,
    group: Option<String>,
    days: Vec<(String, i64)>,
    expected: i64,
    /// Shown only where a workshop is there already.
    join_cap: Option<i64>,
    /// Group and modules stay: the workshop was opened.
    fixed: bool,
    /// Countries a new group can have.
    countries: Vec<(String, String)>,
    trial: bool,
}

impl Draft {
    fn of(plan: &Plan, join_cap: i64, fixed: bool) -> Self {
        Self {
            modules: plan.modules.iter().map(|module| module.as_str().to_owned()).collect(),
            group: Some(plan.group.to_string()),
            days: plan
                .meetings
                .iter()
                .map(|meeting| (meeting.held_on.to_string(), meeting.minutes))
                .collect(),
            expected: plan.expected,
            join_cap: Some(join_cap),
            fixed,
            countries: Vec::new(),
            trial: plan.trial,
        }
    }
}

fn plan_form(
    cx: &PageContext,
    partners: &[Partner],
    draft: &Draft,
    action: String,
    cancel: String,
    submit: String,
) -> AnyView {
    let labels = [
        ("modules", tr!(cx, workshop.modules)),
        ("group", tr!(cx, workshop.group)),
        ("partner", tr!(cx, workshop.partner)),
        ("group_name", tr!(cx, workshop.group_name)),
        ("day1", tr!(cx, workshop.day)),
        ("minutes1", tr!(cx, workshop.minutes)),
        ("day2", tr!(cx, workshop.day)),
        ("expected", tr!(cx, workshop.expected)),
        ("join_cap", tr!(cx, workshop.join_cap)),
    ];
    let kept = |name: &'static str, values: Vec<String>| {
        values
            .into_iter()
            .map(|value| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let what = if draft.fixed {
        view! { {kept("modules", draft.modules.clone())} {kept("group", draft.group.clone().into_iter().collect())} }.into_any()
    } else {
        let modules = Module::ALL
            .into_iter()
            .map(|module| (module.as_str().to_owned(), modules_title(cx, &[module].into())))
            .collect();
        view! { {checkbox_group(cx, "modules", tr!(cx, workshop.modules), modules, &draft.modules)} {group_fields(cx, partners, draft)} }.into_any()
    };
    let first = meeting_fields(cx, 1, draft);
    let more = (2..=MEETINGS).map(|number| meeting_fields(cx, number, draft)).collect_view();
    let several = draft.days.len() > 1 || cx.form.problem("day2").is_some();
    let join_cap = draft.join_cap.map(|cap| {
        text_field(
            cx,
            Field {
                name: "join_cap",
                label: tr!(cx, workshop.join_cap),
                hint: tr!(cx, workshop.join_cap_hint),
                kind: "number",
                value: cap.to_string(),
                ..Field::default()
            },
        )
    });
    let trial = (!draft.fixed).then(|| trial_field(cx, draft.trial));
    view! {
        <form class="form" method="post" action=action>
            {error_summary(cx, &labels)}
            {what}
            {first}
            <details open=several><summary>{tr!(cx, workshop.more_meetings)}</summary><p class="hint">{tr!(cx, workshop.more_meetings_hint)}</p>{more}</details>
            {text_field(cx, Field { name: "expected", label: tr!(cx, workshop.expected), hint: tr!(cx, workshop.expected_hint), kind: "number", value: draft.expected.to_string(), ..Field::default() })}
            {join_cap}
            {trial}
            <div class="actions">
                <button class="button" data-kind="primary">{submit}</button>
                <a class="button" data-kind="quiet" href=cancel>{tr!(cx, common.cancel)}</a>
            </div>
        </form>
    }
    .into_any()
}

fn trial_field(cx: &PageContext, trial: bool) -> AnyView {
    let checked = if cx.failed { cx.form.typed.find("trial").is_some() } else { trial };
    view! {
        <div class="field">
            <label class="option">
                <input type="checkbox" name="trial" value="1" checked=checked aria-describedby="trial-hint" />
                <span>{tr!(cx, trial.plan_label)}</span>
            </label>
            <p class="hint" id="trial-hint">{tr!(cx, trial.plan_hint)}</p>
        </div>
    }
    .into_any()
}

fn group_fields(cx: &PageContext, partners: &[Partner], draft: &Draft) -> AnyView {
    let mut groups: Vec<(String, String)> = partners
        .iter()
        .flat_map(|partner| {
            partner.groups.iter().map(move |group| {
                (group.id.to_string(), format!("{} – {}", partner.name, group.facts.name))
            })
        })
        .collect();
    let none = groups.is_empty();
    groups.push((NEW_GROUP.to_owned(), tr!(cx, workshop.group_new)));
    let chosen = draft
        .group
        .clone()
        .unwrap_or_else(|| groups.first().map_or_else(String::new, |(id, _)| id.clone()));
    let partner_options: Vec<(String, String)> =
        partners.iter().map(|partner| (partner.id.to_string(), partner.name.clone())).collect();
    if partner_options.is_empty() {
        return view! { <div class="notice"><p>{tr!(cx, workshop.no_partner)}</p></div> }
            .into_any();
    }
    let ages = AgeBand::ALL
        .into_iter()
        .map(|band| (band.as_str().to_owned(), band.as_str().to_owned()))
        .collect();
    let countries = draft.countries.clone();
    let country = countries.first().map(|(code, _)| code.clone()).unwrap_or_default();
    let open = none || cx.form.typed.get("group") == NEW_GROUP;
    let optional =
        |name, label| text_field(cx, Field { name, label, optional: true, ..Field::default() });
    view! {
        {select_field(cx, "group", tr!(cx, workshop.group), groups, &chosen)}
        <details open=open>
            <summary>{tr!(cx, workshop.group_not_there)}</summary>
            <p class="hint">{tr!(cx, workshop.group_not_there_hint)}</p>
            {select_field(cx, "partner", tr!(cx, workshop.partner), partner_options, "")}
            {optional("group_name", tr!(cx, workshop.group_name))}
            {select_field(cx, "age_band", tr!(cx, workshop.age_band), ages, AgeBand::From14.as_str())}
            {select_field(cx, "country", tr!(cx, workshop.country), countries, &country)}
            {optional("safeguarding_person", tr!(cx, workshop.safeguarding_person))}
            {optional("safeguarding_phone", tr!(cx, workshop.safeguarding_phone))}
        </details>
    }
    .into_any()
}

fn meeting_fields(cx: &PageContext, number: usize, draft: &Draft) -> AnyView {
    const NAMES: [(&str, &str); MEETINGS] =
        [("day1", "minutes1"), ("day2", "minutes2"), ("day3", "minutes3")];
    let Some((day, minutes)) = NAMES.get(number - 1).copied() else { return ().into_any() };
    let (date, length) =
        draft.days.get(number - 1).cloned().unwrap_or((String::new(), USUAL_MINUTES));
    let optional = number > 1;
    view! {
        <div class="field-row">
            {text_field(cx, Field { name: day, label: tr!(cx, workshop.day), kind: "date", value: date, optional, ..Field::default() })}
            {text_field(cx, Field { name: minutes, label: tr!(cx, workshop.minutes), kind: "number", value: length.to_string(), optional, ..Field::default() })}
        </div>
    }
    .into_any()
}
