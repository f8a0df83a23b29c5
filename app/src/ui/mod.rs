//! Pieces that pages share. The markup follows the style sheet's components.

pub mod day;
pub mod field;
pub mod form_reader;
pub mod hand_over;
pub mod help;
pub mod join;
pub mod layout;
pub mod listen;
pub mod live;
pub mod practice;
pub mod problem;
pub mod project_head;
pub mod qr;
pub mod stage;
pub mod trial;
pub mod workshop_row;
