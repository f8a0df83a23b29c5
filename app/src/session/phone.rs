//! The participant's cookie: a random token, bound to one workshop by a keyed hash.
//!
//! Reading the join link writes nothing to the database; the row is made by the first answer. What
//! the database knows is a hash of token and workshop, so that the same phone in two workshops is
//! two strangers there.

use super::token::{Token, keyed_hash};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    id::{ParticipantId, WorkshopId},
    questionnaire::Wave,
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

const MAC_LENGTH: usize = 16;

/// A phone that knows a workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The workshop the phone is in.
    pub workshop: WorkshopId,
    /// The phone's secret; it never leaves the cookie.
    pub token: Token,
}

impl Phone {
    /// Reads a cookie value; anything not made by this installation is nobody.
    #[must_use]
    pub fn parse(value: &str, secret: &[u8]) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (workshop, rest) = bytes.split_first_chunk::<16>()?;
        let (token, mac) = rest.split_first_chunk::<32>()?;
        let phone =
            Self { workshop: WorkshopId(Uuid::from_bytes(*workshop)), token: Token(*token) };
        bool::from(mac.ct_eq(&phone.mac(secret))).then_some(phone)
    }

    /// The cookie value.
    #[must_use]
    pub fn text(&self, secret: &[u8]) -> String {
        let mut bytes = self.workshop.0.as_bytes().to_vec();
        bytes.extend_from_slice(&self.token.0);
        bytes.extend_from_slice(&self.mac(secret));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The participant this phone is in its workshop.
    #[must_use]
    pub fn participant(&self) -> ParticipantId {
        let hash = keyed_hash(&self.token.0, &[b"participant", self.workshop.0.as_bytes()]);
        let (id, _) = hash.split_at(16);
        ParticipantId(Uuid::from_slice(id).unwrap_or(Uuid::nil()))
    }

    /// Proof that this phone was shown the form of a wave while it could begin: a plain form writes
    /// nothing before its one send, and that send must not be lost to a wave closed meanwhile.
    #[must_use]
    pub fn ticket(&self, secret: &[u8], wave: Wave) -> String {
        let parts: [&[u8]; 4] =
            [b"form shown", self.workshop.0.as_bytes(), &self.token.0, wave.as_str().as_bytes()];
        URL_SAFE_NO_PAD.encode(&keyed_hash(secret, &parts)[..MAC_LENGTH])
    }

    fn mac(&self, secret: &[u8]) -> [u8; MAC_LENGTH] {
        let hash =
            keyed_hash(secret, &[b"phone cookie", self.workshop.0.as_bytes(), &self.token.0]);
        let mut mac = [0; MAC_LENGTH];
        mac.copy_from_slice(&hash[..MAC_LENGTH]);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone() -> Phone {
        Phone { workshop: WorkshopId(Uuid::from_u128(7)), token: Token([3; 32]) }
    }

    #[test]
    fn a_cookie_is_bound_to_its_workshop_and_installation() {
        let text = phone().text(b"ours");
        assert_eq!(Phone::parse(&text, b"ours"), Some(phone()));
        assert_eq!(Phone::parse(&text, b"theirs"), None);
        let other = Phone { workshop: WorkshopId(Uuid::from_u128(8)), ..phone() };
        let mut forged = URL_SAFE_NO_PAD.decode(&text).unwrap();
        forged[..16].copy_from_slice(other.workshop.0.as_bytes());
        assert_eq!(Phone::parse(&URL_SAFE_NO_PAD.encode(forged), b"ours"), None);
    }

    #[test]
    fn one_phone_is_two_strangers_in_two_workshops() {
        let other = Phone { workshop: WorkshopId(Uuid::from_u128(8)), ..phone() };
        assert_ne!(phone().participant(), other.participant());
        assert_eq!(phone().participant(), phone().participant());
    }
}
