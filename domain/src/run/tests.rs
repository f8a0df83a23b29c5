//! Runs of whole workshops.
