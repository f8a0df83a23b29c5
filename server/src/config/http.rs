//! How the server listens and what it takes from connections.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use app::session::network::TrustedProxies;

use super::{
    local_network,
    public_url::PublicUrl,
    topic::{topic, within},
};

topic! {
    /// How the server listens. It speaks plain HTTP; for anything but this machine
    /// a proxy with a certificate stands in front.
    struct Http in "http" {
        /// Address and port. Port 0 takes any free one and prints it.
        listen: SocketAddr = SocketAddr::from((Ipv4Addr::LOCALHOST, 3000));
        /// The address people see: it stands in QR codes and invitation links, and its
        /// scheme decides how cookies are set. Needed, and https, as soon as `listen`
        /// is more than this machine. Left out: http and the address of `listen`.
        public_url: Option<PublicUrl> = None, shown as "\"https://safe.example.org\"";
        /// Proxies that may say, in X-Forwarded-For, where a request came from: a list
        /// of addresses and blocks, `["127.0.0.1", "10.0.0.0/8"]`, or their number if
        /// their addresses change and no way leads past them. They must send the Host
        /// header on as they got it.
        trusted_proxies: TrustedProxies = TrustedProxies::default();
        /// Plain HTTP on the local network, to try the product with real phones: only with a
        /// demonstration's database, and with a banner on every page. `listen` on this machine
        /// then means every address, and `public_url`, if left out, an address of this machine
        /// in the local network.
        trial_lan: bool = false;
        /// Seconds a connection may take to send the head of a request; idle
        /// connections are closed after it too. A proxy's own idle time must be shorter.
        header_timeout_seconds: u32 = 15;
        /// Connections open at once. Every open live page holds one.
        max_connections: u32 = 4000;
        /// Connections from one source that have not yet sent a whole request head.
        /// A class shares one source, so keep it well above the largest group.
        max_pending_per_source: u32 = 300;
    }
    check(http) {
        within("http.header_timeout_seconds", http.header_timeout_seconds, 1..=300)?;
        within("http.max_connections", http.max_connections, 10..=1_000_000)?;
        within("http.max_pending_per_source", http.max_pending_per_source, 10..=1_000_000)?;
    }
}

impl Http {
    /// [`Self::header_timeout_seconds`] as a duration.
    #[must_use]
    pub fn header_timeout(&self) -> Duration {
        Duration::from_secs(self.header_timeout_seconds.into())
    }

    /// The address people see, once the listener is `bound` (its port may have been 0).
    #[must_use]
    pub fn public_url(&self, bound: SocketAddr) -> PublicUrl {
        let of_listener = || {
            let ip = if self.trial_lan && bound.ip().is_unspecified() {
                local_network::address().unwrap_or(bound.ip())
            } else {
                bound.ip()
            };
            PublicUrl::of_listener(SocketAddr::new(ip, bound.port()))
        };
        self.public_url.clone().unwrap_or_else(of_listener)
    }

    /// A trial that listens on this machine only would be none.
    pub(super) fn widen_for_trial(&mut self) {
        if self.trial_lan && self.listen.ip().to_canonical().is_loopback() {
            self.listen.set_ip(Ipv4Addr::UNSPECIFIED.into());
        }
    }
}
