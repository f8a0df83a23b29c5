//! Freezing results and reading them, protected.

mod recount;

pub use recount::apply_withdrawals;

use super::{
    model::{ItemFinding, Part, ProjectResults, Reach, WorkshopResults},
    store::{self, ReachRow, TallyRow},
};
use crate::{
    db::StoreError, error::AppError, incident::internal, participate, project, state::AppState,
    workshop,
};
use domain::{
    actor::{Action, Actor},
    evaluation::{
        release::{Finished, totals},
        suppression::workshop_result,
        tally::{CrossTab, Shape},
        withdrawal::keep_before,
    },
    id::{ParticipantId, ProjectId, WorkshopId},
    module::Module,
    question::{Answer, Item},
    questionnaire::{Questionnaire, Wave},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Freezes every wave whose grace is over: from then on its result does not change. Several servers
/// may do it at once; the first to write wins.
///
/// # Errors
/// When the store fails.
pub async fn freeze_due(state: &AppState) -> Result<usize, AppError> {
    let closing = state.settings.closing;
    let cutoff = state.clock.now().plus_seconds(-closing.grace_seconds.max(closing.undo_seconds));
    let mut frozen = 0;
    for wave in [Wave::Before, Wave::After] {
        let due = {
            let mut reader = state.db.read().await?;
            store::list_due(&mut reader.conn(), wave, cutoff).await?
        };
        for id in due {
            freeze(state, id, wave).await?;
            frozen += 1;
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
    Ok(tx.commit().await?)
}

/// One person's answers to one question, before and after.
type Pair = (Option<Answer>, Option<Answer>);

/// Answers as pairs per question: before alone, or before and after.
fn cross_tabs(
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

fn table_of(row: &TallyRow) -> Result<CrossTab, AppError> {
    serde_json::from_str(&row.cells)
        .map_err(|_| internal(&StoreError::Inconsistent { table: "wave_tally", column: "cells" }))
}

/// Frozen tables of one workshop.
struct Frozen {
    after_too: bool,
    version: i64,
    tables: HashMap<String, CrossTab>,
}

fn frozen(rows: Vec<TallyRow>) -> Result<Option<Frozen>, AppError> {
    let after_too = rows.iter().any(|row| row.wave == Wave::After.as_str());
    let wave = if after_too { Wave::After } else { Wave::Before };
    let version = rows.iter().map(|row| row.changed_at().0).max();
    let mut tables = HashMap::new();
    for row in rows.into_iter().filter(|row| row.wave == wave.as_str()) {
        let table = table_of(&row)?;
        tables.insert(row.question, table);
    }
    Ok(version.map(|version| Frozen { after_too, version, tables }))
}

/// The group result of a workshop, once a wave is over.
///
/// # Errors
/// When the actor is a stranger, or nothing is over yet.
pub async fn workshop_results(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
) -> Result<WorkshopResults, AppError> {
    let mut reader = state.db.read().await?;
    workshop::service::allow(&mut reader.conn(), actor, id, Action::ViewWorkshopResult).await?;
    let detail = workshop::service::detail(&mut reader.conn(), id).await?;
    let mut rows = store::list_tallies(&mut reader.conn(), id).await?;
    if rows.is_empty() {
        // The coach may be faster than the job that freezes.
        drop(reader);
        freeze_due(state).await?;
        reader = state.db.read().await?;
        rows = store::list_tallies(&mut reader.conn(), id).await?;
    }
    let frozen = frozen(rows)?.ok_or(AppError::NotFound)?;
    let reach = store::reach_of_workshop(&mut reader.conn(), id).await?;
    let questionnaire = participate::service::questionnaire_of(state, &detail)?;
    let wave = if frozen.after_too { Wave::After } else { Wave::Before };
    let items = questionnaire
        .form(&detail.plan.modules, wave)
        .into_iter()
        .filter_map(|item| alone(&questionnaire, item, &frozen))
        .collect();
    Ok(WorkshopResults {
        workshop: id,
        modules: detail.plan.modules.clone(),
        group: detail.group.clone(),
        after_too: frozen.after_too,
        version: frozen.version,
        reach: frozen_only(
            reach.iter().fold(Reach::default(), |sum, row| add_reach(sum, row, true)),
            frozen.after_too,
        ),
        items,
    })
}

/// An item's finding from one workshop alone.
fn alone(questionnaire: &Questionnaire, item: &Item, frozen: &Frozen) -> Option<ItemFinding> {
    let shape = Shape::of(item, questionnaire.scale(item)?)?;
    let table = frozen.tables.get(&item.code)?;
    let result = workshop_result(shape, item.sensitive, table, frozen.after_too);
    Some(ItemFinding { item: item.clone(), shape, result, waiting: [0; 3] })
}

/// The evaluation of a project, or of a part of it.
///
/// # Errors
/// When the actor is not the project's manager, or the workshop is not one of its.
pub async fn project_results(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
    part: Part,
) -> Result<ProjectResults, AppError> {
    let summaries = workshop::service::list_workshops(state, actor, id).await?;
    let mut reader = state.db.read().await?;
    project::service::allow(&mut reader.conn(), actor, id, Action::ViewEvaluation).await?;
    let facts = project::service::facts(&mut reader.conn(), id).await?;
    let rows = store::list_project_tallies(&mut reader.conn(), id).await?;
    let reach = store::reach_of_project(&mut reader.conn(), id).await?;
    let modules_of: BTreeMap<WorkshopId, BTreeSet<Module>> =
        summaries.iter().map(|summary| (summary.id, summary.modules.clone())).collect();
    let chosen = |workshop: WorkshopId| match part {
        Part::All => true,
        Part::Module(module) => {
            modules_of.get(&workshop).is_some_and(|modules| modules.contains(&module))
        }
        Part::Workshop(only) => workshop == only,
    };
    if let Part::Workshop(only) = part
        && !modules_of.contains_key(&only)
    {
        return Err(AppError::NotFound);
    }
    let order = freeze_order(&rows);
    let version = rows.iter().map(|row| row.changed_at().0).max().unwrap_or(0);
    let mut by_workshop: HashMap<WorkshopId, Vec<TallyRow>> = HashMap::new();
    for row in rows {
        by_workshop.entry(row.workshop_id).or_default().push(row);
    }
    let mut finished = Vec::new();
    for workshop in order {
        let Some(rows) = by_workshop.remove(&workshop) else { continue };
        if let Some(frozen) = frozen(rows)?.filter(|frozen| frozen.after_too) {
            finished.push((workshop, frozen));
        }
    }
    let workshops =
        summaries.iter().filter(|summary| finished.iter().any(|(id, _)| *id == summary.id));
    let workshops = workshops
        .map(|summary| (summary.id, summary.modules.clone(), summary.group.clone()))
        .collect();
    let modules =
        finished.iter().filter_map(|(id, _)| modules_of.get(id)).flatten().copied().collect();
    finished.retain(|(workshop, _)| chosen(*workshop));
    let questionnaire = state.questionnaires.newest(crate::questionnaire::service::YOUTH)?;
    let items = match (&part, finished.first()) {
        (Part::Workshop(_), Some((_, frozen))) => questionnaire
            .items
            .iter()
            .filter_map(|item| alone(&questionnaire, item, frozen))
            .collect(),
        _ => questionnaire
            .items
            .iter()
            .filter_map(|item| together(&questionnaire, item, &finished, &modules_of))
            .collect(),
    };
    let reach = reach
        .iter()
        .filter(|row| chosen(row.workshop_id))
        .fold(Reach::default(), |sum, row| add_reach(sum, row, false));
    Ok(ProjectResults {
        name: facts.name,
        workshops,
        modules,
        version,
        reach,
        finished: finished.len(),
        items,
    })
}

/// Workshops in the order in which their "after" froze.
fn freeze_order(rows: &[TallyRow]) -> Vec<WorkshopId> {
    let mut order = Vec::new();
    for row in rows.iter().filter(|row| row.wave == Wave::After.as_str()) {
        if !order.contains(&row.workshop_id) {
            order.push(row.workshop_id);
        }
    }
    order
}

/// An item's finding over several workshops: totals that give no single one away.
fn together(
    questionnaire: &Questionnaire,
    item: &Item,
    finished: &[(WorkshopId, Frozen)],
    modules_of: &BTreeMap<WorkshopId, BTreeSet<Module>>,
) -> Option<ItemFinding> {
    let shape = Shape::of(item, questionnaire.scale(item)?)?;
    let asked: Vec<Finished<'_>> = finished
        .iter()
        .filter_map(|(workshop, frozen)| {
            Some(Finished {
                modules: modules_of.get(workshop)?,
                table: frozen.tables.get(&item.code)?,
            })
        })
        .collect();
    if asked.is_empty() {
        return None;
    }
    let totals = totals(shape, item.sensitive, &asked);
    let waiting = [totals.before.waiting, totals.after.waiting, totals.change.waiting];
    Some(ItemFinding { item: item.clone(), shape, result: totals.into_result(), waiting })
}

/// Forms of a wave that still runs are not told: beside the run page's "done" they would show, phone by
/// phone, who declined.
const fn frozen_only(reach: Reach, after_too: bool) -> Reach {
    if after_too { reach } else { Reach { after_begun: 0, after_sent: 0, ..reach } }
}

fn add_reach(reach: Reach, row: &ReachRow, alone: bool) -> Reach {
    let over = row.finished == 1;
    let told = |forms: i64| if over || alone { forms } else { 0 };
    Reach {
        workshops: reach.workshops + 1,
        joined: reach.joined + row.joined,
        before_begun: reach.before_begun + told(row.before_begun),
        before_sent: reach.before_sent + told(row.before_sent),
        after_begun: reach.after_begun + told(row.after_begun),
        after_sent: reach.after_sent + told(row.after_sent),
        // One closed workshop without a count leaves the whole without one.
        present: match (over, reach.over) {
            (false, _) => reach.present,
            (true, 0) => row.present,
            (true, _) => reach.present.zip(row.present).map(|(sum, count)| sum + count),
        },
        joined_of_present: reach.joined_of_present + if over { row.joined } else { 0 },
        over: reach.over + row.finished,
    }
}
