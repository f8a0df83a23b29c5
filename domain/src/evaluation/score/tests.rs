use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

const PLUS: Shape = Shape::Rating { reverse: false };

fn form(shape: Shape, texts: &[&str]) -> Vec<(Shape, Option<Answer>)> {
    let answer = |text: &&str| match *text {
        "" => None,
        "declined" => Some(Answer::Declined),
        text => Some(Answer::Given(text.to_owned())),
    };
    texts.iter().map(|text| (shape, answer(text))).collect()
}

fn lent(form: &[(Shape, Option<Answer>)]) -> impl Iterator<Item = (Shape, Option<&Answer>)> {
    form.iter().map(|(shape, answer)| (*shape, answer.as_ref()))
}

fn near(found: Option<f64>, wanted: f64) -> bool {
    found.is_some_and(|found| (found - wanted).abs() < 5e-4)
}

#[test]
fn the_index_by_hand() {
    let full = form(PLUS, &["5", "5", "5", "4", "4", "5", "3", "4"]);
    assert!(near(protective_index(lent(&full)), 4.375));
    let one_skipped = form(PLUS, &["5", "5", "5", "4", "4", "5", "", "4"]);
    assert!(near(protective_index(lent(&one_skipped)), 4.571));
    let three_skipped = form(PLUS, &["5", "5", "5", "4", "declined", "5", "", ""]);
    assert_eq!(protective_index(lent(&three_skipped)), None);
    assert_eq!(protective_index(lent(&full[..7])), None);
}

#[test]
fn parts_are_the_same_scores_in_whole_numbers() {
    let full = form(PLUS, &["5", "5", "5", "4", "4", "5", "3", "4"]);
    assert_eq!(Score::Index.parts(lent(&full)), Some(PARTS * 35 / 8));
    let one_skipped = form(PLUS, &["5", "5", "5", "4", "4", "5", "", "4"]);
    assert_eq!(Score::Index.parts(lent(&one_skipped)), Some(PARTS * 32 / 7));
    let module = Score::Module(Module::Respect);
    assert_eq!(module.parts(lent(&form(PLUS, &["5", "4", ""]))), Some(PARTS * 9 / 2));
    assert_eq!(module.parts(lent(&form(PLUS, &["5", "", ""]))), None);
    let truth = Shape::Truth { right: true };
    let knows = form(truth, &["true", "unsure", "declined", ""]);
    assert_eq!(Score::Knowledge.parts(lent(&knows)), Some(PARTS / 2));
    assert_eq!(Score::Knowledge.parts(lent(&form(truth, &["", "declined"]))), None);
}

#[test]
fn a_score_is_read_as_it_was_written() {
    for score in [Score::Knowledge, Score::Index, Score::Module(Module::ImageRights)] {
        assert_eq!(score.as_str().parse(), Ok(score));
    }
    assert_eq!("wisdom".parse::<Score>(), Err(UnknownScore));
}

#[test]
fn knowledge_by_hand() {
    let keys = [true, true, false, true, true, false];
    let texts = ["true", "true", "unsure", "true", "true", "false"];
    let mut form: Vec<_> = keys
        .into_iter()
        .zip(texts)
        .map(|(right, text)| (Shape::Truth { right }, Some(Answer::Given(text.into()))))
        .collect();
    assert_eq!(knowledge(lent(&form)), Knowledge { right: 5, answered: 6 });
    form[0].1 = Some(Answer::Declined);
    form[1].1 = None;
    form.push((PLUS, Some(Answer::Given("5".into()))));
    assert_eq!(knowledge(lent(&form)), Knowledge { right: 3, answered: 4 });
}

#[test]
fn a_module_needs_two_thirds() {
    assert!(near(module_mean(lent(&form(PLUS, &["5", "4", ""]))), 4.5));
    assert_eq!(module_mean(lent(&form(PLUS, &["5", "", ""]))), None);
    assert_eq!(module_mean(lent(&form(PLUS, &["5", "5", "", ""]))), None);
    assert_eq!(module_mean(std::iter::empty()), None);
}

/// The shipped questionnaire, answered as in the scoring tests of the field: Q1 to Q6 true, true, not
/// sure, true, true, false; Q7 to Q14 as given.
fn full_form(points: [&str; 8]) -> BTreeMap<Score, Option<i64>> {
    let questionnaire: Questionnaire =
        toml::from_str(include_str!("../../../../content/questionnaires/youth.toml")).unwrap();
    let texts = ["true", "true", "unsure", "true", "true", "false"].into_iter().chain(points);
    let answers: BTreeMap<String, Option<Answer>> = (1..)
        .zip(texts)
        .map(|(number, text)| {
            let answer = match text {
                "" => None,
                "declined" => Some(Answer::Declined),
                text => Some(Answer::Given(text.to_owned())),
            };
            (format!("Q{number}"), answer)
        })
        .collect();
    Score::of_form(&questionnaire, &Module::ALL.into_iter().collect())
        .into_iter()
        .map(|(score, items)| {
            let given = items.iter().map(|(item, shape)| (*shape, answers[&item.code].as_ref()));
            (score, score.parts(given))
        })
        .collect()
}

#[test]
fn the_full_form_by_hand() {
    let found = full_form(["5", "5", "5", "4", "4", "5", "3", "4"]);
    assert_eq!(found[&Score::Knowledge], Some(PARTS * 5 / 6));
    assert_eq!(found[&Score::Index], Some(PARTS * 35 / 8));
    // Q8, Q9, Q12.
    assert_eq!(found[&Score::Module(Module::Sexting)], Some(PARTS * 5));
    let skipped = full_form(["5", "5", "5", "4", "4", "5", "", "4"]);
    assert_eq!(skipped[&Score::Index], Some(PARTS * 32 / 7));
    let three = full_form(["5", "", "declined", "4", "4", "5", "", "4"]);
    assert_eq!(three[&Score::Index], None);
    // Of Q8, Q9 and Q12 one is left.
    assert_eq!(three[&Score::Module(Module::Sexting)], None);
}

#[test]
fn an_index_for_alpha_keeps_the_reasons_apart() {
    let texts = ["5", "5", "5", "4", "declined", "5", "", "4"];
    let responses = index_responses(lent(&form(PLUS, &texts))).unwrap();
    assert_eq!(responses[3..5], [Response::Given(4), Response::Declined]);
    assert_eq!(responses[6], Response::Missing);
    let reversed = index_responses(lent(&form(Shape::Rating { reverse: true }, &texts))).unwrap();
    assert_eq!(reversed[0], Response::Given(1));
    assert_eq!(index_responses(lent(&form(PLUS, &texts[1..]))), None);
}

proptest! {
    #[test]
    fn reversing_turns_the_mean_round(points in proptest::collection::vec(1..=5_u32, 1..9)) {
        let texts: Vec<String> = points.iter().map(u32::to_string).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let plain = module_mean(lent(&form(PLUS, &texts))).unwrap();
        let reversed = module_mean(lent(&form(Shape::Rating { reverse: true }, &texts))).unwrap();
        prop_assert!((plain + reversed - 6.0).abs() < 1e-9 && (1.0..=5.0).contains(&plain));
    }
}
