//! Freezing a wave: from then on its result does not change.

use super::{super::store, table_of};
use crate::{error::AppError, incident::internal, participate, state::AppState, workshop};
use domain::{
    evaluation::{
        mean::Sums, score::Score, suppression::FROM_TWO, tally::CrossTab, withdrawal::keep_before,
    },
    id::{ParticipantId, WorkshopId},
    module::Module,
    question::{Answer, Item},
    questionnaire::{Questionnaire, Wave},
    time::Timestamp,
    workshop::ClosingRule,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How long a result that cannot be made is left alone.
const TRY_AGAIN_SECONDS: i64 = 300;

/// Results that could not be made, and when each is tried again: the log gets one incident now and
/// then, not one a second, and the other workshops do not wait.
#[derive(Debug, Default)]
pub struct SetAside(HashMap<(WorkshopId, Wave), Timestamp>);

/// Freezes every wave whose grace is over: from then on its result does not change. Several servers
/// may do it at once; the first to write wins.
///
/// # Errors
/// When the store fails.
pub async fn freeze_due(state: &AppState) -> Result<usize, AppError> {
    freeze_due_except(state, &mut SetAside::default()).await
}

/// As [`freeze_due`], for a job that runs all the time: what failed is set aside for a while.
///
/// # Errors
/// When the store cannot say what is due. A single result that fails is logged as an incident.
pub async fn freeze_due_except(state: &AppState, aside: &mut SetAside) -> Result<usize, AppError> {
    let now = state.clock.now();
    aside.0.retain(|_, again| now < *again);
    let closing = state.settings.closing;
    let over = |rule: ClosingRule| now.plus_seconds(-rule.grace_seconds.max(rule.undo_seconds));
    let (cutoff, of_trials) = (over(closing), over(closing.in_a_trial()));
    let mut frozen = 0;
    for wave in [Wave::Before, Wave::After] {
        let due = {
            let mut reader = state.db.read().await?;
            store::list_due(&mut reader.conn(), wave, cutoff, of_trials).await?
        };
        for id in due {
            if aside.0.contains_key(&(id, wave)) {
                continue;
            }
            match freeze(state, id, wave).await {
                Ok(()) => frozen += 1,
                // The cause is in the log under its incident already; here is which result it was.
                Err(AppError::Internal { incident }) => {
                    tracing::error!(incident, workshop = %id, wave = wave.as_str(), "no result for now");
                    aside.0.insert((id, wave), now.plus_seconds(TRY_AGAIN_SECONDS));
                }
                Err(error) => tracing::warn!(%error, workshop = %id, "result comes later"),
            }
        }
    }
    Ok(frozen)
}

async fn freeze(state: &AppState, id: WorkshopId, wave: Wave) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    let detail = workshop::service::detail(&mut tx.conn(), id).await?;
    let questionnaire = participate::service::questionnaire_of(state, &detail)?;
    let rows = store::list_answers(&mut tx.conn(), id).await?;
    let tables = cross_tabs(&rows, wave);
    // "Before" keeps what it told, also where somebody took their answers back since.
    let mut told = HashMap::new();
    for row in store::list_tallies(&mut tx.conn(), id).await? {
        if wave == Wave::After && row.wave == Wave::Before.as_str() {
            told.insert(row.question.clone(), table_of(&row)?);
        }
    }
    for item in questionnaire.form(&detail.plan.modules, wave) {
        let table = tables.get(item.code.as_str()).cloned().unwrap_or_default();
        let table = match told.get(&item.code) {
            Some(before) => keep_before(before, table),
            None => table,
        };
        let cells = serde_json::to_string(&table).map_err(|cause| internal(&cause))?;
        store::insert_tally(&mut tx.conn(), id, wave, &item.code, &cells, state.clock.now())
            .await?;
    }
    if wave == Wave::After {
        for (score, sums) in scores(&questionnaire, &detail.plan.modules, &rows) {
            store::insert_score(&mut tx.conn(), id, score.as_str(), sums).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// One person's answers, by wave and question.
type Form<'a> = HashMap<(&'a str, &'a str), Answer>;

/// Sums of a workshop's scores. Fewer pairs than are told anywhere are not kept either.
pub(super) fn scores(
    questionnaire: &Questionnaire,
    modules: &BTreeSet<Module>,
    rows: &[(ParticipantId, String, String, String)],
) -> Vec<(Score, Sums)> {
    let scores = Score::of_form(questionnaire, modules).into_iter().map(|(score, items)| {
        let sums = sums(rows, |answers, of| {
            let answer = |item: &Item| answers.get(&(of.as_str(), item.code.as_str())).cloned();
            let given: Vec<_> = items.iter().map(|(item, shape)| (*shape, answer(item))).collect();
            score.parts(given.iter().map(|(shape, answer)| (*shape, answer.as_ref())))
        });
        (score, sums)
    });
    scores.filter(|(_, sums)| sums.pairs >= FROM_TWO).collect()
}

/// Sums of a score over everybody who has it before and after.
fn sums(
    rows: &[(ParticipantId, String, String, String)],
    score: impl Fn(&Form<'_>, Wave) -> Option<i64>,
) -> Sums {
    let people: HashSet<ParticipantId> = rows.iter().map(|(person, ..)| *person).collect();
    let mut sums = Sums::default();
    for person in people {
        let of_person = rows.iter().filter(|(of, ..)| *of == person);
        let form: Form<'_> = of_person
            .map(|(_, wave, question, value)| {
                ((wave.as_str(), question.as_str()), Answer::from(value.clone()))
            })
            .collect();
        if let (Some(before), Some(after)) = (score(&form, Wave::Before), score(&form, Wave::After))
        {
            sums.add(before, after);
        }
    }
    sums
}

/// One person's answers to one question, before and after.
type Pair = (Option<Answer>, Option<Answer>);

/// Answers as pairs per question: before alone, or before and after.
pub(super) fn cross_tabs(
    rows: &[(ParticipantId, String, String, String)],
    wave: Wave,
) -> HashMap<String, CrossTab> {
    let mut pairs: HashMap<(&str, ParticipantId), Pair> = HashMap::new();
    for (participant, of, question, value) in rows {
        let pair = pairs.entry((question.as_str(), *participant)).or_default();
        let answer = Some(Answer::from(value.clone()));
        match of.parse() {
            Ok(Wave::Before) => pair.0 = answer,
            Ok(Wave::After) if wave == Wave::After => pair.1 = answer,
            _ => {}
        }
    }
    let mut tables: HashMap<String, CrossTab> = HashMap::new();
    for ((question, _), (before, after)) in pairs {
        tables.entry(question.to_owned()).or_default().add(before, after, 1);
    }
    tables
}
