//! `/staff/projects/…/partners`: partners and their groups.

use super::project_in_path;
use crate::{
    directory::{self, service::Directory},
    error::AppError,
    page::{PageContext, tr},
    project::{
        model::{Group, Partner, ProjectDetail},
        service::{find_project, list_partners},
    },
    ui::{
        field::{Field, error_summary, select_field, text_field},
        layout::{Area, Width, staff},
        project_head::{ProjectTab, project_head},
    },
};
use domain::{actor::ProjectRole, age::AgeBand, id::ProjectId};
use leptos::prelude::*;

/// The partners tab.
#[must_use]
pub fn partners_page() -> AnyView {
    let cx = PageContext::current();
    let id = project_in_path();
    let c = cx.clone();
    cx.page(async move { partners(&c, id?).await })
}

async fn partners(cx: &PageContext, id: ProjectId) -> Result<AnyView, AppError> {
    let actor = cx.actor().await?;
    let project = find_project(&cx.state, actor, id).await?;
    let partners = list_partners(&cx.state, actor, id).await?;
    let directory = directory::service::current(&cx.state).await?;
    let manages = project.role == ProjectRole::Manager;
    let list = if partners.is_empty() {
        let text = if manages {
            tr!(cx, project.no_partners_manager)
        } else {
            tr!(cx, project.no_partners_coach)
        };
        view! { <div class="empty"><h2>{tr!(cx, project.no_partners_title)}</h2><p>{text}</p></div> }.into_any()
    } else {
        partners
            .iter()
            .map(|partner| partner_section(cx, &directory, &project, partner))
            .collect_view()
            .into_any()
    };
    // The next step comes first and is the page's one primary action.
    let group = (project.open && !partners.is_empty())
        .then(|| group_form(cx, &directory, &project, &partners));
    let partner = (project.open && manages).then(|| partner_form(cx, id, partners.is_empty()));
    let title = project.facts.name.clone();
    let content = view! {
        {project_head(cx, &project, ProjectTab::Partners, ())}
        <div class="split">
            <div class="stack" data-gap="wide">{list}</div>
            <div class="stack" data-gap="wide">{group}{partner}</div>
        </div>
    };
    Ok(staff(cx, Area::Inside, Width::Wide, &title, content))
}

fn partner_section(
    cx: &PageContext,
    directory: &Directory,
    project: &ProjectDetail,
    partner: &Partner,
) -> AnyView {
    let add = project.open.then(|| {
        let href = format!("/staff/projects/{}/partners?partner={}#group", project.id, partner.id);
        let label = tr!(cx, project.add_group_to, partner = partner.name.clone());
        view! { <a class="button" href=href aria-label=label>{tr!(cx, project.add_group_first)}</a> }
    });
    let groups = if partner.groups.is_empty() {
        view! { <div class="empty"><h3>{tr!(cx, project.no_groups_title)}</h3><p>{tr!(cx, project.no_groups_text)}</p></div> }.into_any()
    } else {
        let rows =
            partner.groups.iter().map(|group| group_row(cx, directory, group)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <div class="section-head"><h2>{partner.name.clone()}</h2>{add}</div>
            {groups}
        </section>
    }
    .into_any()
}

fn group_row(cx: &PageContext, directory: &Directory, group: &Group) -> AnyView {
    let facts = &group.facts;
    let band = tr!(cx, project.years, band = facts.age_band.as_str().replace('-', "–"));
    let country = directory
        .file(&facts.country)
        .map_or_else(|| facts.country.clone(), |file| file.name.get(cx.language).to_owned());
    let person = if facts.safeguarding_person.is_empty() && facts.safeguarding_phone.is_empty() {
        view! { <p>{tr!(cx, project.no_safeguarding)}</p> }.into_any()
    } else {
        let phone = (!facts.safeguarding_phone.is_empty()).then(|| {
            view! { " " <a href=dial(&facts.safeguarding_phone)>{facts.safeguarding_phone.clone()}</a> }
        });
        view! { <p>{tr!(cx, project.safeguarding)} " " {facts.safeguarding_person.clone()} {phone}</p> }.into_any()
    };
    view! {
        <li class="row">
            <h3>{facts.name.clone()}</h3>
            <p>{band} " · " {country}</p>
            {person}
        </li>
    }
    .into_any()
}

/// The number as phones dial it, whatever else was typed around it.
fn dial(phone: &str) -> String {
    let number: String =
        phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    format!("tel:{number}")
}

fn partner_form(cx: &PageContext, project: ProjectId, primary: bool) -> AnyView {
    let name =
        Field { name: "partner_name", label: tr!(cx, project.partner_name), ..Field::default() };
    let errors = cx
        .form
        .problem("partner_name")
        .map(|_| error_summary(cx, &[("partner_name", tr!(cx, project.partner_name))]));
    view! {
        <section class="panel" id="new-partner">
            <h2>{tr!(cx, project.partner_form)}</h2>
            <form class="form" method="post" action=format!("/staff/projects/{project}/partners")>
                {errors}
                {text_field(cx, name)}
                <div class="actions">
                    <button class="button" data-kind=primary.then_some("primary")>{tr!(cx, project.partner_button)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn group_form(
    cx: &PageContext,
    directory: &Directory,
    project: &ProjectDetail,
    partners: &[Partner],
) -> AnyView {
    let optional = |name, label, hint, kind| {
        text_field(cx, Field { name, label, hint, kind, optional: true, ..Field::default() })
    };
    let name = Field {
        name: "group_name",
        label: tr!(cx, project.group_name),
        hint: tr!(cx, project.group_name_hint),
        ..Field::default()
    };
    let choices =
        partners.iter().map(|partner| (partner.id.to_string(), partner.name.clone())).collect();
    let bands = AgeBand::ALL.into_iter().map(|band| {
        (band.as_str().to_owned(), tr!(cx, project.years, band = band.as_str().replace('-', "–")))
    });
    let ours = |country: &(String, String)| project.facts.countries.contains(&country.0);
    let countries = directory.countries(cx.language).into_iter().filter(ours).collect();
    let errors =
        cx.form.problem("partner_name").is_none().then(|| error_summary(cx, &group_labels(cx)));
    let chosen = cx.query("partner").unwrap_or_default();
    view! {
        <section class="panel" id="group">
            <h2>{tr!(cx, project.group_form)}</h2>
            <form class="form" method="post" action=format!("/staff/projects/{}/groups", project.id)>
                {errors}
                {select_field(cx, "partner", tr!(cx, project.group_partner), choices, chosen)}
                {text_field(cx, name)}
                {select_field(cx, "age_band", tr!(cx, project.age_band), bands.collect(), AgeBand::From14.as_str())}
                {select_field(cx, "country", tr!(cx, project.country), countries, "")}
                <p class="soft small">{tr!(cx, project.country_hint)}</p>
                {optional("safeguarding_person", tr!(cx, project.safeguarding_person), tr!(cx, project.safeguarding_person_hint), "text")}
                {optional("safeguarding_phone", tr!(cx, project.safeguarding_phone), String::new(), "tel")}
                <div class="actions"><button class="button" data-kind="primary">{tr!(cx, project.group_button)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn group_labels(cx: &PageContext) -> [(&'static str, String); 6] {
    [
        ("partner", tr!(cx, project.group_partner)),
        ("group_name", tr!(cx, project.group_name)),
        ("age_band", tr!(cx, project.age_band)),
        ("country", tr!(cx, project.country)),
        ("safeguarding_person", tr!(cx, project.safeguarding_person)),
        ("safeguarding_phone", tr!(cx, project.safeguarding_phone)),
    ]
}

#[cfg(test)]
mod tests {
    use super::dial;

    #[test]
    fn only_what_can_be_dialled_is_dialled() {
        assert_eq!(dial("+32 (0)2 555.12-34 ext"), "tel:+32025551234");
        assert_eq!(dial("javascript:alert(1)"), "tel:1");
    }
}
