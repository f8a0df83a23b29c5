//! Text that people type: trimmed, bounded, without control signs.

use std::fmt;

/// Why a typed text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Longer than the field holds.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    NotEmail,
    /// Neither an e-mail address nor a phone number nor a web address.
    #[error("no way to reach anybody")]
    NotContact,
}

/// One line of at most `max` characters: outer and repeated white space and control signs removed
/// (also the invisible ones that reorder text).
///
/// # Errors
/// When nothing is left, or more than `max` characters are.
pub fn line(typed: &str, max: usize) -> Result<String, InvalidText> {
    let line = optional_line(typed, max)?;
    if line.is_empty() { Err(InvalidText::Empty) } else { Ok(line) }
}

/// As [`line()`], and nothing typed is fine.
///
/// # Errors
/// When more than `max` characters are left.
pub fn optional_line(typed: &str, max: usize) -> Result<String, InvalidText> {
    let visible: String = typed
        .chars()
        .map(|sign| if sign.is_whitespace() { ' ' } else { sign })
        .filter(|sign| !sign.is_control() && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > max { Err(InvalidText::TooLong(max)) } else { Ok(line) }
}

/// One line that says how somebody can be reached, perhaps with words around it: an e-mail address, a
/// web address, or a phone number of six digits or more.
///
/// # Errors
/// As [`line()`], and when none of the three is in it.
pub fn contact(typed: &str, max: usize) -> Result<String, InvalidText> {
    let line = line(typed, max)?;
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let reaches = |word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let (_, host) = word.split_once('@').unwrap_or(("", word));
        let host = host.split_once("://").map_or(host, |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
        let dotted = host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic)
        });
        dotted && word.matches('@').count() <= 1 && !word.starts_with('@')
    };
    if digits >= 6 || line.split(' ').any(reaches) {
        Ok(line)
    } else {
        Err(InvalidText::NotContact)
    }
}

/// A sign-in name: an e-mail address in lower case. It is never mailed, only compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address as typed.
    ///
    /// # Errors
    /// When it has no single `@` between two parts, contains white space, or exceeds 254 characters.
    pub fn parse(typed: &str) -> Result<Self, InvalidText> {
        let address = line(typed, 254)?.to_lowercase();
        let parts: Vec<&str> = address.split('@').collect();
        match parts[..] {
            [name, host] if !name.is_empty() && host.len() > 1 && !address.contains(' ') => {
                Ok(Self(address))
            }
            _ => Err(InvalidText::NotEmail),
        }
    }

    /// The address in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied_and_bounded() {
        assert_eq!(line("  a \t b\u{202e}\u{7}c ", 10), Ok("a bc".into()));
        assert_eq!(line(" \n ", 10), Err(InvalidText::Empty));
        assert_eq!(optional_line(" ", 10), Ok(String::new()));
        assert_eq!(line("abcdef", 5), Err(InvalidText::TooLong(5)));
    }

    #[test]
    fn an_address_is_compared_in_lower_case() {
        assert_eq!(Email::parse(" Coach@Example.ORG ").unwrap().as_str(), "coach@example.org");
        for wrong in ["coach", "@example.org", "a@b@c", "a b@example.org", ""] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_contact_reaches_somebody() {
        for good in [
            "privacy@example.org",
            "Data team: data@example.org.",
            "+32 2 123 45 67",
            "https://example.org/contact?from=us",
            "www.example.org",
        ] {
            assert_eq!(contact(good, 80).as_deref(), Ok(good));
        }
        for bad in ["abc", "ask us", "112", "a@b", "two@at@example.org", "e.g. the office"] {
            assert_eq!(contact(bad, 80), Err(InvalidText::NotContact), "{bad}");
        }
        assert_eq!(contact(" ", 80), Err(InvalidText::Empty));
    }
}
