//! Addresses of the proxies in front of us, and how much of `X-Forwarded-For` to believe.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An address, or a block of addresses in CIDR notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    /// Leading bits that count: 0-32 for IPv4, 0-128 for IPv6.
    bits: u8,
}

impl Network {
    /// Whether the address lies in the block. IPv4 written as IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                (base.to_bits() ^ address.to_bits()) & mask == 0
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                (base.to_bits() ^ address.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || {
            format!("\"{text}\" is not an address such as 10.0.0.7 or a block such as 10.0.0.0/8")
        };
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let base: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let widest = if base.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => widest,
            Some(bits) => {
                bits.trim().parse().ok().filter(|bits| *bits <= widest).ok_or_else(wrong)?
            }
        };
        Ok(Self { base, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.base, self.bits)
    }
}

/// Which machines may tell us, in `X-Forwarded-For`, where a request came from.
///
/// Everybody can write that header, so by default nobody is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustedProxies {
    /// Proxies at these addresses.
    At(Vec<Network>),
    /// Exactly so many proxies, and no way past them. For networks where the
    /// proxy's address changes, such as containers.
    Hops(u8),
}

impl TrustedProxies {
    /// Whether nobody is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::At(networks) => networks.is_empty(),
            Self::Hops(count) => *count == 0,
        }
    }

    /// Whether a connection from this address comes from a trusted proxy.
    #[must_use]
    pub fn trusts(&self, peer: IpAddr) -> bool {
        match self {
            Self::At(networks) => networks.iter().any(|network| network.contains(peer)),
            Self::Hops(count) => *count > 0,
        }
    }

    /// The address a request came from: the last hop that no trusted proxy
    /// vouches for. `forwarded` are the values of `X-Forwarded-For` in order.
    ///
    /// Only the right end of that list was written by our proxies; what stands
    /// further left is whatever the client chose to send.
    #[must_use]
    pub fn client<'a>(
        &self,
        peer: IpAddr,
        forwarded: impl DoubleEndedIterator<Item = &'a str>,
    ) -> IpAddr {
        let mut client = peer;
        let mut hops = forwarded.rev().flat_map(|value| value.rsplit(','));
        let mut passed = 0;
        loop {
            let vouched = match self {
                Self::At(_) => self.trusts(client),
                Self::Hops(count) => passed < *count,
            };
            // An unreadable hop was not written by our proxy: stop before it.
            let Some(next) = vouched.then(|| hops.next().and_then(hop)).flatten() else {
                return client.to_canonical();
            };
            client = next;
            passed += 1;
        }
    }
}

/// One entry of `X-Forwarded-For`; some proxies add the port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse::<IpAddr>()
        .ok()
        .or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|with_port| with_port.ip()))
        .or_else(|| {
            text.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
        })
}

impl Default for TrustedProxies {
    fn default() -> Self {
        Self::At(Vec::new())
    }
}

impl Serialize for TrustedProxies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::At(networks) => serializer.collect_seq(networks.iter().map(Network::to_string)),
            Self::Hops(count) => serializer.serialize_u8(*count),
        }
    }
}

impl<'de> Deserialize<'de> for TrustedProxies {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a list of addresses, or the number of proxies")]
        enum Written {
            Addresses(Vec<String>),
            Count(u8),
        }
        match Written::deserialize(deserializer)? {
            Written::Count(count) => Ok(Self::Hops(count)),
            Written::Addresses(list) => list
                .iter()
                .map(|text| text.parse())
                .collect::<Result<_, String>>()
                .map(Self::At)
                .map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn at(list: &[&str]) -> TrustedProxies {
        TrustedProxies::At(list.iter().map(|text| text.parse().unwrap()).collect())
    }

    #[test]
    fn block_contains_its_addresses_only() {
        let block: Network = "10.1.0.0/16".parse().unwrap();
        assert!(block.contains(ip("10.1.255.3")));
        assert!(block.contains(ip("::ffff:10.1.2.3")));
        assert!(!block.contains(ip("10.2.0.1")));
        assert!(!block.contains(ip("::1")));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains(ip("203.0.113.9")));
        let single: Network = "fd00::1".parse().unwrap();
        assert!(single.contains(ip("fd00::1")) && !single.contains(ip("fd00::2")));
        let wide: Network = "fd00::/8".parse().unwrap();
        assert!(wide.contains(ip("fd12::9")) && !wide.contains(ip("fe80::1")));
    }

    #[test]
    fn nonsense_is_not_a_network() {
        for text in ["", "10.0.0.0/33", "::/129", "proxy.internal", "10.0.0.0/x", "10.0.0.0/-1"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }

    #[test]
    fn header_of_an_untrusted_peer_is_ignored() {
        let nobody = TrustedProxies::default();
        assert_eq!(nobody.client(ip("198.51.100.7"), ["1.2.3.4"].into_iter()), ip("198.51.100.7"));
        let other = at(&["10.0.0.0/8"]);
        assert_eq!(other.client(ip("198.51.100.7"), ["1.2.3.4"].into_iter()), ip("198.51.100.7"));
    }

    #[test]
    fn last_untrusted_hop_counts_whatever_the_client_prepends() {
        let proxies = at(&["10.0.0.0/8"]);
        for prepended in ["", "6.6.6.6, ", "6.6.6.6, 7.7.7.7, ", "rubbish, "] {
            let header = format!("{prepended}203.0.113.9, 10.0.0.2");
            assert_eq!(
                proxies.client(ip("10.0.0.1"), [header.as_str()].into_iter()),
                ip("203.0.113.9")
            );
        }
        let two_headers = ["6.6.6.6", "203.0.113.9"];
        assert_eq!(proxies.client(ip("10.0.0.1"), two_headers.into_iter()), ip("203.0.113.9"));
    }

    #[test]
    fn unreadable_hop_ends_at_the_proxy_that_sent_it() {
        let proxies = at(&["10.0.0.0/8"]);
        assert_eq!(proxies.client(ip("10.0.0.1"), ["unknown"].into_iter()), ip("10.0.0.1"));
        assert_eq!(proxies.client(ip("10.0.0.1"), std::iter::empty()), ip("10.0.0.1"));
    }

    #[test]
    fn counted_proxies_are_passed_and_no_more() {
        let header = ["6.6.6.6, 203.0.113.9, 10.0.0.2"];
        assert_eq!(
            TrustedProxies::Hops(0).client(ip("10.0.0.1"), header.into_iter()),
            ip("10.0.0.1")
        );
        assert_eq!(
            TrustedProxies::Hops(1).client(ip("10.0.0.1"), header.into_iter()),
            ip("10.0.0.2")
        );
        assert_eq!(
            TrustedProxies::Hops(2).client(ip("10.0.0.1"), header.into_iter()),
            ip("203.0.113.9")
        );
        assert_eq!(
            TrustedProxies::Hops(9).client(ip("10.0.0.1"), ["203.0.113.9"].into_iter()),
            ip("203.0.113.9")
        );
    }

    #[test]
    fn ports_and_brackets_are_understood() {
        let one = TrustedProxies::Hops(1);
        for (written, meant) in [
            ("203.0.113.9:4711", "203.0.113.9"),
            ("[2001:db8::1]:80", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
        ] {
            assert_eq!(one.client(ip("10.0.0.1"), [written].into_iter()), ip(meant));
        }
    }
}
