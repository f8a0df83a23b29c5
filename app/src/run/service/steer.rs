//! Commands: judged by the domain, based on a version, done in one transaction.

use super::{
    super::store, count, count_now, helper::HelperPass, length_of, read, script_of, write,
};
use crate::{
    agenda::service::kit,
    db::Conn,
    error::{AppError, Refusal},
    state::AppState,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    actor::{Action, Actor},
    id::WorkshopId,
    run::{Ask, Command, Effect, Moment, Play, Refused, Run, compose},
};

/// Who steers.
#[derive(Debug, Clone, Copy)]
pub enum Steering {
    /// A coach or manager.
    Staff(Actor),
    /// A young person with the workshop's PIN.
    Helper(HelperPass),
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        Self::Refused(match refused {
            Refused::InForm(phones) => Refusal::InForm(phones),
            Refused::ChooseFirst => Refusal::ChooseFirst,
            Refused::LastStep => Refusal::LastStep,
            Refused::NoSuchPlace | Refused::NotNow => Refusal::NotNow,
        })
    }
}

/// Gives a workshop its run, in its lobby, inside the transaction that opens it.
///
/// # Errors
/// When the store fails.
pub async fn start_in(
    conn: &mut Conn<'_>,
    state: &AppState,
    detail: &WorkshopDetail,
) -> Result<(), AppError> {
    let kits = detail.plan.modules.iter().map(|module| kit(*module));
    let kits = kits.collect::<Result<Vec<_>, _>>()?;
    let agendas: Vec<_> = kits.iter().map(|kit| &kit.agenda).collect();
    let run = Run::new(compose(&agendas, length_of(detail)), state.clock.now());
    Ok(store::insert(conn, detail.id, &write(&run)?).await?)
}

/// Does what is asked for, if nobody was faster.
///
/// # Errors
/// [`Refusal::SomebodyFaster`] where the run has moved on since `version`; why the domain refuses;
/// when the actor is a stranger.
pub async fn command(
    state: &AppState,
    who: Steering,
    id: WorkshopId,
    version: i64,
    command: &Command,
) -> Result<(), AppError> {
    let mut tx = state.db.begin().await?;
    let conn = &mut tx.conn();
    match who {
        Steering::Staff(actor) => {
            workshop::service::allow(conn, actor, id, Action::RunWorkshop).await?;
        }
        Steering::Helper(_) if !command.for_helpers() => return Err(AppError::Forbidden),
        Steering::Helper(_) => {}
    }
    let detail = workshop::service::detail(conn, id).await?;
    if !detail.state.running() {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    let held = store::hold(conn, id, store::Hold::Steer).await?;
    let (stored, content) = held.ok_or(AppError::NotFound)?;
    let mut run = read(&content)?;
    if let Steering::Helper(pass) = who
        && !pass.opens(&run, id)
    {
        return Err(AppError::NotFound);
    }
    if stored != version {
        return Err(AppError::Refused(Refusal::SomebodyFaster));
    }
    let script = script_of(&detail)?;
    // What can be answered before the command, so that its counts are kept when it is left.
    let mut asks = run.open_asks(&script);
    asks.extend(run.ask(&script).filter(|ask| asks.iter().all(|open| open.id != ask.id)));
    let votes = count_now(conn, &run, &script, id).await?;
    let (_, in_form, _) = workshop::service::phones(conn, &detail).await?;
    let in_form = u32::try_from(in_form).unwrap_or(0);
    let now = state.clock.now();
    let before = run.clone();
    let effects = run.apply(command, Moment { now, script: &script, votes: &votes, in_form })?;
    for effect in effects {
        match effect {
            Effect::Open(wave) => {
                workshop::service::open_wave_in(conn, state, &detail, wave).await?
            }
            Effect::Close(wave) => workshop::service::close_wave_in(conn, state, id, wave).await?,
            Effect::Keep => keep(conn, &before, id, &asks).await?,
            Effect::Forget(ask) => store::forget(conn, id, &ask).await?,
        }
    }
    if !store::replace(conn, id, version, &write(&run)?).await? {
        return Err(AppError::Refused(Refusal::SomebodyFaster));
    }
    tx.commit().await?;
    state.announce(id);
    Ok(())
}

/// Keeps the counts of what was asked; of what was revealed they never change again.
async fn keep(
    conn: &mut Conn<'_>,
    run: &Run,
    id: WorkshopId,
    asks: &[Ask],
) -> Result<(), AppError> {
    let Some(step) = run.step() else { return Ok(()) };
    for ask in asks.iter().filter(|ask| !run.revealed.contains(&ask.id)) {
        let votes = count(conn, run, id, ask).await?;
        if votes.people == 0 {
            continue;
        }
        let counts = serde_json::to_string(&votes.counts)
            .map_err(|cause| crate::incident::internal(&cause))?;
        let row = store::TallyRow {
            ask: &ask.id,
            step: &step.key,
            item: &ask.item,
            people: i64::from(votes.people),
            counts: &counts,
        };
        store::put_tally(conn, id, &row).await?;
    }
    Ok(())
}

/// Ends a workshop's run inside the transaction that closes it: counts of what was open are kept,
/// single answers forgotten, projectors let go.
///
/// # Errors
/// When the store fails.
pub async fn end_in(conn: &mut Conn<'_>, state: &AppState, id: WorkshopId) -> Result<(), AppError> {
    let held = store::hold(conn, id, store::Hold::Steer).await?;
    let Some((version, content)) = held else { return Ok(()) };
    let mut run = read(&content)?;
    let script = script_of(&workshop::service::detail(conn, id).await?)?;
    let mut asks = run.open_asks(&script);
    asks.extend(run.ask(&script).filter(|ask| asks.iter().all(|open| open.id != ask.id)));
    keep(conn, &run, id, &asks).await?;
    let now = state.clock.now();
    let elapsed = run.elapsed(now);
    if let Some(step) = run.at.and_then(|at| run.steps.get_mut(at)) {
        step.seconds = elapsed;
        run.at = None;
    }
    run.helper = None;
    run.play = Play::Plain;
    if !store::replace(conn, id, version, &write(&run)?).await? {
        // A command of another server came between: closing is tried again.
        return Err(AppError::Unavailable);
    }
    store::delete_votes(conn, id).await?;
    store::delete_screens(conn, id).await?;
    Ok(())
}
