//! The two short codes people type: the workshop's join code and the participant's card.
//!
//! Both use 31 signs without look-alikes (no 0, O, 1, I, L), so that they can be read from a
//! projector and typed on a phone. 31 is prime, which makes the card's check character catch every
//! single wrong sign and every swap of two neighbours.

use std::{fmt, str::FromStr};

/// The signs of both codes, in the order of their values.
pub const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Length of both codes.
pub const LENGTH: usize = 6;

/// Letter runs that no code shown to a class may contain, in the languages we serve. Signs that the
/// alphabet lacks cannot occur, so words with I, L or O need no entry.
const BLOCKED: &[&str] = &[
    "ARSE", "ASS", "BABE", "BABY", "BCH", "BUTT", "CACA", "CUM", "CUNT", "CUK", "DEAD", "DRUG",
    "DUMB", "FAG", "FAT", "FCK", "FKK", "FTN", "FUC", "FUK", "GAY", "GEK", "HASS", "HATE", "HEX",
    "HUR", "JEW", "KAK", "KKK", "KUT", "MERDE", "MUTT", "NAZ", "NEUK", "PEE", "PUTE", "PUT",
    "RAPE", "SAU", "SEX", "SHT", "SS", "TEEF", "TRUT", "TWAT", "WANK", "XXX",
];

/// Why typed text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCode {
    /// Not six signs.
    #[error("a code has six characters")]
    Length,
    /// A sign that no code contains.
    #[error("a code never contains this character")]
    Character,
    /// The card's last sign does not fit the others: a typing slip.
    #[error("one character is mistyped")]
    Check,
}

fn values(text: &str) -> Result<[u8; LENGTH], InvalidCode> {
    let mut found = [0; LENGTH];
    let mut length = 0;
    for sign in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '_')) {
        let sign = sign.to_ascii_uppercase();
        let value = ALPHABET.iter().position(|&known| char::from(known) == sign);
        let value = value.ok_or(InvalidCode::Character)?;
        *found.get_mut(length).ok_or(InvalidCode::Length)? = u8::try_from(value).unwrap_or(0);
        length += 1;
    }
    if length == LENGTH { Ok(found) } else { Err(InvalidCode::Length) }
}

fn write(values: &[u8; LENGTH], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    values.iter().try_for_each(|&value| {
        let sign = ALPHABET.get(usize::from(value)).copied().unwrap_or(b'?');
        write!(f, "{}", char::from(sign))
    })
}

/// The code a workshop shows while it is open: 31^6 possibilities, about 30 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JoinCode([u8; LENGTH]);

impl JoinCode {
    /// A code from random bytes, or `None` where these bytes give an uneven or a rude code: draw
    /// again.
    #[must_use]
    pub fn from_random(bytes: [u8; LENGTH]) -> Option<Self> {
        // 248 is the largest multiple of 31 in a byte: cutting there keeps all signs equally likely.
        if bytes.iter().any(|&byte| byte >= 248) {
            return None;
        }
        let code = Self(bytes.map(|byte| byte % 31));
        let text = code.to_string();
        (!BLOCKED.iter().any(|word| text.contains(word))).then_some(code)
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

impl FromStr for JoinCode {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        values(text).map(Self)
    }
}

/// What links a participant's later answers: five random signs and a check character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Card([u8; LENGTH]);

impl Card {
    /// The card that eight bytes of a keyed hash stand for.
    #[must_use]
    pub fn from_hash(bytes: [u8; 8]) -> Self {
        let mut rest = u64::from_be_bytes(bytes);
        let mut signs = [0; LENGTH];
        for sign in &mut signs[..LENGTH - 1] {
            *sign = u8::try_from(rest % 31).unwrap_or(0);
            rest /= 31;
        }
        signs[LENGTH - 1] = Self::check(&signs);
        Self(signs)
    }

    /// Weights 1 to 5 differ modulo 31, so a changed sign or swapped neighbours change the sum.
    fn check(signs: &[u8; LENGTH]) -> u8 {
        let sum: u32 = (1_u32..)
            .zip(&signs[..LENGTH - 1])
            .map(|(weight, &sign)| weight * u32::from(sign))
            .sum();
        u8::try_from(sum % 31).unwrap_or(0)
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

impl FromStr for Card {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let signs = values(text)?;
        if Self::check(&signs) == signs[LENGTH - 1] {
            Ok(Self(signs))
        } else {
            Err(InvalidCode::Check)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_join_code_is_read_in_any_case_with_spaces() {
        let code: JoinCode = " k7m-2 pq".parse().unwrap();
        assert_eq!(code.to_string(), "K7M2PQ");
        assert_eq!("K7M2P".parse::<JoinCode>(), Err(InvalidCode::Length));
        assert_eq!("K7M2PQR".parse::<JoinCode>(), Err(InvalidCode::Length));
        assert_eq!("K7M2P0".parse::<JoinCode>(), Err(InvalidCode::Character));
    }

    #[test]
    fn rude_codes_are_drawn_again() {
        let value =
            |sign: u8| u8::try_from(ALPHABET.iter().position(|&s| s == sign).unwrap()).unwrap();
        assert_eq!(JoinCode::from_random(b"2SEX22".map(value)), None);
        assert!(JoinCode::from_random(b"2TEX22".map(value)).is_some());
        assert_eq!(JoinCode::from_random([248, 0, 0, 0, 0, 0]), None);
    }

    proptest! {
        #[test]
        fn a_card_survives_the_round_trip(bytes: [u8; 8]) {
            let card = Card::from_hash(bytes);
            prop_assert_eq!(card.to_string().to_lowercase().parse(), Ok(card));
        }

        #[test]
        fn one_wrong_sign_is_always_noticed(bytes: [u8; 8], place in 0..LENGTH, other in 0_u8..31) {
            let card = Card::from_hash(bytes);
            let mut signs = card.0;
            prop_assume!(signs[place] != other);
            signs[place] = other;
            prop_assert_eq!(Card(signs).to_string().parse::<Card>(), Err(InvalidCode::Check));
        }

        #[test]
        fn swapped_neighbours_are_always_noticed(bytes: [u8; 8], place in 0..LENGTH - 2) {
            let card = Card::from_hash(bytes);
            let mut signs = card.0;
            prop_assume!(signs[place] != signs[place + 1]);
            signs.swap(place, place + 1);
            prop_assert_eq!(Card(signs).to_string().parse::<Card>(), Err(InvalidCode::Check));
        }
    }
}
