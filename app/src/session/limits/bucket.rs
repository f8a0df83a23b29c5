//! Token buckets: so many at once, so many a second over time.
//!
//! Of our own rather than from a crate, because a token must be given back when
//! a try turns out not to count, and because one bucket asks how full another is.

use std::{collections::HashMap, hash::Hash, time::Duration};

use tokio::time::Instant;

/// How many tokens a bucket holds, and how fast it fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    /// Tokens in a full bucket, at least 1.
    pub(super) burst: f64,
    /// Tokens a second, more than 0.
    pub(super) per_second: f64,
}

impl Rate {
    /// From settings, which count by the minute.
    pub(super) fn per_minute(tokens: u32, burst: u32) -> Self {
        Self { burst: f64::from(burst.max(1)), per_second: f64::from(tokens.max(1)) / 60.0 }
    }

    /// Time until `missing` tokens have come in.
    pub(super) fn time_for(&self, missing: f64) -> Duration {
        Duration::from_secs_f64((missing / self.per_second).max(0.0))
    }
}

/// One bucket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// A full one.
    pub(super) fn full(rate: Rate, now: Instant) -> Self {
        Self { tokens: rate.burst, at: now }
    }

    /// The tokens in it now.
    pub(super) fn level(&self, rate: Rate, now: Instant) -> f64 {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * rate.per_second;
        (self.tokens + gained).min(rate.burst)
    }

    /// Adds tokens, or takes them with a negative number.
    pub(super) fn add(&mut self, tokens: f64, rate: Rate, now: Instant) {
        self.tokens = (self.level(rate, now) + tokens).min(rate.burst);
        self.at = now;
    }
}

/// Buckets by key. A key without a bucket has a full one, so full ones are
/// thrown away whenever the map has doubled: it stays as small as what goes on.
#[derive(Debug)]
pub(super) struct Buckets<K> {
    rate: Rate,
    map: HashMap<K, Bucket>,
    sweep_at: usize,
}

/// Below this size sweeping is not worth it.
const SMALL: usize = 1024;

impl<K: Eq + Hash> Buckets<K> {
    /// No buckets yet.
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, map: HashMap::new(), sweep_at: SMALL }
    }

    /// Their common rate.
    pub(super) fn rate(&self) -> Rate {
        self.rate
    }

    /// The tokens the key has now.
    pub(super) fn level(&self, key: &K, now: Instant) -> f64 {
        self.map.get(key).map_or(self.rate.burst, |bucket| bucket.level(self.rate, now))
    }

    /// Adds tokens, or takes them with a negative number.
    pub(super) fn add(&mut self, key: K, tokens: f64, now: Instant) {
        let rate = self.rate;
        if self.map.len() >= self.sweep_at {
            self.map.retain(|_, bucket| bucket.level(rate, now) < rate.burst);
            self.sweep_at = (self.map.len() * 2).max(SMALL);
        }
        self.map.entry(key).or_insert_with(|| Bucket::full(rate, now)).add(tokens, rate, now);
    }

    /// Takes one token, or says how long until there is one.
    pub(super) fn take(&mut self, key: K, now: Instant) -> Result<(), Duration> {
        let level = self.level(&key, now);
        if level < 1.0 {
            return Err(self.rate.time_for(1.0 - level));
        }
        self.add(key, -1.0, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn burst_then_rate() {
        let mut buckets = Buckets::new(Rate::per_minute(60, 3));
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take("a", start), Ok(()));
        }
        let wait = buckets.take("a", start).unwrap_err();
        assert_eq!(wait, Duration::from_secs(1));
        assert_eq!(buckets.take("b", start), Ok(()), "keys do not share");
        assert_eq!(buckets.take("a", start + wait), Ok(()));
        assert!(buckets.take("a", start + wait).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_and_giving_back_never_overfill() {
        let mut buckets = Buckets::new(Rate::per_minute(60, 3));
        let start = Instant::now();
        buckets.add("a", 50.0, start);
        assert!((buckets.level(&"a", start + Duration::from_hours(1)) - 3.0).abs() < 1e-9);
    }

    #[tokio::test(start_paused = true)]
    async fn full_buckets_are_swept() {
        let mut buckets = Buckets::new(Rate::per_minute(60, 1));
        let start = Instant::now();
        for key in 0..SMALL {
            buckets.take(key, start).unwrap();
        }
        assert_eq!(buckets.map.len(), SMALL);
        buckets.take(SMALL, start + Duration::from_secs(2)).unwrap();
        assert_eq!(buckets.map.len(), 1);
    }
}
