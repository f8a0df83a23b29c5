//! Rows of partners and their groups.

use super::inconsistent;
use crate::{
    db::{Conn, StoreError, on},
    project::model::{Group, GroupFacts},
};
use domain::id::{GroupId, PartnerId, ProjectId};

pub(in crate::project) async fn list_partners(
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

pub(in crate::project) async fn list_groups(
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

pub(in crate::project) async fn insert_partner(
    conn: &mut Conn<'_>,
    project: ProjectId,
    id: PartnerId,
    name: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO partner (id, project_id, name) VALUES ($1, $2, $3)";
    on!(conn, |c| sqlx::query(sql).bind(id).bind(project).bind(name).execute(c).await.map(drop))?;
    Ok(())
}

pub(in crate::project) async fn insert_group(
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
pub(in crate::project) async fn project_of_partner(
    conn: &mut Conn<'_>,
    partner: PartnerId,
) -> Result<Option<ProjectId>, StoreError> {
    let sql = "SELECT project_id FROM partner WHERE id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(partner).fetch_optional(c).await)?)
}

/// The project a group belongs to.
pub(in crate::project) async fn project_of_group(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<Option<ProjectId>, StoreError> {
    let sql = "SELECT p.project_id FROM partner_group g JOIN partner p ON p.id = g.partner_id WHERE g.id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(group).fetch_optional(c).await)?)
}

/// Name and phone of a group's safeguarding person; empty where nobody is named.
pub(in crate::project) async fn safeguarding(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT safeguarding_person, safeguarding_phone FROM partner_group WHERE id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(group).fetch_optional(c).await)?)
}

/// Names a group's safeguarding person.
pub(in crate::project) async fn set_safeguarding(
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

/// A group's age band, as it is stored.
pub(in crate::project) async fn age_band(
    conn: &mut Conn<'_>,
    group: GroupId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT age_band FROM partner_group WHERE id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(group).fetch_optional(c).await)?)
}
