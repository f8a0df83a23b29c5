//! Results: frozen when a wave closes, protected before anybody sees them, drawn and exported from
//! the same protected numbers.

pub mod charts;
pub mod export;
pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
