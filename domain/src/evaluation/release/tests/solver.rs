//! A solver in the place of a curious reader. It knows the rules, every workshop's own page, and the
//! sum of every single release unit: more than all totals at all moments, levels and module filters
//! together. It looks for a hidden count that can only be one number: by propagating bounds, and by
//! exact elimination.

use super::{elimination::Basis, *};
use crate::evaluation::{
    result::figures,
    suppression::{SENSITIVE_CLASS, show},
};

/// One count of one class in one table of one workshop, by position.
type Unknown = usize;

/// The sum of these unknowns, with their signs, lies between these bounds.
struct Known {
    of: Vec<(Unknown, i64)>,
    low: i64,
    high: i64,
}

struct Reader<'a> {
    entries: &'a [Entry<'a>],
    known: Vec<Known>,
}

/// Tables of a workshop side by side: five classes before, five after, three of change.
const WIDTH: usize = 13;

fn unknown(workshop: usize, side: Side, class: usize) -> Unknown {
    let offset = match side {
        Side::Before => 0,
        Side::After => 5,
        Side::Change => 10,
    };
    workshop * WIDTH + offset + class
}

fn sum_of(members: &[usize], side: Side, classes: &[usize]) -> Vec<(Unknown, i64)> {
    let all = |&member: &usize| classes.iter().map(move |&class| (unknown(member, side, class), 1));
    members.iter().flat_map(all).collect()
}

impl<'a> Reader<'a> {
    fn new(entries: &'a [Entry<'a>], sensitive: bool) -> Self {
        let mut reader = Self { entries, known: Vec::new() };
        for index in 0..entries.len() {
            for side in Side::ALL {
                reader.read_page(index, side, sensitive);
            }
            reader.read_balance(index);
        }
        reader
    }

    fn exactly(&mut self, of: Vec<(Unknown, i64)>, value: u32) {
        let value = i64::from(value);
        self.known.push(Known { of, low: value, high: value });
    }

    fn read_page(&mut self, index: usize, side: Side, sensitive: bool) {
        let entry = &self.entries[index];
        let table = entry.page.shown(side);
        let n = table.n();
        let all: Vec<usize> = (0..entry.page.grid.classes(side).len()).collect();
        for &class in &all {
            let of = sum_of(&[index], side, &[class]);
            self.known.push(Known { of, low: 0, high: i64::from(n) });
        }
        self.exactly(sum_of(&[index], side, &all), n);
        let Shown::Two { top, .. } = table else {
            if let Some(level) = table.level() {
                self.read_sum(&[index], side, level);
            }
            return;
        };
        let (low, high) = match top {
            Share::Exactly(top) => (*top, *top),
            Share::HardlyAnyone => (0, 1),
            Share::NearlyEveryone => (n - 1, n),
            Share::FewerThanThree | Share::UnderTenPercent => (0, SENSITIVE_CLASS - 1),
            Share::AllButFewerThanThree | Share::OverNinetyPercent => (n + 1 - SENSITIVE_CLASS, n),
        };
        // The reader knows what the words stand for.
        for top in low..=high {
            let mut classes = vec![0; all.len()];
            classes[0] = n - top;
            classes[all.len() - 1] = top;
            let finest = if side == Side::Change || n >= 10 { Level::Two } else { Level::Five };
            assert_eq!(&show(&classes, sensitive, finest), table);
        }
        let of = sum_of(&[index], side, figures(&entry.page.grid, side, Level::Two)[0]);
        self.known.push(Known { of, low: i64::from(low), high: i64::from(high) });
    }

    /// Right after minus right before is better minus worse, where everybody is linked.
    fn read_balance(&mut self, index: usize) {
        let entry = &self.entries[index];
        let [before, after, change] = Side::ALL.map(|side| entry.page.shown(side).n());
        if entry.page.grid.shape.classes() == 3 && before == after && after == change {
            let of = [
                (Side::After, 2, 1),
                (Side::Before, 2, -1),
                (Side::Change, 2, -1),
                (Side::Change, 0, 1),
            ];
            self.exactly(
                of.map(|(side, class, sign)| (unknown(index, side, class), sign)).to_vec(),
                0,
            );
        }
    }

    fn read_sum(&mut self, members: &[usize], side: Side, level: Level) {
        for figure in figures(&self.entries[members[0]].page.grid, side, level) {
            let counts = members.iter().flat_map(|&member| {
                let classes = self.entries[member].page.grid.classes(side);
                figure.iter().map(move |&class| classes[class]).collect::<Vec<_>>()
            });
            let total = counts.sum();
            self.exactly(sum_of(members, side, figure), total);
        }
    }

    fn read_units(&mut self, ladder: &Ladder) {
        for (rung, step) in ladder.rungs.iter().zip(STEPS) {
            for unit in &rung.units {
                for &side in step.sides {
                    self.read_sum(unit, side, step.level);
                }
            }
        }
    }

    /// Bounds of every unknown, tightened until nothing follows any more.
    fn bounds(&self) -> Vec<(i64, i64)> {
        let mut bounds = vec![(0, 0); self.entries.len() * WIDTH];
        for known in self.known.iter().filter(|known| known.of.len() == 1 && known.low == 0) {
            bounds[known.of[0].0].1 = known.high;
        }
        loop {
            let before = bounds.clone();
            for known in &self.known {
                for &(unknown, sign) in &known.of {
                    let (mut low, mut high) = (known.low, known.high);
                    for &(other, sign) in known.of.iter().filter(|(other, _)| *other != unknown) {
                        let (least, most): (i64, i64) = bounds[other];
                        low -= if sign > 0 { most } else { -least };
                        high -= if sign > 0 { least } else { -most };
                    }
                    let (low, high) = if sign > 0 { (low, high) } else { (-high, -low) };
                    let bound = &mut bounds[unknown];
                    *bound = (bound.0.max(low), bound.1.min(high));
                    assert!(bound.0 <= bound.1, "the reader has contradicted itself");
                }
            }
            if bounds == before {
                return bounds;
            }
        }
    }

    /// What the own pages hide and what follows all the same.
    fn leaks(&self) -> Vec<String> {
        let bounds = self.bounds();
        let mut basis = Basis::new(bounds.len());
        for known in self.known.iter().filter(|known| known.low == known.high) {
            basis.add(&known.of);
        }
        for (unknown, _) in bounds.iter().enumerate().filter(|(_, (low, high))| low == high) {
            basis.add(&[(unknown, 1)]);
        }
        let mut leaks = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            for side in Side::ALL {
                let levels = [Level::Two, Level::Three, Level::Five];
                for figure in
                    levels.iter().flat_map(|&level| figures(&entry.page.grid, side, level))
                {
                    if entry.page.hides(side, figure)
                        && basis.spans(&sum_of(&[index], side, figure))
                    {
                        leaks.push(format!("{side:?} {figure:?} of workshop {index}"));
                    }
                }
            }
        }
        leaks
    }
}

fn judge(shape: Shape, sensitive: bool, project: &[(BTreeSet<Module>, CrossTab)]) -> Vec<String> {
    let entries = entries(shape, sensitive, project);
    let mut reader = Reader::new(&entries, sensitive);
    reader.read_units(&Ladder::climb(&entries, sensitive));
    reader.leaks()
}

/// The same reader before plain totals: after every workshop, all answers in three classes.
fn judge_plain_totals(shape: Shape, project: &[(BTreeSet<Module>, CrossTab)]) -> Vec<String> {
    let entries = entries(shape, false, project);
    let mut reader = Reader::new(&entries, false);
    for moment in 1..=entries.len() {
        let members: Vec<usize> = (0..moment).collect();
        for side in Side::ALL {
            reader.read_sum(&members, side, Level::Three);
        }
    }
    reader.leaks()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(150)))]

    #[test]
    fn nothing_hidden_follows_for_knowledge(project in project(TRUTH, 13), sensitive: bool) {
        prop_assert_eq!(judge(RIGHT, sensitive, &project), Vec::<String>::new());
    }

    #[test]
    fn nothing_hidden_follows_for_ratings(project in project(POINTS, 24), sensitive: bool) {
        prop_assert_eq!(judge(RATING, sensitive, &project), Vec::<String>::new());
    }
}

/// As [`judge`], with workshops that stood left out when they froze and so never pool.
fn judge_left_out(project: &[(BTreeSet<Module>, CrossTab)], pools: &[bool]) -> Vec<String> {
    let entries: Vec<Entry<'_>> = project
        .iter()
        .zip(pools)
        .map(|((modules, table), &pools)| {
            Entry::new(&Finished { pools, ..finished(modules, table) }, RIGHT, false)
        })
        .collect();
    let mut reader = Reader::new(&entries, false);
    reader.read_units(&Ladder::climb(&entries, false));
    reader.leaks()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(100)))]

    /// The reader knows every unit, so it knows the totals with and without any workshop left out, and
    /// their differences.
    #[test]
    fn leaving_out_tells_nothing(project in project(TRUTH, 13), pools in proptest::collection::vec(any::<bool>(), 9)) {
        prop_assert_eq!(judge_left_out(&project, &pools), Vec::<String>::new());
    }
}

#[test]
fn plain_totals_leak() {
    let modules = set(&[Module::Passwords]);
    let project = [(modules.clone(), after_only([4, 2, 6])), (modules, after_only([1, 1, 1]))];
    assert_eq!(judge(RIGHT, false, &project), Vec::<String>::new());
    assert!(!judge_plain_totals(RIGHT, &project).is_empty());
}
