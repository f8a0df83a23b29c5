//! What parents and participants can read about a workshop: the letter, its public page, the privacy
//! text.

pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
