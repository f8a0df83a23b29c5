//! The rules of the source's shape, checked over every path in it and not only over `use` lines.
//!
//! Comments, texts and unit tests do not count, except where a rule is about texts (SQL).

mod rules;
mod scan;
