//! Where the data lives.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::topic::topic;

topic! {
    /// Where the data lives. One file is enough for one server; several share one `postgres` database.
    struct Database in "database" {
        /// `sqlite:PATH` (made if it is not there) or `postgres://USER:PASSWORD@HOST/NAME`.
        /// The password is never printed.
        url: DatabaseUrl = DatabaseUrl::default();
        /// File that holds the URL, for passwords kept by the operating system or a
        /// container's secrets. Use this or `url`, not both in one place.
        url_file: Option<PathBuf> = None, shown as "\"/run/secrets/database-url\"";
    }
    check(_database) {}
}

/// The database engine, read off the scheme of the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file beside the program.
    Sqlite,
    /// A server, shared by several of ours.
    Postgres,
}

/// A database URL. It may hold a password, so `Debug`, `Display` and the
/// serialised form leave that out; only [`DatabaseUrl::expose`] has it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Which engine the URL names.
    #[must_use]
    pub fn engine(&self) -> Engine {
        if self.0.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres }
    }

    /// The file of a SQLite database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let path = self.0.strip_prefix("sqlite:")?;
        Some(Path::new(path.strip_prefix("//").unwrap_or(path)))
    }

    /// The URL with its password, to connect with. Never log it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Default for DatabaseUrl {
    fn default() -> Self {
        Self("sqlite:data/make-it-safe.db".to_owned())
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let sqlite = text.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty());
        let postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if sqlite || postgres {
            Ok(Self(text))
        } else {
            // The text itself stays out of the message: it may hold a password.
            Err("write sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.engine() == Engine::Sqlite {
            return out.write_str(self.0.split('?').next().unwrap_or_default());
        }
        let scheme = "postgres://";
        let hidden = |out: &mut fmt::Formatter<'_>| write!(out, "{scheme}…");
        let Ok(uri) = self.0.parse::<http::Uri>() else {
            return hidden(out);
        };
        // A password with an unescaped "/" or "?" moves the "@" behind the
        // host part; then nothing of it can be told apart, so all is hidden.
        let rest = uri.path_and_query().map_or("", http::uri::PathAndQuery::as_str);
        let (Some(host), false) = (uri.host(), rest.contains('@')) else {
            return hidden(out);
        };
        write!(out, "{scheme}…@{host}{}", uri.path())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> DatabaseUrl {
        DatabaseUrl::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn password_is_never_shown() {
        for text in [
            "postgres://safe:s3cret@db.internal/safe",
            "postgres://safe:s3cret@db.internal:5432/safe",
            "postgresql://safe:a%40s3cret@db/safe",
            "postgres://safe:pa/s3cret@db/safe",
            "postgres://safe:pa?s3cret@db/safe",
            "postgres://safe:12345/s3cret@db/safe",
            "postgres://safe:s3cret@@db/safe",
            "postgres://db/safe?password=s3cret",
            "postgres://db/safe?password=s3cret@x",
            "postgres://safe:s3cret s3cret@db/safe",
        ] {
            let shown =
                format!("{0} {0:?} {1}", url(text), toml::Value::try_from(url(text)).unwrap());
            assert!(!shown.contains("s3cret"), "{text} is shown as {shown}");
            assert_eq!(url(text).expose(), text);
        }
        assert_eq!(
            url("postgres://safe:s3cret@db.internal:5432/safe").to_string(),
            "postgres://…@db.internal/safe"
        );
    }

    #[test]
    fn other_schemes_are_refused_without_repeating_them() {
        for text in ["mysql://root:s3cret@db/x", "sqlite:", "postgres://", "data.db", ""] {
            let reason = DatabaseUrl::try_from(text.to_owned()).unwrap_err();
            assert!(!reason.contains("s3cret"));
        }
    }

    #[test]
    fn engine_follows_the_scheme() {
        assert_eq!(DatabaseUrl::default().engine(), Engine::Sqlite);
        assert_eq!(url("postgres://db/safe").engine(), Engine::Postgres);
        assert_eq!(url("postgresql://db/safe").engine(), Engine::Postgres);
    }
}
