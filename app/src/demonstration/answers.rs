//! Invented, seeded, plausible answers: some things were known before, some are hard, one gets worse.

use super::person::{Dice, Person};
use domain::{
    question::{DECLINED, Item, Kind, Part, Scale},
    questionnaire::Wave,
};

/// How many of 100 are right before the workshop, and how many more after one that goes as usual.
const fn right(code: &str) -> (i64, i64) {
    match code.as_bytes() {
        b"Q1" => (66, 24),
        b"Q2" => (52, 30),
        b"Q3" => (68, 12),
        b"Q4" => (58, 27),
        b"Q5" => (42, 36),
        // The one that gets worse: who has just heard much about passwords wants to change them all.
        b"Q6" => (46, -16),
        b"R1" => (62, 16),
        b"I1" => (47, 33),
        b"X1" => (57, 21),
        b"W1" => (74, 14),
        _ => (60, 15),
    }
}

/// How far a rating lies from the middle before, in points of 100, and how far it moves.
const fn rating(code: &str) -> (i64, i64) {
    match code.as_bytes() {
        // The ceiling: nearly everybody agrees before anybody says a word.
        b"Q7" => (48, 12),
        b"Q8" => (6, 20),
        b"Q9" => (26, 14),
        b"Q10" => (-8, 17),
        b"Q11" => (4, 18),
        b"Q12" => (8, 13),
        b"Q13" => (-18, 33),
        b"Q14" => (-4, 3),
        b"R2" => (-14, 28),
        b"I2" => (-2, 22),
        b"X2" => (4, 13),
        b"W2" => (-26, 34),
        b"P2" => (30, 0),
        b"P3" => (6, 0),
        _ => (14, 10),
    }
}

/// One person's answer to a question; nothing where they skip it, several for ticks. `effect` says how
/// well the workshop went, in percent.
pub fn answer(
    dice: &mut Dice,
    person: &Person,
    item: &Item,
    scale: &Scale,
    wave: Wave,
    effect: i64,
) -> Vec<String> {
    let (skips, declines) = match (item.part, item.sensitive) {
        (Part::About, _) => (9, 6),
        (_, true) => (5, 6),
        (_, false) => (4, 2),
    };
    if dice.chance(skips) {
        return Vec::new();
    }
    if dice.chance(declines) {
        return vec![DECLINED.to_owned()];
    }
    let moved = |by: i64| if wave == Wave::After { by * effect / 100 } else { 0 };
    // Nobody answers quite the same way twice, and now and then somebody just taps.
    let mood = dice.percent() * 2 / 5 - 20;
    let place = if dice.chance(12) { dice.percent() } else { person.standing(&item.code) + mood };
    // Turned back at the ends, where a crowd would otherwise stand.
    let place = match place {
        ..0 => -place,
        100.. => 198 - place,
        _ => place,
    };
    match scale.kind {
        Kind::Truth => {
            let (known, learnt) = right(&item.code);
            truth(place, known + moved(learnt), item.key.as_deref() == Some("true"))
        }
        Kind::Rating => {
            let (off, shift) = rating(&item.code);
            vec![step(place + off + moved(shift)).to_string()]
        }
        Kind::Choice if item.code == "age-band" => vec![person.age_band.as_str().to_owned()],
        Kind::Choice => vec![person.gender.to_owned()],
        Kind::Ticks => ticks(dice, scale),
    }
}

/// Who knows, says so; of the others, half guess and half are not sure.
fn truth(place: i64, known: i64, key: bool) -> Vec<String> {
    let said = if place < known {
        key.to_string()
    } else if (place - known) % 2 == 0 {
        "unsure".to_owned()
    } else {
        (!key).to_string()
    };
    vec![said]
}

const fn step(place: i64) -> u8 {
    match place {
        ..10 => 1,
        10..28 => 2,
        28..54 => 3,
        54..84 => 4,
        _ => 5,
    }
}

/// A plan or two for the week; the last option says "nothing yet" and stands alone.
fn ticks(dice: &mut Dice, scale: &Scale) -> Vec<String> {
    let Some((nothing, plans)) = scale.options.split_last() else { return Vec::new() };
    let chosen: Vec<String> =
        plans.iter().filter(|_| dice.chance(34)).map(|option| option.value.clone()).collect();
    if chosen.is_empty() { vec![nothing.value.clone()] } else { chosen }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_truths_follow_the_place() {
        assert_eq!([step(-5), step(27), step(30), step(60), step(140)], [1, 2, 3, 4, 5]);
        assert_eq!(truth(10, 40, false), ["false"]);
        assert_eq!(truth(40, 40, false), ["unsure"]);
        assert_eq!(truth(41, 40, false), ["true"]);
    }
}
