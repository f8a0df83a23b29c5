//! Everything of a workshop that stands on paper: poster, agenda, cards to cut, the questions.

pub mod model;
pub mod pages;
mod practice;
pub mod service;
