//! Tests of the whole: stores on both engines, the server over HTTP, and the shape of the source.
//!
//! PostgreSQL takes part where `TEST_DATABASE_URL` names a server on which databases may be made.

mod architecture;
mod backup;
mod doctor;
mod http;
mod kill;
mod property;
mod store;
mod support;
