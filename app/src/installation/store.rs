//! Rows of facts about the installation.

use crate::db::{Conn, StoreError, on};
use domain::time::Timestamp;

pub async fn find(conn: &mut Conn<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT value FROM installation WHERE name = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(name).fetch_optional(c).await)?)
}

pub async fn insert_missing(
    conn: &mut Conn<'_>,
    name: &str,
    value: &[u8],
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    on!(conn, |c| sqlx::query(sql).bind(name).bind(value).execute(c).await.map(drop))?;
    Ok(())
}

pub async fn count_accounts(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    Ok(on!(conn, |c| sqlx::query_scalar("SELECT COUNT(*) FROM staff").fetch_one(c).await)?)
}

/// The newest moment that any table knows. Answers have none.
pub async fn newest_moment(conn: &mut Conn<'_>) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MAX(moment) FROM (SELECT MAX(seen_at) AS moment FROM staff_session \
               UNION ALL SELECT MAX(created_at) FROM staff UNION ALL SELECT MAX(created_at) FROM project \
               UNION ALL SELECT MAX(created_at) FROM workshop UNION ALL SELECT MAX(opened_at) FROM workshop \
               UNION ALL SELECT MAX(closed_at) FROM workshop UNION ALL SELECT MAX(frozen_at) FROM wave_tally) AS moments";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await)?)
}
