//! A workshop's states and its two waves of questions, as pure rules over given moments.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Where a workshop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkshopState {
    /// Planned; nobody can join.
    Draft,
    /// Phones can join.
    Open,
    /// Known phones go on, nobody new joins.
    Locked,
    /// Over.
    Closed,
}

/// The text names no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such state")]
pub struct UnknownState;

impl WorkshopState {
    /// The state as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Locked => "locked",
            Self::Closed => "closed",
        }
    }

    /// Whether the workshop is going on: participants can be inside.
    #[must_use]
    pub const fn running(self) -> bool {
        matches!(self, Self::Open | Self::Locked)
    }

    /// Whether the workshop may go from this state to `next`. A closed workshop stays closed: its
    /// results are frozen, and "run again" makes a new one.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Open)
                | (Self::Open, Self::Locked | Self::Closed)
                | (Self::Locked, Self::Open | Self::Closed)
        )
    }
}

impl FromStr for WorkshopState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        [Self::Draft, Self::Open, Self::Locked, Self::Closed]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(UnknownState)
    }
}

/// How long a closed wave can be taken back, and how long phones inside the form may finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingRule {
    /// Seconds in which the coach can undo closing.
    pub undo_seconds: i64,
    /// Seconds of grace for phones inside the form; at least the undo time counts.
    pub grace_seconds: i64,
}

impl ClosingRule {
    /// The rule in a trial: shorter, so that one person sees everything within a few minutes.
    #[must_use]
    pub fn in_a_trial(self) -> Self {
        Self { undo_seconds: self.undo_seconds.min(10), grace_seconds: self.grace_seconds.min(20) }
    }
}

/// Where one wave of questions stands at a given moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WavePhase {
    /// Not asked yet.
    Waiting,
    /// Everybody in the workshop can start and answer.
    Open,
    /// The coach closed it; phones inside the form may finish.
    Closing {
        /// Until then the coach can undo; passed once it lies before now.
        undo_until: Timestamp,
        /// Until then answers of phones inside are taken.
        grace_until: Timestamp,
    },
    /// Over for good: the result is frozen.
    Closed,
}

impl WavePhase {
    /// The phase at `now` of a wave opened and closed at these moments.
    #[must_use]
    pub fn at(
        now: Timestamp,
        opened: Option<Timestamp>,
        closed: Option<Timestamp>,
        rule: ClosingRule,
    ) -> Self {
        match (opened, closed) {
            (None, None) => Self::Waiting,
            (Some(_), None) => Self::Open,
            (_, Some(closed)) => {
                let undo_until = closed.plus_seconds(rule.undo_seconds);
                let grace_until = closed.plus_seconds(rule.grace_seconds.max(rule.undo_seconds));
                if now < grace_until {
                    Self::Closing { undo_until, grace_until }
                } else {
                    Self::Closed
                }
            }
        }
    }

    /// Whether a phone that has not begun this wave may begin it.
    #[must_use]
    pub const fn lets_in(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether a phone inside the form may still save answers.
    #[must_use]
    pub const fn takes_answers(self) -> bool {
        matches!(self, Self::Open | Self::Closing { .. })
    }
}

/// How many phones may join when `expected` young people are: half as many again and ten, so that
/// changed phones and guests never stop a lesson, while bots do not fill the room.
#[must_use]
pub const fn join_cap(expected: u32) -> u32 {
    expected.saturating_add(expected / 2).saturating_add(expected % 2).saturating_add(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: ClosingRule = ClosingRule { undo_seconds: 60, grace_seconds: 120 };

    #[test]
    fn only_legal_moves() {
        use WorkshopState::{Closed, Draft, Locked, Open};
        let legal =
            [(Draft, Open), (Open, Locked), (Open, Closed), (Locked, Open), (Locked, Closed)];
        for from in [Draft, Open, Locked, Closed] {
            for to in [Draft, Open, Locked, Closed] {
                assert_eq!(from.may_become(to), legal.contains(&(from, to)), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn a_closed_wave_lets_phones_inside_finish_and_nobody_in() {
        let at =
            |now| WavePhase::at(Timestamp(now), Some(Timestamp(0)), Some(Timestamp(1000)), RULE);
        assert!(!at(1000).lets_in() && at(1000).takes_answers());
        assert!(at(120_999).takes_answers());
        assert_eq!(at(121_000), WavePhase::Closed);
    }

    #[test]
    fn a_wave_waits_then_opens() {
        assert_eq!(WavePhase::at(Timestamp(5), None, None, RULE), WavePhase::Waiting);
        assert!(WavePhase::at(Timestamp(5), Some(Timestamp(1)), None, RULE).lets_in());
    }

    #[test]
    fn the_cap_is_half_as_many_again_and_ten() {
        assert_eq!(join_cap(20), 40);
        assert_eq!(join_cap(9), 24);
        assert_eq!(join_cap(0), 10);
    }
}
