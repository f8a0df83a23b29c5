//! Rows behind the parents' letter.

use crate::db::{Conn, StoreError, on};
use domain::{id::WorkshopId, time::Timestamp};

/// The workshop whose letter has this token.
pub(super) async fn find_by_token(
    conn: &mut Conn<'_>,
    token: &str,
) -> Result<Option<WorkshopId>, StoreError> {
    let sql = "SELECT id FROM workshop WHERE letter_token = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(token).fetch_optional(c).await)?)
}

/// What is noted about a workshop's letter.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct LetterRow {
    pub letter_token: Option<String>,
    pub confirmed_at: Option<Timestamp>,
    pub confirmed_by: Option<String>,
}

pub(super) async fn find(
    conn: &mut Conn<'_>,
    id: WorkshopId,
) -> Result<Option<LetterRow>, StoreError> {
    let sql = "SELECT w.letter_token, w.parents_confirmed_at AS confirmed_at, s.name AS confirmed_by \
               FROM workshop w LEFT JOIN staff s ON s.id = w.parents_confirmed_by WHERE w.id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}
