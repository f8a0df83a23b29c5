//! Routes that belong to no feature.

pub mod csp_report;
pub mod health;
