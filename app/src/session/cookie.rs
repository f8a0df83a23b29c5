//! Our cookies: names, attributes, reading and writing.
//!
//! The scheme of the public address alone decides. Over HTTPS the names carry `__Host-` and the
//! cookies `Secure`; over plain HTTP (this machine, or a declared trial) neither. Names of the other
//! scheme are never read.

use http::HeaderMap;
use std::time::Duration;

/// Which scheme the public address has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// TLS in front of us.
    Https,
    /// Only on loopback or in a declared trial.
    Http,
}

/// The cookies this program sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// A staff session. Read on staff paths only.
    Staff,
    /// A participant's phone. Read on participant paths only.
    Phone,
    /// The mark of a browser in which somebody signed in. Read when a password is checked only.
    Device,
    /// A projector. Read on `/screen` only.
    Screen,
    /// A peer helper's pass. Read on `/helper` only.
    Helper,
    /// The language chosen, no secret.
    Language,
    /// "Values are no longer shown": set by quick exit, no secret.
    Hidden,
}

impl Cookie {
    /// The name under this scheme.
    #[must_use]
    pub const fn name(self, scheme: Scheme) -> &'static str {
        match (self, scheme) {
            (Self::Staff, Scheme::Https) => "__Host-mis_staff",
            (Self::Staff, Scheme::Http) => "mis_staff",
            (Self::Phone, Scheme::Https) => "__Host-mis_p",
            (Self::Phone, Scheme::Http) => "mis_p",
            (Self::Device, Scheme::Https) => "__Host-mis_device",
            (Self::Device, Scheme::Http) => "mis_device",
            (Self::Screen, Scheme::Https) => "__Host-mis_screen",
            (Self::Screen, Scheme::Http) => "mis_screen",
            (Self::Helper, Scheme::Https) => "__Host-mis_helper",
            (Self::Helper, Scheme::Http) => "mis_helper",
            (Self::Language, _) => "lang",
            (Self::Hidden, Scheme::Https) => "__Host-mis_hide",
            (Self::Hidden, Scheme::Http) => "mis_hide",
        }
    }

    /// The value the browser sent, if any.
    #[must_use]
    pub fn read(self, headers: &HeaderMap, scheme: Scheme) -> Option<String> {
        let name = self.name(scheme);
        headers
            .get_all(http::header::COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }

    /// A `Set-Cookie` value: kept for `age`, or until the browser closes. Values are our own tokens
    /// and code words, which need no quoting.
    #[must_use]
    pub fn write(self, value: &str, age: Option<Duration>, scheme: Scheme) -> String {
        let name = self.name(scheme);
        let secure = if scheme == Scheme::Https { "; Secure" } else { "" };
        let age = age.map_or_else(String::new, |age| format!("; Max-Age={}", age.as_secs()));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }

    /// A `Set-Cookie` value that removes the cookie.
    #[must_use]
    pub fn remove(self, scheme: Scheme) -> String {
        self.write("", Some(Duration::ZERO), scheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn the_scheme_decides_the_name() {
        let sent = headers("mis_staff=plain; __Host-mis_staff=secure");
        assert_eq!(Cookie::Staff.read(&sent, Scheme::Https).as_deref(), Some("secure"));
        assert_eq!(Cookie::Staff.read(&sent, Scheme::Http).as_deref(), Some("plain"));
        assert_eq!(Cookie::Phone.read(&sent, Scheme::Http), None);
    }

    #[test]
    fn a_secure_cookie_is_bound_to_host_and_scripts_cannot_read_it() {
        let set = Cookie::Staff.write("x", None, Scheme::Https);
        assert_eq!(set, "__Host-mis_staff=x; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert!(!Cookie::Staff.write("x", None, Scheme::Http).contains("Secure"));
    }
}
