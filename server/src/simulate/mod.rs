//! Simulated phones, for trying a workshop out without a class.
//!
//! They use the application as a teenager's phone without JavaScript does: same paths, cookies, limits
//! and plain forms. Inside the server the requests go straight into its router; from the command line
//! they go over TCP. A page that is not marked as a trial is left alone.

mod answers;
mod dice;
mod html;
mod indoors;
mod over_tcp;
mod pace;
mod phone;
mod transport;

pub use indoors::PhonesIndoors;
pub use over_tcp::OverTcp;
pub use pace::Pace;
pub use phone::{Ending, Event, Phone};
pub use transport::{Browser, Transport, TransportError};
