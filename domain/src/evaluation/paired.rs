//! The same persons before and after.

/// Linked pairs by direction. The clearest form of change for lay readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    /// Moved towards the wanted answer.
    pub better: u32,
    /// Stayed.
    pub same: u32,
    /// Moved away from it.
    pub worse: u32,
}

impl Change {
    /// Linked pairs.
    #[must_use]
    pub const fn n(self) -> u32 {
        self.better + self.same + self.worse
    }
}
