//! How fast simulated phones are.

use super::dice::Dice;
use std::{ops::Range, time::Duration};

/// The length of a simulated second. Tests make it short.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    second: Duration,
}

impl Pace {
    /// As in a room of quick readers: most are done in half a minute.
    pub const LIVELY: Self = Self { second: Duration::from_secs(1) };

    /// With seconds of this length.
    #[must_use]
    pub const fn with_second(second: Duration) -> Self {
        Self { second }
    }

    /// Waits for some time in a range of milliseconds of a simulated second.
    pub(super) async fn wait(self, dice: &mut Dice, milliseconds: Range<u64>) {
        let span = milliseconds.end.saturating_sub(milliseconds.start);
        let milliseconds = milliseconds.start + dice.below(span);
        tokio::time::sleep(self.of(milliseconds)).await;
    }

    /// So many simulated milliseconds in real time.
    pub(super) fn of(self, milliseconds: u64) -> Duration {
        let thousandths = u32::try_from(milliseconds).unwrap_or(u32::MAX);
        self.second / 1000 * thousandths
    }
}
