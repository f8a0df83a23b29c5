//! Pages of projects, and the home page that leads to them.

mod facts_form;
mod home;
mod overview;
mod partners;
mod people;
mod settings;
mod targets;
mod workshops;

pub use facts_form::new_project_page;
pub use home::home_page;
pub use partners::partners_page;
pub use people::people_page;
pub use settings::settings_page;
pub use workshops::project_page;

use crate::{error::AppError, ui::form_reader::id};
use domain::id::ProjectId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What the settings page is told after it saved.
pub const SAVED: &str = "saved";

/// The project in the page's address; read it before the first `await`.
fn project_in_path() -> Result<ProjectId, AppError> {
    id(&use_params_map().get_untracked().get("project").unwrap_or_default())
}
