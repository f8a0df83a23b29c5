//! Wrong passwords: each makes the next try wait longer, none locks anyone out.
//!
//! Accounts and sources are counted apart: an account guessed at from many
//! places slows down, and so does a place that guesses at many accounts. A
//! browser that has signed in to the account before is counted by itself, so
//! that the owner gets in while somebody else is guessing.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::SlowDown;

/// A try that would have to wait longer is sent away instead: every waiting
/// try holds a connection.
const LONGEST_WAIT: Duration = Duration::from_secs(4);
/// After this time without a try the counting starts anew.
const FORGET_AFTER: Duration = Duration::from_mins(15);
/// Below this size sweeping is not worth it.
const SMALL: usize = 1024;

/// How the waits of one kind of key grow.
#[derive(Debug, Clone, Copy)]
struct Growth {
    /// Wrong tries before the first wait.
    free: u32,
    /// The wait after one more; it doubles from here.
    first: Duration,
    /// The longest wait.
    longest: Duration,
}

/// An account: at most 19 tries in the first ten minutes, then one a minute.
const ACCOUNT: Growth =
    Growth { free: 5, first: Duration::from_secs(1), longest: Duration::from_mins(1) };
/// A source: a whole office or school may sit behind it.
const SOURCE: Growth =
    Growth { free: 30, first: Duration::from_millis(500), longest: Duration::from_secs(2) };

impl Growth {
    fn wait_after(&self, wrong: u32) -> Duration {
        match wrong.checked_sub(self.free) {
            None => Duration::ZERO,
            Some(more) => self.first.saturating_mul(1 << more.min(16)).min(self.longest),
        }
    }
}

/// What is counted. The bytes are keyed hashes, never names or addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SignInKey {
    /// An account, tried by browsers that never were signed in to it.
    Account([u8; 16]),
    /// An account, tried by a browser that was.
    Device([u8; 16]),
    /// A place on the network.
    Source([u8; 16]),
}

impl SignInKey {
    fn growth(self) -> Growth {
        match self {
            Self::Account(_) | Self::Device(_) => ACCOUNT,
            Self::Source(_) => SOURCE,
        }
    }
}

/// Tries under one key.
#[derive(Debug, Clone, Copy)]
struct Tries {
    wrong: u32,
    /// When the next try may start.
    next: Instant,
}

#[derive(Debug)]
struct Book {
    tries: HashMap<SignInKey, Tries>,
    sweep_at: usize,
}

impl Book {
    fn of(&self, key: SignInKey, now: Instant) -> Tries {
        let fresh = Tries { wrong: 0, next: now };
        self.tries.get(&key).copied().filter(|tries| !tries.forgotten(now)).unwrap_or(fresh)
    }

    /// Books a try under all keys, as if it were wrong, and says when it may start.
    fn begin(&mut self, keys: &[SignInKey], now: Instant) -> Result<Instant, Duration> {
        let start = keys.iter().map(|key| self.of(*key, now).next).fold(now, Instant::max);
        let wait = start - now;
        if wait > LONGEST_WAIT {
            return Err(wait);
        }
        if self.tries.len() >= self.sweep_at {
            self.tries.retain(|_, tries| !tries.forgotten(now));
            self.sweep_at = (self.tries.len() * 2).max(SMALL);
        }
        for key in keys {
            let wrong = self.of(*key, now).wrong.saturating_add(1);
            let next = start + key.growth().wait_after(wrong);
            self.tries.insert(*key, Tries { wrong, next });
        }
        Ok(start)
    }

    /// The password was right: the account starts anew, the source gets this try back.
    fn succeed(&mut self, keys: &[SignInKey], now: Instant) {
        for key in keys {
            if let (SignInKey::Source(_), Some(tries)) = (key, self.tries.get_mut(key)) {
                tries.wrong = tries.wrong.saturating_sub(1);
                tries.next = tries.next.min(now + SOURCE.wait_after(tries.wrong));
            } else {
                self.tries.remove(key);
            }
        }
    }
}

impl Tries {
    fn forgotten(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.next) > FORGET_AFTER
    }
}

/// The guard in front of checking a password.
#[derive(Debug)]
pub(super) struct SignIns {
    book: Mutex<Book>,
}

impl SignIns {
    pub(super) fn new() -> Self {
        Self { book: Mutex::new(Book { tries: HashMap::new(), sweep_at: SMALL }) }
    }

    /// See [`super::Limits::sign_in_try`].
    pub(super) async fn attempt(&self, keys: Vec<SignInKey>) -> Result<SignInTry<'_>, SlowDown> {
        let begun = self.lock().begin(&keys, Instant::now());
        let start = begun.map_err(SlowDown::after)?;
        tokio::time::sleep_until(start).await;
        Ok(SignInTry { sign_ins: self, keys })
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        // Numbers cannot be left half-changed by a panic.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to check one password. Dropped without [`SignInTry::succeeded`] it
/// counts as a wrong try.
#[derive(Debug)]
#[must_use = "a dropped try counts as a wrong password"]
pub struct SignInTry<'a> {
    sign_ins: &'a SignIns,
    keys: Vec<SignInKey>,
}

impl SignInTry<'_> {
    /// The password was right.
    pub fn succeeded(self) {
        self.sign_ins.lock().succeed(&self.keys, Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: SignInKey = SignInKey::Account([1; 16]);

    fn from(number: u8) -> SignInKey {
        SignInKey::Source([number; 16])
    }

    #[tokio::test(start_paused = true)]
    async fn few_mistakes_cost_no_time() {
        let sign_ins = SignIns::new();
        let start = Instant::now();
        for _ in 0..4 {
            drop(sign_ins.attempt(vec![OWNER, from(1)]).await.unwrap());
        }
        sign_ins.attempt(vec![OWNER, from(1)]).await.unwrap().succeeded();
        assert_eq!(start.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn account_guessed_at_from_many_places_slows_down() {
        let sign_ins = SignIns::new();
        let start = Instant::now();
        let mut checked = 0;
        let mut tries = 0_u32;
        while start.elapsed() < Duration::from_mins(10) {
            tries += 1;
            let place = from(u8::try_from(tries % 50).unwrap());
            match sign_ins.attempt(vec![OWNER, place]).await {
                Ok(_wrong) => checked += 1,
                Err(slow) => {
                    let wait = slow.retry_after().min(Duration::from_secs(1));
                    tokio::time::advance(wait).await;
                }
            }
        }
        assert!((10..=20).contains(&checked), "{checked} passwords were checked");
    }

    #[tokio::test(start_paused = true)]
    async fn owner_gets_in_while_others_guess() {
        let sign_ins = SignIns::new();
        while sign_ins.attempt(vec![OWNER, from(1)]).await.is_ok() {}
        let start = Instant::now();
        let owner = sign_ins.attempt(vec![SignInKey::Device([9; 16])]).await;
        owner.expect("a known browser is counted by itself").succeeded();
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert!(sign_ins.attempt(vec![OWNER, from(2)]).await.is_err(), "guessing stays slow");
    }

    #[tokio::test(start_paused = true)]
    async fn place_that_guesses_at_many_accounts_slows_down_and_is_not_shut_out() {
        let sign_ins = SignIns::new();
        let start = Instant::now();
        for number in 0..100 {
            let account = SignInKey::Account([number; 16]);
            drop(sign_ins.attempt(vec![account, from(1)]).await.unwrap());
        }
        assert!(start.elapsed() > Duration::from_mins(2), "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn parallel_tries_do_not_slip_through() {
        let sign_ins = std::sync::Arc::new(SignIns::new());
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..500 {
            let sign_ins = sign_ins.clone();
            tasks.spawn(async move { sign_ins.attempt(vec![OWNER]).await.is_ok() });
        }
        let checked = tasks.join_all().await.into_iter().filter(|ok| *ok).count();
        assert!(checked <= 8, "{checked} at once");
    }

    #[tokio::test(start_paused = true)]
    async fn time_and_success_forget() {
        let sign_ins = SignIns::new();
        while sign_ins.attempt(vec![OWNER]).await.is_ok() {}
        tokio::time::advance(FORGET_AFTER + Duration::from_mins(2)).await;
        let start = Instant::now();
        for _ in 0..4 {
            drop(sign_ins.attempt(vec![OWNER]).await.unwrap());
        }
        sign_ins.attempt(vec![OWNER]).await.unwrap().succeeded();
        for _ in 0..5 {
            drop(sign_ins.attempt(vec![OWNER]).await.unwrap());
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
