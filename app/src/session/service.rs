//! Opening, keeping and ending staff sessions.

use super::{store, token::Token};
use crate::{
    db::{Conn, Db, StoreError},
    error::AppError,
    incident::internal,
};
use domain::{
    actor::{Actor, InstallationRole},
    id::StaffId,
    time::Timestamp,
};

/// How long sessions live, in minutes.
#[derive(Debug, Clone, Copy)]
pub struct SessionRules {
    /// Without a request, for everybody but administrators.
    pub idle_minutes: i64,
    /// At most, for everybody but administrators.
    pub absolute_minutes: i64,
    /// Without a request, for administrators.
    pub admin_idle_minutes: i64,
    /// At most, for administrators.
    pub admin_absolute_minutes: i64,
}

impl Default for SessionRules {
    fn default() -> Self {
        Self {
            idle_minutes: 60,
            absolute_minutes: 12 * 60,
            admin_idle_minutes: 20,
            admin_absolute_minutes: 8 * 60,
        }
    }
}

impl SessionRules {
    const fn idle(self, role: InstallationRole) -> i64 {
        match role {
            InstallationRole::Admin => self.admin_idle_minutes,
            _ => self.idle_minutes,
        }
    }

    const fn absolute(self, role: InstallationRole) -> i64 {
        match role {
            InstallationRole::Admin => self.admin_absolute_minutes,
            _ => self.absolute_minutes,
        }
    }
}

/// Seconds after which a request renews the session's last-seen moment: a write per request would
/// queue behind the answers.
const TOUCH_AFTER_SECONDS: i64 = 60;

/// The staff member behind a session cookie, or nobody.
///
/// # Errors
/// When the store fails.
pub async fn actor(
    db: &Db,
    rules: SessionRules,
    now: Timestamp,
    cookie: Option<&str>,
) -> Result<Actor, AppError> {
    let Some(token) = cookie.and_then(Token::parse) else { return Ok(Actor::Nobody) };
    let hash = token.hash();
    let mut reader = db.read().await?;
    let Some(row) = store::find(&mut reader.conn(), &hash).await? else { return Ok(Actor::Nobody) };
    let role: InstallationRole = row
        .role
        .parse()
        .map_err(|_| internal(&StoreError::Inconsistent { table: "staff", column: "role" }))?;
    let idle = now.seconds_since(row.seen_at);
    let too_old =
        now >= row.expires_at || now.seconds_since(row.created_at) > rules.absolute(role) * 60;
    let mut alive = !too_old && idle <= rules.idle(role) * 60;
    if !alive && !too_old && role != InstallationRole::Admin {
        alive = store::runs_workshop(&mut reader.conn(), row.staff_id).await?;
    }
    drop(reader);
    if !alive {
        return Ok(Actor::Nobody);
    }
    if idle > TOUCH_AFTER_SECONDS {
        let mut tx = db.begin().await?;
        store::touch(&mut tx.conn(), &hash, now).await?;
        tx.commit().await?;
    }
    Ok(Actor::Staff { id: row.staff_id, role })
}

/// Starts a session inside the caller's transaction; returns its token for the cookie.
///
/// # Errors
/// When the store fails.
pub async fn start(
    conn: &mut Conn<'_>,
    rules: SessionRules,
    now: Timestamp,
    staff: StaffId,
    role: InstallationRole,
) -> Result<Token, AppError> {
    let token = Token::random();
    store::delete_expired(conn, now).await?;
    store::insert(conn, &token.hash(), staff, now, now.plus_seconds(rules.absolute(role) * 60))
        .await?;
    Ok(token)
}

/// Ends the session of this cookie.
///
/// # Errors
/// When the store fails.
pub async fn end(db: &Db, cookie: Option<&str>) -> Result<(), AppError> {
    if let Some(token) = cookie.and_then(Token::parse) {
        let mut tx = db.begin().await?;
        store::delete(&mut tx.conn(), &token.hash()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends every session of a staff member, inside the caller's transaction.
///
/// # Errors
/// When the store fails.
pub async fn end_all(conn: &mut Conn<'_>, staff: StaffId) -> Result<(), AppError> {
    Ok(store::delete_all_of(conn, staff).await?)
}
