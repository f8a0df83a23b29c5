//! Rows of projects, partners, groups and members.

use super::model::{Group, GroupFacts, ProjectFacts};
use crate::db::{Conn, StoreError, on};
use domain::{
    actor::ProjectRole,
    id::{GroupId, PartnerId, ProjectId, StaffId},
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

/// Name and phone of a group's safeguarding person; empty where nobody is named.
pub(super) async fn safeguarding(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT safeguarding_person, safeguarding_phone FROM partner_group WHERE id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(group).fetch_optional(c).await)?)
}

/// Names a group's safeguarding person.
pub(super) async fn set_safeguarding(
    conn: &mut Conn<'_>,
    group: GroupId,
    person: &str,
    phone: &str,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE partner_group SET safeguarding_person = $2, safeguarding_phone = $3 WHERE id = $1";
    on!(conn, |c| sqlx::query(sql)
        .bind(group)
        .bind(person)
        .bind(phone)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn list_partners(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<(PartnerId, String)>, StoreError> {
    let sql = "SELECT id, name FROM partner WHERE project_id = $1 ORDER BY name, id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

#[derive(sqlx::FromRow)]
struct GroupRow {
    id: GroupId,
    partner_id: PartnerId,
    name: String,
    age_band: String,
    country: String,
    safeguarding_person: String,
    safeguarding_phone: String,
}

pub(super) async fn list_groups(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<(PartnerId, Group)>, StoreError> {
    let sql = "SELECT g.id, g.partner_id, g.name, g.age_band, g.country, g.safeguarding_person, g.safeguarding_phone \
               FROM partner_group g JOIN partner p ON p.id = g.partner_id WHERE p.project_id = $1 ORDER BY g.name, g.id";
    let rows: Vec<GroupRow> = on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            let age_band =
                row.age_band.parse().map_err(|_| inconsistent("partner_group", "age_band"))?;
            let facts = GroupFacts {
                name: row.name,
                age_band,
                country: row.country,
                safeguarding_person: row.safeguarding_person,
                safeguarding_phone: row.safeguarding_phone,
            };
            Ok((row.partner_id, Group { id: row.id, facts }))
        })
        .collect()
}

pub(super) async fn insert_partner(
    conn: &mut Conn<'_>,
    project: ProjectId,
    id: PartnerId,
    name: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO partner (id, project_id, name) VALUES ($1, $2, $3)";
    on!(conn, |c| sqlx::query(sql).bind(id).bind(project).bind(name).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn insert_group(
    conn: &mut Conn<'_>,
    partner: PartnerId,
    group: &Group,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO partner_group (id, partner_id, name, age_band, country, safeguarding_person, safeguarding_phone) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let facts = &group.facts;
    on!(conn, |c| {
        let query = sqlx::query(sql)
            .bind(group.id)
            .bind(partner)
            .bind(&facts.name)
            .bind(facts.age_band.as_str());
        query
            .bind(&facts.country)
            .bind(&facts.safeguarding_person)
            .bind(&facts.safeguarding_phone)
            .execute(c)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// The project a partner belongs to.
pub(super) async fn project_of_partner(
    conn: &mut Conn<'_>,
    partner: PartnerId,
) -> Result<Option<ProjectId>, StoreError> {
    let sql = "SELECT project_id FROM partner WHERE id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(partner).fetch_optional(c).await)?)
}

/// Members with their roles, managers first.
pub(super) async fn list_members(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<(StaffId, ProjectRole)>, StoreError> {
    let sql = "SELECT m.staff_id, m.role FROM project_member m JOIN staff s ON s.id = m.staff_id \
               WHERE m.project_id = $1 ORDER BY m.role DESC, s.name, s.id";
    let rows: Vec<(StaffId, String)> =
        on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(id, role)| {
            Ok((id, role.parse().map_err(|_| inconsistent("project_member", "role"))?))
        })
        .collect()
}

pub(super) async fn set_member(
    conn: &mut Conn<'_>,
    project: ProjectId,
    staff: StaffId,
    role: ProjectRole,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO project_member (project_id, staff_id, role) VALUES ($1, $2, $3) \
               ON CONFLICT (project_id, staff_id) DO UPDATE SET role = excluded.role";
    on!(conn, |c| sqlx::query(sql)
        .bind(project)
        .bind(staff)
        .bind(role.as_str())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn delete_member(
    conn: &mut Conn<'_>,
    project: ProjectId,
    staff: StaffId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM project_member WHERE project_id = $1 AND staff_id = $2";
    on!(conn, |c| sqlx::query(sql).bind(project).bind(staff).execute(c).await.map(drop))?;
    Ok(())
}

/// How many projects this person belongs to that `keeper` does not manage.
pub(super) async fn count_memberships_beyond(
    conn: &mut Conn<'_>,
    staff: StaffId,
    keeper: StaffId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM project_member m WHERE m.staff_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM project_member k WHERE k.project_id = m.project_id AND k.staff_id = $2 AND k.role = 'manager')";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(staff).bind(keeper).fetch_one(c).await)?)
}

/// The project a group belongs to.
pub(super) async fn project_of_group(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<Option<ProjectId>, StoreError> {
    let sql = "SELECT p.project_id FROM partner_group g JOIN partner p ON p.id = g.partner_id WHERE g.id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(group).fetch_optional(c).await)?)
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
