//! A coach's report, and the protocol for serious things.

mod form;
mod protocol;

pub use form::report_page;
pub use protocol::protocol_page;
