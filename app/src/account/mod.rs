//! Staff accounts: setting up, signing in and out, invitations.

pub mod forms;
pub mod model;
pub mod pages;
pub mod service;
mod store;
