//! Where a request comes from, as far as limits need to know.
//!
//! An address stays in memory, for the length of a request; what is kept in
//! the limits' tables is a hash under a random key that changes every hour.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{extract::ConnectInfo, http::request::Parts};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::time::Instant;

use crate::session::network::TrustedProxies;

/// How long one key is used.
const KEY_LIFE: Duration = Duration::from_hours(1);

/// A place on the network: an IPv4 address, or the /64 network of an IPv6
/// address, which is what one household or school gets. It cannot be printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source(IpAddr);

impl Source {
    /// The source an address belongs to.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                Self(IpAddr::V6(Ipv6Addr::from_bits(network)))
            }
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Source(…)")
    }
}

/// Where this request comes from: the peer, or, if that is a trusted proxy, the
/// last hop of `X-Forwarded-For` that is not one. Requests without a connection
/// (tests in memory) share one source.
#[must_use]
pub fn client_source(parts: &Parts, trusted: &TrustedProxies) -> Source {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let forwarded: Vec<&str> = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| value.to_str().unwrap_or_default())
        .collect();
    Source::of(trusted.client(peer, forwarded.into_iter()))
}

/// A source as the tables know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SourceKey(pub(super) [u8; 16]);

/// Hashes names and addresses, so that the tables hold neither.
#[derive(Debug)]
pub(super) struct Hasher {
    lasting: Key,
    hourly: Mutex<(Key, Instant)>,
}

#[derive(Clone, Copy)]
struct Key([u8; 64]);

impl Key {
    fn random() -> Self {
        let mut key = [0; 64];
        getrandom::fill(&mut key).expect("the operating system gives random bytes");
        Self(key)
    }

    fn hash(self, parts: &[&[u8]]) -> [u8; 16] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&self.0.into());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let mut short = [0; 16];
        short.copy_from_slice(&mac.finalize().into_bytes()[..16]);
        short
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { lasting: Key::random(), hourly: Mutex::new((Key::random(), Instant::now())) }
    }

    /// The source under this hour's key. With a new key everybody starts anew,
    /// which gives a guesser one more burst an hour.
    pub(super) fn source(&self, source: Source) -> SourceKey {
        let mut hourly = self.hourly.lock().unwrap_or_else(PoisonError::into_inner);
        if hourly.1.elapsed() >= KEY_LIFE {
            *hourly = (Key::random(), Instant::now());
        }
        let key = hourly.0;
        drop(hourly);
        SourceKey(match source.0 {
            IpAddr::V4(address) => key.hash(&[&address.octets()]),
            IpAddr::V6(address) => key.hash(&[&address.octets()]),
        })
    }

    /// Other bytes, for as long as the process runs.
    pub(super) fn lasting(&self, parts: &[&[u8]]) -> [u8; 16] {
        self.lasting.hash(parts)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn source(text: &str) -> Source {
        Source::of(text.parse().unwrap())
    }

    #[test]
    fn one_ipv6_network_is_one_source() {
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
        assert_eq!(source("192.0.2.1"), source("::ffff:192.0.2.1"));
    }

    #[test]
    fn forged_header_does_not_change_the_source() {
        let parts = |peer: &str, forwarded: &str| {
            let (mut parts, ()) = Request::builder()
                .header("x-forwarded-for", forwarded)
                .body(())
                .unwrap()
                .into_parts();
            parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
            parts
        };
        let nobody = TrustedProxies::default();
        let local = TrustedProxies::At(vec!["127.0.0.1".parse().unwrap()]);
        for forged in ["6.6.6.6", "7.7.7.7, 8.8.8.8", "::1"] {
            assert_eq!(client_source(&parts("192.0.2.1", forged), &nobody), source("192.0.2.1"));
            assert_eq!(client_source(&parts("192.0.2.1", forged), &local), source("192.0.2.1"));
            let proxied = format!("{forged}, 192.0.2.9");
            assert_eq!(client_source(&parts("127.0.0.1", &proxied), &local), source("192.0.2.9"));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn key_of_a_source_changes_every_hour() {
        let hasher = Hasher::new();
        let first = hasher.source(source("192.0.2.1"));
        assert_eq!(first, hasher.source(source("192.0.2.1")));
        assert_ne!(first, hasher.source(source("192.0.2.2")));
        tokio::time::advance(KEY_LIFE).await;
        assert_ne!(first, hasher.source(source("192.0.2.1")));
    }

    #[test]
    fn addresses_are_not_printed() {
        assert!(!format!("{:?}", source("192.0.2.1")).contains("192"));
        let hasher = Hasher::new();
        assert!(format!("{hasher:?}").contains("Key(…)"));
    }
}
