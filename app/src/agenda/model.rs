//! For whom a coach's kit is shown.

use crate::directory::service::Directory;
use domain::agenda::Length;
use std::sync::Arc;

/// A room: decides about words, prompts and numbers.
#[derive(Debug, Clone)]
pub struct Room {
    /// The group's country.
    pub country: String,
    /// Help services.
    pub directory: Arc<Directory>,
    /// How long there is.
    pub length: Length,
    /// Whether what is meant for 14 and older is left out.
    pub younger: bool,
}
