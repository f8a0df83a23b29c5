//! The answer intake: takes what waits, saves it in one transaction, then says "saved" to all.
//!
//! Every write of a participant goes through here. There is no timer: while one batch is being made
//! durable the next one gathers, so a lone answer is as fast as the disk and a class pays for one
//! flush together. Nobody is told "saved" before the commit.

use super::{
    card::{card_hash, card_of},
    model::Receipt,
    store,
};
use crate::{
    clock::Clock,
    db::{Conn, Db, StoreError},
    error::{AppError, Refusal},
    incident::internal,
    project, run,
    session::phone::Phone,
};
use domain::{
    id::{AnswerKey, ProjectId, WorkshopId},
    locale::Language,
    questionnaire::Wave,
    time::Timestamp,
    workshop::{ClosingRule, WavePhase, WorkshopState},
};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Jobs saved in one transaction at most, so that other writers get their turn.
const BATCH: usize = 128;
/// Jobs that may wait; past that the phone is told to come back, and does.
const QUEUE: usize = 4096;
/// Cards tried before giving up; two clashes in a workshop of a thousand are already unlikely.
const CARD_TRIES: i64 = 8;

/// What a phone wants written. Values have been checked against their questions.
#[derive(Debug, Clone)]
pub enum Write {
    /// "Yes": enter the form.
    Begin,
    /// "No thanks".
    Decline,
    /// One answer from the island.
    Save {
        /// Question.
        question: String,
        /// Key of this attempt.
        key: AnswerKey,
        /// Keys it may replace.
        replaces: Vec<AnswerKey>,
        /// Answer.
        value: String,
    },
    /// Answers of a plain form; `send` ends the form.
    Put {
        /// Question and answer.
        answers: Vec<(String, String)>,
        /// Whether this was the form's send.
        send: bool,
        /// Whether the phone proved that it was shown the form while it could begin.
        shown: bool,
    },
    /// Done.
    Send,
    /// An answer to what is asked live.
    Vote {
        /// Name of the ask.
        ask: String,
        /// Answer.
        value: String,
    },
    /// "Take back my answers": all of them, of every wave.
    Withdraw,
}

/// One phone's wish.
#[derive(Debug, Clone)]
pub struct Job {
    /// Who.
    pub phone: Phone,
    /// Language of their screen.
    pub language: Language,
    /// Wave the form belongs to.
    pub wave: Wave,
    /// What.
    pub write: Write,
}

type Reply = oneshot::Sender<Result<Receipt, AppError>>;

/// Handle to the intake; cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake {
    queues: Arc<[mpsc::Sender<(Job, Reply)>]>,
}

impl Intake {
    /// Starts the intake on the current runtime. It ends when the last handle is gone and the queues
    /// are empty.
    #[must_use]
    pub fn start(db: &Db, clock: &Clock, closing: ClosingRule) -> Self {
        let start = |_| {
            let (queue, waiting) = mpsc::channel(QUEUE);
            let batches = Batches { db: db.clone(), clock: clock.clone(), closing };
            tokio::spawn(batches.run(waiting));
            queue
        };
        Self { queues: (0..db.concurrent_writers()).map(start).collect() }
    }

    /// Saves durably, or says why not.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait or the store is out of reach; the refusals of
    /// decision 9 otherwise.
    pub async fn submit(&self, job: Job) -> Result<Receipt, AppError> {
        let (reply, answer) = oneshot::channel();
        // A workshop has one queue, so that its joins are counted one after the other.
        let number = job.phone.workshop.0.as_u128() % self.queues.len().max(1) as u128;
        let queue = usize::try_from(number).ok().and_then(|number| self.queues.get(number));
        let queue = queue.ok_or(AppError::Unavailable)?;
        queue.try_send((job, reply)).map_err(|_| AppError::Unavailable)?;
        answer.await.map_err(|_| AppError::Unavailable)?
    }
}

/// Saves what waits in one queue.
struct Batches {
    db: Db,
    clock: Clock,
    closing: ClosingRule,
}

impl Batches {
    async fn run(self, mut waiting: mpsc::Receiver<(Job, Reply)>) {
        let mut batch = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            let jobs: Vec<&Job> = batch.iter().map(|(job, _)| job).collect();
            let saved = self.save(&jobs).await;
            for (place, (_, reply)) in batch.drain(..).enumerate() {
                let result = match &saved {
                    Ok(results) => {
                        results.get(place).cloned().unwrap_or(Err(AppError::Unavailable))
                    }
                    Err(error) => Err(error.clone()),
                };
                // A phone that went away will ask again with the same key.
                let _ = reply.send(result);
            }
        }
    }

    /// Saves a batch in one transaction. On PostgreSQL a failed statement spoils the transaction:
    /// then the batch is done again with a savepoint before each job, so that one bad job costs only
    /// itself. (Without a failure, savepoints would be half of all statements.)
    async fn save(&self, batch: &[&Job]) -> Result<Vec<Result<Receipt, AppError>>, AppError> {
        match self.attempt(batch, false).await {
            Err(Spoilt(_)) => self.attempt(batch, true).await.map_err(|Spoilt(error)| error),
            Ok(results) => Ok(results),
        }
    }

    async fn attempt(
        &self,
        batch: &[&Job],
        savepoints: bool,
    ) -> Result<Vec<Result<Receipt, AppError>>, Spoilt> {
        let mut tx = self.db.begin().await.map_err(spoilt)?;
        let mut doors =
            Doors { known: HashMap::new(), now: self.clock.now(), closing: self.closing };
        let mut results = Vec::with_capacity(batch.len());
        for job in batch {
            if savepoints {
                tx.savepoint().await.map_err(spoilt)?;
            }
            let result = apply(&mut tx.conn(), &mut doors, job).await;
            // A refusal was spoken before anything was written.
            let failed = result.as_ref().is_err_and(AppError::transient);
            if savepoints {
                tx.end_savepoint(!failed).await.map_err(spoilt)?;
            }
            match result {
                Err(error) if failed && !savepoints && tx.spoilt_by_failure() => {
                    return Err(Spoilt(error));
                }
                result => results.push(result),
            }
        }
        tx.commit().await.map_err(spoilt)?;
        Ok(results)
    }
}

/// The transaction cannot be committed, and why (the cause has been logged).
struct Spoilt(AppError);

fn spoilt(cause: StoreError) -> Spoilt {
    Spoilt(cause.into())
}

/// What the intake knows of a workshop's door while it saves one batch.
struct Door {
    card_key: Vec<u8>,
    joined: i64,
}

struct Doors {
    known: HashMap<WorkshopId, Door>,
    now: Timestamp,
    closing: ClosingRule,
}

impl Doors {
    async fn of(
        &mut self,
        conn: &mut Conn<'_>,
        id: WorkshopId,
        project: ProjectId,
    ) -> Result<&mut Door, AppError> {
        match self.known.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let card_key = project::service::card_key(conn, project).await?;
                let card_key = card_key.ok_or(AppError::Refused(Refusal::ProjectClosed))?;
                Ok(place.insert(Door { card_key, joined: store::count(conn, id).await? }))
            }
        }
    }
}

async fn apply(conn: &mut Conn<'_>, doors: &mut Doors, job: &Job) -> Result<Receipt, AppError> {
    // A workshop's own meetings have two waves; the row would give the third the times of "after".
    if job.wave == Wave::FollowUp {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    let (workshop, participant) = (job.phone.workshop, job.phone.participant());
    let question =
        if let Write::Save { question, .. } = &job.write { question.as_str() } else { "" };
    let standing = store::standing(conn, workshop, participant, job.wave, question).await?;
    let standing = standing.ok_or(AppError::NotFound)?;
    if standing.withdrawn() {
        return Err(AppError::Gone);
    }
    if matches!(job.write, Write::Withdraw) {
        return withdraw(conn, doors, job, &standing).await;
    }
    if let Write::Vote { ask, value } = &job.write {
        return vote(conn, doors, job, &standing, (ask, value)).await;
    }
    let phase = standing.phase(doors.now, doors.closing);
    if !standing.joined() {
        join(conn, doors, job, &standing, phase).await?;
        return enter(conn, job, &standing).await;
    }
    let inside = standing.state.is_some();
    if !(phase.lets_in() || ((inside || shown(job)) && phase.takes_answers())) {
        return Err(AppError::Refused(Refusal::WaveClosed));
    }
    enter(conn, job, &standing).await
}

/// Whether the phone proved that it was shown the form while it could begin.
const fn shown(job: &Job) -> bool {
    matches!(job.write, Write::Put { shown: true, .. })
}

/// Adds the participant: the workshop must be open, the wave open, and there must be room. A phone
/// that has the form before it may finish it in the time of grace, locked door or not.
async fn join(
    conn: &mut Conn<'_>,
    doors: &mut Doors,
    job: &Job,
    standing: &store::StandingRow,
    phase: WavePhase,
) -> Result<(), AppError> {
    let shown = shown(job) && phase.takes_answers();
    match standing.workshop_state.parse().map_err(|cause| internal(&cause))? {
        WorkshopState::Open => {}
        WorkshopState::Locked | WorkshopState::Closed if shown => {}
        WorkshopState::Locked => return Err(AppError::Refused(Refusal::Locked)),
        WorkshopState::Draft | WorkshopState::Closed => {
            return Err(AppError::Refused(Refusal::WrongState));
        }
    }
    if !phase.lets_in() && !shown {
        return Err(AppError::Refused(Refusal::WaveClosed));
    }
    add(conn, doors, job, standing).await
}

/// Adds the participant if there is room.
async fn add(
    conn: &mut Conn<'_>,
    doors: &mut Doors,
    job: &Job,
    standing: &store::StandingRow,
) -> Result<(), AppError> {
    let door = doors.of(conn, job.phone.workshop, standing.project_id).await?;
    if door.joined >= standing.join_cap {
        return Err(AppError::Refused(Refusal::Full));
    }
    for counter in 0..CARD_TRIES {
        let card = card_of(&door.card_key, &job.phone, counter);
        let hash = card_hash(&door.card_key, job.phone.workshop, card);
        if store::insert(
            conn,
            job.phone.workshop,
            job.phone.participant(),
            job.language.code(),
            &hash,
            counter,
        )
        .await?
        {
            door.joined += 1;
            return Ok(());
        }
    }
    Err(AppError::Unavailable)
}

/// Saves a live answer while it is asked. Who comes late joins with it.
async fn vote(
    conn: &mut Conn<'_>,
    doors: &mut Doors,
    job: &Job,
    standing: &store::StandingRow,
    (ask, value): (&str, &str),
) -> Result<Receipt, AppError> {
    let state = standing.workshop_state.parse().map_err(|cause| internal(&cause))?;
    match state {
        WorkshopState::Locked if !standing.joined() => {
            return Err(AppError::Refused(Refusal::Locked));
        }
        WorkshopState::Open | WorkshopState::Locked => {}
        WorkshopState::Draft | WorkshopState::Closed => {
            return Err(AppError::Refused(Refusal::WrongState));
        }
    }
    if !run::service::takes(conn, job.phone.workshop, ask).await? {
        return Err(AppError::Refused(Refusal::WaveClosed));
    }
    if !standing.joined() {
        add(conn, doors, job, standing).await?;
    }
    run::service::save_in(conn, &job.phone, ask, value).await?;
    Ok(Receipt { key: String::new() })
}

/// Takes everything back, until the project closes; afterwards nobody can tell whose the answers are.
async fn withdraw(
    conn: &mut Conn<'_>,
    doors: &mut Doors,
    job: &Job,
    standing: &store::StandingRow,
) -> Result<Receipt, AppError> {
    if !standing.joined() {
        return Err(AppError::NotFound);
    }
    doors.of(conn, job.phone.workshop, standing.project_id).await?;
    store::withdraw(conn, job.phone.workshop, job.phone.participant()).await?;
    Ok(Receipt { key: String::new() })
}

/// Writes what a participant wants, given where they stand in the wave.
async fn enter(
    conn: &mut Conn<'_>,
    job: &Job,
    standing: &store::StandingRow,
) -> Result<Receipt, AppError> {
    let (workshop, participant, wave) = (job.phone.workshop, job.phone.participant(), job.wave);
    let state = standing.state.as_deref();
    // An answer that arrives after "sent" does not open the form again.
    let inside = if state == Some("sent") { "sent" } else { "inside" };
    let target = match &job.write {
        Write::Begin | Write::Save { .. } | Write::Put { send: false, .. } => inside,
        // A start page that was left open does not take back what was sent.
        Write::Decline if state == Some("sent") => "sent",
        Write::Decline => "declined",
        Write::Send | Write::Put { send: true, .. } => "sent",
        Write::Withdraw | Write::Vote { .. } => return Err(AppError::Refused(Refusal::WrongState)),
    };
    let receipt = match &job.write {
        Write::Save { question, key, replaces, value } => {
            let stored = standing.answer_key.zip(standing.value.as_deref());
            match save_answer(conn, job, (question, *key, value), replaces, stored).await {
                // What was sent is not shown again, not even to who asks in this way.
                Err(AppError::AnswerStored { .. }) if state == Some("sent") => {
                    return Err(AppError::Refused(Refusal::WrongState));
                }
                other => other?,
            }
        }
        Write::Put { answers, .. } => {
            let (given, cleared): (Vec<_>, Vec<_>) =
                answers.iter().partition(|(_, value)| !value.is_empty());
            for (question, _) in cleared {
                let key = AnswerKey(Uuid::new_v4());
                store::clear_answer(conn, workshop, participant, wave, question, key).await?;
            }
            let rows: Vec<_> = given
                .into_iter()
                .map(|(question, value)| {
                    (question.clone(), AnswerKey(Uuid::new_v4()), value.clone())
                })
                .collect();
            store::put_answers(conn, workshop, participant, wave, &rows).await?;
            Receipt { key: String::new() }
        }
        Write::Begin | Write::Decline | Write::Send | Write::Withdraw | Write::Vote { .. } => {
            Receipt { key: String::new() }
        }
    };
    // After the answer, so that a refused one changes nothing at all.
    if state != Some(target) {
        store::set_state(conn, workshop, participant, wave, target).await?;
    }
    Ok(receipt)
}

/// Decision 9: what becomes of one attempt, given what is stored.
async fn save_answer(
    conn: &mut Conn<'_>,
    job: &Job,
    (question, key, value): (&str, AnswerKey, &str),
    replaces: &[AnswerKey],
    stored: Option<(AnswerKey, &str)>,
) -> Result<Receipt, AppError> {
    let (workshop, participant, wave) = (job.phone.workshop, job.phone.participant(), job.wave);
    let receipt = Receipt { key: key.to_string() };
    let done = match stored {
        None => {
            store::insert_answer(conn, workshop, participant, wave, question, key, value).await?
        }
        Some((stored_key, stored_value)) if stored_key == key => {
            return if stored_value == value { Ok(receipt) } else { Err(AppError::KeyReused) };
        }
        Some((stored_key, _)) if replaces.contains(&stored_key) => {
            store::replace_answer(
                conn,
                workshop,
                participant,
                wave,
                question,
                (stored_key, key),
                value,
            )
            .await?
        }
        Some((stored_key, value)) => {
            let (key, value) = (stored_key.to_string(), value.to_owned());
            return Err(AppError::AnswerStored { key, value });
        }
    };
    // Another server changed the row between our read and our write: the phone tries again.
    if done { Ok(receipt) } else { Err(AppError::Unavailable) }
}
