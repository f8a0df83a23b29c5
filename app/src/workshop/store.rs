//! Rows of workshops, their modules and meetings.

use super::model::{Meeting, Plan, WaveTimes, WorkshopDetail, WorkshopSummary};
use crate::db::{Conn, StoreError, on};
use domain::{
    id::{GroupId, ProjectId, StaffId, WorkshopId},
    questionnaire::Wave,
    time::Timestamp,
    workshop::WorkshopState,
};
use std::collections::BTreeSet;

fn inconsistent(table: &'static str, column: &'static str) -> StoreError {
    StoreError::Inconsistent { table, column }
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    id: WorkshopId,
    project_id: ProjectId,
    group_name: String,
    partner_name: String,
    state: String,
    modules: String,
    held_on: String,
    joined: i64,
    trial: i64,
}

impl SummaryRow {
    fn summary(self) -> Result<WorkshopSummary, StoreError> {
        let modules = self.modules.split(',').map(str::parse).collect::<Result<BTreeSet<_>, _>>();
        Ok(WorkshopSummary {
            modules: modules.map_err(|_| inconsistent("workshop_module", "module"))?,
            state: self.state.parse().map_err(|_| inconsistent("workshop", "state"))?,
            held_on: self
                .held_on
                .parse()
                .map_err(|_| inconsistent("workshop_meeting", "held_on"))?,
            id: self.id,
            project: self.project_id,
            group: self.group_name,
            partner: self.partner_name,
            joined: self.joined,
            trial: self.trial == 1,
        })
    }
}

macro_rules! select_summary {
    ($where:literal) => {
        concat!(
            "SELECT w.id, w.project_id, g.name AS group_name, p.name AS partner_name, w.state, w.trial, ",
            "(SELECT string_agg(m.module, ',') FROM workshop_module m WHERE m.workshop_id = w.id) AS modules, ",
            "(SELECT min(t.held_on) FROM workshop_meeting t WHERE t.workshop_id = w.id) AS held_on, ",
            "COALESCE(w.kept_joined, (SELECT COUNT(*) FROM participant a WHERE a.workshop_id = w.id)) AS joined ",
            "FROM workshop w JOIN partner_group g ON g.id = w.group_id JOIN partner p ON p.id = g.partner_id ",
            $where,
            " ORDER BY held_on DESC, w.created_at DESC"
        )
    };
}

pub(super) async fn list(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<Vec<WorkshopSummary>, StoreError> {
    let sql = select_summary!("WHERE w.project_id = $1");
    let rows: Vec<SummaryRow> =
        on!(conn, |c| sqlx::query_as(sql).bind(project).fetch_all(c).await)?;
    rows.into_iter().map(SummaryRow::summary).collect()
}

/// Workshops of all projects somebody belongs to that are not over yet.
pub(super) async fn list_ahead(
    conn: &mut Conn<'_>,
    staff: StaffId,
) -> Result<Vec<WorkshopSummary>, StoreError> {
    let sql = select_summary!(
        "JOIN project_member k ON k.project_id = w.project_id WHERE k.staff_id = $1 AND w.state <> 'closed'"
    );
    let rows: Vec<SummaryRow> = on!(conn, |c| sqlx::query_as(sql).bind(staff).fetch_all(c).await)?;
    rows.into_iter().map(SummaryRow::summary).collect()
}

pub(super) async fn project_of(
    conn: &mut Conn<'_>,
    id: WorkshopId,
) -> Result<Option<ProjectId>, StoreError> {
    Ok(on!(conn, |c| sqlx::query_scalar("SELECT project_id FROM workshop WHERE id = $1")
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

#[derive(sqlx::FromRow)]
struct DetailRow {
    id: WorkshopId,
    project_id: ProjectId,
    group_id: GroupId,
    group_name: String,
    partner_name: String,
    country: String,
    state: String,
    expected: i64,
    trial: i64,
    join_cap: i64,
    join_code: Option<String>,
    join_token: Option<String>,
    questionnaire_version: Option<i64>,
    before_opened_at: Option<Timestamp>,
    before_closed_at: Option<Timestamp>,
    after_opened_at: Option<Timestamp>,
    after_closed_at: Option<Timestamp>,
    modules: String,
    meetings: String,
}

pub(super) async fn find(
    conn: &mut Conn<'_>,
    id: WorkshopId,
) -> Result<Option<WorkshopDetail>, StoreError> {
    // One statement, lists included: every page of every phone in the room asks this.
    let sql = "SELECT w.id, w.project_id, w.group_id, g.name AS group_name, p.name AS partner_name, g.country, w.state, w.expected, w.trial, \
               w.join_cap, w.join_code, w.join_token, w.questionnaire_version, w.before_opened_at, w.before_closed_at, \
               w.after_opened_at, w.after_closed_at, \
               (SELECT string_agg(m.module, ',') FROM workshop_module m WHERE m.workshop_id = w.id) AS modules, \
               (SELECT string_agg(t.held_on || ' ' || t.minutes || ' ' || COALESCE(CAST(t.headcount AS TEXT), '-'), ',' ORDER BY t.number) \
                FROM workshop_meeting t WHERE t.workshop_id = w.id) AS meetings \
               FROM workshop w JOIN partner_group g ON g.id = w.group_id JOIN partner p ON p.id = g.partner_id WHERE w.id = $1";
    let row: Option<DetailRow> =
        on!(conn, |c| sqlx::query_as(sql).bind(id).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let modules = row.modules.split(',').map(str::parse).collect::<Result<BTreeSet<_>, _>>();
    let modules = modules.map_err(|_| inconsistent("workshop_module", "module"))?;
    let meetings = row.meetings.split(',').map(meeting).collect::<Option<Vec<_>>>();
    let meetings = meetings.ok_or_else(|| inconsistent("workshop_meeting", "held_on"))?;
    Ok(Some(WorkshopDetail {
        id: row.id,
        project: row.project_id,
        state: row.state.parse().map_err(|_| inconsistent("workshop", "state"))?,
        plan: Plan {
            group: row.group_id,
            modules,
            meetings,
            expected: row.expected,
            trial: row.trial == 1,
        },
        group: row.group_name,
        partner: row.partner_name,
        country: row.country,
        join_cap: row.join_cap,
        join_code: row.join_code,
        join_token: row.join_token,
        questionnaire_version: row.questionnaire_version,
        before: WaveTimes { opened: row.before_opened_at, closed: row.before_closed_at },
        after: WaveTimes { opened: row.after_opened_at, closed: row.after_closed_at },
    }))
}

/// Reads "day minutes headcount" as [`find`] writes it.
fn meeting(text: &str) -> Option<Meeting> {
    let mut parts = text.split(' ');
    let (held_on, minutes, headcount) = (parts.next()?, parts.next()?, parts.next()?);
    let headcount = if headcount == "-" { None } else { Some(headcount.parse().ok()?) };
    Some(Meeting { held_on: held_on.parse().ok()?, minutes: minutes.parse().ok()?, headcount })
}

pub(super) async fn insert(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    project: ProjectId,
    plan: &Plan,
    join_cap: i64,
    planned_by: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO workshop (id, project_id, group_id, planned_by, state, expected, join_cap, created_at, trial) \
               VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8)";
    on!(&mut *conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(project).bind(plan.group).bind(planned_by);
        query
            .bind(plan.expected)
            .bind(join_cap)
            .bind(now)
            .bind(i64::from(plan.trial))
            .execute(c)
            .await
            .map(drop)
    })?;
    insert_lists(conn, id, plan).await
}

async fn insert_lists(conn: &mut Conn<'_>, id: WorkshopId, plan: &Plan) -> Result<(), StoreError> {
    for module in &plan.modules {
        let sql = "INSERT INTO workshop_module (workshop_id, module) VALUES ($1, $2)";
        on!(&mut *conn, |c| sqlx::query(sql)
            .bind(id)
            .bind(module.as_str())
            .execute(c)
            .await
            .map(drop))?;
    }
    for (number, meeting) in (1_i64..).zip(&plan.meetings) {
        let sql = "INSERT INTO workshop_meeting (workshop_id, number, held_on, minutes, headcount) VALUES ($1, $2, $3, $4, $5)";
        on!(&mut *conn, |c| {
            let query = sqlx::query(sql).bind(id).bind(number).bind(meeting.held_on.to_string());
            query.bind(meeting.minutes).bind(meeting.headcount).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Replaces group, modules, meetings, numbers, and whether it is a trial; false where the workshop has
/// left the state in which the plan was read.
pub(super) async fn update_plan(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    read: WorkshopState,
    plan: &Plan,
    join_cap: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET group_id = $2, expected = $3, join_cap = $4, trial = $5 WHERE id = $1 AND state = $6";
    let changed = on!(&mut *conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(plan.group)
        .bind(plan.expected)
        .bind(join_cap)
        .bind(i64::from(plan.trial))
        .bind(read.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 0 {
        return Ok(false);
    }
    on!(&mut *conn, |c| sqlx::query("DELETE FROM workshop_module WHERE workshop_id = $1")
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    on!(&mut *conn, |c| sqlx::query("DELETE FROM workshop_meeting WHERE workshop_id = $1")
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    insert_lists(conn, id, plan).await?;
    Ok(true)
}

/// What opening gives a workshop.
pub(super) struct Opening<'a> {
    pub join_code: &'a str,
    pub join_token: &'a str,
    pub questionnaire: &'a str,
    pub version: i64,
    /// Whether "before" opens with the workshop.
    pub before: bool,
}

/// Opens a draft; false where it is none any more. A code that another workshop has is a
/// [`StoreError::Conflict`].
pub(super) async fn open(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    opening: &Opening<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET state = 'open', join_code = $2, join_token = $3, questionnaire_id = $4, questionnaire_version = $5, \
               opened_at = $6, before_opened_at = $7 WHERE id = $1 AND state = 'draft'";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(opening.join_code).bind(opening.join_token);
        let query = query.bind(opening.questionnaire).bind(opening.version).bind(now);
        let query = query.bind(opening.before.then_some(now));
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// The token of the public page behind the parents' letter; it lets nobody join.
pub(super) async fn set_letter_token(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    token: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE workshop SET letter_token = $2 WHERE id = $1";
    on!(conn, |c| sqlx::query(sql).bind(id).bind(token).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes who said when that the parents have the letter, or have agreed.
pub(super) async fn confirm_parents(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE workshop SET parents_confirmed_at = $2, parents_confirmed_by = $3 WHERE id = $1";
    on!(conn, |c| sqlx::query(sql).bind(id).bind(now).bind(staff).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn code_in_use(conn: &mut Conn<'_>, code: &str) -> Result<bool, StoreError> {
    let count: i64 =
        on!(conn, |c| sqlx::query_scalar("SELECT COUNT(*) FROM workshop WHERE join_code = $1")
            .bind(code)
            .fetch_one(c)
            .await)?;
    Ok(count > 0)
}

// Two coaches, or two servers, may move a workshop at the same moment. Every move below names what its
// reader saw; false means that somebody else was faster and nothing changed.

/// Locks or unlocks.
pub(super) async fn set_state(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    read: WorkshopState,
    next: WorkshopState,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET state = $3 WHERE id = $1 AND state = $2 AND state IN ('open', 'locked')";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(read.as_str()).bind(next.as_str());
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Closes a workshop: its code is free again, and waves that are open close with it. The QR token
/// stays, so that a phone that knows the workshop finds back to it.
pub(super) async fn close(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET state = 'closed', join_code = NULL, closed_at = $2, \
               before_closed_at = CASE WHEN before_opened_at IS NOT NULL AND before_closed_at IS NULL THEN $2 ELSE before_closed_at END, \
               after_closed_at = CASE WHEN after_opened_at IS NOT NULL AND after_closed_at IS NULL THEN $2 ELSE after_closed_at END \
               WHERE id = $1 AND state IN ('open', 'locked')";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(now);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Opens "before" in a workshop that began without it.
pub(super) async fn open_before(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET before_opened_at = $2 WHERE id = $1 AND state IN ('open', 'locked') \
               AND before_opened_at IS NULL AND after_opened_at IS NULL";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(now);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Opens "after"; "before" closes where it is still open.
pub(super) async fn open_after(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE workshop SET after_opened_at = $2, \
               before_closed_at = CASE WHEN before_closed_at IS NULL THEN $2 ELSE before_closed_at END \
               WHERE id = $1 AND state IN ('open', 'locked') AND after_opened_at IS NULL";
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(now);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Closes a wave that is open.
pub(super) async fn close_wave(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    wave: Wave,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = match wave {
        Wave::Before => {
            "UPDATE workshop SET before_closed_at = $2 WHERE id = $1 AND state IN ('open', 'locked') \
             AND before_opened_at IS NOT NULL AND before_closed_at IS NULL"
        }
        Wave::After | Wave::FollowUp => {
            "UPDATE workshop SET after_closed_at = $2 WHERE id = $1 AND state IN ('open', 'locked') \
             AND after_opened_at IS NOT NULL AND after_closed_at IS NULL"
        }
    };
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(now);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Takes the closing of a wave back: the very closing that was read, and of "before" only while
/// "after" has not been opened.
pub(super) async fn reopen_wave(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    wave: Wave,
    closed: Timestamp,
) -> Result<bool, StoreError> {
    let sql = match wave {
        Wave::Before => {
            "UPDATE workshop SET before_closed_at = NULL WHERE id = $1 AND state IN ('open', 'locked') \
             AND before_closed_at = $2 AND after_opened_at IS NULL"
        }
        Wave::After | Wave::FollowUp => {
            "UPDATE workshop SET after_closed_at = NULL WHERE id = $1 AND state IN ('open', 'locked') \
             AND after_closed_at = $2"
        }
    };
    let changed = on!(conn, |c| {
        let query = sqlx::query(sql).bind(id).bind(closed);
        query.execute(c).await.map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

pub(super) async fn set_join_cap(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    join_cap: i64,
) -> Result<(), StoreError> {
    on!(conn, |c| sqlx::query("UPDATE workshop SET join_cap = $2 WHERE id = $1")
        .bind(id)
        .bind(join_cap)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn set_headcount(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    number: i64,
    headcount: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "UPDATE workshop_meeting SET headcount = $3 WHERE workshop_id = $1 AND number = $2";
    on!(conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(number)
        .bind(headcount)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Joined, inside and done, for a wave.
pub(super) async fn count_phones(
    conn: &mut Conn<'_>,
    id: WorkshopId,
    wave: Wave,
) -> Result<(i64, i64, i64), StoreError> {
    let sql = "SELECT COALESCE((SELECT kept_joined FROM workshop WHERE id = $1), (SELECT COUNT(*) FROM participant WHERE workshop_id = $1)), \
               COUNT(CASE WHEN state = 'inside' THEN 1 END), COUNT(CASE WHEN state <> 'inside' THEN 1 END) \
               FROM participant_wave WHERE workshop_id = $1 AND wave = $2";
    Ok(on!(conn, |c| sqlx::query_as(sql).bind(id).bind(wave.as_str()).fetch_one(c).await)?)
}

/// Waves whose result has been made.
pub(super) async fn frozen_waves(
    conn: &mut Conn<'_>,
    id: WorkshopId,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT wave FROM wave_tally WHERE workshop_id = $1";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(id).fetch_all(c).await)?)
}

pub(super) async fn count_running(
    conn: &mut Conn<'_>,
    project: ProjectId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM workshop WHERE project_id = $1 AND state IN ('open', 'locked')";
    Ok(on!(conn, |c| sqlx::query_scalar(sql).bind(project).fetch_one(c).await)?)
}

/// Running workshops with the day of their last meeting and the moment they were opened.
pub(super) async fn list_running(
    conn: &mut Conn<'_>,
) -> Result<Vec<(WorkshopId, String, Option<Timestamp>)>, StoreError> {
    let sql = "SELECT w.id, max(m.held_on), w.opened_at FROM workshop w JOIN workshop_meeting m ON m.workshop_id = w.id \
               WHERE w.state IN ('open', 'locked') GROUP BY w.id";
    Ok(on!(conn, |c| sqlx::query_as(sql).fetch_all(c).await)?)
}
