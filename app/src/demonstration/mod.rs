//! The demonstration: a project with invented answers, and doors without passwords.

mod answers;
pub mod forms;
pub mod service;
