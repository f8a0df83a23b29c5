//! Rows of staff sessions.

use crate::db::{Conn, StoreError, on};
use domain::{id::StaffId, time::Timestamp};

/// A session as stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct SessionRow {
    pub staff_id: StaffId,
    pub role: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

pub(super) async fn find(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
) -> Result<Option<SessionRow>, StoreError> {
    let sql = "SELECT s.staff_id, a.role, s.created_at, s.seen_at, s.expires_at FROM staff_session s \
               JOIN staff a ON a.id = s.staff_id WHERE s.token_hash = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(token_hash).fetch_optional(c).await)?)
}

pub(super) async fn insert(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    staff: StaffId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff_session (token_hash, staff_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)";
    on!(conn, |c| sqlx::query(sql)
        .bind(token_hash)
        .bind(staff)
        .bind(now)
        .bind(expires)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn touch(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff_session SET seen_at = $2 WHERE token_hash = $1";
    on!(conn, |c| sqlx::query(sql).bind(token_hash).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn delete(conn: &mut Conn<'_>, token_hash: &[u8]) -> Result<(), StoreError> {
    let sql = "DELETE FROM staff_session WHERE token_hash = $1";
    on!(conn, |c| sqlx::query(sql).bind(token_hash).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn delete_all_of(conn: &mut Conn<'_>, staff: StaffId) -> Result<(), StoreError> {
    let sql = "DELETE FROM staff_session WHERE staff_id = $1";
    on!(conn, |c| sqlx::query(sql).bind(staff).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn delete_expired(conn: &mut Conn<'_>, now: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM staff_session WHERE expires_at < $1";
    on!(conn, |c| sqlx::query(sql).bind(now).execute(c).await.map(drop))?;
    Ok(())
}

/// Whether one of the staff member's projects has a workshop going on: their session then lives on.
pub(super) async fn runs_workshop(conn: &mut Conn<'_>, staff: StaffId) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM workshop w JOIN project_member m ON m.project_id = w.project_id \
               WHERE m.staff_id = $1 AND w.state IN ('open', 'locked')";
    let count: i64 = on!(conn, |c| sqlx::query_scalar(sql).bind(staff).fetch_one(c).await)?;
    Ok(count > 0)
}
