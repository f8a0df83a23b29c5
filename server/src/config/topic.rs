//! One table of the configuration file, described once.
//!
//! The `topic!` macro turns a struct with doc comments and defaults into the
//! struct itself, its `Default`, and the list of its keys with their text. The
//! example file, the check for unknown keys and the environment variables all
//! come from that list, so that none of them can go out of date.

use serde::{Serialize, de::DeserializeOwned};

use super::ConfigError;

/// One key of a topic, as the example file shows it.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Name in the file; in the environment it is upper-cased.
    pub name: &'static str,
    /// The lines of its documentation.
    pub docs: &'static [&'static str],
    /// For a key without a default: a value to show, in TOML, behind a `#`.
    pub sample: Option<&'static str>,
}

/// A group of settings: one table in the file, one struct in the program.
pub trait Topic: Default + Serialize + DeserializeOwned {
    /// Name of the table.
    const NAME: &'static str;
    /// The lines of its documentation.
    const DOCS: &'static [&'static str];
    /// Its keys, in the order of the file.
    const KEYS: &'static [Key];

    /// Checks every value against its range.
    ///
    /// # Errors
    /// [`ConfigError::Rule`] names the first value that is out of range.
    fn check(&self) -> Result<(), ConfigError>;
}

/// What the layers and the example need to know of a topic, without its type.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// Name of the table.
    pub name: &'static str,
    /// The lines of its documentation.
    pub docs: &'static [&'static str],
    /// Its keys, in the order of the file.
    pub keys: &'static [Key],
    /// Its default values, as the file would hold them.
    pub defaults: fn() -> toml::Table,
    /// Tries one value alone; the text says what is wrong with it.
    pub accept: fn(&str, toml::Value) -> Result<(), String>,
}

impl Description {
    /// The description of one topic.
    #[must_use]
    pub const fn of<T: Topic>() -> Self {
        Self {
            name: T::NAME,
            docs: T::DOCS,
            keys: T::KEYS,
            defaults: defaults::<T>,
            accept: accept::<T>,
        }
    }

    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

fn defaults<T: Topic>() -> toml::Table {
    toml::Table::try_from(T::default()).expect("every topic serialises to a table")
}

fn accept<T: Topic>(key: &str, value: toml::Value) -> Result<(), String> {
    let mut table = toml::Table::new();
    table.insert(key.to_owned(), value);
    // Later lines of the message only repeat the key in other words.
    let first_line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    table.try_into::<T>().map(drop).map_err(|error| first_line(error.message()))
}

/// Refuses a number outside its range.
///
/// # Errors
/// [`ConfigError::Rule`] with the key and the range.
pub(super) fn within(
    key: &'static str,
    value: u32,
    range: std::ops::RangeInclusive<u32>,
) -> Result<(), ConfigError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(ConfigError::Rule(format!(
        "{key} is {value}; choose a number from {} to {}",
        range.start(),
        range.end()
    )))
}

/// Declares a topic: see the module's text.
macro_rules! topic {
    (
        $(#[doc = $doc:literal])+
        struct $name:ident in $table:literal {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $kind:ty = $default:expr $(, shown as $sample:literal)?;
            )+
        }
        check($this:ident) $check:block
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])+
                pub $field: $kind,
            )+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $crate::config::topic::Topic for $name {
            const NAME: &'static str = $table;
            const DOCS: &'static [&'static str] = &[$($doc),+];
            const KEYS: &'static [$crate::config::topic::Key] = &[
                $($crate::config::topic::Key {
                    name: stringify!($field),
                    docs: &[$($field_doc),+],
                    sample: topic!(@sample $($sample)?),
                },)+
            ];

            fn check(&self) -> Result<(), $crate::config::ConfigError> {
                let $this = self;
                $check
                Ok(())
            }
        }
    };
    (@sample) => { None };
    (@sample $sample:literal) => { Some($sample) };
}
pub(super) use topic;
