//! What totals are, by example; `solver` judges what they give away.

mod elimination;
mod solver;
mod worlds;

use super::{ladder::STEPS, *};
use crate::question::Answer;
use proptest::prelude::*;

const RIGHT: Shape = Shape::Truth { right: true };
const RATING: Shape = Shape::Rating { reverse: false };

/// How many random projects a test tries: few in the daily run, `PROPTEST_CASES` in a long one.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

fn set(modules: &[Module]) -> BTreeSet<Module> {
    modules.iter().copied().collect()
}

fn answer(text: &str) -> Option<Answer> {
    (!text.is_empty()).then(|| Answer::Given(text.to_owned()))
}

/// A workshop as most are: it counts, and it may be pooled.
fn finished<'a>(modules: &'a BTreeSet<Module>, table: &'a CrossTab) -> Finished<'a> {
    Finished { modules, table, counts: true, pools: true }
}

/// Wrong, not sure, right; asked after the workshop only.
fn after_only([wrong, unsure, right]: [u32; 3]) -> CrossTab {
    let mut table = CrossTab::default();
    for (text, count) in [("false", wrong), ("unsure", unsure), ("true", right)] {
        table.add(None, answer(text), count);
    }
    table
}

/// Everybody answered both times: wrong twice, learned, forgot, right twice.
fn linked([wrong, learned, forgot, right]: [u32; 4]) -> CrossTab {
    let mut table = CrossTab::default();
    for (before, after, count) in [
        ("false", "false", wrong),
        ("false", "true", learned),
        ("true", "false", forgot),
        ("true", "true", right),
    ] {
        table.add(answer(before), answer(after), count);
    }
    table
}

fn of(sensitive: bool, tables: &[CrossTab]) -> Totals {
    let modules = set(&[Module::Passwords]);
    let finished: Vec<Finished<'_>> =
        tables.iter().map(|table| finished(&modules, table)).collect();
    totals(RIGHT, sensitive, &finished)
}

#[test]
fn a_small_workshop_waits_until_it_has_company() {
    let mut tables = vec![after_only([4, 2, 6]), after_only([1, 1, 1])];
    let first = of(false, &tables).after;
    assert_eq!((first.included, first.waiting, first.left_out), (12, 3, 0));
    assert_eq!(first.shown, Shown::Three { counts: [4, 2, 6] });
    tables.extend([after_only([1, 0, 3]), after_only([2, 1, 1])]);
    let later = of(false, &tables).after;
    // Eleven together: enough for two classes, and two classes keep everybody.
    assert_eq!((later.included, later.waiting), (23, 0));
    assert_eq!(later.shown, Shown::Two { n: 23, top: Share::Exactly(11) });
}

#[test]
fn detail_wins_where_it_leaves_few_out() {
    let tables = [after_only([20, 10, 30]), after_only([2, 2, 4])];
    let total = of(false, &tables).after;
    assert_eq!((total.shown, total.waiting), (Shown::Three { counts: [20, 10, 30] }, 8));
}

#[test]
fn nothing_is_shown_of_four_answers() {
    let alone = of(false, &[after_only([1, 1, 2])]).after;
    let nothing = Shown::TooFew { n: 4 };
    assert_eq!(alone, Total { shown: nothing, included: 0, waiting: 4, left_out: 0 });
    assert_eq!(of(false, &[]).after.shown, Shown::TooFew { n: 0 });
}

#[test]
fn sensitive_answers_of_small_workshops_count_in_the_total() {
    let nine = after_only([3, 1, 5]);
    let total = of(true, &[nine.clone(), nine.clone(), nine]).after;
    assert_eq!((total.included, total.waiting), (18, 9));
    assert_eq!(total.shown, Shown::Two { n: 18, top: Share::Exactly(10) });
}

#[test]
fn workshops_with_other_modules_are_not_pooled() {
    let (passwords, respect) = (set(&[Module::Passwords]), set(&[Module::Respect]));
    let table = after_only([2, 1, 4]);
    let few = after_only([1, 1, 2]);
    let mixed = [finished(&passwords, &few), finished(&respect, &few), finished(&respect, &table)];
    let total = totals(RIGHT, false, &mixed).after;
    assert_eq!((total.included, total.waiting), (7, 8));
}

#[test]
fn the_total_of_one_small_workshop_says_no_more_than_its_own_page() {
    let nine = linked([3, 2, 1, 3]);
    let own = super::super::suppression::workshop_result(RIGHT, false, &nine, true);
    let total = of(false, &[nine]);
    assert_eq!(own.change, Some(Shown::Withheld { n: 9 }));
    assert_eq!(total.change.shown, Shown::TooFew { n: 9 });
    assert_eq!(total.after.shown.top(), own.after.as_ref().and_then(Shown::top));
}

#[test]
fn a_pool_of_which_all_were_right_is_left_out() {
    let tables = [after_only([0, 0, 4]), after_only([0, 0, 3]), after_only([0, 0, 4])];
    let total = of(false, &tables).after;
    assert_eq!((total.included, total.left_out), (0, 11));
    // Six workshops that read "nearly everyone", and three answers that were not right: nobody can
    // tell in which.
    let words = [[1, 0, 7], [0, 0, 8], [0, 0, 6], [1, 0, 5], [0, 1, 5], [0, 0, 5]];
    let total = of(false, &words.map(after_only)).after;
    assert_eq!((total.included, total.shown.top()), (39, Some(36)));
}

#[test]
fn a_workshop_left_out_takes_its_pool_along() {
    let modules = set(&[Module::Passwords]);
    let tables = [[4, 2, 6], [1, 1, 1], [1, 0, 3], [2, 1, 1]].map(after_only);
    let of = |left_out: Option<usize>, pools: bool| {
        let finished: Vec<Finished<'_>> = tables
            .iter()
            .enumerate()
            .map(|(index, table)| {
                let out = left_out == Some(index);
                Finished { counts: !out, pools: pools || !out, ..finished(&modules, table) }
            })
            .collect();
        totals(RIGHT, false, &finished).after
    };
    assert_eq!((of(None, true).included, of(None, true).waiting), (23, 0));
    // One of the pool of three: eight answers of the two others go with it, and say so.
    let pooled = of(Some(1), true);
    assert_eq!((pooled.included, pooled.waiting), (12, 8));
    // The large one stands for itself and leaves alone.
    let alone = of(Some(0), true);
    assert_eq!((alone.included, alone.waiting), (11, 0));
    // Left out before it froze, it never was in a pool: the two others wait for company.
    assert_eq!(of(Some(1), false).included, 12);
}

#[test]
fn scores_rest_on_workshops_of_which_every_item_is_told() {
    let modules = set(&[Module::Passwords]);
    let large = linked([6, 5, 4, 7]);
    let small = linked([1, 1, 1, 1]);
    let units = |tables: &[&[Option<&CrossTab>]]| {
        let items: Vec<_> = tables
            .iter()
            .map(|tables| {
                let asked = tables.iter().map(|table| table.map(|table| finished(&modules, table)));
                (RIGHT, false, asked.collect())
            })
            .collect();
        score_units(&items)
    };
    let (l, s) = (Some(&large), Some(&small));
    assert_eq!(units(&[&[l, s, l], &[l, l, l]]), [vec![0], vec![2]]);
    assert_eq!(units(&[&[l, None]]), [vec![0]], "an item that was not asked");
    assert_eq!(units(&[&[s, s, s]]), Vec::<Vec<usize>>::new());
}

#[test]
fn before_and_after_rest_on_the_same_workshops() {
    let mut left_early = after_only([0, 0, 0]);
    left_early.add(answer("false"), None, 9);
    left_early.add(answer("true"), None, 9);
    left_early.add(None, answer("true"), 3);
    let total = of(false, &[left_early, linked([6, 5, 2, 7])]);
    assert_eq!((total.before.included, total.after.included), (20, 20));
    assert_eq!(total.change.shown, Shown::Three { counts: [2, 13, 5] });
}

/// Any workshop: an answer, "rather not" or nothing in either wave; pairs in all mixtures.
fn workshop(texts: &'static [&'static str], most: usize) -> impl Strategy<Value = CrossTab> {
    let slot = prop_oneof![
        1 => Just(None),
        1 => Just(Some(Answer::Declined)),
        12 => proptest::sample::select(texts).prop_map(answer)
    ];
    // Skewed groups are the dangerous ones: most answer as the first does.
    let skewed = (
        slot.clone(),
        slot.clone(),
        proptest::collection::vec((slot.clone(), slot.clone(), 0..10_u32), 0..=most),
    );
    skewed.prop_map(|(before, after, people)| {
        let mut table = CrossTab::default();
        for (own_before, own_after, like) in people {
            let pair =
                if like < 6 { (before.clone(), after.clone()) } else { (own_before, own_after) };
            table.add(pair.0, pair.1, 1);
        }
        table
    })
}

fn modules() -> impl Strategy<Value = BTreeSet<Module>> {
    prop_oneof![
        3 => Just(set(&[Module::Passwords])),
        1 => Just(set(&[Module::Respect])),
        1 => Just(set(&[Module::Respect, Module::Passwords]))
    ]
}

fn project(
    texts: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = Vec<(BTreeSet<Module>, CrossTab)>> {
    proptest::collection::vec((modules(), workshop(texts, most)), 1..9)
}

fn entries(
    shape: Shape,
    sensitive: bool,
    project: &[(BTreeSet<Module>, CrossTab)],
) -> Vec<Entry<'_>> {
    project
        .iter()
        .map(|(modules, table)| Entry::new(&finished(modules, table), shape, sensitive))
        .collect()
}

const TRUTH: &[&str] = &["true", "false", "unsure"];
const POINTS: &[&str] = &["1", "2", "3", "4", "5"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(100)))]

    /// The reason why differences of totals are sums of units.
    #[test]
    fn units_of_a_part_are_units_of_the_whole(project in project(TRUTH, 14), sensitive: bool, module in proptest::option::of(Just(Module::Respect)), moment in 0..9_usize) {
        let all = Ladder::climb(&entries(RIGHT, sensitive, &project), sensitive);
        let chosen: Vec<usize> = (0..project.len().min(moment)).filter(|&index| module.is_none_or(|module| project[index].0.contains(&module))).collect();
        let part: Vec<_> = chosen.iter().map(|&index| project[index].clone()).collect();
        let part = Ladder::climb(&entries(RIGHT, sensitive, &part), sensitive);
        for (part, all) in part.rungs.iter().zip(&all.rungs) {
            for unit in &part.units {
                let unit: Vec<usize> = unit.iter().map(|&member| chosen[member]).collect();
                prop_assert!(all.units.contains(&unit));
            }
        }
        for (finer, coarser) in all.rungs.iter().skip(1).zip(&all.rungs) {
            for unit in &finer.units {
                let inside = |part: &Unit| part.iter().all(|member| unit.contains(member));
                let covered: usize = coarser.units.iter().filter(|part| inside(part)).map(Vec::len).sum();
                prop_assert_eq!(covered, unit.len());
            }
        }
    }

    /// What is looked at chooses units and makes none: the total of any part adds up units of the whole.
    #[test]
    fn a_part_adds_up_units_of_the_whole(project in project(POINTS, 24), sensitive: bool, counts in proptest::collection::vec(any::<bool>(), 9), pools in proptest::collection::vec(any::<bool>(), 9)) {
        let finished: Vec<Finished<'_>> = project.iter().enumerate().map(|(index, (modules, table))| {
            Finished { modules, table, counts: counts[index], pools: pools[index] }
        }).collect();
        let entries: Vec<Entry<'_>> = finished.iter().map(|workshop| Entry::new(workshop, RATING, sensitive)).collect();
        let ladder = Ladder::climb(&entries, sensitive);
        let totals = totals(RATING, sensitive, &finished);
        let sum_at = |rung: usize, side| -> Vec<u32> {
            let whole = ladder.rungs[rung].units.iter().filter(|unit| unit.iter().all(|&member| counts[member]));
            let mut sum = vec![0; if side == Side::Change { 3 } else { 5 }];
            for &member in whole.flatten() {
                sum.iter_mut().zip(entries[member].page.grid.classes(side)).for_each(|(sum, count)| *sum += count);
            }
            sum
        };
        let rung = match totals.after.shown {
            Shown::Five { .. } => FIVE,
            Shown::Three { .. } => THREE,
            _ => TWO,
        };
        prop_assert_eq!(totals.after.included, sum_at(rung, Side::After).iter().sum::<u32>());
        prop_assert_eq!(totals.change.included, sum_at(CHANGE, Side::Change).iter().sum::<u32>());
        if let Shown::Three { counts } = totals.change.shown {
            prop_assert_eq!(counts.to_vec(), sum_at(CHANGE, Side::Change));
        }
    }

    /// Sums of scores add up points that are told: every set is made of whole units of the finest rung.
    #[test]
    fn score_units_are_made_of_units(projects in proptest::collection::vec(project(POINTS, 24), 1..4)) {
        let count = projects.iter().map(Vec::len).min().unwrap_or(0);
        let modules = set(&[Module::Passwords]);
        let items: Vec<_> = projects.iter().map(|project| {
            let workshops: Vec<_> = project[..count].iter().map(|(_, table)| Some(finished(&modules, table))).collect();
            (RATING, false, workshops)
        }).collect();
        for (_, _, workshops) in &items {
            let entries: Vec<Entry<'_>> = workshops.iter().flatten().map(|workshop: &Finished<'_>| Entry::new(workshop, RATING, false)).collect();
            let ladder = Ladder::climb(&entries, false);
            for set in score_units(&items) {
                let inside = ladder.rungs[FIVE].units.iter().filter(|unit| unit.iter().any(|member| set.contains(member)));
                prop_assert!(inside.clone().all(|unit| unit.iter().all(|member| set.contains(member))));
                prop_assert_eq!(inside.map(Vec::len).sum::<usize>(), set.len());
            }
        }
    }

    #[test]
    fn a_total_never_has_more_than_there_is(project in project(POINTS, 24), sensitive: bool) {
        let finished: Vec<Finished<'_>> = project.iter().map(|(modules, table)| finished(modules, table)).collect();
        let totals = totals(RATING, sensitive, &finished);
        let all = project.iter().fold(CrossTab::default(), |mut all, (_, table)| { all.merge(table); all });
        for (total, n) in [(&totals.before, all.before(RATING).n()), (&totals.after, all.after(RATING).n()), (&totals.change, all.change(RATING).n())] {
            prop_assert_eq!(total.included + total.waiting, n);
            prop_assert!(total.left_out <= total.waiting);
            if total.shown.visible() {
                prop_assert_eq!(total.shown.n(), total.included);
            }
        }
    }
}
