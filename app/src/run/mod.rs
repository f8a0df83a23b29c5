//! The live run of a workshop: the coach steers, every phone and the projector follow.

pub mod model;
pub mod service;
mod store;
