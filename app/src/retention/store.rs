//! Rows of participants whose time is over.

use crate::db::{Conn, StoreError, on};
use domain::{
    id::{ProjectId, WorkshopId},
    time::Day,
};

/// What decides when a project's single answers go.
pub(super) struct Project {
    pub id: ProjectId,
    pub ends_on: Day,
    pub closed_on: Option<Day>,
    pub retention_months: i64,
}

/// Projects that still have participants.
pub(super) async fn list_projects(conn: &mut Conn<'_>) -> Result<Vec<Project>, StoreError> {
    let sql = "SELECT p.id, p.ends_on, p.closed_on, p.retention_months FROM project p WHERE EXISTS \
               (SELECT 1 FROM workshop w JOIN participant a ON a.workshop_id = w.id WHERE w.project_id = p.id)";
    let rows: Vec<(ProjectId, String, Option<String>, i64)> =
        on!(conn, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    let day = |text: String, column| {
        text.parse().map_err(|_| StoreError::Inconsistent { table: "project", column })
    };
    rows.into_iter()
        .map(|(id, ends_on, closed_on, retention_months)| {
            let closed_on = closed_on.map(|closed| day(closed, "closed_on")).transpose()?;
            Ok(Project { id, ends_on: day(ends_on, "ends_on")?, closed_on, retention_months })
        })
        .collect()
}

/// Closed workshops of a project that still have participants and whose waves are all frozen.
pub(super) async fn list_settled(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<WorkshopId>, StoreError> {
    let sql = "SELECT w.id FROM workshop w WHERE w.project_id = $1 AND w.state = 'closed' \
               AND EXISTS (SELECT 1 FROM participant a WHERE a.workshop_id = w.id) \
               AND (w.before_opened_at IS NULL OR EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'before')) \
               AND (w.after_opened_at IS NULL OR EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'after')) \
               ORDER BY w.id";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(project).fetch_all(c).await)?)
}

/// Keeps a workshop's headcounts, unless they are kept already.
pub(super) async fn keep_counts(conn: &mut Conn<'_>, id: WorkshopId) -> Result<(), StoreError> {
    let sql = "UPDATE workshop SET \
               kept_joined = (SELECT COUNT(*) FROM participant WHERE workshop_id = $1), \
               kept_before_begun = (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND wave = 'before' AND state <> 'declined'), \
               kept_before_sent = (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND wave = 'before' AND state = 'sent'), \
               kept_after_begun = (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND wave = 'after' AND state <> 'declined'), \
               kept_after_sent = (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND wave = 'after' AND state = 'sent') \
               WHERE id = $1 AND kept_joined IS NULL";
    on!(conn, |c| sqlx::query(sql).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Deletes so many participants of a workshop with their waves and answers; returns how many.
pub(super) async fn delete_participants(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    most: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM participant WHERE workshop_id = $1 AND id IN (SELECT id FROM participant WHERE workshop_id = $1 LIMIT $2)";
    Ok(on!(conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(most)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}
