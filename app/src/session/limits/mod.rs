//! Limits that slow down and never shut out.
//!
//! What is counted: what one phone sends and reads, codes that do not exist,
//! passwords that are wrong. Visits by address are not, since a class has one.
//! All of it lives in memory and starts anew with the process.

mod bucket;
mod card_guess;
mod code_guess;
mod sign_in;
mod source;

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::network::TrustedProxies;
use axum::http::request::Parts;

use bucket::{Buckets, Rate};
use code_guess::CodeGuesses;
use sign_in::{SignInKey, SignIns};
use source::Hasher;

pub use card_guess::CardTry;
pub use code_guess::CodeTry;
pub use sign_in::SignInTry;
pub use source::Source;
use source::client_source;

/// The figures behind the limits; the server fills them from its configuration.
#[derive(Debug, Clone)]
pub struct LimitRules {
    /// Answers one phone may send a minute, over time.
    pub writes_per_minute: u32,
    /// Answers one phone may send at once.
    pub writes_burst: u32,
    /// Reads one phone may make a minute, and at once.
    pub reads_per_minute: u32,
    /// Wrong codes a source may try at once.
    pub miss_burst: u32,
    /// Wrong codes a source earns back a minute.
    pub misses_per_minute: u32,
    /// Wrong codes a minute from all sources together.
    pub misses_per_minute_in_all: u32,
    /// Proxies in front of us whose word about a request's source is believed.
    pub trusted_proxies: TrustedProxies,
}

impl Default for LimitRules {
    fn default() -> Self {
        Self {
            writes_per_minute: 60,
            writes_burst: 40,
            reads_per_minute: 60,
            miss_burst: 120,
            misses_per_minute: 30,
            misses_per_minute_in_all: 3000,
            trusted_proxies: TrustedProxies::default(),
        }
    }
}

/// The limit is reached; nothing was looked up or changed. Keep what was typed
/// and say when to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many tries, again in {} s", self.seconds())]
pub struct SlowDown {
    retry_after: Duration,
}

impl SlowDown {
    fn after(retry_after: Duration) -> Self {
        Self { retry_after }
    }

    /// How long to wait.
    #[must_use]
    pub fn retry_after(&self) -> Duration {
        self.retry_after
    }

    /// The same in whole seconds, at least 1, for a page or `Retry-After`.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        self.retry_after.as_millis().div_ceil(1000).try_into().unwrap_or(u32::MAX).max(1)
    }
}

/// Hash of a participant's token, as it is stored.
pub type TokenHash = [u8; 32];

/// All limits of one server.
#[derive(Debug)]
pub struct Limits {
    hasher: Hasher,
    writes: Mutex<Buckets<TokenHash>>,
    reads: Mutex<Buckets<TokenHash>>,
    codes: CodeGuesses,
    cards: Mutex<Buckets<TokenHash>>,
    sign_ins: SignIns,
    trusted_proxies: TrustedProxies,
}

impl Limits {
    /// With these figures.
    #[must_use]
    pub fn new(rules: LimitRules) -> Self {
        let reads = Rate::per_minute(rules.reads_per_minute, rules.reads_per_minute);
        let misses = Rate::per_minute(rules.misses_per_minute, rules.miss_burst);
        let misses_in_all = f64::from(rules.misses_per_minute_in_all) / 60.0;
        Self {
            hasher: Hasher::new(),
            writes: Mutex::new(Buckets::new(Rate::per_minute(
                rules.writes_per_minute,
                rules.writes_burst,
            ))),
            reads: Mutex::new(Buckets::new(reads)),
            codes: CodeGuesses::new(misses, misses_in_all),
            cards: Mutex::new(card_guess::buckets()),
            sign_ins: SignIns::new(),
            trusted_proxies: rules.trusted_proxies,
        }
    }

    /// Where a request came from, as far as limits need to know.
    #[must_use]
    pub fn source(&self, parts: &Parts) -> Source {
        client_source(parts, &self.trusted_proxies)
    }

    /// Counts something a participant's phone sends. Call it only with tokens
    /// whose MAC was checked, or anyone can fill the table.
    ///
    /// # Errors
    /// [`SlowDown`] when this phone has sent too much.
    pub fn participant_write(&self, token: &TokenHash) -> Result<(), SlowDown> {
        take(&self.writes, token)
    }

    /// Counts something a participant's phone reads; as [`Limits::participant_write`].
    ///
    /// # Errors
    /// [`SlowDown`] when this phone has read too much.
    pub fn participant_read(&self, token: &TokenHash) -> Result<(), SlowDown> {
        take(&self.reads, token)
    }

    /// Leave to look up a workshop code, before it is looked up. Call
    /// [`CodeTry::hit`] if it exists. QR tokens are too long to guess and need
    /// no leave.
    ///
    /// Above the limit this waits one to three seconds first.
    ///
    /// # Errors
    /// [`SlowDown`] when waiting did not help: do not look the code up.
    pub async fn code_try(&self, source: Source) -> Result<CodeTry<'_>, SlowDown> {
        self.codes.attempt(self.hasher.source(source)).await
    }

    /// Leave to look up a typed card, before it is looked up: counted for the phone and, as a code,
    /// for its source. Call [`CardTry::hit`] if the card exists.
    ///
    /// # Errors
    /// [`SlowDown`] when this phone or its source has missed too often: do not look the card up.
    pub async fn card_try(
        &self,
        phone: TokenHash,
        source: Source,
    ) -> Result<CardTry<'_>, SlowDown> {
        take(&self.cards, &phone)?;
        match self.code_try(source).await {
            Ok(code) => Ok(CardTry::new(code, &self.cards, phone)),
            Err(slow) => {
                card_guess::give_back(&self.cards, phone);
                Err(slow)
            }
        }
    }

    /// Leave to check a password, before it is hashed. Call
    /// [`SignInTry::succeeded`] if it was right. `account` is the name as it
    /// is looked up, whether it exists or not.
    ///
    /// `device` is the mark in a cookie of a browser that was signed in to this
    /// very account before; pass it only after checking that. Such a browser is
    /// counted by itself.
    ///
    /// Above the limit this waits up to four seconds.
    ///
    /// # Errors
    /// [`SlowDown`] when the wait would be longer: do not check the password.
    pub async fn sign_in_try(
        &self,
        account: &str,
        source: Source,
        device: Option<&[u8]>,
    ) -> Result<SignInTry<'_>, SlowDown> {
        let account = account.as_bytes();
        let keys = match device {
            Some(device) => vec![SignInKey::Device(self.hasher.lasting(&[account, device]))],
            None => vec![
                SignInKey::Account(self.hasher.lasting(&[account])),
                SignInKey::Source(self.hasher.source(source).0),
            ],
        };
        self.sign_ins.attempt(keys).await
    }
}

fn take(buckets: &Mutex<Buckets<TokenHash>>, token: &TokenHash) -> Result<(), SlowDown> {
    // Numbers cannot be left half-changed by a panic.
    let mut buckets = buckets.lock().unwrap_or_else(PoisonError::into_inner);
    buckets.take(*token, Instant::now()).map_err(SlowDown::after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits::new(LimitRules::default())
    }

    #[tokio::test(start_paused = true)]
    async fn phone_may_send_forty_at_once_and_sixty_a_minute() {
        let limits = limits();
        let accepted = |token: u8| {
            (0..1000).filter(|_| limits.participant_write(&[token; 32]).is_ok()).count()
        };
        assert_eq!(accepted(1), 40);
        assert_eq!(accepted(2), 40, "phones do not share");
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(accepted(1), 10);
        let refused = limits.participant_write(&[1; 32]).unwrap_err();
        assert_eq!(refused.seconds(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn reading_has_its_own_count() {
        let limits = limits();
        let read = (0..1000).filter(|_| limits.participant_read(&[1; 32]).is_ok()).count();
        assert_eq!(read, 60);
        assert!(limits.participant_write(&[1; 32]).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn misses_slow_only_their_own_source() {
        let limits = std::sync::Arc::new(limits());
        let troll = Source::of("192.0.2.1".parse().unwrap());
        let class = Source::of("192.0.2.2".parse().unwrap());
        // Often enough that the last tries find the source's own budget empty.
        for _ in 0..3 {
            let mut tries = tokio::task::JoinSet::new();
            for _ in 0..300 {
                let limits = limits.clone();
                tries.spawn(async move { limits.code_try(troll).await.is_ok() });
            }
            tries.join_all().await;
        }
        let before = Instant::now();
        limits.code_try(class).await.unwrap().hit();
        assert_eq!(before.elapsed(), Duration::ZERO);
        drop(limits.code_try(troll).await);
        assert!(before.elapsed() >= Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn known_browser_signs_in_while_its_account_is_guessed_at() {
        let limits = limits();
        let troll = Source::of("192.0.2.1".parse().unwrap());
        while limits.sign_in_try("coach@example.org", troll, None).await.is_ok() {}
        let owner = limits.sign_in_try("coach@example.org", troll, Some(b"mark")).await;
        owner.unwrap().succeeded();
        assert!(limits.sign_in_try("coach@example.org", troll, None).await.is_err());
        assert!(limits.sign_in_try("other@example.org", troll, None).await.is_ok());
    }
}
