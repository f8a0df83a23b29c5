//! Results.
pub mod pages;
