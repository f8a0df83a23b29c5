//! Guessing workshop codes: only misses count, and nobody is shut out.
//!
//! A class sits behind one address and mistypes, so visits are never counted.
//! A try takes a token before the code is looked up and gets it back if the
//! code exists; that bounds the misses that are answered, also when they come
//! all at once. Without a token a try waits one to three seconds and then
//! takes one or is asked to come again.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Semaphore, time::Instant};

use super::{
    SlowDown,
    bucket::{Bucket, Buckets, Rate},
    source::SourceKey,
};

/// Tries that may wait at the same time; each holds a connection.
const WAITING: usize = 256;

/// Tokens of the common bucket left to others for each miss a source still has
/// on its account: under attack the sources with most misses wait first, and a
/// class that has not missed yet walks through.
const RESERVED_PER_MISS: f64 = 1.0;
/// Part of the common bucket that this reserve can take; the rest is for all.
const RESERVE: f64 = 0.9;

/// Buckets of all sources and the one they share.
#[derive(Debug)]
struct Budgets {
    sources: Buckets<SourceKey>,
    all: Bucket,
    all_rate: Rate,
}

impl Budgets {
    fn take(&mut self, source: SourceKey, now: Instant) -> Result<(), Duration> {
        let rate = self.sources.rate();
        let own = self.sources.level(&source, now);
        if own < 1.0 {
            return Err(rate.time_for(1.0 - own));
        }
        let misses = rate.burst - own;
        let reserved = (misses * RESERVED_PER_MISS).min(self.all_rate.burst * RESERVE);
        let missing = 1.0 + reserved - self.all.level(self.all_rate, now);
        if missing > 0.0 {
            return Err(self.all_rate.time_for(missing));
        }
        self.add(source, -1.0, now);
        Ok(())
    }

    fn add(&mut self, source: SourceKey, tokens: f64, now: Instant) {
        self.sources.add(source, tokens, now);
        self.all.add(tokens, self.all_rate, now);
    }
}

/// The guard in front of looking up a code.
#[derive(Debug)]
pub(super) struct CodeGuesses {
    budgets: Mutex<Budgets>,
    waiting: Semaphore,
}

impl CodeGuesses {
    /// `source` is the rate of misses for one source, `in_all` tokens a second
    /// for everybody; their bucket holds two seconds' worth.
    pub(super) fn new(source: Rate, in_all_per_second: f64) -> Self {
        let all_rate =
            Rate { burst: (in_all_per_second * 2.0).max(2.0), per_second: in_all_per_second };
        let budgets = Budgets {
            sources: Buckets::new(source),
            all: Bucket::full(all_rate, Instant::now()),
            all_rate,
        };
        Self { budgets: Mutex::new(budgets), waiting: Semaphore::new(WAITING) }
    }

    /// See [`super::Limits::code_try`].
    pub(super) async fn attempt(&self, source: SourceKey) -> Result<CodeTry<'_>, SlowDown> {
        let first = self.take(source);
        let Err(wait) = first else {
            return Ok(self.pass(source));
        };
        let Ok(_place) = self.waiting.try_acquire() else {
            return Err(SlowDown::after(wait));
        };
        tokio::time::sleep(pause()).await;
        match self.take(source) {
            Ok(()) => Ok(self.pass(source)),
            Err(wait) => Err(SlowDown::after(wait)),
        }
    }

    fn pass(&self, source: SourceKey) -> CodeTry<'_> {
        CodeTry { guesses: self, source, miss: true }
    }

    fn take(&self, source: SourceKey) -> Result<(), Duration> {
        self.lock().take(source, Instant::now())
    }

    fn lock(&self) -> MutexGuard<'_, Budgets> {
        // Numbers cannot be left half-changed by a panic.
        self.budgets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One to three seconds, random, so that those who wait do not come back together.
fn pause() -> Duration {
    let random = getrandom::u32().unwrap_or(u32::MAX / 2);
    Duration::from_secs(1) + Duration::from_secs(2).mul_f64(f64::from(random) / f64::from(u32::MAX))
}

/// Leave to look up one code. Dropped without [`CodeTry::hit`] it counts as a miss.
#[derive(Debug)]
#[must_use = "a dropped try counts as a miss"]
pub struct CodeTry<'a> {
    guesses: &'a CodeGuesses,
    source: SourceKey,
    miss: bool,
}

impl CodeTry<'_> {
    /// The code exists: this try costs nothing.
    pub fn hit(mut self) {
        self.miss = false;
    }
}

impl Drop for CodeTry<'_> {
    fn drop(&mut self) {
        if !self.miss {
            self.guesses.lock().add(self.source, 1.0, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(number: u8) -> SourceKey {
        SourceKey([number; 16])
    }

    fn guesses() -> CodeGuesses {
        CodeGuesses::new(Rate { burst: 120.0, per_second: 0.5 }, 50.0)
    }

    /// Misses that were answered out of so many tries, one after the other.
    async fn answered(guesses: &CodeGuesses, from: u8, tries: u32) -> u32 {
        let mut answered = 0;
        for _ in 0..tries {
            answered += u32::from(guesses.attempt(source(from)).await.is_ok());
        }
        answered
    }

    #[tokio::test(start_paused = true)]
    async fn class_that_mistypes_is_never_slowed() {
        let guesses = guesses();
        let start = Instant::now();
        for phone in 0..40 {
            if phone % 4 == 0 {
                assert_eq!(answered(&guesses, 1, 3).await, 3);
            }
            guesses.attempt(source(1)).await.unwrap().hit();
            // Forty phones within ten seconds.
            tokio::time::advance(Duration::from_millis(250)).await;
        }
        assert_eq!(start.elapsed(), Duration::from_secs(10));
    }

    #[tokio::test(start_paused = true)]
    async fn hits_cost_nothing() {
        let guesses = guesses();
        let start = Instant::now();
        for _ in 0..1000 {
            guesses.attempt(source(1)).await.unwrap().hit();
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn one_source_cannot_exceed_its_budget() {
        let guesses = guesses();
        let start = Instant::now();
        let answered = answered(&guesses, 1, 1000).await;
        let allowed = 120.0 + 0.5 * start.elapsed().as_secs_f64();
        assert!(f64::from(answered) <= allowed, "{answered} of {allowed}");
        assert!(answered >= 120, "slowed, not shut out: {answered}");
        assert!(start.elapsed() > Duration::from_mins(5));
    }

    #[tokio::test(start_paused = true)]
    async fn tries_sent_all_at_once_are_bounded_too() {
        let guesses = std::sync::Arc::new(guesses());
        let start = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..5000_usize {
            let guesses = guesses.clone();
            let from = source(u8::try_from(number % 64).unwrap());
            tasks.spawn(async move { guesses.attempt(from).await.is_ok() });
        }
        let answered: u32 = tasks.join_all().await.into_iter().map(u32::from).sum();
        let allowed = 100.0 + 50.0 * start.elapsed().as_secs_f64();
        assert!(f64::from(answered) <= allowed, "{answered} of {allowed}");
    }

    #[tokio::test(start_paused = true)]
    async fn clean_source_passes_at_once_while_others_attack() {
        let guesses = guesses();
        // Sixty-four sources drain the common bucket as far as they can.
        for round in 0..20 {
            for from in 0..64 {
                let _refused_or_not = guesses.take(source(from));
            }
            if round % 5 == 0 {
                tokio::time::advance(Duration::from_millis(100)).await;
            }
        }
        assert!(guesses.take(source(0)).is_err());
        tokio::time::advance(Duration::from_millis(20)).await;
        let start = Instant::now();
        for _ in 0..40 {
            guesses.attempt(source(200)).await.unwrap().hit();
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn exhausted_source_recovers_by_waiting() {
        let guesses = guesses();
        while guesses.take(source(1)).is_ok() {
            tokio::time::advance(Duration::from_millis(1)).await;
        }
        let refusal = guesses.take(source(1)).unwrap_err();
        tokio::time::advance(refusal).await;
        assert!(guesses.take(source(1)).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_are_between_one_and_three_seconds() {
        for _ in 0..100 {
            let pause = pause();
            assert!(pause >= Duration::from_secs(1) && pause <= Duration::from_secs(3));
        }
    }
}
