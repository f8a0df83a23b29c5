//! Brakes on guessing and flooding. Nobody is ever banned, and a room is never locked out: what
//! counts is the token, the account, or a missed code, not the address alone.
//!
//! Everything is in memory. Addresses are kept only as keyed hashes under a key of this process.

use super::token::{keyed_hash, random_bytes};
use axum::{extract::ConnectInfo, http::request::Parts};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::{InMemoryState, NotKeyed, keyed::DashMapStateStore},
};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    sync::Mutex,
    time::{Duration, Instant},
};

type Keyed = RateLimiter<[u8; 16], DashMapStateStore<[u8; 16]>, DefaultClock>;
type Single = RateLimiter<NotKeyed, InMemoryState, DefaultClock>;

/// The figures behind the brakes.
#[derive(Debug, Clone)]
pub struct LimitRules {
    /// Writes a minute per phone.
    pub writes_per_minute: u32,
    /// Writes a phone may make at once.
    pub write_burst: u32,
    /// Reads a minute per phone.
    pub reads_per_minute: u32,
    /// Missed codes a source may make at once before it is slowed.
    pub misses_burst: u32,
    /// Missed codes a second in the whole installation before everybody who misses is slowed.
    pub misses_per_second: u32,
    /// Wrong passwords an account takes before each further try has to wait.
    pub free_sign_ins: u32,
    /// How many proxies of our own stand in front: that many last hops of `X-Forwarded-For` are ours.
    pub trusted_proxies: usize,
}

impl Default for LimitRules {
    fn default() -> Self {
        Self {
            writes_per_minute: 60,
            write_burst: 40,
            reads_per_minute: 60,
            misses_burst: 120,
            misses_per_second: 50,
            free_sign_ins: 5,
            trusted_proxies: 0,
        }
    }
}

/// Longest a sign-in has to wait, in seconds.
const LONGEST_WAIT: u32 = 60;
/// How long a slowed guesser waits for the answer.
const MISS_DELAY: Duration = Duration::from_secs(2);
/// Accounts remembered at most; past that the oldest waits are forgotten.
const ACCOUNTS: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Tries {
    wrong: u32,
    next: Instant,
}

/// All brakes of one server.
pub struct Limits {
    rules: LimitRules,
    key: [u8; 32],
    writes: Keyed,
    reads: Keyed,
    misses: Keyed,
    all_misses: Single,
    accounts: Mutex<HashMap<[u8; 16], Tries>>,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").field("rules", &self.rules).finish_non_exhaustive()
    }
}

fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}

impl Limits {
    /// Brakes with these figures.
    #[must_use]
    pub fn new(rules: LimitRules) -> Self {
        let per_minute = |rate, burst| Quota::per_minute(at_least_one(rate)).allow_burst(at_least_one(burst));
        // Half a miss a second, after the burst.
        let misses = Quota::per_minute(at_least_one(30)).allow_burst(at_least_one(rules.misses_burst));
        Self {
            key: random_bytes(),
            writes: RateLimiter::dashmap(per_minute(rules.writes_per_minute, rules.write_burst)),
            reads: RateLimiter::dashmap(per_minute(rules.reads_per_minute, rules.reads_per_minute)),
            misses: RateLimiter::dashmap(misses),
            all_misses: RateLimiter::direct(Quota::per_second(at_least_one(rules.misses_per_second))),
            accounts: Mutex::new(HashMap::new()),
            rules,
        }
    }

    fn short(&self, text: &[u8]) -> [u8; 16] {
        let hash = keyed_hash(&self.key, &[text]);
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        short
    }

    /// A write by a phone.
    ///
    /// # Errors
    /// Seconds until the next one is taken.
    pub fn write(&self, token_hash: &[u8]) -> Result<(), u32> {
        wait(&self.writes, &self.short(token_hash))
    }

    /// A read by a phone.
    ///
    /// # Errors
    /// Seconds until the next one is taken.
    pub fn read(&self, token_hash: &[u8]) -> Result<(), u32> {
        wait(&self.reads, &self.short(token_hash))
    }

    /// Somebody typed a code that opens nothing. A class that mistypes notices nothing; who goes on
    /// guessing gets slower answers.
    pub async fn code_missed(&self, source: &str) {
        let slow = self.misses.check_key(&self.short(source.as_bytes())).is_err();
        let flooded = self.all_misses.check().is_err();
        if slow || flooded {
            tokio::time::sleep(MISS_DELAY).await;
        }
    }

    /// A try to sign in to an account.
    ///
    /// # Errors
    /// Seconds until the next try is taken; right tries before that are refused too.
    pub fn sign_in(&self, account: &str, _source: &str) -> Result<(), u32> {
        let now = Instant::now();
        let mut accounts = self.accounts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if accounts.len() >= ACCOUNTS {
            accounts.retain(|_, tries| tries.next > now);
        }
        let tries = accounts.entry(self.short(account.as_bytes())).or_insert(Tries { wrong: 0, next: now });
        if tries.next > now {
            return Err(u32::try_from((tries.next - now).as_secs()).unwrap_or(LONGEST_WAIT) + 1);
        }
        tries.wrong = tries.wrong.saturating_add(1);
        let beyond = tries.wrong.saturating_sub(self.rules.free_sign_ins);
        let pause = if beyond == 0 { 0 } else { 2_u32.saturating_pow(beyond.min(6)).min(LONGEST_WAIT) };
        tries.next = now + Duration::from_secs(u64::from(pause));
        Ok(())
    }

    /// The right password: the account's tries start anew.
    pub fn signed_in(&self, account: &str) {
        let mut accounts = self.accounts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        accounts.remove(&self.short(account.as_bytes()));
    }

    /// Where a request came from, as a text that is only compared: the address (an IPv6 network of
    /// 64 bits), or behind our own proxies the last hop that is not ours.
    #[must_use]
    pub fn source(&self, parts: &Parts) -> String {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
        let hop = hops.len().checked_sub(self.rules.trusted_proxies).filter(|_| self.rules.trusted_proxies > 0);
        let address = hop.and_then(|index| hops.get(index)).and_then(|hop| hop.parse().ok()).or(peer);
        match address {
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
            None => String::new(),
        }
    }

    /// Forgets keys that have not been seen lately; called by a timer.
    pub fn sweep(&self) {
        self.writes.retain_recent();
        self.reads.retain_recent();
        self.misses.retain_recent();
    }
}

fn wait(limiter: &Keyed, key: &[u8; 16]) -> Result<(), u32> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        u32::try_from(wait.as_secs()).unwrap_or(60) + 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_is_slowed_and_its_neighbour_is_not() {
        let limits = Limits::new(LimitRules::default());
        assert_eq!((0..1000).filter(|_| limits.write(b"troll").is_ok()).count(), 40);
        assert!(limits.write(b"neighbour").is_ok());
    }

    #[test]
    fn wrong_passwords_slow_the_account_down_and_the_right_one_starts_anew() {
        let limits = Limits::new(LimitRules::default());
        let tries = |name: &str| (0..100).filter(|_| limits.sign_in(name, "").is_ok()).count();
        assert!(tries("coach@example.org") <= 7);
        assert!(limits.sign_in("other@example.org", "").is_ok());
        limits.signed_in("coach@example.org");
        assert!(limits.sign_in("coach@example.org", "").is_ok());
    }

    #[test]
    fn only_our_own_proxies_name_the_source() {
        let request = |forwarded: &str| {
            let mut request = axum::http::Request::new(());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
            request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
            request.into_parts().0
        };
        let limits = |trusted_proxies| Limits::new(LimitRules { trusted_proxies, ..LimitRules::default() });
        assert_eq!(limits(0).source(&request("10.0.0.9")), "127.0.0.1");
        assert_eq!(limits(1).source(&request("1.2.3.4, 10.0.0.9")), "10.0.0.9");
    }
}
