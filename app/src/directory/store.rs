//! Rows of what editors changed in the directory.

use super::{book::Overlay, model::Facts};
use crate::db::{Conn, StoreError, on};
use domain::{id::StaffId, time::Timestamp};

fn inconsistent(table: &'static str, column: &'static str) -> StoreError {
    StoreError::Inconsistent { table, column }
}

/// Rises with every change.
pub(super) async fn version(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let sql = "SELECT max(number) FROM directory_change";
    let number: Option<i64> = on!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
    Ok(number.unwrap_or(0))
}

#[derive(sqlx::FromRow)]
struct OverlayRow {
    country: String,
    entry: String,
    channels: String,
    hours: String,
    mark: String,
    status: String,
    checked_on: String,
    checked_by: String,
    saved_on: String,
    based_on: String,
}

/// Everything that editors saved.
pub(super) async fn list(conn: &mut Conn<'_>) -> Result<Vec<Overlay>, StoreError> {
    let sql = "SELECT country, entry, channels, hours, mark, status, checked_on, checked_by, saved_on, based_on FROM directory_entry";
    let rows: Vec<OverlayRow> = on!(conn, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            let wrong = |column| inconsistent("directory_entry", column);
            let facts = Facts {
                channels: serde_json::from_str(&row.channels).map_err(|_| wrong("channels"))?,
                hours: serde_json::from_str(&row.hours).map_err(|_| wrong("hours"))?,
                mark: row.mark,
                status: row.status,
                checked: row.checked_on.parse().map_err(|_| wrong("checked_on"))?,
                checked_by: row.checked_by,
            };
            let saved_on = row.saved_on.parse().map_err(|_| wrong("saved_on"))?;
            let based_on = row.based_on.parse().map_err(|_| wrong("based_on"))?;
            Ok(Overlay { country: row.country, entry: row.entry, facts, saved_on, based_on })
        })
        .collect()
}

/// Saves what an entry says now.
pub(super) async fn put(conn: &mut Conn<'_>, overlay: &Overlay) -> Result<(), StoreError> {
    let sql = "INSERT INTO directory_entry (country, entry, channels, hours, mark, status, checked_on, checked_by, saved_on, based_on) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
               ON CONFLICT (country, entry) DO UPDATE SET channels = excluded.channels, hours = excluded.hours, mark = excluded.mark, \
               status = excluded.status, checked_on = excluded.checked_on, checked_by = excluded.checked_by, saved_on = excluded.saved_on, based_on = excluded.based_on";
    let facts = &overlay.facts;
    let json = |written: serde_json::Result<String>, column| {
        written.map_err(|_| inconsistent("directory_entry", column))
    };
    let channels = json(serde_json::to_string(&facts.channels), "channels")?;
    let hours = json(serde_json::to_string(&facts.hours), "hours")?;
    let (checked, saved) = (facts.checked.to_string(), overlay.saved_on.to_string());
    let based = overlay.based_on.to_string();
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(&overlay.country).bind(&overlay.entry);
        let query = query.bind(channels).bind(hours).bind(&facts.mark).bind(&facts.status);
        let query = query.bind(checked).bind(&facts.checked_by).bind(saved);
        query.bind(based).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Notes a change and so makes a new version; when another server noted one just now, that is a
/// [`StoreError::Conflict`].
pub(super) async fn insert_change(
    conn: &mut Conn<'_>,
    overlay: &Overlay,
    before: &Facts,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let number = version(&mut *conn).await? + 1;
    let sql = "INSERT INTO directory_change (number, country, entry, staff_id, changed_at, state_before, state_after) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let json = |facts: &Facts| {
        serde_json::to_string(facts).map_err(|_| inconsistent("directory_change", "state_after"))
    };
    let (before, after) = (json(before)?, json(&overlay.facts)?);
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(number).bind(&overlay.country).bind(&overlay.entry);
        query.bind(staff).bind(now).bind(before).bind(after).execute(c).await.map(drop)
    })?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct ChangeRow {
    pub country: String,
    pub entry: String,
    pub who: Option<String>,
    pub changed_at: Timestamp,
    state_before: String,
    state_after: String,
}

impl ChangeRow {
    /// The entry before and after.
    pub fn states(&self) -> Result<(Facts, Facts), StoreError> {
        let read = |text: &str, column| {
            serde_json::from_str(text).map_err(|_| inconsistent("directory_change", column))
        };
        Ok((read(&self.state_before, "state_before")?, read(&self.state_after, "state_after")?))
    }
}

/// The latest changes, newest first.
pub(super) async fn list_changes(
    conn: &mut Conn<'_>,
    most: i64,
) -> Result<Vec<ChangeRow>, StoreError> {
    let sql = "SELECT d.country, d.entry, s.name AS who, d.changed_at, d.state_before, d.state_after \
               FROM directory_change d LEFT JOIN staff s ON s.id = d.staff_id ORDER BY d.number DESC LIMIT $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(most).fetch_all(c).await)?)
}
