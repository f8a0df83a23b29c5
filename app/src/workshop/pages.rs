//! The coach's pages of a workshop.

mod plan;
mod run;

pub use plan::{new_workshop_page, plan_page};
pub(crate) use run::{join_panel, wave_panel};
pub use run::{qr_page, workshop_page};
