//! What a coach reports after a workshop, who needs support, and the protocol for serious things.

pub mod forms;
pub mod model;
pub mod pages;
pub mod questions;
pub mod service;
mod store;
