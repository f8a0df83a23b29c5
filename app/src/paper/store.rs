//! The mark of a sheet.

use crate::db::{Conn, StoreError, on};
use domain::id::{ParticipantId, WorkshopId};

/// Marks a participant as a sheet of paper.
pub(super) async fn mark(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
) -> Result<(), StoreError> {
    let sql = "UPDATE participant SET paper = 1 WHERE workshop_id = $1 AND id = $2";
    on!(conn, |c| sqlx::query(sql).bind(workshop).bind(participant).execute(c).await.map(drop))?;
    Ok(())
}

/// Sheets that were entered.
pub(super) async fn count(conn: &mut Conn<'_>, workshop: WorkshopId) -> Result<i64, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM participant WHERE workshop_id = $1 AND paper = 1 AND withdrawn = 0";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(workshop).fetch_one(c).await)?)
}
