//! Reads a posted form control by control and remembers everything that is wrong, so that a person
//! hears about all of it at once.

use crate::{
    error::{AppError, FieldError, Problem},
    page::Typed,
};
use domain::{
    text::{InvalidText, contact, line, optional_line},
    time::Day,
};
use std::str::FromStr;

impl From<InvalidText> for Problem {
    fn from(text: InvalidText) -> Self {
        match text {
            InvalidText::Empty => Self::Required,
            InvalidText::TooLong(most) => Self::TooLong(u32::try_from(most).unwrap_or(u32::MAX)),
            InvalidText::NotEmail => Self::NotEmail,
            InvalidText::NotContact => Self::NotContact,
        }
    }
}

/// An identifier from the path; what is none names nothing of ours.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn id<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// What was typed, and what is wrong with it so far. A control that cannot be read gives a stand-in,
/// which [`FormReader::finish`] never lets out.
pub struct FormReader<'a> {
    typed: &'a Typed,
    errors: Vec<FieldError>,
}

impl<'a> FormReader<'a> {
    /// Starts reading.
    #[must_use]
    pub const fn new(typed: &'a Typed) -> Self {
        Self { typed, errors: Vec::new() }
    }

    /// One line that must be given, at most `most` characters long.
    pub fn line(&mut self, name: &str, most: usize) -> String {
        self.text(name, line(self.typed.get(name), most))
    }

    /// One line that may stay empty, at most `most` characters long.
    pub fn optional_line(&mut self, name: &str, most: usize) -> String {
        self.text(name, optional_line(self.typed.get(name), most))
    }

    /// One line by which somebody can be reached, at most `most` characters long.
    pub fn contact(&mut self, name: &str, most: usize) -> String {
        self.text(name, contact(self.typed.get(name), most))
    }

    /// A day.
    pub fn day(&mut self, name: &str, stand_in: Day) -> Day {
        let day = self.typed.get(name).parse();
        self.kept(name, day.ok(), Problem::NotDay, stand_in)
    }

    /// A whole number in a range.
    pub fn number(&mut self, name: &str, least: u32, most: u32) -> i64 {
        let number = self.typed.get(name).trim().parse::<u32>();
        let number = number.ok().filter(|number| (least..=most).contains(number));
        self.kept(name, number.map(i64::from), Problem::NotInRange(least, most), i64::from(least))
    }

    /// Notes a problem that only the caller can see.
    pub fn wrong(&mut self, name: &str, problem: Problem) {
        self.errors.push(FieldError::new(name, problem));
    }

    /// One of the choices of a list.
    pub fn choice<T: FromStr>(&mut self, name: &str, stand_in: T) -> T {
        let choice = self.typed.get(name).parse();
        self.kept(name, choice.ok(), Problem::NotAChoice, stand_in)
    }

    /// Any number of choices.
    pub fn choices<T: FromStr>(&mut self, name: &str) -> Vec<T> {
        let choices: Result<Vec<T>, _> = self.typed.all(name).map(str::parse).collect();
        self.kept(name, choices.ok(), Problem::NotAChoice, Vec::new())
    }

    /// The whole, if nothing in it was wrong.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong.
    pub fn finish<T>(self, whole: T) -> Result<T, AppError> {
        if self.errors.is_empty() { Ok(whole) } else { Err(AppError::Invalid(self.errors)) }
    }

    fn text(&mut self, name: &str, read: Result<String, InvalidText>) -> String {
        read.unwrap_or_else(|problem| {
            self.errors.push(FieldError::new(name, problem.into()));
            String::new()
        })
    }

    fn kept<T>(&mut self, name: &str, read: Option<T>, problem: Problem, stand_in: T) -> T {
        if read.is_none() {
            self.errors.push(FieldError::new(name, problem));
        }
        read.unwrap_or(stand_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let today: Day = "2026-03-24".parse().unwrap();
        let typed = typed(&[
            ("name", " "),
            ("note", "abcd"),
            ("day", "24.3."),
            ("months", "6"),
            ("months", "x"),
        ]);
        let mut form = FormReader::new(&typed);
        let read = (
            form.line("name", 9),
            form.optional_line("note", 3),
            form.day("day", today),
            form.choices::<u8>("months"),
        );
        let problems = match form.finish(read) {
            Err(AppError::Invalid(errors)) => {
                errors.into_iter().map(|error| error.problem).collect()
            }
            _ => Vec::new(),
        };
        assert_eq!(
            problems,
            [Problem::Required, Problem::TooLong(3), Problem::NotDay, Problem::NotAChoice]
        );
    }

    #[test]
    fn a_right_form_comes_out_tidied() {
        let typed = typed(&[("name", " a  b "), ("role", "6")]);
        let mut form = FormReader::new(&typed);
        let read = (
            form.line("name", 9),
            form.optional_line("note", 3),
            form.choice("role", 1_u8),
            form.choices::<u8>("months"),
        );
        assert_eq!(form.finish(read), Ok(("a b".to_owned(), String::new(), 6, Vec::new())));
    }
}
