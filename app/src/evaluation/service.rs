//! Freezing results and reading them, protected.

mod books;
mod decide;
mod freeze;
mod live;
mod overview;
mod project_wide;
mod recount;
mod scores;
mod tables;

pub use decide::{leave_out, may_decide, set_targets, take_in, targets};
pub use freeze::{SetAside, freeze_due, freeze_due_except};
pub use live::live_results;
pub use overview::overview;
pub use project_wide::project_results;
pub use recount::apply_withdrawals;

use super::{
    model::{ItemFinding, Reach, TickFinding, WorkshopResults},
    store::{self, ReachRow, TallyRow},
};
use crate::{
    db::StoreError, error::AppError, incident::internal, participate, state::AppState, workshop,
};
use domain::{
    actor::{Action, Actor},
    evaluation::{
        suppression::workshop_result,
        tally::{CrossTab, Shape},
        ticks::show_ticks,
    },
    id::WorkshopId,
    question::{Item, Kind, Scale},
    questionnaire::{Questionnaire, Wave},
};
use std::collections::HashMap;

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
        ticks: questionnaire
            .items
            .iter()
            .filter_map(|item| ticked_alone(&questionnaire, item, &frozen))
            .collect(),
    })
}

/// The scale of a question with ticks.
fn ticks_of<'a>(questionnaire: &'a Questionnaire, item: &Item) -> Option<&'a Scale> {
    questionnaire.scale(item).filter(|scale| scale.kind == Kind::Ticks)
}

/// A question with ticks from one workshop alone, once "after" is over: none is asked before.
fn ticked_alone(
    questionnaire: &Questionnaire,
    item: &Item,
    frozen: &Frozen,
) -> Option<TickFinding> {
    let scale = ticks_of(questionnaire, item)?;
    let table = frozen.tables.get(&item.code).filter(|_| frozen.after_too)?;
    let values: Vec<&str> = scale.options.iter().map(|option| option.value.as_str()).collect();
    Some(TickFinding {
        code: item.code.clone(),
        construct: item.construct,
        text: item.text.clone(),
        several: true,
        options: scale.options.iter().map(|option| option.text.clone()).collect(),
        ticks: show_ticks(&values, item.sensitive, table, Wave::After),
        waiting: 0,
    })
}

/// An item's finding from one workshop alone.
fn alone(questionnaire: &Questionnaire, item: &Item, frozen: &Frozen) -> Option<ItemFinding> {
    let shape = Shape::of(item, questionnaire.scale(item)?)?;
    let table = frozen.tables.get(&item.code)?;
    let result = workshop_result(shape, item.sensitive, table, frozen.after_too);
    Some(ItemFinding { item: item.clone(), shape, result, waiting: [0; 3] })
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
