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
    /// The participant whose card was typed on this phone.
    alias: Option<ParticipantId>,
}

impl Phone {
    /// A phone with this secret in a workshop.
    #[must_use]
    pub const fn new(workshop: WorkshopId, token: Token) -> Self {
        Self { workshop, token, alias: None }
    }

    /// This phone, going on as the participant whose card was typed.
    #[must_use]
    pub const fn going_on_as(self, participant: ParticipantId) -> Self {
        Self { alias: Some(participant), ..self }
    }

    /// Whether this phone goes on as somebody by their card. It cannot show that card again.
    #[must_use]
    pub const fn by_card(&self) -> bool {
        self.alias.is_some()
    }

    /// Reads a cookie value; anything not made by this installation is nobody.
    #[must_use]
    pub fn parse(value: &str, secret: &[u8]) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (workshop, rest) = bytes.split_first_chunk::<16>()?;
        let (token, rest) = rest.split_first_chunk::<32>()?;
        let (alias, mac) = rest.split_last_chunk::<MAC_LENGTH>()?;
        let alias = match alias {
            [] => None,
            id => Some(ParticipantId(Uuid::from_slice(id).ok()?)),
        };
        let workshop = WorkshopId(Uuid::from_bytes(*workshop));
        let phone = Self { workshop, token: Token(*token), alias };
        bool::from(mac.ct_eq(&phone.mac(secret))).then_some(phone)
    }

    /// The cookie value: workshop, token, the participant's id if a card was typed, keyed hash.
    #[must_use]
    pub fn text(&self, secret: &[u8]) -> String {
        let mut bytes = self.workshop.0.as_bytes().to_vec();
        bytes.extend_from_slice(&self.token.0);
        if let Some(alias) = self.alias {
            bytes.extend_from_slice(alias.0.as_bytes());
        }
        bytes.extend_from_slice(&self.mac(secret));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The participant this phone is in its workshop.
    #[must_use]
    pub fn participant(&self) -> ParticipantId {
        if let Some(alias) = self.alias {
            return alias;
        }
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
        let (workshop, token) = (self.workshop.0.as_bytes(), &self.token.0);
        let hash = match &self.alias {
            None => keyed_hash(secret, &[b"phone cookie", workshop, token]),
            Some(alias) => {
                keyed_hash(secret, &[b"phone cookie, card", workshop, token, alias.0.as_bytes()])
            }
        };
        let mut mac = [0; MAC_LENGTH];
        mac.copy_from_slice(&hash[..MAC_LENGTH]);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone() -> Phone {
        Phone::new(WorkshopId(Uuid::from_u128(7)), Token([3; 32]))
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
    fn a_typed_card_is_bound_to_the_phone_and_older_cookies_stay_valid() {
        let somebody = ParticipantId(Uuid::from_u128(9));
        let alias = phone().going_on_as(somebody);
        let text = alias.text(b"ours");
        assert_eq!(Phone::parse(&text, b"ours").map(|phone| phone.participant()), Some(somebody));
        assert!(alias.by_card() && !phone().by_card());
        assert_eq!(phone().text(b"ours").len(), 86, "64 bytes, as before cards could be typed");
        // Another participant's id in its place, or the plain cookie with one put in, is nobody's.
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        let mut other = bytes.clone();
        other[48..64].copy_from_slice(&[7; 16]);
        assert_eq!(Phone::parse(&URL_SAFE_NO_PAD.encode(other), b"ours"), None);
        let mut forged = URL_SAFE_NO_PAD.decode(phone().text(b"ours")).unwrap();
        forged.splice(48..48, *somebody.0.as_bytes());
        assert_eq!(Phone::parse(&URL_SAFE_NO_PAD.encode(forged), b"ours"), None);
        let cut = URL_SAFE_NO_PAD.encode(&bytes[..72]);
        assert_eq!(Phone::parse(&cut, b"ours"), None);
    }

    #[test]
    fn one_phone_is_two_strangers_in_two_workshops() {
        let other = Phone { workshop: WorkshopId(Uuid::from_u128(8)), ..phone() };
        assert_ne!(phone().participant(), other.participant());
        assert_eq!(phone().participant(), phone().participant());
    }
}
