//! The islands' work in the browser.

mod answer_form;
mod answer_queue;
mod closing;
mod progress;
mod screens;

pub use answer_form::start as start_form;
pub use screens::wait_for_change;
