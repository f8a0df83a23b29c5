//! How long single answers are kept.

use crate::time::Day;

/// The day on which a project's single answers are deleted at the latest: so many months after its
/// last day, or after the day it was closed where that came earlier.
#[must_use]
pub fn deletion_day(ends_on: Day, closed_on: Option<Day>, months: i64) -> Day {
    let from = closed_on.map_or(ends_on, |closed| closed.min(ends_on));
    Day(from.0.saturating_add(jiff::Span::new().months(months.clamp(0, 120))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn counts_from_the_last_day_or_from_closing_earlier() {
        let ends = day("2027-09-14");
        assert_eq!(deletion_day(ends, None, 6), day("2028-03-14"));
        assert_eq!(deletion_day(ends, Some(day("2027-01-31")), 3), day("2027-04-30"));
        assert_eq!(deletion_day(ends, Some(day("2027-12-01")), 12), day("2028-09-14"));
    }
}
