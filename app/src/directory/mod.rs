//! Help and reporting services: where a young person can turn to.

mod book;
pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
