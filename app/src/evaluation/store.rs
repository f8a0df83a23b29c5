//! Rows of frozen results, and the raw answers they are made of.

use crate::db::{Conn, StoreError, on};
use domain::{
    evaluation::mean::Sums,
    id::{ParticipantId, ProjectId, StaffId, WorkshopId},
    questionnaire::Wave,
    time::Timestamp,
};

/// Workshops whose wave closed before `cutoff` (`of_trials` for trials) and has no frozen result yet.
pub(super) async fn list_due(
    conn: &mut Conn<'_>,
    wave: Wave,
    cutoff: Timestamp,
    of_trials: Timestamp,
) -> Result<Vec<WorkshopId>, StoreError> {
    let sql = match wave {
        Wave::Before => {
            "SELECT w.id FROM workshop w WHERE w.before_closed_at <= CASE WHEN w.trial = 1 THEN $2 ELSE $1 END \
             AND NOT EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'before') ORDER BY w.before_closed_at, w.id"
        }
        Wave::After | Wave::FollowUp => {
            "SELECT w.id FROM workshop w WHERE w.after_closed_at <= CASE WHEN w.trial = 1 THEN $2 ELSE $1 END \
             AND NOT EXISTS (SELECT 1 FROM wave_tally t WHERE t.workshop_id = w.id AND t.wave = 'after') ORDER BY w.after_closed_at, w.id"
        }
    };
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(cutoff).bind(of_trials).fetch_all(c).await)?)
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

/// All frozen results of a project (trials count in nothing), in the order in which they froze.
pub(super) async fn list_project_tallies(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<TallyRow>, StoreError> {
    let sql = "SELECT t.workshop_id, t.wave, t.question, t.cells, t.frozen_at, t.recounted_at FROM wave_tally t JOIN workshop w ON w.id = t.workshop_id \
               WHERE w.project_id = $1 AND w.trial = 0 ORDER BY t.frozen_at, t.workshop_id";
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
            // Counts that were kept when single answers were deleted.
            "COALESCE(w.kept_joined, (SELECT COUNT(*) FROM participant p WHERE p.workshop_id = w.id)) AS joined, ",
            "COALESCE(w.kept_before_begun, COUNT(CASE WHEN s.wave = 'before' AND s.state <> 'declined' THEN 1 END)) AS before_begun, ",
            "COALESCE(w.kept_after_begun, COUNT(CASE WHEN s.wave = 'after' AND s.state <> 'declined' THEN 1 END)) AS after_begun, ",
            "COALESCE(w.kept_before_sent, COUNT(CASE WHEN s.wave = 'before' AND s.state = 'sent' THEN 1 END)) AS before_sent, ",
            "COALESCE(w.kept_after_sent, COUNT(CASE WHEN s.wave = 'after' AND s.state = 'sent' THEN 1 END)) AS after_sent, ",
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
    Ok(on!(conn, |c| sqlx::query_as(select_reach!("WHERE w.project_id = $1 AND w.trial = 0"))
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

/// What a workshop's score came to.
pub(super) async fn insert_score(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    score: &str,
    sums: Sums,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO score_tally (workshop_id, score, pairs, before_sum, after_sum, square_sum) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (workshop_id, score) DO NOTHING";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(score).bind(i64::from(sums.pairs));
        query.bind(sums.before).bind(sums.after).bind(sums.squares).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Puts new sums in the place of those that stand; `None` takes them away.
pub(super) async fn replace_score(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    score: &str,
    sums: Option<Sums>,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM score_tally WHERE workshop_id = $1 AND score = $2";
    on!(&mut *conn, |c| sqlx::query(sql).bind(workshop).bind(score).execute(c).await.map(drop))?;
    match sums {
        Some(sums) => insert_score(conn, workshop, score, sums).await,
        None => Ok(()),
    }
}

/// Linked pairs behind each of a workshop's scores.
pub(super) async fn list_score_pairs(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT score, pairs FROM score_tally WHERE workshop_id = $1 ORDER BY score";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(workshop).fetch_all(c).await)?)
}

#[derive(sqlx::FromRow)]
struct ScoreRow {
    workshop_id: WorkshopId,
    score: String,
    pairs: i64,
    before_sum: i64,
    after_sum: i64,
    square_sum: i64,
}

/// All sums of scores of a project's workshops.
pub(super) async fn list_project_scores(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<(WorkshopId, String, Sums)>, StoreError> {
    let sql = "SELECT s.workshop_id, s.score, s.pairs, s.before_sum, s.after_sum, s.square_sum FROM score_tally s \
               JOIN workshop w ON w.id = s.workshop_id WHERE w.project_id = $1 ORDER BY s.workshop_id, s.score";
    let rows: Vec<ScoreRow> = on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            let pairs = u32::try_from(row.pairs)
                .map_err(|_| StoreError::Inconsistent { table: "score_tally", column: "pairs" })?;
            let sums = Sums {
                pairs,
                before: row.before_sum,
                after: row.after_sum,
                squares: row.square_sum,
            };
            Ok((row.workshop_id, row.score, sums))
        })
        .collect()
}

/// A decision about a workshop's place in the evaluation.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct DecisionRow {
    pub workshop_id: WorkshopId,
    left_out: i64,
    pub reason: String,
    /// Name of who decided, while they have an account.
    pub by: Option<String>,
    pub decided_at: Timestamp,
}

impl DecisionRow {
    pub const fn left_out(&self) -> bool {
        self.left_out == 1
    }
}

/// All decisions about a project's workshops, for each workshop in the order they were taken.
pub(super) async fn list_decisions(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<DecisionRow>, StoreError> {
    let sql = "SELECT d.workshop_id, d.left_out, d.reason, s.name AS by, d.decided_at FROM left_out_decision d \
               JOIN workshop w ON w.id = d.workshop_id LEFT JOIN staff s ON s.id = d.decided_by \
               WHERE w.project_id = $1 ORDER BY d.workshop_id, d.number";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?)
}

pub(super) async fn insert_decision(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    left_out: bool,
    reason: &str,
    by: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO left_out_decision (workshop_id, number, left_out, reason, decided_by, decided_at) \
               VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM left_out_decision WHERE workshop_id = $1), $2, $3, $4, $5)";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(workshop).bind(i64::from(left_out)).bind(reason);
        query.bind(by).bind(now).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// What a project set out to reach: workshops and participants.
pub(super) async fn targets(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<(Option<i64>, Option<i64>), StoreError> {
    let sql = "SELECT workshops, participants FROM project_target WHERE project_id = $1";
    let row: Option<(Option<i64>, Option<i64>)> =
        on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_optional(c).await)?;
    Ok(row.unwrap_or_default())
}

pub(super) async fn set_targets(
    conn: &mut Conn<'_>,
    project: ProjectId,
    workshops: Option<i64>,
    participants: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO project_target (project_id, workshops, participants) VALUES ($1, $2, $3) \
               ON CONFLICT (project_id) DO UPDATE SET workshops = excluded.workshops, participants = excluded.participants";
    on!(conn, |c| {
        let query = sqlx::query(sql).bind(project).bind(workshops).bind(participants);
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}
