//! Times in the life of a workshop.

use std::time::Duration;

use super::{
    ConfigError,
    topic::{topic, within},
};

topic! {
    /// Times in the life of a workshop.
    struct Workshop in "workshop" {
        /// Seconds in which a coach can undo the closing of a wave.
        undo_seconds: u32 = 60;
        /// Seconds for which phones inside the form may still send after a wave is closed.
        grace_seconds: u32 = 120;
        /// Hour of the night, 0 to 23, at which a workshop still open after its last
        /// meeting closes itself.
        close_hour: u32 = 4;
        /// Time zone of that hour and of the dates people type, by its IANA name.
        time_zone: String = "Europe/Brussels".to_owned();
    }
    check(workshop) {
        within("workshop.undo_seconds", workshop.undo_seconds, 0..=600)?;
        within("workshop.grace_seconds", workshop.grace_seconds, 0..=1800)?;
        within("workshop.close_hour", workshop.close_hour, 0..=23)?;
        workshop.zone()?;
    }
}

impl Workshop {
    /// [`Self::undo_seconds`] as a duration.
    #[must_use]
    pub fn undo(&self) -> Duration {
        Duration::from_secs(self.undo_seconds.into())
    }

    /// [`Self::grace_seconds`] as a duration.
    #[must_use]
    pub fn grace(&self) -> Duration {
        Duration::from_secs(self.grace_seconds.into())
    }

    /// The time zone itself.
    ///
    /// # Errors
    /// [`ConfigError::Rule`] when no zone has that name.
    pub fn zone(&self) -> Result<jiff::tz::TimeZone, ConfigError> {
        jiff::tz::TimeZone::get(&self.time_zone).map_err(|_| {
            ConfigError::Rule(format!(
                "workshop.time_zone: there is no time zone \"{}\"; write its IANA name, such as Europe/Brussels",
                self.time_zone
            ))
        })
    }
}
