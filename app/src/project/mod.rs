//! Projects, their partners and groups, and the people who work in them.

pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
