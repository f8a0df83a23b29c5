//! A help or reporting service as content describes it, and what an editor may change.

use domain::{
    locale::Language,
    question::Translated,
    text::Email,
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};

/// Ways to reach a service.
pub const CHANNELS: [&str; 5] = ["phone", "chat", "web", "mail", "sms"];
/// How well its facts are confirmed; the last one is never shown to teenagers.
pub const MARKS: [&str; 3] = ["seen", "secondary", "unconfirmed"];
/// Whether a service works.
pub const STATUSES: [&str; 3] = ["live", "closed", "replaced"];
/// Days after a check from which administrators are asked for the next one.
pub const STALE_AFTER: i32 = 150;

/// One way to reach a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// One of [`CHANNELS`].
    #[serde(rename = "type")]
    pub kind: String,
    /// What is shown.
    pub value: String,
    /// Where it leads.
    pub href: String,
}

impl Channel {
    /// The channel with the address that follows from what is shown; none where the value is no
    /// number, site or address.
    #[must_use]
    pub fn new(kind: &str, value: &str) -> Option<Self> {
        let site = |value: &str| {
            let host = value.split('/').next().unwrap_or_default();
            let plain = |sign: char| sign.is_ascii_graphic() && !"\"'<>\\@:".contains(sign);
            (host.contains('.') && value.chars().all(plain)).then(|| format!("https://{value}"))
        };
        let number = |value: &str, scheme: &str| {
            let digits: String =
                value.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
            let dialled =
                value.chars().all(|sign| sign.is_ascii_digit() || "+ ()-/.".contains(sign));
            (dialled && digits.len() >= 3).then(|| format!("{scheme}:{digits}"))
        };
        let value = value.trim();
        let value = if matches!(kind, "web" | "chat") {
            value.strip_prefix("https://").unwrap_or(value).trim_end_matches('/')
        } else {
            value
        };
        let href = match kind {
            "phone" => number(value, "tel"),
            "sms" => number(value, "sms"),
            "web" | "chat" => site(value),
            "mail" => Email::parse(value).ok().map(|email| format!("mailto:{email}")),
            _ => None,
        }?;
        Some(Self { kind: kind.to_owned(), value: value.to_owned(), href })
    }
}

/// What an editor may change of a service, and who checked it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// How to reach it.
    pub channels: Vec<Channel>,
    /// When it answers.
    #[serde(default)]
    pub hours: Translated,
    /// One of [`MARKS`].
    pub mark: String,
    /// One of [`STATUSES`].
    pub status: String,
    /// Day of the last check.
    pub checked: Day,
    /// Who checked.
    pub checked_by: String,
}

/// One service.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// Stable name.
    pub id: String,
    /// Name.
    pub name: Translated,
    /// What it does, in one sentence.
    pub purpose: Translated,
    /// `teen`, `adult` or `professional`.
    pub audience: String,
    /// What kind of service it is; `child-helpline` opens a country.
    pub kind: String,
    /// Languages it is known to answer in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// `free` or `unknown`.
    pub cost: String,
    /// Where the facts were seen.
    pub source: String,
    /// Position: smaller comes first.
    pub order: i64,
    /// Interface languages in which it comes before the others.
    #[serde(default)]
    pub languages_first: Vec<String>,
    /// What changes.
    #[serde(flatten)]
    pub facts: Facts,
}

impl Entry {
    /// Whether it works and its facts are confirmed enough to be handed on.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.facts.status == "live"
            && self.facts.mark != "unconfirmed"
            && !self.facts.channels.is_empty()
    }

    /// Whether teenagers may see it.
    #[must_use]
    pub fn visible(&self) -> bool {
        self.usable() && self.audience == "teen"
    }

    /// Whether somebody should look whether it is still right.
    #[must_use]
    pub fn stale(&self, today: Day) -> bool {
        self.usable() && self.facts.checked.plus_days(STALE_AFTER) <= today
    }

    /// The first phone number.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        let phone = self.facts.channels.iter().find(|channel| channel.kind == "phone");
        phone.map(|channel| channel.value.as_str())
    }
}

/// What a country fills in where texts speak of its own law and services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// Services named to families, by id, in this order.
    pub families: Vec<String>,
    /// The law behind question Q4.
    pub law_q4: Translated,
    /// Who read that sentence for this country; empty while nobody has.
    pub law_q4_reviewed: String,
}

/// A service that waits for a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Its list's code.
    pub country: String,
    /// Its list's name.
    pub country_name: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One change that an editor made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The list's code.
    pub country: String,
    /// The service's id.
    pub entry: String,
    /// Who; empty once their account is gone.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// As it was.
    pub before: Facts,
    /// As it became.
    pub after: Facts,
}

/// A language's review: who has read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The language.
    #[serde(rename = "code")]
    pub language: Language,
    /// `drafted` or `checked`.
    pub state: String,
    /// The role of whoever read it.
    #[serde(default)]
    pub by: String,
    /// The day.
    #[serde(default)]
    pub on: Option<Day>,
}
