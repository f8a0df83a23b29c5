//! Invented young people. The same person answers before and after, so what they knew and thought
//! stays theirs.

use domain::{age::AgeBand, locale::Language};

/// A small generator of reproducible numbers (xorshift); nothing about it needs to be secret.
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number that fills all bits, as a seed for other dice.
    pub const fn seed(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number from 0 to 99.
    pub const fn percent(&mut self) -> i64 {
        ((self.seed() >> 33) % 100).cast_signed()
    }

    /// Whether something that happens this many times out of 100 happens.
    pub const fn chance(&mut self, percent: i64) -> bool {
        self.percent() < percent
    }
}

/// How somebody takes part in a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Sends the form.
    Sends,
    /// Stops half-way.
    Stops,
    /// Says "No thanks".
    Declines,
    /// Is not there.
    Absent,
}

/// One invented person in one workshop.
pub struct Person {
    seed: u64,
    /// Language of their phone.
    pub language: Language,
    /// Age band, as they give it.
    pub age_band: AgeBand,
    /// Gender, as they give it.
    pub gender: &'static str,
    /// What they do "before".
    pub before: Part,
    /// What they do "after".
    pub after: Part,
    /// Whether "after" comes from another phone or browser, so that nobody knows it is the same person.
    pub changes_phone: bool,
}

impl Person {
    /// Somebody of a group of this age in this country.
    pub fn new(dice: &mut Dice, group: AgeBand, country: &str) -> Self {
        let late = dice.chance(4);
        Self {
            seed: dice.seed(),
            language: language(dice, country),
            age_band: age_band(dice, group),
            gender: match dice.percent() {
                0..47 => "girl",
                47..94 => "boy",
                _ => "another-way",
            },
            before: if late { Part::Absent } else { part(dice) },
            after: if !late && dice.chance(5) { Part::Absent } else { part(dice) },
            changes_phone: dice.chance(6),
        }
    }

    /// Where this person stands on a question, from 0 to 99: the same at every time of asking.
    pub fn standing(&self, question: &str) -> i64 {
        let seed = question.bytes().fold(self.seed, |seed, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        let mut dice = Dice::new(seed);
        dice.seed();
        dice.percent()
    }
}

const fn part(dice: &mut Dice) -> Part {
    match dice.percent() {
        0..3 => Part::Declines,
        3..6 => Part::Stops,
        _ => Part::Sends,
    }
}

fn language(dice: &mut Dice, country: &str) -> Language {
    match (country, dice.percent()) {
        ("nl", 0..90) | ("be", 0..44) => Language::Nl,
        ("de", 0..88) | ("be", 92..95) => Language::De,
        ("be", 44..92) => Language::Fr,
        _ => Language::En,
    }
}

/// Most are as old as their group, a few are a band younger or older.
fn age_band(dice: &mut Dice, group: AgeBand) -> AgeBand {
    let step = match dice.percent() {
        0..6 => -1,
        6..12 => 1,
        _ => 0,
    };
    let place = AgeBand::ALL.iter().position(|band| *band == group).unwrap_or(0);
    let place = place.saturating_add_signed(step).min(AgeBand::ALL.len() - 1);
    AgeBand::ALL.get(place).copied().unwrap_or(group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_the_same_every_time_and_differ() {
        let person = |seed| Person::new(&mut Dice::new(seed), AgeBand::From14, "be");
        let standing = |seed| person(seed).standing("Q5");
        assert_eq!(standing(3), standing(3));
        let all: std::collections::BTreeSet<i64> = (0..200).map(standing).collect();
        assert!(all.len() > 60 && all.iter().all(|place| (0..100).contains(place)), "{all:?}");
    }

    #[test]
    fn a_country_speaks_several_languages() {
        let mut dice = Dice::new(1);
        let spoken: std::collections::BTreeSet<&str> =
            (0..300).map(|_| language(&mut dice, "be").code()).collect();
        assert_eq!(spoken.len(), 4);
    }
}
