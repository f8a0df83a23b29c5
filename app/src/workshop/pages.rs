//! The coach's pages of a workshop.

mod closing;
mod join;
mod open;
mod over;
mod plan;
mod run;
mod wave;

pub use closing::close_page;
pub use join::qr_page;
pub use plan::{new_workshop_page, plan_page};
pub use run::workshop_page;
pub use wave::wave_panel;
