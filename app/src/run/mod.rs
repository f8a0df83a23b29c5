//! The live run of a workshop: the coach steers, every phone and the projector follow.

pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
