//! Who is at the door: staff by their session, phones by their token.

pub mod cookie;
pub mod device;
pub mod limits;
pub mod network;
pub mod password;
pub mod phone;
pub mod service;
mod store;
pub mod token;
