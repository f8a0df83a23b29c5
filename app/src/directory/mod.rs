//! Help and reporting services: where a young person can turn to.

pub mod pages;
pub mod service;
