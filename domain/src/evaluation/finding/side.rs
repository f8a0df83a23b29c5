//! The wanted side of a table, said as its size allows.

use super::{
    super::{
        rounding::{PERCENT_FROM, percentages},
        suppression::{Share, Shown},
    },
    Finding, Hidden,
};

/// The wanted side of one table, as it may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// So many of so many: under [`PERCENT_FROM`] answers here or in the wave beside.
    Of {
        /// These.
        top: u32,
        /// Of these.
        n: u32,
    },
    /// Whole percent: from [`PERCENT_FROM`] answers on.
    Percent {
        /// Percent.
        percent: u32,
        /// Answers.
        n: u32,
    },
    /// In words, of so many.
    Words {
        /// The words; never [`Share::Exactly`].
        share: Share,
        /// Answers.
        n: u32,
    },
}

impl Side {
    /// Answers.
    #[must_use]
    pub const fn n(self) -> u32 {
        match self {
            Self::Of { n, .. } | Self::Percent { n, .. } | Self::Words { n, .. } => n,
        }
    }

    /// Between which the share lies, as far as it is told.
    pub(super) fn bounds(self) -> (f64, f64) {
        let (low, high) = match self {
            Self::Percent { percent, .. } => {
                let share = f64::from(percent) / 100.0;
                return (share, share);
            }
            Self::Of { top, .. } => (top, top),
            Self::Words { share, n } => match share {
                Share::Exactly(top) => (top, top),
                Share::HardlyAnyone => (0, 1),
                Share::NearlyEveryone => (n.saturating_sub(1), n),
                Share::FewerThanThree | Share::UnderTenPercent => (0, 2),
                Share::AllButFewerThanThree | Share::OverNinetyPercent => (n.saturating_sub(2), n),
            },
        };
        let n = f64::from(self.n().max(1));
        (f64::from(low) / n, f64::from(high) / n)
    }
}

/// The wanted side of a table as it may be said, or that there is nothing to say. In percent only if
/// the table beside it, of `beside` answers, allows that too: counts and percent are not compared.
pub(super) fn side(table: &Shown, beside: u32) -> Result<Side, Finding> {
    let n = table.n();
    let hidden = |why| Err(Finding::Hidden { n, why });
    match (table, table.top()) {
        (Shown::TooFew { .. }, _) => hidden(Hidden::TooFew),
        (Shown::Elsewhere { .. }, _) => hidden(Hidden::Elsewhere),
        (Shown::Withheld { .. }, _) => hidden(Hidden::Withheld),
        (_, Some(top)) if n.min(beside) < PERCENT_FROM => Ok(Side::Of { top, n }),
        (_, Some(top)) => {
            let percent = percentages(&[n.saturating_sub(top), top]).last().copied().unwrap_or(0);
            Ok(Side::Percent { percent, n })
        }
        (Shown::Two { top: share, .. }, None) => Ok(Side::Words { share: *share, n }),
        (Shown::Three { .. } | Shown::Five { .. }, None) => hidden(Hidden::Withheld),
    }
}
