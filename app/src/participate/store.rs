//! Rows of participants and their answers. Nothing here knows when or in which order they came.

use crate::db::{Conn, StoreError, on};
use domain::{
    id::{AnswerKey, ParticipantId, ProjectId, WorkshopId},
    questionnaire::Wave,
    time::Timestamp,
    workshop::{ClosingRule, WavePhase},
};
use sqlx::QueryBuilder;

/// Where a phone stands in a wave of a workshop, and its answer to one question.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct StandingRow {
    pub project_id: ProjectId,
    pub workshop_state: String,
    pub join_cap: i64,
    pub trial: i64,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// `None` where this phone has not joined.
    pub card_counter: Option<i64>,
    /// More than 0 once the answers were taken back.
    pub withdrawn: Option<i64>,
    pub state: Option<String>,
    pub answer_key: Option<AnswerKey>,
    pub value: Option<String>,
}

impl StandingRow {
    /// Whether the phone has joined the workshop.
    pub(super) const fn joined(&self) -> bool {
        self.card_counter.is_some()
    }

    /// Phase of the wave, given the installation's rule.
    pub(super) fn phase(&self, now: Timestamp, rule: ClosingRule) -> WavePhase {
        let rule = if self.trial == 1 { rule.in_a_trial() } else { rule };
        WavePhase::at(now, self.opened_at, self.closed_at, rule)
    }

    /// Whether the participant took their answers back.
    pub(super) fn withdrawn(&self) -> bool {
        self.withdrawn.is_some_and(|mark| mark > 0)
    }
}

/// Reads all that decides about one write in one statement; `None` where the workshop is gone.
pub(super) async fn standing(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    question: &str,
) -> Result<Option<StandingRow>, StoreError> {
    let sql = "SELECT w.project_id, w.state AS workshop_state, w.join_cap, w.trial, \
               CASE WHEN $3 = 'before' THEN w.before_opened_at ELSE w.after_opened_at END AS opened_at, \
               CASE WHEN $3 = 'before' THEN w.before_closed_at ELSE w.after_closed_at END AS closed_at, \
               p.card_counter, p.withdrawn, s.state, a.answer_key, a.value FROM workshop w \
               LEFT JOIN participant p ON p.workshop_id = w.id AND p.id = $2 \
               LEFT JOIN participant_wave s ON s.workshop_id = p.workshop_id AND s.participant_id = p.id AND s.wave = $3 \
               LEFT JOIN answer a ON a.workshop_id = p.workshop_id AND a.participant_id = p.id AND a.wave = $3 AND a.question = $4 \
               WHERE w.id = $1";
    Ok(on!(conn, |c| sqlx::query_as(sql)
        .bind(workshop)
        .bind(participant)
        .bind(wave.as_str())
        .bind(question)
        .fetch_optional(c)
        .await)?)
}

pub(super) async fn count(conn: &mut Conn<'_>, workshop: WorkshopId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM participant WHERE workshop_id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(workshop).fetch_one(c).await)?)
}

/// Adds a participant; false where the card (or the phone itself) is there already.
pub(super) async fn insert(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    language: &str,
    card_hash: &[u8],
    card_counter: i64,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO participant (workshop_id, id, language, card_hash, card_counter) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let added = on!(conn, |c| {
        let query = sqlx::query(sql)
            .bind(workshop)
            .bind(participant)
            .bind(language)
            .bind(card_hash)
            .bind(card_counter);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(added == 1)
}

/// Sets where a participant stands in a wave.
pub(super) async fn set_state(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    state: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO participant_wave (workshop_id, participant_id, wave, state) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (workshop_id, participant_id, wave) DO UPDATE SET state = excluded.state";
    on!(conn, |c| sqlx::query(sql)
        .bind(workshop)
        .bind(participant)
        .bind(wave.as_str())
        .bind(state)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Adds a first answer; false where another was faster.
pub(super) async fn insert_answer(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    question: &str,
    key: AnswerKey,
    value: &str,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO answer (workshop_id, participant_id, wave, question, answer_key, value) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT DO NOTHING";
    let added = on!(conn, |c| {
        let query =
            sqlx::query(sql).bind(workshop).bind(participant).bind(wave.as_str()).bind(question);
        query.bind(key).bind(value).execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(added == 1)
}

/// Replaces the answer stored under `old`; false where it changed meanwhile.
pub(super) async fn replace_answer(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    question: &str,
    (old, new): (AnswerKey, AnswerKey),
    value: &str,
) -> Result<bool, StoreError> {
    let sql = "UPDATE answer SET answer_key = $6, value = $7 \
               WHERE workshop_id = $1 AND participant_id = $2 AND wave = $3 AND question = $4 AND answer_key = $5";
    let changed = on!(conn, |c| {
        let query =
            sqlx::query(sql).bind(workshop).bind(participant).bind(wave.as_str()).bind(question);
        query.bind(old).bind(new).bind(value).execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Writes the answers of a plain form: what is there is overwritten, what is absent stays.
pub(super) async fn put_answers(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    answers: &[(String, AnswerKey, String)],
) -> Result<(), StoreError> {
    if answers.is_empty() {
        return Ok(());
    }
    on!(conn, |c| {
        let mut query = QueryBuilder::new(
            "INSERT INTO answer (workshop_id, participant_id, wave, question, answer_key, value) ",
        );
        query.push_values(answers, |mut row, (question, key, value)| {
            row.push_bind(workshop)
                .push_bind(participant)
                .push_bind(wave.as_str())
                .push_bind(question)
                .push_bind(*key)
                .push_bind(value);
        });
        query.push(" ON CONFLICT (workshop_id, participant_id, wave, question) DO UPDATE SET answer_key = excluded.answer_key, value = excluded.value");
        query.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Takes every tick of a question back: the row stays with a new key and without a value.
pub(super) async fn clear_answer(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
    question: &str,
    key: AnswerKey,
) -> Result<(), StoreError> {
    let sql = "UPDATE answer SET answer_key = $5, value = '' \
               WHERE workshop_id = $1 AND participant_id = $2 AND wave = $3 AND question = $4";
    on!(conn, |c| {
        let query =
            sqlx::query(sql).bind(workshop).bind(participant).bind(wave.as_str()).bind(question);
        query.bind(key).execute(c).await.map(drop)
    })?;
    Ok(())
}

/// The participant with a card, and whether they took their answers back.
pub(super) async fn find_by_card(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    card_hash: &[u8],
) -> Result<Option<(ParticipantId, bool)>, StoreError> {
    let sql = "SELECT id, withdrawn FROM participant WHERE workshop_id = $1 AND card_hash = $2";
    let row: Option<(ParticipantId, i64)> =
        on!(conn, |c| sqlx::query_as(sql).bind(workshop).bind(card_hash).fetch_optional(c).await)?;
    Ok(row.map(|(id, mark)| (id, mark > 0)))
}

/// Takes everything back: answers and waves are gone, the participant stays as an empty mark.
pub(super) async fn withdraw(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
) -> Result<(), StoreError> {
    for sql in [
        "UPDATE participant SET withdrawn = 1 WHERE workshop_id = $1 AND id = $2",
        "DELETE FROM answer WHERE workshop_id = $1 AND participant_id = $2",
        "DELETE FROM live_vote WHERE workshop_id = $1 AND participant_id = $2",
        "DELETE FROM participant_wave WHERE workshop_id = $1 AND participant_id = $2",
    ] {
        on!(&mut *conn, |c| sqlx::query(sql)
            .bind(workshop)
            .bind(participant)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// A participant's answers of a wave.
pub(super) async fn list_answers(
    conn: &mut Conn<'_>,
    workshop: WorkshopId,
    participant: ParticipantId,
    wave: Wave,
) -> Result<Vec<(String, AnswerKey, String)>, StoreError> {
    let sql = "SELECT question, answer_key, value FROM answer WHERE workshop_id = $1 AND participant_id = $2 AND wave = $3";
    Ok(on!(conn, |c| sqlx::query_as(sql)
        .bind(workshop)
        .bind(participant)
        .bind(wave.as_str())
        .fetch_all(c)
        .await)?)
}

/// Which workshop a code opens just now.
pub(super) async fn find_by_code(
    conn: &mut Conn<'_>,
    code: &str,
) -> Result<Option<WorkshopId>, StoreError> {
    let sql = "SELECT id FROM workshop WHERE join_code = $1 AND state IN ('open', 'locked')";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(code).fetch_optional(c).await)?)
}

/// Which workshop a QR code leads to.
pub(super) async fn find_by_token(
    conn: &mut Conn<'_>,
    token: &str,
) -> Result<Option<WorkshopId>, StoreError> {
    let sql = "SELECT id FROM workshop WHERE join_token = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(token).fetch_optional(c).await)?)
}
