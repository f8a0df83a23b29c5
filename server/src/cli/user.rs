//! `user add`, `user reset-password`: whoever runs these owns the machine.

use crate::{
    config::Config,
    start::{StartError, build_state, open_database},
};
use app::{
    account::{model::NewStaff, service},
    error::AppError,
};
use domain::actor::InstallationRole;
use std::io::Write as _;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Create an account; prints the link by which its owner sets a password.
    Add {
        /// E-mail address: the sign-in name.
        email: String,
        /// Name that colleagues see.
        #[arg(long)]
        name: Option<String>,
        /// `none` (what their projects allow), `manager` (may create projects) or `admin`.
        #[arg(long, default_value = "none")]
        role: String,
    },
    /// Print a new link by which an account's owner sets a password.
    ResetPassword {
        /// E-mail address of the account.
        email: String,
    },
}

pub async fn run(config: &Config, command: &Command) -> Result<(), StartError> {
    let db = open_database(config).await?;
    let state = build_state(config, db.clone(), config.http.listen).await?;
    let link = match command {
        Command::Add { email, name, role } => {
            let role: InstallationRole =
                role.parse().map_err(|_| "a role is none, manager or admin")?;
            let name =
                name.clone().unwrap_or_else(|| email.split('@').next().unwrap_or(email).to_owned());
            let new = NewStaff { email: email.clone(), name, role };
            service::add_account_unchecked(&state, &new)
                .await
                .map_err(|error| in_words(&error, email))?
        }
        Command::ResetPassword { email } => {
            service::reset_by_email(&state, email).await.map_err(|error| in_words(&error, email))?
        }
    };
    writeln!(
        std::io::stdout(),
        "Hand this link over; it works once, for {} days:\n{link}",
        service::LINK_DAYS
    )?;
    db.close().await;
    Ok(())
}

fn in_words(error: &AppError, email: &str) -> StartError {
    match error {
        AppError::NotFound => format!("there is no account {email}").into(),
        AppError::Invalid(_) => {
            format!("{email} is no e-mail address, or has an account already").into()
        }
        other => other.to_string().into(),
    }
}
