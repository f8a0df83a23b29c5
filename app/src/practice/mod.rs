//! Trying a skill on one's own phone: nothing that is chosen, drawn or read aloud here is sent.

pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod strength;
#[cfg(feature = "ssr")]
pub mod words;
