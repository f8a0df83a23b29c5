//! Rows of coaches' reports and of their requests for support.

use crate::db::{Conn, StoreError, on};
use domain::{
    id::{ProjectId, StaffId, WorkshopId},
    time::Timestamp,
};

/// A report with its author's name.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ReportRow {
    pub staff_id: StaffId,
    pub name: String,
    pub answers: String,
    pub sent_at: Timestamp,
}

/// A workshop's reports, oldest first.
pub(super) async fn list_reports(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<ReportRow>, StoreError> {
    let sql = "SELECT r.staff_id, s.name, r.answers, r.sent_at FROM coach_report r \
               JOIN staff s ON s.id = r.staff_id WHERE r.workshop_id = $1 ORDER BY r.sent_at, r.staff_id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

/// Keeps a report; sent again, it takes the earlier one's place.
pub(super) async fn put_report(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    staff: StaffId,
    answers: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO coach_report (workshop_id, staff_id, answers, sent_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (workshop_id, staff_id) DO UPDATE SET answers = excluded.answers, sent_at = excluded.sent_at";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(staff).bind(answers).bind(now);
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}

/// A request for support, with names.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct SupportRow {
    pub workshop_id: WorkshopId,
    pub staff_id: StaffId,
    pub name: String,
    pub email: String,
    pub asked_at: Timestamp,
    pub acknowledged_at: Option<Timestamp>,
    pub acknowledged_name: Option<String>,
}

/// A workshop's requests for support, oldest first.
pub(super) async fn list_support(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<SupportRow>, StoreError> {
    let sql = "SELECT q.workshop_id, q.staff_id, s.name, s.email, q.asked_at, q.acknowledged_at, a.name AS acknowledged_name \
               FROM support_request q JOIN staff s ON s.id = q.staff_id LEFT JOIN staff a ON a.id = q.acknowledged_by \
               WHERE q.workshop_id = $1 ORDER BY q.asked_at, q.staff_id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

/// Requests that nobody has acknowledged yet, in all projects that this person manages.
pub(super) async fn list_waiting(
    conn: &mut Conn<'_>,
    manager: StaffId,
) -> Result<Vec<SupportRow>, StoreError> {
    let sql = "SELECT q.workshop_id, q.staff_id, s.name, s.email, q.asked_at, q.acknowledged_at, NULL AS acknowledged_name \
               FROM support_request q JOIN staff s ON s.id = q.staff_id JOIN workshop w ON w.id = q.workshop_id \
               JOIN project_member m ON m.project_id = w.project_id \
               WHERE m.staff_id = $1 AND m.role = 'manager' AND q.acknowledged_at IS NULL ORDER BY q.asked_at, q.staff_id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(manager).fetch_all(c).await)?)
}

/// As [`list_waiting`], in one project.
pub(super) async fn list_waiting_in(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<SupportRow>, StoreError> {
    let sql = "SELECT q.workshop_id, q.staff_id, s.name, s.email, q.asked_at, q.acknowledged_at, NULL AS acknowledged_name \
               FROM support_request q JOIN staff s ON s.id = q.staff_id JOIN workshop w ON w.id = q.workshop_id \
               WHERE w.project_id = $1 AND q.acknowledged_at IS NULL ORDER BY q.asked_at, q.staff_id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

/// Asks for support; asked before and acknowledged, it is asked anew.
pub(super) async fn ask_for_support(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO support_request (workshop_id, staff_id, asked_at) VALUES ($1, $2, $3) \
               ON CONFLICT (workshop_id, staff_id) DO UPDATE SET asked_at = excluded.asked_at, acknowledged_by = NULL, acknowledged_at = NULL";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(staff).bind(now);
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Notes which manager has seen a request; the first one counts. False where nothing waited.
pub(super) async fn acknowledge(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    staff: StaffId,
    by: StaffId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE support_request SET acknowledged_by = $3, acknowledged_at = $4 \
               WHERE workshop_id = $1 AND staff_id = $2 AND acknowledged_at IS NULL";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(staff).bind(by).bind(now);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Whether somebody said that the protocol was used.
pub(super) async fn protocol_used(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<bool, StoreError> {
    let sql = "SELECT protocol_used FROM workshop WHERE id = $1";
    let used: Option<i64> =
        on!(conn, |c| sqlx::query_scalar(sql).bind(workshop).fetch_optional(c).await)?;
    Ok(used == Some(1))
}

/// Notes that the protocol was used: yes, and nothing else.
pub(super) async fn note_protocol(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<(), StoreError> {
    let sql = "UPDATE workshop SET protocol_used = 1 WHERE id = $1";
    on!(conn, |c| sqlx::query(sql).bind(workshop).execute(c).await.map(drop))?;
    Ok(())
}
