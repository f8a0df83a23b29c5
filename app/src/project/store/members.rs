//! Rows of the people who work in a project.

use super::inconsistent;
use crate::db::{Conn, StoreError, on};
use domain::{
    actor::ProjectRole,
    id::{ProjectId, StaffId},
};

/// Members with their roles, managers first.
pub(in crate::project) async fn list_members(
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

pub(in crate::project) async fn set_member(
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

pub(in crate::project) async fn delete_member(
    conn: &mut Conn<'_>,
    project: ProjectId,
    staff: StaffId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM project_member WHERE project_id = $1 AND staff_id = $2";
    on!(conn, |c| sqlx::query(sql).bind(project).bind(staff).execute(c).await.map(drop))?;
    Ok(())
}

/// How many projects this person belongs to that `keeper` does not manage.
pub(in crate::project) async fn count_memberships_beyond(
    conn: &mut Conn<'_>,
    staff: StaffId,
    keeper: StaffId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM project_member m WHERE m.staff_id = $1 AND NOT EXISTS \
               (SELECT 1 FROM project_member k WHERE k.project_id = m.project_id AND k.staff_id = $2 AND k.role = 'manager')";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(staff).bind(keeper).fetch_one(c).await)?)
}
