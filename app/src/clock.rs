//! The clock as a value, so that tests can set it.

use domain::time::{Day, Timestamp};
use jiff::{Timestamp as Instant, tz::TimeZone};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that tests move by hand (Unix milliseconds).
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(Instant::now().as_millisecond()),
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Today in the installation's time zone.
    #[must_use]
    pub fn today(&self, zone: &TimeZone) -> Day {
        day_of(self.now(), zone)
    }
}

/// The calendar day of a moment in a time zone.
#[must_use]
pub fn day_of(moment: Timestamp, zone: &TimeZone) -> Day {
    let instant = Instant::from_millisecond(moment.0).unwrap_or(Instant::UNIX_EPOCH);
    Day(instant.to_zoned(zone.clone()).date())
}

/// The moment of a full hour (0 to 23) on a day in a time zone.
#[must_use]
pub fn hour_on(day: Day, hour: i8, zone: &TimeZone) -> Timestamp {
    let zoned = day.0.at(hour.clamp(0, 23), 0, 0, 0).to_zoned(zone.clone());
    Timestamp(zoned.map_or(0, |z| z.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_in_the_morning_follows_summer_time() {
        let zone = TimeZone::get("Europe/Brussels").unwrap();
        let winter = hour_on("2026-01-15".parse().unwrap(), 4, &zone);
        let summer = hour_on("2026-07-15".parse().unwrap(), 4, &zone);
        assert_eq!(winter.0 % 86_400_000, 3 * 3_600_000);
        assert_eq!(summer.0 % 86_400_000, 2 * 3_600_000);
        assert_eq!(day_of(summer, &zone).to_string(), "2026-07-15");
    }
}
