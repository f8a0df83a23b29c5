//! The server: configuration, edge, routes and command line around the `app` crate.

pub mod accept;
pub mod assets;
pub mod backup;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod jobs;
pub mod middleware;
pub mod router;
pub mod routes;
pub mod shutdown;
pub mod simulate;
pub mod start;
pub mod telemetry;
pub mod trial;
