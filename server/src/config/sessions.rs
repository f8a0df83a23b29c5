//! How long staff stay signed in.

use std::time::Duration;

use super::topic::{topic, within};

topic! {
    /// How long staff stay signed in. A coach with an open workshop is not signed out
    /// for being idle, only by the absolute limit.
    struct Sessions in "sessions" {
        /// Minutes without a request after which coaches and managers sign in again.
        coach_idle_minutes: u32 = 60;
        /// Hours after which coaches and managers sign in again in any case.
        coach_absolute_hours: u32 = 12;
        /// Minutes without a request after which administrators sign in again. Shorter,
        /// because their rights reach further.
        admin_idle_minutes: u32 = 20;
        /// Hours after which administrators sign in again in any case.
        admin_absolute_hours: u32 = 8;
    }
    check(sessions) {
        within("sessions.coach_idle_minutes", sessions.coach_idle_minutes, 5..=720)?;
        within("sessions.coach_absolute_hours", sessions.coach_absolute_hours, 1..=24)?;
        within("sessions.admin_idle_minutes", sessions.admin_idle_minutes, 5..=240)?;
        within("sessions.admin_absolute_hours", sessions.admin_absolute_hours, 1..=24)?;
    }
}

impl Sessions {
    /// [`Self::coach_idle_minutes`] as a duration.
    #[must_use]
    pub fn coach_idle(&self) -> Duration {
        Duration::from_mins(self.coach_idle_minutes.into())
    }

    /// [`Self::coach_absolute_hours`] as a duration.
    #[must_use]
    pub fn coach_absolute(&self) -> Duration {
        Duration::from_hours(self.coach_absolute_hours.into())
    }

    /// [`Self::admin_idle_minutes`] as a duration.
    #[must_use]
    pub fn admin_idle(&self) -> Duration {
        Duration::from_mins(self.admin_idle_minutes.into())
    }

    /// [`Self::admin_absolute_hours`] as a duration.
    #[must_use]
    pub fn admin_absolute(&self) -> Duration {
        Duration::from_hours(self.admin_absolute_hours.into())
    }
}
