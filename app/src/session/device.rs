//! A browser's mark: it proves that somebody signed in here to this very account before, so that
//! guessing at the account elsewhere does not slow its owner down.
//!
//! The mark lives in a cookie and nowhere else: a random token, and for each of the last accounts a
//! keyed hash over token, account and the account's present password. It opens nothing; it only says
//! in which bucket a wrong password is counted. A new password makes all its marks void.

use super::token::{Token, keyed_hash};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::id::StaffId;
use std::time::Duration;
use subtle::ConstantTimeEq as _;

const SEAL_LENGTH: usize = 16;
/// Accounts one browser is remembered for: a laptop that a few coaches share.
const ACCOUNTS: usize = 4;
/// How long a browser keeps its mark after the last sign-in.
pub const KEPT_FOR: Duration = Duration::from_hours(180 * 24);

type Seal = [u8; SEAL_LENGTH];

/// A browser's mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    token: Token,
    /// Oldest first.
    seals: Vec<Seal>,
}

impl Device {
    /// Reads a cookie value. Anybody can write one: only [`Self::knows`] tells what it is worth.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let mut parts = value.split('.');
        let token = Token::parse(parts.next()?)?;
        let seals = parts.take(ACCOUNTS).map(|part| {
            let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
            Seal::try_from(bytes).ok()
        });
        Some(Self { token, seals: seals.collect::<Option<_>>()? })
    }

    /// The mark of a browser that has none.
    #[must_use]
    pub fn random() -> Self {
        Self { token: Token::random(), seals: Vec::new() }
    }

    /// The cookie value.
    #[must_use]
    pub fn text(&self) -> String {
        let seals = self.seals.iter().map(|seal| URL_SAFE_NO_PAD.encode(seal));
        std::iter::once(self.token.text()).chain(seals).collect::<Vec<_>>().join(".")
    }

    /// Whether this browser was signed in to the account since its password was set.
    #[must_use]
    pub fn knows(&self, secret: &[u8], account: StaffId, password_hash: &str) -> bool {
        let seal = self.seal(secret, account, password_hash);
        self.seals.iter().any(|known| known.ct_eq(&seal).into())
    }

    /// Remembers a sign-in.
    pub fn learn(&mut self, secret: &[u8], account: StaffId, password_hash: &str) {
        let seal = self.seal(secret, account, password_hash);
        self.seals.retain(|known| *known != seal);
        self.seals.push(seal);
        let oldest = self.seals.len().saturating_sub(ACCOUNTS);
        self.seals.drain(..oldest);
    }

    /// What tells browsers apart where tries are counted.
    #[must_use]
    pub fn id(&self) -> &[u8] {
        &self.token.0
    }

    fn seal(&self, secret: &[u8], account: StaffId, password_hash: &str) -> Seal {
        let parts: [&[u8]; 4] =
            [b"device", &self.token.0, account.0.as_bytes(), password_hash.as_bytes()];
        let mut seal = [0; SEAL_LENGTH];
        seal.copy_from_slice(&keyed_hash(secret, &parts)[..SEAL_LENGTH]);
        seal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account(number: u128) -> StaffId {
        StaffId(Uuid::from_u128(number))
    }

    #[test]
    fn a_mark_is_worth_something_for_its_account_password_and_installation_only() {
        let mut device = Device::random();
        assert!(!device.knows(b"ours", account(1), "hash"));
        device.learn(b"ours", account(1), "hash");
        let device = Device::parse(&device.text()).unwrap();
        assert!(device.knows(b"ours", account(1), "hash"));
        assert!(!device.knows(b"ours", account(2), "hash"));
        assert!(!device.knows(b"ours", account(1), "another hash"));
        assert!(!device.knows(b"theirs", account(1), "hash"));
        let other = Device { token: Token::random(), ..device };
        assert!(
            !other.knows(b"ours", account(1), "hash"),
            "a seal moved to another browser's token"
        );
    }

    #[test]
    fn a_shared_browser_remembers_the_last_few() {
        let mut device = Device::random();
        for number in [1, 2, 1, 3, 4, 5] {
            device.learn(b"ours", account(number), "hash");
        }
        let known = |number| device.knows(b"ours", account(number), "hash");
        assert!(known(1) && known(3) && known(4) && known(5) && !known(2));
    }

    #[test]
    fn anything_else_is_no_mark() {
        let token = Token::random().text();
        for text in ["", "x", &format!("{token}."), &format!("{token}.AAAA"), &format!("{token}.!")]
        {
            assert_eq!(Device::parse(text), None, "{text}");
        }
        assert!(Device::parse(&token).is_some());
    }
}
