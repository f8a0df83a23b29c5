//! The address people see.

use std::{fmt, net::SocketAddr};

use serde::{Deserialize, Serialize};

/// Scheme, host and port under which browsers reach this server; no path.
///
/// Its scheme alone decides about cookies and HSTS: request headers can be
/// forged, and the listener does not know whether a proxy speaks TLS.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    https: bool,
    /// Host, and port if it is not the scheme's own; lower case, as browsers
    /// write it in `Origin`.
    authority: String,
}

impl PublicUrl {
    /// The plain address of a listener on loopback.
    #[must_use]
    pub fn of_listener(bound: SocketAddr) -> Self {
        Self { https: false, authority: bound.to_string() }
    }

    /// Whether browsers reach us over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// What browsers send as `Origin`, for example `https://safe.example.org`.
    #[must_use]
    pub fn origin(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }

    /// The full address of a path on this server. The path starts with `/`.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        debug_assert!(path.starts_with('/'), "a path starts with a slash");
        self.origin() + path
    }

    /// Whether the host is this very machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = if let Some(rest) = self.authority.strip_prefix('[') {
            rest.split(']').next().unwrap_or_default()
        } else {
            self.authority.split(':').next().unwrap_or_default()
        };
        host == "localhost"
            || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const FORM: &str =
            "write the address people see, without a path, such as https://safe.example.org";
        let uri: http::Uri = text.trim().parse().map_err(|_| FORM)?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(FORM),
        };
        let authority = uri.authority().ok_or(FORM)?.as_str().to_ascii_lowercase();
        let bare = uri.path() == "/" && uri.query().is_none() && !authority.contains('@');
        if !bare || uri.host().is_none_or(str::is_empty) {
            return Err(FORM);
        }
        let own_port = if https { ":443" } else { ":80" };
        let authority = authority.strip_suffix(own_port).unwrap_or(&authority).to_owned();
        Ok(Self { https, authority })
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.origin()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        PublicUrl::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn origin_is_written_as_browsers_write_it() {
        for (written, origin) in [
            ("https://Safe.Example.org", "https://safe.example.org"),
            ("https://safe.example.org/", "https://safe.example.org"),
            ("https://safe.example.org:443", "https://safe.example.org"),
            ("https://safe.example.org:8443", "https://safe.example.org:8443"),
            ("http://localhost:80/", "http://localhost"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(url(written).origin(), origin);
        }
        assert_eq!(
            url("https://safe.example.org").join("/j/ABC234"),
            "https://safe.example.org/j/ABC234"
        );
    }

    #[test]
    fn anything_but_a_bare_address_is_refused() {
        for text in [
            "",
            "safe.example.org",
            "ftp://x",
            "https://x/app",
            "https://x?y",
            "https://a:b@x",
            "https://",
        ] {
            assert!(PublicUrl::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn loopback_is_recognised_by_its_host() {
        for text in
            ["http://localhost:3000", "http://127.0.0.9", "http://[::1]:3000", "http://LOCALHOST"]
        {
            assert!(url(text).is_loopback(), "{text}");
        }
        for text in ["http://localhost.example.org", "http://192.168.1.5:3000", "http://[fd00::1]"]
        {
            assert!(!url(text).is_loopback(), "{text}");
        }
    }
}
