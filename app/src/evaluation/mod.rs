//! Results: frozen when a wave closes, protected before anybody sees them, drawn and exported from
//! the same protected numbers.

pub mod charts;
pub mod export;
mod file_name;
mod files;
pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
