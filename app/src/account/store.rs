//! Rows of accounts and of the links that open them.

use super::model::StaffSummary;
use crate::db::{Conn, StoreError, on};
use domain::{actor::InstallationRole, id::StaffId, time::Timestamp};

/// An account as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct StaffRow {
    pub id: StaffId,
    pub email: String,
    pub name: String,
    role: String,
    pub password_hash: Option<String>,
}

impl StaffRow {
    pub fn role(&self) -> Result<InstallationRole, StoreError> {
        self.role.parse().map_err(|_| StoreError::Inconsistent { table: "staff", column: "role" })
    }

    pub fn summary(self) -> Result<StaffSummary, StoreError> {
        Ok(StaffSummary {
            role: self.role()?,
            id: self.id,
            active: self.password_hash.is_some(),
            email: self.email,
            name: self.name,
        })
    }
}

macro_rules! select_staff {
    ($rest:literal) => {
        concat!("SELECT id, email, name, role, password_hash FROM staff ", $rest)
    };
}

pub(super) async fn find(conn: &mut Conn<'_>, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_as(select_staff!("WHERE id = $1"))
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

pub(super) async fn find_by_email(
    conn: &mut Conn<'_>,
    email: &str,
) -> Result<Option<StaffRow>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_as(select_staff!("WHERE email = $1"))
        .bind(email)
        .fetch_optional(c)
        .await)?)
}

pub(super) async fn list(conn: &mut Conn<'_>) -> Result<Vec<StaffRow>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_as(select_staff!("ORDER BY name, email")).fetch_all(c).await)?)
}

pub(super) async fn count(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    Ok(on!(conn, |c| sqlx::query_scalar("SELECT COUNT(*) FROM staff").fetch_one(c).await)?)
}

pub(super) async fn insert(
    conn: &mut Conn<'_>,
    id: StaffId,
    email: &str,
    name: &str,
    role: InstallationRole,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO staff (id, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(email).bind(name).bind(role.as_str());
        query.bind(password_hash).bind(now).execute(c).await.map(drop)
    })?;
    Ok(())
}

pub(super) async fn set_password(
    conn: &mut Conn<'_>,
    id: StaffId,
    password_hash: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET password_hash = $2 WHERE id = $1";
    on!(conn, |c| sqlx::query(sql).bind(id).bind(password_hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Replaces whatever link the staff member had.
pub(super) async fn replace_link(
    conn: &mut Conn<'_>,
    id: StaffId,
    token_hash: &[u8],
    expires: Timestamp,
) -> Result<(), StoreError> {
    on!(&mut *conn, |c| sqlx::query("DELETE FROM sign_in_link WHERE staff_id = $1")
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    let sql = "INSERT INTO sign_in_link (token_hash, staff_id, expires_at) VALUES ($1, $2, $3)";
    on!(conn, |c| sqlx::query(sql)
        .bind(token_hash)
        .bind(id)
        .bind(expires)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Whose password this link sets.
pub(super) async fn find_link(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<StaffRow>, StoreError> {
    let sql = "SELECT s.id, s.email, s.name, s.role, s.password_hash FROM sign_in_link l JOIN staff s ON s.id = l.staff_id \
               WHERE l.token_hash = $1 AND l.expires_at > $2";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(token_hash).bind(now).fetch_optional(c).await)?)
}

/// Uses a link up; false where somebody was faster.
pub(super) async fn delete_link(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM sign_in_link WHERE token_hash = $1";
    let deleted = on!(conn, |c| sqlx::query(sql)
        .bind(token_hash)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(deleted == 1)
}

/// Makes whatever link the staff member had void.
pub(super) async fn delete_links_of(conn: &mut Conn<'_>, id: StaffId) -> Result<(), StoreError> {
    let sql = "DELETE FROM sign_in_link WHERE staff_id = $1";
    on!(conn, |c| sqlx::query(sql).bind(id).execute(c).await.map(drop))?;
    Ok(())
}

/// Replaces the installation's set-up link.
pub(super) async fn replace_setup_link(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    expires: Timestamp,
) -> Result<(), StoreError> {
    on!(&mut *conn, |c| sqlx::query("DELETE FROM setup_link").execute(c).await.map(drop))?;
    let sql = "INSERT INTO setup_link (token_hash, expires_at) VALUES ($1, $2)";
    on!(conn, |c| sqlx::query(sql).bind(token_hash).bind(expires).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn has_setup_link(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM setup_link WHERE token_hash = $1 AND expires_at > $2";
    let count: i64 =
        on!(conn, |c| sqlx::query_scalar(sql).bind(token_hash).bind(now).fetch_one(c).await)?;
    Ok(count == 1)
}

pub(super) async fn delete_setup_link(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    on!(conn, |c| sqlx::query("DELETE FROM setup_link").execute(c).await.map(drop))?;
    Ok(())
}
