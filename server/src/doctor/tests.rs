//! Findings that a test machine does not have.

use app::{db::Health, installation::Survey};
use domain::time::Timestamp;

use super::{
    Grade,
    database::{of_health, of_survey},
    files::grade_room,
    machine::grade_clock,
    settings,
};
use crate::config::{Config, PublicUrl};

const NOW: Timestamp = Timestamp(1_774_342_800_000);

fn sound() -> Health {
    Health {
        engine: "SQLite 3.51.3".to_owned(),
        engine_safe: true,
        journal: Some("wal".to_owned()),
        problems: Vec::new(),
        step: Some(3),
        known: 3,
    }
}

fn worst(findings: &[super::Finding]) -> Grade {
    findings.iter().map(|finding| finding.grade).max().unwrap()
}

#[test]
fn a_sound_database_is_fine_and_every_flaw_is_told() {
    let config = Config::default();
    assert_eq!(worst(&of_health(&config, &sound())), Grade::Fine);
    for (health, grade) in [
        (Health { engine_safe: false, ..sound() }, Grade::Broken),
        (Health { journal: Some("delete".to_owned()), ..sound() }, Grade::Warning),
        (
            Health { problems: vec!["row 3 missing from index".to_owned()], ..sound() },
            Grade::Broken,
        ),
        (Health { step: Some(4), ..sound() }, Grade::Broken),
        (Health { step: Some(2), ..sound() }, Grade::Warning),
        (Health { step: None, ..sound() }, Grade::Warning),
    ] {
        assert_eq!(worst(&of_health(&config, &health)), grade, "{health:?}");
    }
}

#[test]
fn a_demonstration_in_public_is_broken() {
    let mut config = Config::default();
    let demonstration = Survey { accounts: 3, demonstration: true, newest: None };
    assert_eq!(worst(&of_survey(&config, &demonstration, NOW)), Grade::Fine);
    config.http.public_url =
        Some(PublicUrl::try_from("https://safe.example.org".to_owned()).unwrap());
    assert_eq!(worst(&of_survey(&config, &demonstration, NOW)), Grade::Broken);
    let own = Survey { demonstration: false, ..demonstration };
    assert_eq!(worst(&of_survey(&config, &own, NOW)), Grade::Fine);
    assert_eq!(worst(&of_survey(&config, &Survey { accounts: 0, ..own }, NOW)), Grade::Warning);
}

#[test]
fn a_clock_behind_the_past_is_wrong() {
    assert_eq!(grade_clock(NOW, NOW.plus_seconds(-1), "x").grade, Grade::Fine);
    assert_eq!(grade_clock(NOW, NOW.plus_seconds(60), "x").grade, Grade::Fine);
    assert_eq!(grade_clock(NOW, NOW.plus_seconds(3600), "x").grade, Grade::Broken);
}

#[test]
fn room_is_measured_by_the_database() {
    let gigabyte = 1 << 30;
    assert_eq!(grade_room(50 << 20, 0).grade, Grade::Broken);
    assert_eq!(grade_room(500 << 20, 0).grade, Grade::Warning);
    assert_eq!(grade_room(2 * gigabyte, 0).grade, Grade::Fine);
    assert_eq!(grade_room(2 * gigabyte, 2 * gigabyte).grade, Grade::Warning);
}

#[test]
fn a_proxy_on_this_machine_gets_the_line_to_write() {
    let mut config = Config::default();
    config.http.public_url =
        Some(PublicUrl::try_from("https://safe.example.org".to_owned()).unwrap());
    let advice = |config: &Config| {
        let findings = settings::examine(config, NOW);
        let advice = findings.into_iter().filter_map(|finding| finding.advice);
        advice.collect::<Vec<_>>().join("\n")
    };
    assert!(advice(&config).contains("[\"127.0.0.1\", \"::1\"]"), "{}", advice(&config));
    config.http.trusted_proxies = serde_json::from_str(r#"["127.0.0.1", "::1"]"#).unwrap();
    assert!(!advice(&config).contains("127.0.0.1"), "{}", advice(&config));
    config.http.trusted_proxies = serde_json::from_str(r#"["0.0.0.0/0"]"#).unwrap();
    assert!(advice(&config).contains("your own proxies"));
}
