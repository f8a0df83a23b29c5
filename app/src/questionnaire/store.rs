//! Rows of questionnaires.

use crate::db::{Conn, StoreError, on};

pub(super) async fn list(conn: &mut Conn<'_>) -> Result<Vec<(String, i64, String)>, StoreError> {
    let sql = "SELECT id, version, content FROM questionnaire ORDER BY id, version";
    Ok(on!(conn, |c| sqlx::query_as(sql).fetch_all(c).await)?)
}

/// Adds a version; one that is there already stays as it is.
pub(super) async fn insert_missing(
    conn: &mut Conn<'_>,
    id: &str,
    version: i64,
    content: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO questionnaire (id, version, content) VALUES ($1, $2, $3) ON CONFLICT (id, version) DO NOTHING";
    on!(conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(version)
        .bind(content)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
