//! A project in one look: how many, where, what changed, what is too small to say.

use super::{
    super::model::{ItemFinding, Overview, Part},
    project_results,
};
use crate::{error::AppError, state::AppState, workshop};
use domain::{
    actor::Actor, evaluation::suppression::Shown, id::ProjectId, workshop::WorkshopState,
};
use std::collections::BTreeMap;

/// What a manager sees first.
///
/// # Errors
/// When the actor is not the project's manager.
pub async fn overview(state: &AppState, actor: Actor, id: ProjectId) -> Result<Overview, AppError> {
    let results = project_results(state, actor, id, Part::All).await?;
    let mut partners: BTreeMap<String, i64> = BTreeMap::new();
    for summary in workshop::service::list_workshops(state, actor, id).await? {
        if summary.state != WorkshopState::Draft && !summary.trial {
            *partners.entry(summary.partner).or_default() += 1;
        }
    }
    let mut partners: Vec<(String, i64)> = partners.into_iter().collect();
    partners.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let seen = |finding: &&ItemFinding| {
        finding.result.before.visible() || finding.result.after.as_ref().is_some_and(Shown::visible)
    };
    Ok(Overview {
        reach: results.reach,
        targets: results.targets,
        partners,
        too_small: (
            results.items.len() - results.items.iter().filter(seen).count(),
            results.items.len(),
        ),
        findings: clearest(&results.items),
        left_out: results.left_out.len(),
    })
}

/// The question on which most got better, and beside it the one on which most got worse, if there is
/// one where more got worse than better: good news alone would not be honest.
fn clearest(items: &[ItemFinding]) -> Vec<ItemFinding> {
    let net = |finding: &ItemFinding| match finding.result.change {
        Some(Shown::Three { counts: [worse, _, better] }) => {
            Some(i64::from(better) - i64::from(worse))
        }
        _ => None,
    };
    let told = items.iter().filter(|finding| net(finding).is_some());
    let best =
        told.clone().max_by_key(|finding| net(finding)).filter(|finding| net(finding) > Some(0));
    let worst = told.min_by_key(|finding| net(finding)).filter(|finding| net(finding) < Some(0));
    best.into_iter().chain(worst).cloned().collect()
}
