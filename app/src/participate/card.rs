//! The card: six characters that find a participant's earlier answers on another phone.
//!
//! It is derived from the phone's token, so that it can be shown again on the same phone without
//! being stored. The database holds only its hash under the project's key, which is deleted when the
//! project closes.

use crate::session::{phone::Phone, token::keyed_hash};
use domain::{code::Card, id::WorkshopId};

/// The card of a phone; `counter` moves on where two phones of a workshop would share one.
#[must_use]
pub fn card_of(project_key: &[u8], phone: &Phone, counter: i64) -> Card {
    let counter = counter.to_be_bytes();
    let hash =
        keyed_hash(project_key, &[b"card", phone.workshop.0.as_bytes(), &phone.token.0, &counter]);
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash[..8]);
    Card::from_hash(bytes)
}

/// What is stored of a card.
#[must_use]
pub fn card_hash(project_key: &[u8], workshop: WorkshopId, card: Card) -> Vec<u8> {
    keyed_hash(project_key, &[b"card hash", workshop.0.as_bytes(), card.to_string().as_bytes()])
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::token::Token;
    use uuid::Uuid;

    #[test]
    fn a_phone_keeps_its_card_and_moves_on_after_a_clash() {
        let phone = Phone::new(WorkshopId(Uuid::from_u128(1)), Token([9; 32]));
        assert_eq!(card_of(b"key", &phone, 0), card_of(b"key", &phone, 0));
        assert_ne!(card_of(b"key", &phone, 0), card_of(b"key", &phone, 1));
        assert_ne!(card_of(b"key", &phone, 0), card_of(b"other", &phone, 0));
        let card = card_of(b"key", &phone, 0);
        assert_ne!(
            card_hash(b"key", phone.workshop, card),
            card_hash(b"key", WorkshopId(Uuid::from_u128(2)), card)
        );
    }
}
