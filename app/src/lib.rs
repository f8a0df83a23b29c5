//! The Leptos crate, organised by feature: pages and services on the server, islands in the browser.
//!
//! Only `error`, each feature's `model`, `api` and `islands` reach the browser; everything else is
//! compiled for the server alone.

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod agenda;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod db;
#[cfg(feature = "ssr")]
pub mod demonstration;
#[cfg(feature = "ssr")]
pub mod directory;
pub mod error;
#[cfg(feature = "ssr")]
pub mod evaluation;
#[cfg(all(feature = "ssr", debug_assertions))]
pub mod gallery;
#[cfg(all(feature = "ssr", not(debug_assertions)))]
#[path = "gallery/absent.rs"]
pub mod gallery;
#[cfg(feature = "ssr")]
mod i18n;
#[cfg(feature = "ssr")]
mod incident;
#[cfg(feature = "ssr")]
pub mod installation;
#[cfg(feature = "ssr")]
pub mod letter;
pub mod live;
#[cfg(feature = "ssr")]
pub mod pack;
#[cfg(feature = "ssr")]
pub mod page;
pub mod paper;
pub mod participate;
pub mod practice;
#[cfg(feature = "ssr")]
pub mod project;
#[cfg(feature = "ssr")]
pub mod questionnaire;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
pub mod retention;
pub mod room;
#[cfg(feature = "ssr")]
pub mod run;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod ui;
pub mod workshop;

#[cfg(feature = "hydrate")]
mod hydrate;
