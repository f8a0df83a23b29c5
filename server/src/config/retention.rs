//! How long answers are kept.

use super::topic::{topic, within};

topic! {
    /// How long answers are kept.
    struct Retention in "retention" {
        /// Months after the end of a project at which its answers are deleted, unless the
        /// project says otherwise. The published figures stay.
        months: u32 = 6;
    }
    check(retention) {
        within("retention.months", retention.months, 1..=120)?;
    }
}
