//! The mark a browser keeps of the accounts that signed in on it.

use crate::{account::store::StaffRow, session::device::Device, state::AppState};
use domain::id::StaffId;

/// The browser's mark once it has signed in to an account.
pub(super) fn remembering(
    state: &AppState,
    device: Option<Device>,
    account: StaffId,
    password_hash: &str,
) -> Device {
    let mut device = device.unwrap_or_else(Device::random);
    device.learn(state.secret(), account, password_hash);
    device
}

/// What stands for this browser where wrong passwords of an account are counted: nothing, unless it
/// was signed in to that very account before.
pub(super) fn known<'a>(
    state: &AppState,
    device: Option<&'a Device>,
    account: Option<&StaffRow>,
) -> Option<&'a [u8]> {
    let account = account?;
    let hash = account.password_hash.as_deref()?;
    device.filter(|device| device.knows(state.secret(), account.id, hash)).map(Device::id)
}
