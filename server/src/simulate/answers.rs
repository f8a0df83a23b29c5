//! Plausible answers: somewhat better after than before, some left out.

use super::{dice::Dice, html::Question};
use domain::{question::DECLINED, questionnaire::Wave};

/// What one person would tick: several values only where several can be, none where they skip.
pub fn answer(
    dice: &mut Dice,
    question: &Question,
    key: Option<&str>,
    wave: Wave,
    skill: u64,
) -> Vec<String> {
    if dice.chance(6) {
        return Vec::new();
    }
    if dice.chance(2) && question.options.iter().any(|option| option == DECLINED) {
        return vec![DECLINED.to_owned()];
    }
    let options: Vec<&str> =
        question.options.iter().map(String::as_str).filter(|option| *option != DECLINED).collect();
    let after = wave != Wave::Before;
    let chosen = match key {
        Some("+") => rating(dice, after, skill),
        Some("-") => 6 - rating(dice, after, skill),
        Some(right) => return vec![truth(dice, right, after, skill).to_owned()],
        None => {
            let mut ticked: Vec<String> =
                dice.one_of(&options).map(|option| (*option).to_owned()).into_iter().collect();
            if question.several
                && let Some(more) = dice.one_of(&options)
                && !ticked.iter().any(|value| value == more)
            {
                ticked.push((*more).to_owned());
            }
            return ticked;
        }
    };
    vec![chosen.to_string()]
}

/// The right answer more often after, and from people who know more (`skill` is 0 to 30).
const fn truth<'a>(dice: &mut Dice, right: &'a str, after: bool, skill: u64) -> &'a str {
    let knows = if after { 62 + skill } else { 30 + skill };
    if dice.chance(knows) {
        right
    } else if dice.chance(45) {
        "unsure"
    } else if matches!(right.as_bytes(), b"true") {
        "false"
    } else {
        "true"
    }
}

/// From 1 (the worse end) to 5.
const fn rating(dice: &mut Dice, after: bool, skill: u64) -> u64 {
    let shift = if after { 24 } else { 0 };
    match dice.below(85) + skill / 2 + shift {
        0..10 => 1,
        10..30 => 2,
        30..60 => 3,
        60..88 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(options: &[&str]) -> Question {
        Question {
            name: "Q".to_owned(),
            several: false,
            options: options.iter().map(|&option| option.to_owned()).collect(),
        }
    }

    /// How many of a thousand people give one of these values.
    fn count(options: &[&str], key: &str, wave: Wave, values: &[&str]) -> usize {
        let mut dice = Dice::new(7);
        let question = question(options);
        let given = (0..1000).flat_map(|_| {
            let skill = dice.below(31);
            answer(&mut dice, &question, Some(key), wave, skill)
        });
        given.filter(|value| values.contains(&value.as_str())).count()
    }

    #[test]
    fn people_know_more_after_and_lean_to_the_better_side() {
        let truth = ["true", "false", "unsure", DECLINED];
        let right = |wave| count(&truth, "false", wave, &["false"]);
        assert!(right(Wave::After) > right(Wave::Before) + 200);
        let points = ["1", "2", "3", "4", "5", DECLINED];
        let high = |key, wave| count(&points, key, wave, &["4", "5"]);
        assert!(high("+", Wave::After) > high("+", Wave::Before) + 150);
        assert!(high("-", Wave::After) + 50 < high("-", Wave::Before));
    }

    #[test]
    fn some_questions_are_left_out_and_all_else_is_an_option() {
        let points = ["1", "2", "3", "4", "5", DECLINED];
        let all = count(&points, "+", Wave::Before, &points);
        assert!((900..980).contains(&all), "{all}");
        assert_eq!(count(&points, "+", Wave::After, &["0", "6"]), 0);
    }
}
