//! How an address names a part of a project's evaluation.

use crate::{error::AppError, evaluation::model::Part, ui::form_reader::id};

/// Reads `module:passwords` or `workshop:<id>`; nothing is everything.
///
/// # Errors
/// When it names neither.
pub fn read_part(text: &str) -> Result<Part, AppError> {
    match text.split_once(':') {
        Some(("module", module)) => Ok(Part::Module(id(module)?)),
        Some(("workshop", workshop)) => Ok(Part::Workshop(id(workshop)?)),
        None if text.is_empty() => Ok(Part::All),
        _ => Err(AppError::NotFound),
    }
}

/// Writes what [`read_part`] reads.
#[must_use]
pub fn write_part(part: Part) -> String {
    match part {
        Part::All => String::new(),
        Part::Module(module) => format!("module:{module}"),
        Part::Workshop(workshop) => format!("workshop:{workshop}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::module::Module;

    #[test]
    fn a_part_reads_as_it_was_written() {
        let workshop = "workshop:7f0c8b9a1f5e4f0e9a530d7f4c1f2b11";
        for text in ["", "module:passwords", workshop] {
            assert_eq!(read_part(text).map(write_part).as_deref(), Ok(text));
        }
        assert_eq!(read_part("module:passwords"), Ok(Part::Module(Module::Passwords)));
        for wrong in ["module:cats", "workshop:1", "everything", ":"] {
            assert_eq!(read_part(wrong), Err(AppError::NotFound), "{wrong}");
        }
    }
}
