//! Rows of facts about the installation.

use crate::db::{Conn, StoreError, on};

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
