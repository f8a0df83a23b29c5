//! The demonstration: a project with invented answers, and doors without passwords.

mod answers;
mod doors;
pub mod forms;
mod open;
mod past;
mod person;
mod script;
pub mod service;
mod steps;
