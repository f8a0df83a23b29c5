//! How many took part, finished, could be linked, and stayed.

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// These.
    pub part: u32,
    /// Of these.
    pub whole: u32,
}

impl Rate {
    /// Part over whole, from 0; above 1 where [`Rate::exceeds`]. `None` of nobody.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part) / f64::from(self.whole))
    }

    /// Whether there are more than there can be: somebody miscounted. To be flagged, never cut to
    /// 100 % in silence.
    #[must_use]
    pub const fn exceeds(self) -> bool {
        self.part > self.whole
    }
}

/// The share of the first wave that was lost until a later one. Answers that could not be linked may
/// come from the same persons or from new ones, so it is known only between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attrition {
    /// As if every unlinked answer of the later wave came from somebody of the first: 0 to 1.
    pub at_least: f64,
    /// As if every unlinked answer came from somebody new: 0 to 1.
    pub at_most: f64,
}

/// Heads and forms of two waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Participation {
    /// Young people in the room, counted by the coach; `None` where not counted.
    pub present: Option<u32>,
    /// Forms begun before.
    pub started: u32,
    /// Forms sent before.
    pub before: u32,
    /// Forms sent after, or at the follow-up.
    pub after: u32,
    /// Linked pairs: the same person sent both.
    pub pairs: u32,
}

impl Participation {
    /// Begun of present; `None` where nobody counted.
    #[must_use]
    pub fn participation(self) -> Option<Rate> {
        self.present.map(|present| Rate { part: self.started, whole: present })
    }

    /// Sent of begun.
    #[must_use]
    pub const fn completion(self) -> Rate {
        Rate { part: self.before, whole: self.started }
    }

    /// Linked pairs of the most there could be: of the smaller wave.
    #[must_use]
    pub fn link(self) -> Rate {
        Rate { part: self.pairs, whole: self.before.min(self.after) }
    }

    /// Answers before and after without a partner.
    #[must_use]
    pub const fn unlinked(self) -> (u32, u32) {
        (self.before.saturating_sub(self.pairs), self.after.saturating_sub(self.pairs))
    }

    /// The share of the first wave that was lost. `None` where nobody answered before, or where there
    /// are more pairs than answers.
    #[must_use]
    pub fn attrition(self) -> Option<Attrition> {
        let share = |lost: u32| Rate { part: lost, whole: self.before }.share();
        if self.link().exceeds() {
            return None;
        }
        Some(Attrition {
            at_least: share(self.before.saturating_sub(self.after))?,
            at_most: share(self.before - self.pairs)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let group =
            Participation { present: Some(20), started: 18, before: 18, after: 16, pairs: 14 };
        assert_eq!(group.participation().and_then(Rate::share), Some(0.9));
        assert_eq!(group.completion().share(), Some(1.0));
        assert_eq!(group.link().share(), Some(0.875));
        assert_eq!(group.unlinked(), (4, 2));
        let lost = group.attrition().unwrap();
        assert!((lost.at_least - 2.0 / 18.0).abs() < 1e-12);
        assert!((lost.at_most - 4.0 / 18.0).abs() < 1e-12);
    }

    #[test]
    fn more_phones_than_heads_are_flagged_not_cut() {
        let group = Participation { present: Some(10), started: 12, ..Participation::default() };
        let rate = group.participation().unwrap();
        assert!(rate.exceeds() && rate.share() == Some(1.2));
    }

    #[test]
    fn of_nobody_there_is_no_rate() {
        let nobody = Participation::default();
        assert_eq!((nobody.participation(), nobody.attrition()), (None, None));
        assert_eq!(nobody.link().share(), None);
        let wrong = Participation { before: 2, after: 3, pairs: 3, ..nobody };
        assert!(wrong.link().exceeds() && wrong.attrition().is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn attrition_lies_between_its_bounds(stayed in 0..50_u32, lost in 0..50_u32, new in 0..50_u32, linked in 0.0..=1.0_f64) {
            prop_assume!(stayed + lost > 0);
            let pairs = (f64::from(stayed) * linked) as u32;
            let group = Participation { before: stayed + lost, after: stayed + new, pairs, ..Participation::default() };
            let (bounds, truth) = (group.attrition().unwrap(), f64::from(lost) / f64::from(stayed + lost));
            prop_assert!(0.0 <= bounds.at_least && bounds.at_least <= truth && truth <= bounds.at_most && bounds.at_most <= 1.0);
        }
    }
}
