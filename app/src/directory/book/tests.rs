//! The form of the shipped lists, and the rules over made-up ones.

use super::*;
use crate::directory::model::{CHANNELS, Channel, MARKS, STATUSES};

fn shipped() -> Directory {
    Directory::shipped().unwrap()
}

fn made_up(mark: &str, status: &str, audience: &str, channels: &str) -> Directory {
    let text = format!(
        r#"
        country = "zz"
        name = {{ en = "Nowhere" }}
        [[entry]]
        id = "line"
        name = {{ en = "A line" }}
        purpose = {{ en = "Listens." }}
        audience = "{audience}"
        kind = "child-helpline"
        channels = [{channels}]
        cost = "free"
        source = "made up"
        mark = "{mark}"
        status = "{status}"
        checked = "2026-01-01"
        checked_by = "a test"
        order = 1
        "#
    );
    Directory { countries: vec![toml::from_str(&text).unwrap()] }
}

const PHONE: &str = r#"{ type = "phone", value = "123", href = "tel:123" }"#;

#[test]
fn every_entry_is_whole() {
    for file in &shipped().countries {
        assert!(file.name.complete(), "{}", file.country);
        let mut ids = HashSet::new();
        for entry in &file.entries {
            let id = format!("{}/{}", file.country, entry.id);
            assert!(ids.insert(&entry.id), "{id} twice");
            assert!(entry.name.complete() && entry.purpose.complete(), "{id}");
            assert!(!entry.source.is_empty() && !entry.facts.checked_by.is_empty(), "{id}");
            assert!(MARKS.contains(&entry.facts.mark.as_str()), "{id}");
            assert!(STATUSES.contains(&entry.facts.status.as_str()), "{id}");
            let hours = &entry.facts.hours;
            assert!(hours.complete() || hours.get(Language::En).is_empty(), "{id}");
            for channel in &entry.facts.channels {
                assert!(CHANNELS.contains(&channel.kind.as_str()), "{id}");
                let again = Channel::new(&channel.kind, &channel.value);
                assert_eq!(again.as_ref(), Some(channel), "{id}");
            }
        }
    }
}

#[test]
fn nine_lists_are_there_and_eight_countries_can_be_chosen() {
    let directory = shipped();
    let codes: Vec<&str> = directory.countries.iter().map(|file| file.country.as_str()).collect();
    assert_eq!(codes, ["be", "nl", "fr", "de", "lu", "at", "uk", "ie", "eu"]);
    for language in Language::ALL {
        let chosen = directory.countries(language);
        assert_eq!(chosen.len(), 8);
        assert!(chosen.iter().all(|(code, name)| code != "eu" && !name.is_empty()));
    }
}

#[test]
fn what_is_not_confirmed_never_reaches_teenagers() {
    let directory = shipped();
    let doubtful: Vec<&Entry> = directory
        .countries
        .iter()
        .flat_map(|file| &file.entries)
        .filter(|entry| entry.facts.mark == "unconfirmed")
        .collect();
    assert!(doubtful.len() >= 3, "{doubtful:?}");
    for language in Language::ALL {
        for file in &directory.countries {
            let shown = directory.for_teenagers(Some(&file.country), language);
            assert!(!shown.is_empty());
            for entry in shown {
                assert!(entry.facts.mark != "unconfirmed" && entry.facts.status == "live");
                assert!(!entry.facts.channels.is_empty(), "{}", entry.id);
            }
            assert!(directory.for_families(&file.country).iter().all(|entry| entry.usable()));
        }
    }
}

#[test]
fn a_country_without_a_visible_helpline_cannot_be_chosen() {
    assert!(made_up("seen", "live", "teen", PHONE).serves("zz"));
    for hidden in [
        made_up("unconfirmed", "live", "teen", PHONE),
        made_up("seen", "closed", "teen", PHONE),
        made_up("seen", "replaced", "teen", PHONE),
        made_up("seen", "live", "adult", PHONE),
        made_up("seen", "live", "teen", ""),
    ] {
        assert!(!hidden.serves("zz"));
        assert!(hidden.countries(Language::En).is_empty());
        assert!(hidden.for_families("zz").is_empty());
    }
    assert!(!shipped().serves("eu") && !shipped().serves("xx"));
}

#[test]
fn every_country_fills_every_slot() {
    let directory = shipped();
    for (code, _) in directory.countries(Language::En) {
        let slots = &directory.file(&code).unwrap().slots;
        assert!(slots.law_q4.complete(), "{code}");
        assert!(!slots.families.is_empty(), "{code}");
        for id in &slots.families {
            let entry = directory.entry(&code, id).unwrap();
            assert!(entry.usable() && entry.phone().is_some(), "{code}/{id}");
        }
        assert_eq!(directory.for_families(&code).len(), slots.families.len(), "{code}");
    }
}

#[test]
fn emergency_comes_first_and_no_number_twice() {
    let directory = shipped();
    for language in Language::ALL {
        for (code, _) in directory.countries(language) {
            let shown = directory.for_teenagers(Some(&code), language);
            assert_eq!(shown.first().map(|entry| entry.kind.as_str()), Some("emergency"));
            let phones: Vec<&str> = shown
                .iter()
                .flat_map(|entry| &entry.facts.channels)
                .filter(|channel| channel.kind == "phone")
                .map(|channel| channel.value.as_str())
                .collect();
            let unique: HashSet<_> = phones.iter().collect();
            assert_eq!(phones.len(), unique.len(), "{phones:?}");
            assert!(phones.contains(&"112"));
        }
    }
}

#[test]
fn an_editors_change_counts_until_a_later_check_is_shipped() {
    let directory = made_up("seen", "live", "teen", PHONE);
    let mut facts = directory.entry("zz", "line").unwrap().facts.clone();
    facts.status = "closed".to_owned();
    let overlay = |saved_on: &str, based_on: &str| Overlay {
        country: "zz".to_owned(),
        entry: "line".to_owned(),
        facts: facts.clone(),
        saved_on: saved_on.parse().unwrap(),
        based_on: based_on.parse().unwrap(),
    };
    assert!(!directory.with(&[overlay("2026-01-01", "2025-06-01")]).serves("zz"));
    assert!(directory.with(&[overlay("2025-12-31", "2025-06-01")]).serves("zz"));
    // A clock that runs behind loses no change.
    assert!(!directory.with(&[overlay("2025-01-01", "2026-01-01")]).serves("zz"));
}

#[test]
fn a_check_is_asked_for_from_day_150() {
    let directory = made_up("seen", "live", "teen", PHONE);
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert!(directory.stale(day("2026-05-30"), Language::En).is_empty());
    assert_eq!(directory.stale(day("2026-05-31"), Language::En).len(), 1);
    let closed = made_up("seen", "closed", "teen", PHONE);
    assert!(closed.stale(day("2027-05-31"), Language::En).is_empty());
}

#[test]
fn channels_lead_where_they_say() {
    let href = |kind, value| Channel::new(kind, value).map(|channel| channel.href);
    assert_eq!(href("phone", "0800 1111").as_deref(), Some("tel:08001111"));
    assert_eq!(href("web", "https://awel.be/").as_deref(), Some("https://awel.be"));
    assert_eq!(href("mail", "help@example.org").as_deref(), Some("mailto:help@example.org"));
    for (kind, value) in [
        ("phone", "call us"),
        ("phone", "11"),
        ("web", "javascript:alert(1)"),
        ("web", "nodots"),
        ("web", "a.b c"),
        ("mail", "awel.be"),
        ("pigeon", "112"),
    ] {
        assert_eq!(href(kind, value), None, "{kind} {value}");
    }
}
