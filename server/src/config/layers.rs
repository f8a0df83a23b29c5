//! Laying file, environment and command line over the defaults.
//!
//! Every value is tried as soon as it is read, alone, so that a mistake is
//! reported with the place it was made in.

use toml::{Table, Value};

use super::{ConfigError, Overrides, TOPICS, topic::Description};

/// Prefix of our environment variables.
const PREFIX: &str = "MAKEITSAFE_";

/// Short names for what is set most often.
const ALIASES: [(&str, &str, &str); 3] = [
    ("MAKEITSAFE_DATABASE", "database", "url"),
    ("MAKEITSAFE_LISTEN", "http", "listen"),
    ("MAKEITSAFE_PUBLIC_URL", "http", "public_url"),
];

/// Names that share the prefix and are not settings: the path of the file, and
/// what the build and the tests use.
pub(super) const CONFIG_VARIABLE: &str = "MAKEITSAFE_CONFIG";
const NOT_SETTINGS: [&str; 4] =
    [CONFIG_VARIABLE, "MAKEITSAFE_BIN", "MAKEITSAFE_SITE_DIR", "MAKEITSAFE_TOOLS"];

/// The configuration while it is put together.
#[derive(Debug)]
pub(super) struct Layers {
    tables: Table,
}

impl Layers {
    /// Starts from the defaults.
    pub(super) fn defaults() -> Self {
        let tables = TOPICS
            .iter()
            .map(|topic| (topic.name.to_owned(), Value::Table((topic.defaults)())))
            .collect();
        Self { tables }
    }

    /// Lays a TOML file over what is there. `origin` is its name, for messages.
    pub(super) fn file(&mut self, origin: &str, text: &str) -> Result<(), ConfigError> {
        let file: Table = toml::from_str(text).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            ConfigError::Syntax {
                origin: origin.to_owned(),
                line: before.matches('\n').count() + 1,
                reason: error.message().lines().next().unwrap_or_default().to_owned(),
            }
        })?;
        let mut set = Vec::new();
        for (name, value) in file {
            let Some(topic) = TOPICS.iter().find(|topic| topic.name == name) else {
                return Err(unknown(
                    origin,
                    name,
                    TOPICS.iter().map(|topic| topic.name.to_owned()),
                ));
            };
            let Value::Table(table) = value else {
                return Err(ConfigError::BadValue {
                    origin: origin.to_owned(),
                    key: name.clone(),
                    reason: format!("it is a table; write [{name}] and its settings below it"),
                });
            };
            for (key, value) in table {
                if topic.key(&key).is_none() {
                    return Err(unknown(origin, format!("{name}.{key}"), keys()));
                }
                set.push((topic, key, value, origin.to_owned()));
            }
        }
        self.lay(set)
    }

    /// Lays environment variables over what is there; others than ours are ignored,
    /// and so are empty ones (a compose file sets those for "not given").
    pub(super) fn environment(
        &mut self,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), ConfigError> {
        let mut ours: Vec<_> = variables
            .into_iter()
            .filter(|(name, value)| {
                name.starts_with(PREFIX)
                    && !NOT_SETTINGS.contains(&name.as_str())
                    && !value.is_empty()
            })
            .collect();
        ours.sort();
        let mut set = Vec::new();
        for (name, text) in ours {
            let (topic, key) = setting(&name)
                .ok_or_else(|| unknown("environment", name.clone(), variable_names()))?;
            if let Some((.., first)) =
                set.iter().find(|(t, k, ..): &&Set| t.name == topic.name && k == key)
            {
                return Err(ConfigError::SetTwice { first: first.clone(), second: name });
            }
            let value = from_text(topic, key, &text);
            set.push((topic, key.to_owned(), value, name));
        }
        self.lay(set)
    }

    /// Lays the command line over what is there.
    pub(super) fn command_line(&mut self, overrides: &Overrides) -> Result<(), ConfigError> {
        let text = |given: &Option<String>| given.clone().map(Value::String);
        let given = [
            ("--database", "database", "url", text(&overrides.database)),
            ("--listen", "http", "listen", text(&overrides.listen)),
            ("--public-url", "http", "public_url", text(&overrides.public_url)),
            ("--trial-lan", "http", "trial_lan", overrides.trial_lan.then_some(true.into())),
        ];
        let set = given.into_iter().filter_map(|(option, topic, key, value)| {
            Some((topic_named(topic)?, key.to_owned(), value?, option.to_owned()))
        });
        self.lay(set.collect())
    }

    /// The result, ready to be read into the structs.
    pub(super) fn into_table(self) -> Table {
        self.tables
    }

    /// Tries the values of one layer and puts them in place.
    fn lay(&mut self, set: Vec<Set>) -> Result<(), ConfigError> {
        let url_given =
            |key: &str| set.iter().find(|(topic, k, ..)| topic.name == "database" && k == key);
        let (url, url_file) = (url_given("url").map(|s| &s.3), url_given("url_file").map(|s| &s.3));
        if let (Some(url), Some(file)) = (url, url_file) {
            return Err(ConfigError::SetTwice {
                first: format!("database.url ({url})"),
                second: format!("database.url_file ({file})"),
            });
        }
        let url_wins = url.is_some();
        for (topic, key, value, origin) in set {
            (topic.accept)(&key, value.clone()).map_err(|reason| ConfigError::BadValue {
                origin,
                key: format!("{}.{key}", topic.name),
                reason,
            })?;
            if let Some(table) = self.tables.get_mut(topic.name).and_then(Value::as_table_mut) {
                table.insert(key, value);
            }
        }
        // A URL in a higher layer replaces a file named in a lower one.
        if url_wins && let Some(Value::Table(database)) = self.tables.get_mut("database") {
            database.remove("url_file");
        }
        Ok(())
    }
}

/// A value to lay: topic, key, value, and where it came from.
type Set = (&'static Description, String, Value, String);

fn topic_named(name: &str) -> Option<&'static Description> {
    TOPICS.iter().find(|topic| topic.name == name)
}

/// All settings, as the file names them.
fn keys() -> impl Iterator<Item = String> {
    TOPICS
        .iter()
        .flat_map(|topic| topic.keys.iter().map(|key| format!("{}.{}", topic.name, key.name)))
}

/// All variables, short names included.
fn variable_names() -> impl Iterator<Item = String> {
    let long =
        TOPICS.iter().flat_map(|topic| topic.keys.iter().map(|key| variable(topic.name, key.name)));
    long.chain(ALIASES.iter().map(|(name, ..)| (*name).to_owned()))
}

/// The environment variable of a setting.
pub(super) fn variable(topic: &str, key: &str) -> String {
    format!("{PREFIX}{}__{}", topic.to_ascii_uppercase(), key.to_ascii_uppercase())
}

/// The setting of an environment variable.
fn setting(name: &str) -> Option<(&'static Description, &'static str)> {
    if let Some((_, topic, key)) = ALIASES.iter().find(|(alias, ..)| *alias == name) {
        return Some((topic_named(topic)?, key));
    }
    TOPICS
        .iter()
        .flat_map(|topic| topic.keys.iter().map(move |key| (topic, key.name)))
        .find(|(topic, key)| variable(topic.name, key) == name)
}

/// Reads a variable's text as the kind of value its default has. What does not
/// fit stays text and is refused, with a reason, by the topic itself.
fn from_text(topic: &Description, key: &str, text: &str) -> Value {
    let as_text = || Value::String(text.to_owned());
    let as_number = || text.trim().parse().map(Value::Integer);
    let parts = || text.split(',').map(str::trim).filter(|part| !part.is_empty());
    match (topic.defaults)().get(key) {
        Some(Value::Boolean(_)) => text.trim().parse().map_or_else(|_| as_text(), Value::Boolean),
        Some(Value::Integer(_)) => as_number().unwrap_or_else(|_| as_text()),
        Some(Value::Array(_)) => as_number().unwrap_or_else(|_| {
            Value::Array(parts().map(|part| Value::String(part.to_owned())).collect())
        }),
        Some(Value::Table(_)) => {
            let pairs: Option<Table> = parts()
                .map(|part| part.split_once('='))
                .map(|pair| {
                    pair.map(|(k, v)| (k.trim().to_owned(), Value::String(v.trim().to_owned())))
                })
                .collect();
            pairs.map_or_else(as_text, Value::Table)
        }
        _ => as_text(),
    }
}

fn unknown(origin: &str, key: String, known: impl Iterator<Item = String>) -> ConfigError {
    let nearest = known
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &key.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name);
    ConfigError::UnknownKey { origin: origin.to_owned(), key, nearest }
}
