//! Rows of live runs, votes, their counts, and projectors.

use crate::db::{Conn, StoreError, on};
use domain::{
    id::{ParticipantId, ProjectId, WorkshopId},
    time::Timestamp,
};

pub(super) async fn insert(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    content: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO workshop_run (workshop_id, version, content) VALUES ($1, 1, $2)";
    on!(conn, |c| sqlx::query(sql).bind(workshop).bind(content).execute(c).await.map(drop))?;
    Ok(())
}

/// Version and content.
pub(super) async fn find(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Option<(i64, String)>, StoreError> {
    let sql = "SELECT version, content FROM workshop_run WHERE workshop_id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_optional(c).await)?)
}

/// Who keeps a run as it is until their transaction ends. SQLite writes one transaction at a time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hold {
    /// A vote: others may vote meanwhile, and nobody steers.
    Vote,
    /// A command: waits for the votes that are being saved, so that none is saved after the counting.
    Steer,
}

/// As [`find`], and keeps the run as it is until the transaction ends. The workshop's row is what is
/// held, as it is by closing and by joining: everybody takes the same lock first. The run is read by
/// a statement of its own, so that it is the one after the waiting.
pub(super) async fn hold(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    hold: Hold,
) -> Result<Option<(i64, String)>, StoreError> {
    if let Conn::Postgres(c) = conn {
        let sql = match hold {
            Hold::Vote => "SELECT 1 FROM workshop WHERE id = $1 FOR SHARE",
            Hold::Steer => "SELECT 1 FROM workshop WHERE id = $1 FOR NO KEY UPDATE",
        };
        sqlx::query(sql).bind(workshop).execute(&mut **c).await?;
    }
    find(conn, workshop).await
}

/// Replaces the version that was read; false where somebody was faster.
pub(super) async fn replace(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    read: i64,
    content: &str,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop_run SET version = version + 1, content = $3 WHERE workshop_id = $1 AND version = $2";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(read).bind(content);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// What everything a phone shows depends on: the run's version and the workshop's state.
pub(super) async fn version(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Option<(i64, String)>, StoreError> {
    let sql = "SELECT COALESCE(r.version, 0), w.state FROM workshop w LEFT JOIN workshop_run r ON r.workshop_id = w.id WHERE w.id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_optional(c).await)?)
}

/// Joined phones, votes, phones inside a form and phones done with one: what else a coach sees change.
pub(super) async fn counts(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<(i64, i64, i64, i64), StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM participant WHERE workshop_id = $1), \
               (SELECT COUNT(*) FROM live_vote WHERE workshop_id = $1), \
               (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND state = 'inside'), \
               (SELECT COUNT(*) FROM participant_wave WHERE workshop_id = $1 AND state <> 'inside')";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_one(c).await)?)
}

/// Saves what a phone answers; an earlier answer of it is replaced.
pub(super) async fn put_vote(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    ask: &str,
    value: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO live_vote (workshop_id, participant_id, ask, value) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (workshop_id, participant_id, ask) DO UPDATE SET value = excluded.value";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(participant).bind(ask).bind(value);
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}

/// What a phone answered so far: ask and value.
pub(super) async fn votes_of(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT ask, value FROM live_vote WHERE workshop_id = $1 AND participant_id = $2";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).bind(participant).fetch_all(c).await)?)
}

/// Answers to an ask, each with what the same phone said to a second one (the size of its group).
pub(super) async fn votes(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    ask: &str,
    size: &str,
) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let sql = "SELECT v.value, s.value FROM live_vote v LEFT JOIN live_vote s \
               ON s.workshop_id = v.workshop_id AND s.participant_id = v.participant_id AND s.ask = $3 \
               WHERE v.workshop_id = $1 AND v.ask = $2";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).bind(ask).bind(size).fetch_all(c).await)?)
}

/// Phones that answered at least one of the asks whose names begin so.
pub(super) async fn count_answered(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    prefix: &str,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(DISTINCT participant_id) FROM live_vote WHERE workshop_id = $1 AND substr(ask, 1, $3) = $2";
    let length = i64::try_from(prefix.chars().count()).unwrap_or(i64::MAX);
    Ok(on!(conn, |c| {
        let query = sqlx::query_scalar(sql).bind(workshop).bind(prefix);
        query.bind(i32::try_from(length).unwrap_or(i32::MAX)).fetch_one(c).await
    })?)
}

/// Forgets what phones answered; the counts are kept.
pub(super) async fn delete_votes(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM live_vote WHERE workshop_id = $1";
    on!(conn, |c| sqlx::query(sql).bind(workshop).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets answers to one ask and what was kept of them: it is asked anew.
pub(super) async fn forget(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    ask: &str,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM live_vote WHERE workshop_id = $1 AND ask = $2",
        "DELETE FROM live_tally WHERE workshop_id = $1 AND ask = $2",
    ] {
        on!(&mut *conn, |c| sqlx::query(sql).bind(workshop).bind(ask).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Counts of one ask.
pub(super) struct TallyRow<'a> {
    pub ask: &'a str,
    pub step: &'a str,
    pub item: &'a str,
    pub people: i64,
    pub counts: &'a str,
}

/// Keeps the counts of an ask in place of earlier ones.
pub(super) async fn put_tally(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    row: &TallyRow<'_>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO live_tally (workshop_id, ask, step, item, people, counts) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (workshop_id, ask) DO UPDATE SET people = excluded.people, counts = excluded.counts";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(row.ask).bind(row.step).bind(row.item);
        query.bind(row.people).bind(row.counts).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Counts that were kept: ask, people, counts.
pub(super) async fn tallies(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<(String, i64, String)>, StoreError> {
    let sql = "SELECT ask, people, counts FROM live_tally WHERE workshop_id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

/// Counts kept of one ask in one workshop: the workshop, the ask, its step, its item, people, counts.
pub(super) type ProjectTally = (WorkshopId, String, String, String, i64, String);

/// Counts that were kept in a project's closed workshops, trials apart.
pub(super) async fn project_tallies(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<ProjectTally>, StoreError> {
    let sql = "SELECT t.workshop_id, t.ask, t.step, t.item, t.people, t.counts \
               FROM live_tally t JOIN workshop w ON w.id = t.workshop_id \
               WHERE w.project_id = $1 AND w.trial = 0 AND w.state = 'closed' \
               ORDER BY t.workshop_id, t.ask";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

/// The runs of a project's closed workshops, trials apart.
pub(super) async fn project_runs(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<(WorkshopId, String)>, StoreError> {
    let sql = "SELECT r.workshop_id, r.content \
               FROM workshop_run r JOIN workshop w ON w.id = r.workshop_id \
               WHERE w.project_id = $1 AND w.trial = 0 AND w.state = 'closed'";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

/// Adds a projector that waits for its workshop. A code that another one shows is a
/// [`StoreError::Conflict`].
pub(super) async fn insert_screen(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    code: &str,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO screen (token_hash, code, workshop_id, expires_at) VALUES ($1, $2, NULL, $3) \
               ON CONFLICT (token_hash) DO UPDATE SET code = excluded.code, workshop_id = NULL, expires_at = excluded.expires_at";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(token_hash).bind(code).bind(expires);
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}

/// A projector: the code it shows, or the workshop it is paired with.
pub(super) async fn find_screen(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(Option<String>, Option<WorkshopId>)>, StoreError> {
    let sql = "SELECT code, workshop_id FROM screen WHERE token_hash = $1 AND expires_at > $2";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(token_hash).bind(now).fetch_optional(c).await)?)
}

/// Projectors that wait for their workshop.
pub(super) async fn count_waiting_screens(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM screen WHERE code IS NOT NULL";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await)?)
}

/// Gives the projector that shows a code its workshop; false where none shows it.
pub(super) async fn pair_screen(
    conn: &mut Conn<'_>,
    code: &str,
    workshop: WorkshopId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE screen SET code = NULL, workshop_id = $2, expires_at = $4 WHERE code = $1 AND expires_at > $3";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(code).bind(workshop).bind(now).bind(expires);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Lets a workshop's projectors go.
pub(super) async fn delete_screens(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM screen WHERE workshop_id = $1";
    on!(conn, |c| sqlx::query(sql).bind(workshop).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets projectors whose time is over.
pub(super) async fn delete_old_screens(
    conn: &mut Conn<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM screen WHERE expires_at <= $1";
    on!(conn, |c| sqlx::query(sql).bind(now).execute(c).await.map(drop))?;
    Ok(())
}
