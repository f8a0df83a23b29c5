//! Pieces that pages share. The markup follows the style sheet's components.

pub mod field;
pub mod layout;
pub mod problem;
