//! Rows of frozen results, and the raw answers they are made of.

use crate::db::{Conn, StoreError, on};
use domain::{
    id::{ParticipantId, ProjectId, WorkshopId},
    questionnaire::Wave,
    time::Timestamp,
};

/// Workshops whose wave closed before `cutoff` and has no frozen result yet.
pub(super) async fn list_due(
    conn: &mut Conn<'_>,
    wave: Wave,
    cutoff: Timestamp,
) -> Result<Vec<WorkshopId>, StoreError> {
    let sql = match wave {
        Wave::Before => {
            "SELECT w.id FROM workshop w WHERE w.before_closed_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'before') ORDER BY w.before_closed_at, w.id"
        }
        Wave::After | Wave::FollowUp => {
            "SELECT w.id FROM workshop w WHERE w.after_closed_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'after') ORDER BY w.after_closed_at, w.id"
        }
    };
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(cutoff).fetch_all(c).await)?)
}

/// Answers of everybody who did not decline the wave they belong to: participant, wave, question,
/// value.
pub(super) async fn list_answers(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<(ParticipantId, String, String, String)>, StoreError> {
    let sql = "SELECT a.participant_id, a.wave, a.question, a.value FROM answer a \
               JOIN participant_wave s ON s.workshop_id = a.workshop_id AND s.participant_id = a.participant_id AND s.wave = a.wave \
               WHERE a.workshop_id = $1 AND s.state <> 'declined'";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

pub(super) async fn insert_tally(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    wave: Wave,
    question: &str,
    cells: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO wave_tally (workshop_id, wave, question, cells, frozen_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (workshop_id, wave, question) DO NOTHING";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(wave.as_str()).bind(question);
        query.bind(cells).bind(now).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// A frozen result of one question.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct TallyRow {
    pub workshop_id: WorkshopId,
    pub wave: String,
    pub question: String,
    pub cells: String,
    pub frozen_at: Timestamp,
    /// When it was counted again without answers that were taken back.
    pub recounted_at: Option<Timestamp>,
}

impl TallyRow {
    /// When it last changed.
    pub(super) fn changed_at(&self) -> Timestamp {
        self.recounted_at.unwrap_or(self.frozen_at)
    }
}

/// Puts a new count in the place of a frozen one; when it froze stays.
pub(super) async fn replace_tally(
    conn: &mut Conn<'_>,
    row: &TallyRow,
    cells: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE wave_tally SET cells = $4, recounted_at = $5 WHERE workshop_id = $1 AND wave = $2 AND question = $3";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(row.workshop_id).bind(&row.wave).bind(&row.question);
        query.bind(cells).bind(now).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Workshops with frozen results in which somebody took answers back that may still be counted, and
/// whether their project is closed.
pub(super) async fn list_withdrawn(
    conn: &mut Conn<'_>,
) -> Result<Vec<(WorkshopId, bool)>, StoreError> {
    let sql = "SELECT DISTINCT a.workshop_id, p.state FROM participant a JOIN workshop w ON w.id = a.workshop_id \
               JOIN project p ON p.id = w.project_id WHERE a.withdrawn = 1 \
               AND EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id)";
    let rows: Vec<(WorkshopId, String)> = on!(conn, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, state)| (id, state == "closed")).collect())
}

/// Marks a workshop's withdrawals as counted nowhere any more.
pub(super) async fn settle_withdrawals(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<(), StoreError> {
    let sql = "UPDATE participant SET withdrawn = 2 WHERE workshop_id = $1 AND withdrawn = 1";
    on!(conn, |c| sqlx::query(sql).bind(workshop).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn list_tallies(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<TallyRow>, StoreError> {
    let sql = "SELECT workshop_id, wave, question, cells, frozen_at, recounted_at FROM wave_tally WHERE workshop_id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

/// All frozen results of a project, in the order in which they froze.
pub(super) async fn list_project_tallies(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<TallyRow>, StoreError> {
    let sql = "SELECT t.workshop_id, t.wave, t.question, t.cells, t.frozen_at, t.recounted_at FROM wave_tally t JOIN workshop w ON w.id = t.workshop_id \
               WHERE w.project_id = $1 ORDER BY t.frozen_at, t.workshop_id";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

/// Headcounts of a project's workshops, which are never hidden.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ReachRow {
    pub workshop_id: WorkshopId,
    /// Phones that joined.
    pub joined: i64,
    /// Forms that were begun, before and after.
    pub before_begun: i64,
    pub after_begun: i64,
    /// Forms that were sent.
    pub before_sent: i64,
    pub after_sent: i64,
    /// Young people the coach counted, where they did.
    pub present: Option<i64>,
    /// 1 once the workshop is closed.
    pub finished: i64,
}

macro_rules! select_reach {
    ($where:literal) => {
        concat!(
            "SELECT w.id AS workshop_id, ",
            "(SELECT COUNT(*) FROM participant p WHERE p.workshop_id = w.id) AS joined, ",
            "COUNT(CASE WHEN s.wave = 'before' AND s.state <> 'declined' THEN 1 END) AS before_begun, ",
            "COUNT(CASE WHEN s.wave = 'after' AND s.state <> 'declined' THEN 1 END) AS after_begun, ",
            "COUNT(CASE WHEN s.wave = 'before' AND s.state = 'sent' THEN 1 END) AS before_sent, ",
            "COUNT(CASE WHEN s.wave = 'after' AND s.state = 'sent' THEN 1 END) AS after_sent, ",
            "(SELECT max(m.headcount) FROM workshop_meeting m WHERE m.workshop_id = w.id) AS present, ",
            "CAST(CASE WHEN w.state = 'closed' THEN 1 ELSE 0 END AS BIGINT) AS finished ",
            "FROM workshop w LEFT JOIN participant_wave s ON s.workshop_id = w.id ",
            $where,
            " AND w.state <> 'draft' GROUP BY w.id"
        )
    };
}

pub(super) async fn reach_of_project(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<ReachRow>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_as(select_reach!("WHERE w.project_id = $1"))
        .bind(project)
        .fetch_all(c)
        .await)?)
}

pub(super) async fn reach_of_workshop(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Option<ReachRow>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_as(select_reach!("WHERE w.id = $1"))
        .bind(workshop)
        .fetch_optional(c)
        .await)?)
}
