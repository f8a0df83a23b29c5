//! Keeping the promise that single answers are deleted.

pub mod service;
mod store;
