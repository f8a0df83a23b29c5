//! Pages of accounts: getting in, one's own account, and everybody's for administrators.

mod accounts;
mod own;
mod password_link;
mod sign_in;

pub use accounts::accounts_page;
pub use own::account_page;
pub use password_link::{set_up_page, welcome_page};
pub use sign_in::sign_in_page;

use crate::page::{PageContext, tr};
use crate::ui::field::{Field, text_field};
use domain::actor::InstallationRole;
use leptos::prelude::*;

/// What the account page is told after the password was changed.
pub const PASSWORD_CHANGED: &str = "password";

/// The field for a new password.
fn new_password(cx: &PageContext, name: &'static str, label: String) -> AnyView {
    let hint = tr!(cx, account.password_hint);
    text_field(
        cx,
        Field {
            name,
            label,
            hint,
            kind: "password",
            autocomplete: "new-password",
            ..Field::default()
        },
    )
}

/// What somebody may do in the installation, in words.
fn role_text(cx: &PageContext, role: InstallationRole) -> String {
    match role {
        InstallationRole::None => tr!(cx, account.role_none),
        InstallationRole::Manager => tr!(cx, account.role_manager),
        InstallationRole::Admin => tr!(cx, account.role_admin),
    }
}
