//! What groups answered, and how much of it may be seen.
//!
//! The way is one-way: answers are counted ([`tally`]), counts are protected ([`suppression`] for one
//! workshop, [`release`] for many, [`split`] for breakdowns), and only protected numbers
//! ([`suppression::Shown`]) reach pages, charts and downloads.

pub mod chart;
pub mod finding;
mod grid;
pub mod interval;
pub mod live;
pub mod mean;
pub mod paired;
pub mod release;
mod result;
pub mod rounding;
pub mod score;
pub mod split;
pub mod statistics;
pub mod suppression;
pub mod tally;
pub mod ticks;
pub mod withdrawal;
