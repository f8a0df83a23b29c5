//! Pieces that pages share. The markup follows the style sheet's components.

pub mod choice;
pub mod coach_reports;
pub mod day;
pub mod field;
pub mod form_reader;
pub mod hand_over;
pub mod help;
pub mod join;
pub mod kit;
pub mod layout;
pub mod listen;
pub mod live;
pub mod long_text;
pub mod practice;
pub mod problem;
pub mod project_head;
pub mod protocol;
pub mod qr;
pub mod stage;
pub mod trial;
pub mod workshop_row;
