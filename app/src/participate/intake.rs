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
    db::{Conn, Db, Tx},
    error::{AppError, Refusal},
    project,
    session::phone::Phone,
    workshop::{self, model::WorkshopDetail},
};
use domain::{
    id::{AnswerKey, WorkshopId},
    locale::Language,
    questionnaire::Wave,
    workshop::{ClosingRule, WavePhase, WorkshopState},
};
use std::collections::{HashMap, hash_map::Entry};
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
    queue: mpsc::Sender<(Job, Reply)>,
}

impl Intake {
    /// Starts the intake on the current runtime. It ends when the last handle is gone and the queue
    /// is empty.
    #[must_use]
    pub fn start(db: Db, clock: Clock, closing: ClosingRule) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(db, clock, closing, waiting));
        Self { queue }
    }

    /// Saves durably, or says why not.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait or the store is out of reach; the refusals of
    /// decision 9 otherwise.
    pub async fn submit(&self, job: Job) -> Result<Receipt, AppError> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((job, reply)).map_err(|_| AppError::Unavailable)?;
        answer.await.map_err(|_| AppError::Unavailable)?
    }
}

async fn run(
    db: Db,
    clock: Clock,
    closing: ClosingRule,
    mut waiting: mpsc::Receiver<(Job, Reply)>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        match save(&db, &clock, closing, &batch).await {
            Ok(results) => {
                for ((_, reply), result) in batch.drain(..).zip(results) {
                    // A phone that went away will ask again with the same key.
                    let _ = reply.send(result);
                }
            }
            Err(error) => {
                for (_, reply) in batch.drain(..) {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }
}

async fn save(
    db: &Db,
    clock: &Clock,
    closing: ClosingRule,
    batch: &[(Job, Reply)],
) -> Result<Vec<Result<Receipt, AppError>>, AppError> {
    let mut tx = db.begin().await?;
    let mut rooms = Rooms { known: HashMap::new(), clock, closing };
    let mut results = Vec::with_capacity(batch.len());
    for (job, _) in batch {
        results.push(save_one(&mut tx, &mut rooms, job).await?);
    }
    tx.commit().await?;
    Ok(results)
}

/// Saves one job inside the batch; a refused or failed one leaves nothing of itself behind.
async fn save_one(
    tx: &mut Tx,
    rooms: &mut Rooms<'_>,
    job: &Job,
) -> Result<Result<Receipt, AppError>, AppError> {
    tx.savepoint().await?;
    let result = apply(&mut tx.conn(), rooms, job).await;
    tx.end_savepoint(result.is_ok()).await?;
    Ok(result)
}

/// What the intake knows of a workshop while it saves one batch.
struct Room {
    detail: WorkshopDetail,
    card_key: Vec<u8>,
    joined: Option<i64>,
}

struct Rooms<'a> {
    known: HashMap<WorkshopId, Room>,
    clock: &'a Clock,
    closing: ClosingRule,
}

impl Rooms<'_> {
    async fn enter(&mut self, conn: &mut Conn<'_>, id: WorkshopId) -> Result<&mut Room, AppError> {
        match self.known.entry(id) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let detail = workshop::service::detail(conn, id).await?;
                let card_key = project::service::card_key(conn, detail.project).await?;
                let card_key = card_key.ok_or(AppError::Refused(Refusal::ProjectClosed))?;
                Ok(place.insert(Room { detail, card_key, joined: None }))
            }
        }
    }
}

async fn apply(conn: &mut Conn<'_>, rooms: &mut Rooms<'_>, job: &Job) -> Result<Receipt, AppError> {
    let (now, closing) = (rooms.clock.now(), rooms.closing);
    // A workshop's own meetings have two waves; `times` would give the third those of "after".
    if job.wave == Wave::FollowUp {
        return Err(AppError::Refused(Refusal::WrongState));
    }
    let room = rooms.enter(conn, job.phone.workshop).await?;
    let times = room.detail.times(job.wave);
    let phase = WavePhase::at(now, times.opened, times.closed, closing);
    let (workshop, participant, wave) = (job.phone.workshop, job.phone.participant(), job.wave);
    let question =
        if let Write::Save { question, .. } = &job.write { question.as_str() } else { "" };
    let standing = store::standing(conn, workshop, participant, wave, question).await?;

    let Some(standing) = standing else {
        join(conn, room, job, phase).await?;
        return enter(conn, job, None).await;
    };
    let inside = standing.state.is_some();
    if !(phase.lets_in() || ((inside || shown(job)) && phase.takes_answers())) {
        return Err(AppError::Refused(Refusal::WaveClosed));
    }
    enter(conn, job, Some(standing)).await
}

/// Whether the phone proved that it was shown the form while it could begin.
const fn shown(job: &Job) -> bool {
    matches!(job.write, Write::Put { shown: true, .. })
}

/// Adds the participant: the workshop must be open, the wave open, and there must be room. A phone
/// that has the form before it may finish it in the time of grace, locked door or not.
async fn join(
    conn: &mut Conn<'_>,
    room: &mut Room,
    job: &Job,
    phase: WavePhase,
) -> Result<(), AppError> {
    let shown = shown(job) && phase.takes_answers();
    match room.detail.state {
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
    let joined = match room.joined {
        Some(joined) => joined,
        None => store::count(conn, job.phone.workshop).await?,
    };
    room.joined = Some(joined);
    if joined >= room.detail.join_cap {
        return Err(AppError::Refused(Refusal::Full));
    }
    for counter in 0..CARD_TRIES {
        let card = card_of(&room.card_key, &job.phone, counter);
        let hash = card_hash(&room.card_key, job.phone.workshop, card);
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
            room.joined = Some(joined + 1);
            return Ok(());
        }
    }
    Err(AppError::Unavailable)
}

/// Writes what a participant wants, given where they stand in the wave.
async fn enter(
    conn: &mut Conn<'_>,
    job: &Job,
    standing: Option<store::StandingRow>,
) -> Result<Receipt, AppError> {
    let (workshop, participant, wave) = (job.phone.workshop, job.phone.participant(), job.wave);
    let state = standing.as_ref().and_then(|row| row.state.clone());
    let state = state.as_deref();
    // An answer that arrives after "sent" does not open the form again.
    let inside = if state == Some("sent") { "sent" } else { "inside" };
    let target = match &job.write {
        Write::Begin | Write::Save { .. } | Write::Put { send: false, .. } => inside,
        // A start page that was left open does not take back what was sent.
        Write::Decline if state == Some("sent") => "sent",
        Write::Decline => "declined",
        Write::Send | Write::Put { send: true, .. } => "sent",
    };
    let receipt = match &job.write {
        Write::Save { question, key, replaces, value } => {
            let stored = standing.and_then(|row| row.answer_key.zip(row.value));
            save_answer(conn, job, (question, *key, value), replaces, stored).await?
        }
        Write::Put { answers, .. } => {
            let rows: Vec<_> = answers
                .iter()
                .map(|(question, value)| {
                    (question.clone(), AnswerKey(Uuid::new_v4()), value.clone())
                })
                .collect();
            store::put_answers(conn, workshop, participant, wave, &rows).await?;
            Receipt { key: String::new() }
        }
        Write::Begin | Write::Decline | Write::Send => Receipt { key: String::new() },
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
    stored: Option<(AnswerKey, String)>,
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
            return Err(AppError::AnswerStored { key: stored_key.to_string(), value });
        }
    };
    // Another server changed the row between our read and our write: the phone tries again.
    if done { Ok(receipt) } else { Err(AppError::Unavailable) }
}
