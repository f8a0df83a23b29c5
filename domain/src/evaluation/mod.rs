//! What groups answered, and how much of it may be seen.
//!
//! The way is one-way: answers are counted ([`tally`]), counts are protected ([`suppression`] for one
//! workshop, [`release`] for many), and only protected numbers ([`suppression::Shown`]) reach pages,
//! charts and downloads.

pub mod chart;
pub mod interval;
pub mod paired;
pub mod release;
pub mod rounding;
pub mod suppression;
pub mod tally;
