//! The rules of Make-IT-Safe, shared by server and browser.
//!
//! Nothing here reads a clock, draws a random number, opens a file or a socket: moments and random
//! bytes come in as arguments. That keeps the parts whose mistakes would hurt people (who may see
//! what, what is hidden, what counts) testable in milliseconds.

pub mod actor;
pub mod age;
pub mod agenda;
pub mod code;
pub mod evaluation;
pub mod id;
pub mod locale;
pub mod module;
pub mod opening;
pub mod poll;
pub mod practice;
pub mod question;
pub mod questionnaire;
pub mod retention;
pub mod run;
pub mod story;
pub mod text;
pub mod time;
pub mod workshop;
