//! The layers together, the rules across topics, and the example file.

use super::*;

fn load(
    file: &str,
    variables: &[(&str, &str)],
    overrides: &Overrides,
) -> Result<Config, ConfigError> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_layers(Some((Path::new("safe.toml"), file)), variables, overrides)
}

fn from_file(file: &str) -> Result<Config, ConfigError> {
    load(file, &[], &Overrides::default())
}

fn from_env(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    load("", variables, &Overrides::default())
}

fn said(result: Result<Config, ConfigError>) -> String {
    result.expect_err("this configuration must be refused").to_string()
}

#[test]
fn nothing_given_means_the_defaults() {
    let config = from_env(&[("PATH", "/bin"), ("MAKEITSAFE_LISTEN", "")]).unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.database.url.expose(), "sqlite:data/make-it-safe.db");
}

#[test]
fn each_layer_wins_over_the_one_below() {
    let file = "[http]\nlisten = '127.0.0.1:1'\nmax_connections = 11\n[retention]\nmonths = 3";
    let env = [("MAKEITSAFE_HTTP__LISTEN", "127.0.0.1:2"), ("MAKEITSAFE_RETENTION__MONTHS", "4")];
    let overrides = Overrides { listen: Some("127.0.0.1:3".to_owned()), ..Overrides::default() };
    let config = load(file, &env, &overrides).unwrap();
    assert_eq!(config.http.listen.port(), 3);
    assert_eq!(config.retention.months, 4);
    assert_eq!(config.http.max_connections, 11);
    assert_eq!(load(file, &env, &Overrides::default()).unwrap().http.listen.port(), 2);
    assert_eq!(from_file(file).unwrap().http.listen.port(), 1);
}

#[test]
fn environment_has_short_names_lists_and_pairs() {
    let config = from_env(&[
        ("MAKEITSAFE_DATABASE", "postgres://db/safe"),
        ("MAKEITSAFE_LISTEN", "0.0.0.0:8080"),
        ("MAKEITSAFE_PUBLIC_URL", "https://safe.example.org"),
        ("MAKEITSAFE_HTTP__TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1"),
        (
            "MAKEITSAFE_EXIT_URL__BY_COUNTRY",
            "BE=https://www.meteo.be/?a=b, FR=https://meteofrance.com/",
        ),
        ("MAKEITSAFE_TELEMETRY__FORMAT", "json"),
    ])
    .unwrap();
    assert_eq!(config.database.url.engine(), Engine::Postgres);
    assert!(config.http.trusted_proxies.trusts("10.9.9.9".parse().unwrap()));
    assert!(config.http.trusted_proxies.trusts("127.0.0.1".parse().unwrap()));
    assert_eq!(config.exit_url.by_country["BE"], "https://www.meteo.be/?a=b");
    assert_eq!(config.telemetry.format, Format::Json);
    let counted = from_env(&[("MAKEITSAFE_HTTP__TRUSTED_PROXIES", "2")]).unwrap();
    assert_eq!(counted.http.trusted_proxies, TrustedProxies::Hops(2));
}

#[test]
fn unknown_names_are_refused_with_the_nearest_known_one() {
    for (file, key, nearest) in [
        ("[http]\nlisten_on = '127.0.0.1:1'", "http.listen_on", "http.listen"),
        ("[htpp]\nlisten = '127.0.0.1:1'", "htpp", "http"),
        (
            "[limits]\nparticipant_write_burst = 1",
            "limits.participant_write_burst",
            "limits.participant_writes_burst",
        ),
    ] {
        let text = said(from_file(file));
        assert!(text.contains("safe.toml") && text.contains(&format!("\"{key}\"")), "{text}");
        assert!(text.contains(&format!("Did you mean \"{nearest}\"?")), "{text}");
    }
    for (variable, nearest) in [
        ("MAKEITSAFE_HTTP_LISTEN", "MAKEITSAFE_HTTP__LISTEN"),
        ("MAKEITSAFE_DATABSE", "MAKEITSAFE_DATABASE"),
        ("MAKEITSAFE_RETENTION__MONTH", "MAKEITSAFE_RETENTION__MONTHS"),
    ] {
        let text = said(from_env(&[(variable, "1")]));
        assert!(text.contains(&format!("Did you mean \"{nearest}\"?")), "{text}");
    }
    assert!(said(from_file("zzz = 1")).contains("config example"));
}

#[test]
fn wrong_values_name_their_place() {
    let text = said(from_file("[http]\nmax_connections = 'many'"));
    assert!(text.contains("safe.toml") && text.contains("http.max_connections"), "{text}");
    let text = said(from_env(&[("MAKEITSAFE_RETENTION__MONTHS", "six")]));
    assert!(
        text.contains("MAKEITSAFE_RETENTION__MONTHS") && text.contains("retention.months"),
        "{text}"
    );
    let overrides = Overrides { listen: Some("everywhere".to_owned()), ..Overrides::default() };
    assert!(said(load("", &[], &overrides)).contains("--listen"));
    assert!(said(from_file("[http]\ntrusted_proxies = ['proxy']")).contains("\"proxy\""));
    assert!(said(from_file("http = 3")).contains("[http]"));
    assert!(said(from_file("[telemetry]\nlevel = 'loud'")).contains("loud"));
}

#[test]
fn two_variables_for_one_setting_are_refused() {
    let text = said(from_env(&[
        ("MAKEITSAFE_LISTEN", "127.0.0.1:1"),
        ("MAKEITSAFE_HTTP__LISTEN", "127.0.0.1:2"),
    ]));
    assert!(
        text.contains("MAKEITSAFE_LISTEN") && text.contains("MAKEITSAFE_HTTP__LISTEN"),
        "{text}"
    );
}

#[test]
fn numbers_out_of_range_are_refused() {
    for file in [
        "[http]\nmax_connections = 0",
        "[workshop]\nclose_hour = 24",
        "[retention]\nmonths = 0",
        "[limits]\npassword_hash_concurrency = 0",
        "[sessions]\ncoach_idle_minutes = 100000",
        "[workshop]\ntime_zone = 'Europe/Bruxelles'",
    ] {
        said(from_file(file));
    }
}

#[test]
fn secrets_are_in_no_message_and_no_debug_text() {
    let secret = "postgres://safe:s3cret@db/safe";
    let config = from_env(&[("MAKEITSAFE_DATABASE", secret)]).unwrap();
    assert_eq!(config.database.url.expose(), secret);
    assert!(!format!("{config:?}").contains("s3cret"));
    assert!(!toml::to_string(&config).unwrap().contains("s3cret"));
    let broken = [
        from_file("[database]\nurl = 'mysql://safe:s3cret@db/safe'"),
        from_file("[database]\nurl = \"postgres://safe:s3cret@db/safe"),
        from_file("[database]\nurl = ['postgres://safe:s3cret@db/safe']"),
        from_file("[database]\nurl = { x = 's3cret' }"),
        from_env(&[("MAKEITSAFE_DATABASE", "db:s3cret")]),
        from_env(&[("MAKEITSAFE_DATABASE__URI", secret)]),
    ];
    for result in broken {
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    }
}

#[test]
fn database_url_can_come_from_a_file() {
    let path = std::env::temp_dir().join(format!("make-it-safe-url-{}", std::process::id()));
    std::fs::write(&path, "postgres://safe:s3cret@db/safe\n").unwrap();
    let file = format!("[database]\nurl_file = '{}'", path.display());
    let read = from_file(&file);
    let overridden =
        load(&file, &[("MAKEITSAFE_DATABASE", "sqlite:other.db")], &Overrides::default());
    std::fs::remove_file(&path).unwrap();
    assert_eq!(read.unwrap().database.url.expose(), "postgres://safe:s3cret@db/safe");
    assert_eq!(overridden.unwrap().database.url.expose(), "sqlite:other.db");
    let gone = said(from_file(&file));
    assert!(gone.contains("database.url_file"), "{gone}");
    let both = said(from_file("[database]\nurl = 'sqlite:x'\nurl_file = 'y'"));
    assert!(both.contains("database.url") && both.contains("database.url_file"), "{both}");
}

#[test]
fn syntax_errors_name_the_line() {
    let text = said(from_file("[http]\n\nlisten = = 1"));
    assert!(text.contains("line 3"), "{text}");
}

#[test]
fn plain_http_stays_on_this_machine() {
    for (listen, public_url, fine) in [
        ("127.0.0.1:3000", None, true),
        ("127.0.0.1:0", None, true),
        ("[::1]:3000", None, true),
        ("127.0.0.1:3000", Some("http://localhost:3000"), true),
        ("127.0.0.1:3000", Some("https://safe.example.org"), true),
        ("0.0.0.0:3000", Some("https://safe.example.org"), true),
        ("0.0.0.0:3000", None, false),
        ("192.168.1.5:3000", None, false),
        ("[::]:3000", None, false),
        ("0.0.0.0:3000", Some("http://localhost:3000"), false),
        ("0.0.0.0:3000", Some("http://192.168.1.5:3000"), false),
        ("127.0.0.1:3000", Some("http://safe.example.org"), false),
    ] {
        let overrides = Overrides {
            listen: Some(listen.to_owned()),
            public_url: public_url.map(str::to_owned),
            ..Overrides::default()
        };
        assert_eq!(load("", &[], &overrides).is_ok(), fine, "{listen} {public_url:?}");
    }
}

#[test]
fn trial_on_the_local_network_is_plain_http_and_has_to_be_asked_for() {
    let trial = |listen: &str, public_url: Option<&str>| {
        let overrides = Overrides {
            listen: Some(listen.to_owned()),
            public_url: public_url.map(str::to_owned),
            trial_lan: true,
            ..Overrides::default()
        };
        load("", &[], &overrides)
    };
    let anywhere = trial("127.0.0.1:3000", None).unwrap().http;
    assert_eq!(anywhere.listen.to_string(), "0.0.0.0:3000");
    let bound = "0.0.0.0:4711".parse().unwrap();
    assert!(anywhere.public_url(bound).origin().ends_with(":4711"));
    assert!(!anywhere.public_url(bound).is_https());
    let named = trial("192.168.1.5:3000", Some("http://laptop.local:3000")).unwrap().http;
    assert_eq!(named.listen.to_string(), "192.168.1.5:3000");
    assert_eq!(named.public_url(named.listen).origin(), "http://laptop.local:3000");
    assert!(said(trial("0.0.0.0:3000", Some("https://safe.example.org"))).contains("trial_lan"));
    assert!(from_env(&[("MAKEITSAFE_HTTP__TRIAL_LAN", "true")]).unwrap().http.trial_lan);
    assert!(
        said(from_env(&[("MAKEITSAFE_HTTP__TRIAL_LAN", "perhaps")])).contains("http.trial_lan")
    );
}

#[test]
fn proxy_that_nobody_trusts_is_warned_about() {
    let https = ("MAKEITSAFE_PUBLIC_URL", "https://safe.example.org");
    assert_eq!(from_env(&[https]).unwrap().warnings().len(), 1);
    assert!(
        from_env(&[https, ("MAKEITSAFE_HTTP__TRUSTED_PROXIES", "1")])
            .unwrap()
            .warnings()
            .is_empty()
    );
    assert!(Config::default().warnings().is_empty());
}

#[test]
fn public_url_follows_the_bound_port() {
    let http = Http::default();
    assert_eq!(
        http.public_url("127.0.0.1:4711".parse().unwrap()).origin(),
        "http://127.0.0.1:4711"
    );
}

#[test]
fn every_topic_is_listed_once() {
    let names: Vec<_> = TOPICS.iter().map(|topic| topic.name.to_owned()).collect();
    let mut listed = names.clone();
    listed.sort();
    let fields = toml::Table::try_from(Config::default()).unwrap();
    assert_eq!(listed, fields.keys().cloned().collect::<Vec<_>>());
}

#[test]
fn example_is_the_committed_file_and_means_the_defaults() {
    let committed = include_str!("../../../config.example.toml");
    assert!(committed == example(), "run `make-it-safe config example > config.example.toml`");
    assert_eq!(from_file(committed).unwrap(), Config::default());
}

#[test]
fn example_still_means_the_defaults_with_its_samples_switched_on_one_by_one() {
    let samples: Vec<_> = TOPICS
        .iter()
        .flat_map(|topic| {
            topic.keys.iter().filter_map(move |key| Some((topic, key.name, key.sample?)))
        })
        .collect();
    assert!(!samples.is_empty());
    for (topic, key, sample) in samples {
        let table: toml::Table = toml::from_str(&format!("{key} = {sample}")).unwrap();
        (topic.accept)(key, table[key].clone()).unwrap();
    }
}
