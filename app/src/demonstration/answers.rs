//! Invented, seeded, plausible answers. Some phones skip, decline, or come back as strangers.

use domain::{
    question::{DECLINED, Item, Kind, Scale},
    questionnaire::Wave,
};

/// A small generator of reproducible numbers (xorshift); nothing about it needs to be secret.
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 0 to 99.
    pub const fn percent(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % 100
    }

    /// Whether something that happens this many times out of 100 happens.
    pub const fn chance(&mut self, percent: u64) -> bool {
        self.percent() < percent
    }
}

/// How likely the right answer is before and after, by item: some things were known, some are hard.
const fn right(code: &str, wave: Wave) -> u64 {
    let after = matches!(wave, Wave::After);
    match code.as_bytes() {
        b"Q5" => {
            if after {
                82
            } else {
                46
            }
        }
        b"Q6" => {
            if after {
                55
            } else {
                38
            }
        }
        b"W1" => {
            if after {
                90
            } else {
                74
            }
        }
        _ => {
            if after {
                75
            } else {
                60
            }
        }
    }
}

/// One person's answer, or `None` where they skip the question.
pub fn answer(dice: &mut Dice, item: &Item, scale: &Scale, wave: Wave) -> Option<String> {
    if dice.chance(5) {
        return None;
    }
    if dice.chance(3) {
        return Some(DECLINED.to_owned());
    }
    let value = match scale.kind {
        Kind::Truth if dice.chance(right(&item.code, wave)) => item.key.clone()?,
        Kind::Truth if dice.chance(45) => "unsure".to_owned(),
        Kind::Truth => {
            if item.key.as_deref() == Some("true") { "false" } else { "true" }.to_owned()
        }
        Kind::Rating => rating(dice, item, wave).to_string(),
        Kind::Choice | Kind::Ticks => {
            let index = usize::try_from(dice.percent()).ok()? * scale.options.len() / 100;
            scale.options.get(index)?.value.clone()
        }
    };
    Some(value)
}

fn rating(dice: &mut Dice, item: &Item, wave: Wave) -> u64 {
    let shift = match (item.code.as_str(), wave) {
        ("Q13" | "W2", Wave::After) => 22,
        ("Q14", Wave::After) => 4,
        (_, Wave::After) => 14,
        _ => 0,
    };
    match dice.percent() + shift {
        0..8 => 1,
        8..24 => 2,
        24..52 => 3,
        52..84 => 4,
        _ => 5,
    }
}
