//! The coach's console, the projector and the peer helper's page.

mod agenda;
mod card;
mod console;
mod helper;
mod pair;
mod pieces;
mod tools;
mod wall;

pub use console::console_page;
pub use helper::helper_page;
pub use pair::pair_page;
pub use tools::OWN_OPTIONS;
pub use wall::wall_page;
