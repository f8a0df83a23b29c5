//! What tests stand on: databases of their own, a real server, a browser, and people in it.

pub mod browser;
pub mod engine;
pub mod forms;
pub mod program;
pub mod seed;
pub mod server;
