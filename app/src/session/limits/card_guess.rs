//! Guessing cards: misses count for the phone that types them and, as missed codes, for its source.
//!
//! A phone needs one card and mistypes a few times; a new phone is only a scan away, so the source's
//! count is what stops somebody who tries many.

use super::{
    TokenHash,
    bucket::{Buckets, Rate},
    code_guess::CodeTry,
};
use std::sync::{Mutex, PoisonError};
use tokio::time::Instant;

/// Missed cards a phone may type at once.
const BURST: u32 = 10;
/// Missed cards a phone earns back a minute.
const PER_MINUTE: u32 = 2;

/// One bucket a phone.
pub(super) fn buckets() -> Buckets<TokenHash> {
    Buckets::new(Rate::per_minute(PER_MINUTE, BURST))
}

pub(super) fn give_back(cards: &Mutex<Buckets<TokenHash>>, phone: TokenHash) {
    // Numbers cannot be left half-changed by a panic.
    cards.lock().unwrap_or_else(PoisonError::into_inner).add(phone, 1.0, Instant::now());
}

/// Leave to look up one card. Dropped without [`CardTry::hit`] it counts as a miss.
#[derive(Debug)]
#[must_use = "a dropped try counts as a miss"]
pub struct CardTry<'a> {
    code: CodeTry<'a>,
    cards: &'a Mutex<Buckets<TokenHash>>,
    phone: TokenHash,
}

impl<'a> CardTry<'a> {
    pub(super) fn new(
        code: CodeTry<'a>,
        cards: &'a Mutex<Buckets<TokenHash>>,
        phone: TokenHash,
    ) -> Self {
        Self { code, cards, phone }
    }

    /// The card exists: this try costs nothing.
    pub fn hit(self) {
        give_back(self.cards, self.phone);
        self.code.hit();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LimitRules, Limits, Source};

    #[tokio::test(start_paused = true)]
    async fn a_phone_misses_ten_times_and_hits_cost_nothing() {
        let limits = Limits::new(LimitRules::default());
        let source = Source::of("192.0.2.1".parse().unwrap());
        for _ in 0..50 {
            limits.card_try([1; 32], source).await.unwrap().hit();
        }
        for _ in 0..10 {
            drop(limits.card_try([1; 32], source).await.unwrap());
        }
        assert!(limits.card_try([1; 32], source).await.is_err());
        assert!(limits.card_try([2; 32], source).await.is_ok(), "phones do not share");
        tokio::time::advance(std::time::Duration::from_secs(30)).await;
        assert!(limits.card_try([1; 32], source).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn new_phones_do_not_get_round_the_sources_count() {
        let limits = Limits::new(LimitRules::default());
        let source = Source::of("192.0.2.1".parse().unwrap());
        let before = tokio::time::Instant::now();
        for phone in 0..130_u8 {
            drop(limits.card_try([phone; 32], source).await);
        }
        assert!(before.elapsed() >= std::time::Duration::from_secs(1));
    }
}
