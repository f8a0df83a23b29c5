//! The documented example file, written from the structs themselves.

use std::fmt::Write as _;

use super::{TOPICS, layers::variable, topic::Description};

const HEAD: &str = "\
# Make-IT-Safe: every setting with its default.
# Written by `make-it-safe config example`; copy it to make-it-safe.toml and keep what you change.
#
# Rising order: defaults, this file (--config PATH, otherwise make-it-safe.toml in the working
# folder), environment variables, command line. Each setting names its variable; short forms are
# MAKEITSAFE_DATABASE, MAKEITSAFE_LISTEN and MAKEITSAFE_PUBLIC_URL. An unknown name stops the start.
";

/// The text of `config.example.toml`.
#[must_use]
pub fn example() -> String {
    let mut text = HEAD.to_owned();
    for topic in TOPICS {
        write_topic(&mut text, topic);
    }
    text
}

fn write_topic(text: &mut String, topic: &Description) {
    text.push('\n');
    comment(text, topic.docs);
    let _ = writeln!(text, "[{}]", topic.name);
    let defaults = (topic.defaults)();
    for key in topic.keys {
        text.push('\n');
        comment(text, key.docs);
        let _ = writeln!(text, "# {}", variable(topic.name, key.name));
        let _ = match (defaults.get(key.name), key.sample) {
            (Some(value), _) => writeln!(text, "{} = {value}", key.name),
            (None, sample) => writeln!(text, "# {} = {}", key.name, sample.unwrap_or("\"\"")),
        };
    }
}

fn comment(text: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(text, "# {}", line.trim());
    }
}
