//! The machine: does its clock tell a plausible time?

use std::{fs, time::UNIX_EPOCH};

use domain::time::Timestamp;

use super::Finding;

/// How far two clocks may be apart before it matters: meetings open and close by the minute.
const TOLERANCE_SECONDS: i64 = 120;

pub(super) fn examine(now: Timestamp) -> Option<Finding> {
    // Where the system does not name the running program there is nothing to compare with.
    let installed = fs::metadata("/proc/self/exe").and_then(|facts| facts.modified()).ok()?;
    let seconds = installed.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let installed = Timestamp(i64::try_from(seconds).ok()?.saturating_mul(1000));
    Some(grade_clock(now, installed, "this program was made"))
}

/// A clock that is behind something that has happened is wrong.
pub(super) fn grade_clock(now: Timestamp, past: Timestamp, what: &str) -> Finding {
    if past.seconds_since(now) > TOLERANCE_SECONDS {
        Finding::broken(
            format!("The machine's clock is wrong: it shows a time before {what}."),
            "set the clock, and let the system keep it (timedatectl set-ntp true)",
        )
    } else {
        Finding::fine(format!("The machine's clock is past the moment {what}."))
    }
}
