//! Who waits for which workshop, in this process. Nothing here is stored.

use domain::id::{ParticipantId, WorkshopId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};

/// How long after its last sign of life a phone counts as here: longer than a waiting page without
/// JavaScript takes to ask again.
const HERE: Duration = Duration::from_secs(20);

#[derive(Debug)]
struct Room {
    /// Rises when anything that phones show has changed.
    run: watch::Sender<u64>,
    /// Rises when a count has changed too.
    counts: watch::Sender<u64>,
    /// When each phone was seen last.
    seen: HashMap<ParticipantId, Instant>,
}

impl Default for Room {
    fn default() -> Self {
        Self { run: watch::Sender::new(0), counts: watch::Sender::new(0), seen: HashMap::new() }
    }
}

/// The live rooms of this process; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Hub {
    rooms: Arc<Mutex<HashMap<WorkshopId, Room>>>,
    stop: Arc<watch::Sender<bool>>,
}

impl Hub {
    fn with<T>(&self, workshop: WorkshopId, work: impl FnOnce(&mut Room) -> T) -> T {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        work(rooms.entry(workshop).or_default())
    }

    /// Something that phones, projector and consoles show has changed.
    pub fn changed(&self, workshop: WorkshopId) {
        self.with(workshop, |room| {
            room.run.send_modify(|tick| *tick += 1);
            room.counts.send_modify(|tick| *tick += 1);
        });
    }

    /// A count that consoles and projectors show has changed.
    pub fn counted(&self, workshop: WorkshopId) {
        self.with(workshop, |room| room.counts.send_modify(|tick| *tick += 1));
    }

    /// All rooms have to look again: messages may have been missed.
    pub fn all_changed(&self) {
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        for room in rooms.values() {
            room.run.send_modify(|tick| *tick += 1);
            room.counts.send_modify(|tick| *tick += 1);
        }
    }

    /// Waits for changes: with `counts` also of mere counts.
    #[must_use]
    pub fn watch(&self, workshop: WorkshopId, counts: bool) -> watch::Receiver<u64> {
        self.with(workshop, |room| {
            let sender = if counts { &room.counts } else { &room.run };
            sender.subscribe()
        })
    }

    /// A phone gave a sign of life.
    pub fn seen(&self, workshop: WorkshopId, phone: ParticipantId) {
        let now = Instant::now();
        let new = self.with(workshop, |room| {
            let before = room.seen.insert(phone, now);
            before.is_none_or(|before| now - before > HERE)
        });
        if new {
            self.counted(workshop);
        }
    }

    /// Phones that are here just now, on this server.
    #[must_use]
    pub fn here(&self, workshop: WorkshopId) -> usize {
        let now = Instant::now();
        self.with(workshop, |room| {
            room.seen.retain(|_, seen| now - *seen <= HERE);
            room.seen.len()
        })
    }

    /// Forgets rooms that nobody waits for and where no phone is.
    pub fn tidy(&self) {
        let now = Instant::now();
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, room| {
            room.seen.retain(|_, seen| now - *seen <= HERE);
            room.run.receiver_count() + room.counts.receiver_count() > 0 || !room.seen.is_empty()
        });
    }

    /// The server stops: every stream ends, and phones ask again until it is back.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Becomes true when the server stops.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ROOM: WorkshopId = WorkshopId(Uuid::nil());

    #[tokio::test(start_paused = true)]
    async fn a_phone_is_here_until_it_has_been_silent_for_a_while() {
        let hub = Hub::default();
        hub.seen(ROOM, ParticipantId(Uuid::from_u128(1)));
        hub.seen(ROOM, ParticipantId(Uuid::from_u128(1)));
        hub.seen(ROOM, ParticipantId(Uuid::from_u128(2)));
        assert_eq!(hub.here(ROOM), 2);
        tokio::time::advance(HERE / 2).await;
        hub.seen(ROOM, ParticipantId(Uuid::from_u128(2)));
        tokio::time::advance(HERE / 2 + Duration::from_secs(1)).await;
        assert_eq!(hub.here(ROOM), 1);
    }

    #[tokio::test]
    async fn votes_wake_the_coach_and_not_the_phones() {
        let hub = Hub::default();
        let (phone, coach) = (hub.watch(ROOM, false), hub.watch(ROOM, true));
        hub.counted(ROOM);
        assert_eq!((phone.has_changed().unwrap(), coach.has_changed().unwrap()), (false, true));
        hub.changed(ROOM);
        assert!(phone.has_changed().unwrap());
        drop((phone, coach));
        hub.tidy();
        assert!(hub.rooms.lock().unwrap().is_empty());
    }
}
