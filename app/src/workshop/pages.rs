//! The coach's pages of a workshop.

mod open;
mod plan;
mod run;

pub use plan::{new_workshop_page, plan_page};
pub use run::{qr_page, workshop_page};
