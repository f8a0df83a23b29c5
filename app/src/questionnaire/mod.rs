//! Questionnaires: shipped as content, kept by version in the database.

pub mod service;
mod store;
