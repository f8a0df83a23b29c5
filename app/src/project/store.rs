//! Rows of projects.

mod members;
mod partners;

pub(super) use members::{count_memberships_beyond, delete_member, list_members, set_member};
pub(super) use partners::{
    age_band, insert_group, insert_partner, list_groups, list_partners, project_of_group,
    project_of_partner, safeguarding, set_safeguarding,
};

use super::model::ProjectFacts;
use crate::db::{Conn, StoreError, on};
use domain::{
    actor::ProjectRole,
    id::{ProjectId, StaffId},
    locale::Language,
    time::{Day, Timestamp},
};

fn inconsistent(table: &'static str, column: &'static str) -> StoreError {
    StoreError::Inconsistent { table, column }
}

/// A member's role and whether the project is open: what the table of rights asks.
pub(super) async fn access(
    conn: &mut Conn<'_>,
    project: ProjectId,
    staff: StaffId,
) -> Result<Option<(Option<ProjectRole>, bool)>, StoreError> {
    let sql = "SELECT p.state, m.role FROM project p LEFT JOIN project_member m ON m.project_id = p.id AND m.staff_id = $2 WHERE p.id = $1";
    let row: Option<(String, Option<String>)> =
        on!(conn, |c| sqlx::query_as(sql).bind(project).bind(staff).fetch_optional(c).await)?;
    row.map(|(state, role)| {
        let role = role
            .map(|role| role.parse())
            .transpose()
            .map_err(|_| inconsistent("project_member", "role"))?;
        Ok((role, state == "open"))
    })
    .transpose()
}

#[derive(sqlx::FromRow)]
pub(super) struct ListedRow {
    pub id: ProjectId,
    pub name: String,
    state: String,
    role: String,
}

impl ListedRow {
    pub fn role(&self) -> Result<ProjectRole, StoreError> {
        self.role.parse().map_err(|_| inconsistent("project_member", "role"))
    }

    pub fn open(&self) -> bool {
        self.state == "open"
    }
}

pub(super) async fn list_of(
    conn: &mut Conn<'_>,
    staff: StaffId,
) -> Result<Vec<ListedRow>, StoreError> {
    let sql = "SELECT p.id, p.name, p.state, m.role FROM project p JOIN project_member m ON m.project_id = p.id \
               WHERE m.staff_id = $1 ORDER BY p.state DESC, p.name, p.id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(staff).fetch_all(c).await)?)
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    name: String,
    funder: String,
    acknowledgement: String,
    organisation: String,
    contact: String,
    starts_on: String,
    ends_on: String,
    retention_months: i64,
    parents: String,
}

pub(super) async fn find(
    conn: &mut Conn<'_>,
    id: ProjectId,
) -> Result<Option<ProjectFacts>, StoreError> {
    let sql = "SELECT name, funder, acknowledgement, organisation, contact, starts_on, ends_on, retention_months, parents FROM project WHERE id = $1";
    let row: Option<FactsRow> =
        on!(&mut *conn, |c| sqlx::query_as(sql).bind(id).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let sql = "SELECT country FROM project_country WHERE project_id = $1 ORDER BY country";
    let countries = on!(&mut *conn, |c| sqlx::query_scalar(sql).bind(id).fetch_all(c).await)?;
    let sql = "SELECT language FROM project_language WHERE project_id = $1 ORDER BY language";
    let codes: Vec<String> = on!(conn, |c| sqlx::query_scalar(sql).bind(id).fetch_all(c).await)?;
    let languages = Language::ALL
        .into_iter()
        .filter(|language| codes.iter().any(|code| code == language.code()))
        .collect();
    let day = |text: &str, column| text.parse::<Day>().map_err(|_| inconsistent("project", column));
    Ok(Some(ProjectFacts {
        starts_on: day(&row.starts_on, "starts_on")?,
        ends_on: day(&row.ends_on, "ends_on")?,
        name: row.name,
        funder: row.funder,
        acknowledgement: row.acknowledgement,
        organisation: row.organisation,
        contact: row.contact,
        countries,
        languages,
        retention_months: row.retention_months,
        parents: row.parents.parse().map_err(|_| inconsistent("project", "parents"))?,
    }))
}

pub(super) async fn insert(
    conn: &mut Conn<'_>,
    id: ProjectId,
    facts: &ProjectFacts,
    card_key: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO project (id, name, funder, acknowledgement, organisation, contact, starts_on, ends_on, retention_months, state, card_key, created_at, parents) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12)";
    on!(&mut *conn, |c| {
        let query = sqlx::query(sql)
            .bind(id)
            .bind(&facts.name)
            .bind(&facts.funder)
            .bind(&facts.acknowledgement);
        let query = query
            .bind(&facts.organisation)
            .bind(&facts.contact)
            .bind(facts.starts_on.to_string())
            .bind(facts.ends_on.to_string());
        let query = query.bind(facts.retention_months).bind(card_key).bind(now);
        query.bind(facts.parents.as_str()).execute(c).await.map(drop)
    })?;
    replace_lists(conn, id, facts).await
}

pub(super) async fn update(
    conn: &mut Conn<'_>,
    id: ProjectId,
    facts: &ProjectFacts,
) -> Result<(), StoreError> {
    let sql = "UPDATE project SET name = $2, funder = $3, acknowledgement = $4, organisation = $5, contact = $6, \
               starts_on = $7, ends_on = $8, retention_months = $9, parents = $10 WHERE id = $1";
    on!(&mut *conn, |c| {
        let query = sqlx::query(sql)
            .bind(id)
            .bind(&facts.name)
            .bind(&facts.funder)
            .bind(&facts.acknowledgement);
        let query = query
            .bind(&facts.organisation)
            .bind(&facts.contact)
            .bind(facts.starts_on.to_string())
            .bind(facts.ends_on.to_string());
        let query = query.bind(facts.retention_months).bind(facts.parents.as_str());
        query.execute(c).await.map(drop)
    })?;
    replace_lists(conn, id, facts).await
}

async fn replace_lists(
    conn: &mut Conn<'_>,
    id: ProjectId,
    facts: &ProjectFacts,
) -> Result<(), StoreError> {
    on!(&mut *conn, |c| sqlx::query("DELETE FROM project_country WHERE project_id = $1")
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    on!(&mut *conn, |c| sqlx::query("DELETE FROM project_language WHERE project_id = $1")
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    for country in &facts.countries {
        let sql = "INSERT INTO project_country (project_id, country) VALUES ($1, $2)";
        on!(&mut *conn, |c| sqlx::query(sql).bind(id).bind(country).execute(c).await.map(drop))?;
    }
    for language in &facts.languages {
        let sql = "INSERT INTO project_language (project_id, language) VALUES ($1, $2)";
        on!(&mut *conn, |c| sqlx::query(sql)
            .bind(id)
            .bind(language.code())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Opens or closes; closing notes the day and takes the key behind the cards away, opening brings a
/// new one.
pub(super) async fn set_state(
    conn: &mut Conn<'_>,
    id: ProjectId,
    closed_on: Option<Day>,
    card_key: Option<&[u8]>,
) -> Result<(), StoreError> {
    let sql = "UPDATE project SET state = $2, card_key = $3, closed_on = $4 WHERE id = $1";
    let state = if closed_on.is_none() { "open" } else { "closed" };
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(state).bind(card_key);
        query.bind(closed_on.map(|day| day.to_string())).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// The day a project was closed, while it is.
pub(super) async fn closed_on(
    conn: &mut Conn<'_>,
    id: ProjectId,
) -> Result<Option<Day>, StoreError> {
    let sql = "SELECT closed_on FROM project WHERE id = $1";
    let day: Option<Option<String>> =
        on!(conn, |c| sqlx::query_scalar(sql).bind(id).fetch_optional(c).await)?;
    let day = day.flatten().map(|day| day.parse());
    day.transpose().map_err(|_| inconsistent("project", "closed_on"))
}

/// Countries that projects and groups have, whatever their state.
pub(super) async fn countries_in_use(conn: &mut Conn<'_>) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT country FROM project_country UNION SELECT country FROM partner_group";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).fetch_all(c).await)?)
}

pub(super) async fn card_key(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT card_key FROM project WHERE id = $1";
    let key: Option<Option<Vec<u8>>> =
        on!(conn, |c| sqlx::query_scalar(sql).bind(project).fetch_optional(c).await)?;
    Ok(key.flatten())
}
