//! What pages show about staff members.

use domain::{actor::InstallationRole, id::StaffId};

/// A staff member as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSummary {
    /// Id.
    pub id: StaffId,
    /// Sign-in name.
    pub email: String,
    /// Name shown to colleagues.
    pub name: String,
    /// Role for the installation.
    pub role: InstallationRole,
    /// Whether they have set a password yet.
    pub active: bool,
}

/// A new account, before its password is set by link.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Sign-in name as typed.
    pub email: String,
    /// Name as typed.
    pub name: String,
    /// Role for the installation.
    pub role: InstallationRole,
}
