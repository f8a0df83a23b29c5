//! The rules themselves. Each collects every offence, so that one run shows all of them.

use super::scan::{Source, root, sources};
use std::collections::BTreeSet;

/// Longest file outside unit tests, in lines.
const LONGEST_FILE: usize = 500;

/// Checks every file and shows all that offend.
#[track_caller]
fn check(rule: &str, offends: impl Fn(&Source) -> Vec<String>) {
    let offences: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            offends(source)
                .into_iter()
                .map(|what| format!("{}: {what}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(offences.is_empty(), "{rule}\n{}", offences.join("\n"));
}

fn when(offends: bool, what: &str) -> Vec<String> {
    if offends { vec![what.to_owned()] } else { Vec::new() }
}

fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/") || path.starts_with("app/src/db/")
}

#[test]
fn features_are_switched_on_mod_lines_only() {
    check(
        "`cfg(feature …)` stands only before `mod` (and in lib.rs and build scripts)",
        |source| {
            let lines: Vec<&str> = source.code.lines().map(str::trim).collect();
            let mut offences = when(
                source.code.contains("cfg!(feature") || source.code.contains("cfg_if"),
                "switches inside code",
            );
            for (number, line) in lines.iter().enumerate() {
                let switch = line.starts_with("#[cfg(") && line.contains("feature");
                let next = lines[number + 1..]
                    .iter()
                    .find(|line| !line.starts_with("#[") && !line.is_empty());
                let module = next.is_some_and(|next| {
                    next.starts_with("mod ")
                        || next.starts_with("pub mod ")
                        || next.starts_with("pub(crate) mod ")
                });
                let home = source.path.ends_with("/lib.rs") || source.path.ends_with("/build.rs");
                if switch && !module && !home {
                    offences.push(format!("line {}", number + 1));
                }
            }
            offences
        },
    );
}

#[test]
fn sql_stands_in_stores_only() {
    check("SQL stands in store.rs, store/ and db/", |source| {
        let statement = |text: &&String| {
            ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "]
                .iter()
                .any(|start| text.trim_start().starts_with(start))
        };
        let offences = source.texts.iter().filter(statement).cloned().collect();
        if is_store(&source.path) { Vec::new() } else { offences }
    });
    let stores = sources().iter().filter(|source| is_store(&source.path)).count();
    assert!(stores > 6, "only {stores} stores found");
}

#[test]
fn the_database_is_used_by_stores_only() {
    check("sqlx is named in store.rs, store/ and db/ (and derived on ids and moments)", |source| {
        when(
            source.path.starts_with("server/") && source.names(&["sqlx"])
                || source.path.starts_with("app/")
                    && !is_store(&source.path)
                    && source.names(&["sqlx"]),
            "names sqlx",
        )
    });
}

#[test]
fn the_browser_is_reached_from_islands_only() {
    check("web_sys is named in islands and browser.rs", |source| {
        let home = source.path.contains("/islands") || source.path == "app/src/browser.rs";
        when(!home && source.names(&["web_sys"]), "names web_sys")
    });
}

#[test]
fn charts_are_drawn_in_one_place() {
    check("plotters is named in evaluation/charts only", |source| {
        when(
            !source.path.starts_with("app/src/evaluation/charts") && source.names(&["plotters"]),
            "names plotters",
        )
    });
}

#[test]
fn the_environment_is_read_by_the_configuration_only() {
    check("std::env is named in server/src/config and build scripts", |source| {
        let home =
            source.path.starts_with("server/src/config/") || source.path.ends_with("build.rs");
        when(!home && source.names(&["std", "env"]), "names std::env")
    });
}

#[test]
fn features_use_services_and_models_of_each_other() {
    let features: BTreeSet<String> = sources()
        .iter()
        .filter(|source| {
            source.path.starts_with("app/src/")
                && (source.path.ends_with("/service.rs") || source.path.ends_with("/store.rs"))
        })
        .map(|source| source.part().to_owned())
        .collect();
    assert!(features.len() > 6, "{features:?}");
    check("another feature's store, pages and islands are its own", |source| {
        let foreign = |path: &&Vec<String>| {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let path = path
                .strip_prefix(&["crate"])
                .or_else(|| path.strip_prefix(&["app"]))
                .unwrap_or(&path);
            match path {
                [feature, inner @ ("store" | "pages" | "islands"), ..] => {
                    // The shell lists all pages; the component page shows pieces of them.
                    let listed = *inner == "pages"
                        && (source.path == "app/src/shell.rs" || source.part() == "gallery");
                    features.contains(*feature) && *feature != source.part() && !listed
                }
                _ => false,
            }
        };
        source.paths.iter().filter(foreign).map(|path| path.join("::")).collect()
    });
}

#[test]
fn rights_are_asked_by_services_only() {
    check("`may` is named in service.rs and domain/src/actor.rs", |source| {
        let home = source.path.ends_with("/service.rs")
            || source.path == "domain/src/actor.rs"
            || source.path == "app/src/participate/intake.rs";
        when(!home && source.names(&["domain", "actor", "may"]), "names may")
    });
}

#[test]
fn every_service_that_takes_an_actor_has_rights_in_it() {
    let asks = |source: &Source| {
        source.names(&["domain", "actor", "may"]) || source.code.contains("service::allow(")
    };
    for feature in ["account", "project", "workshop", "evaluation"] {
        let path = format!("app/src/{feature}/service.rs");
        let sources = sources();
        let service = sources.iter().find(|source| source.path == path).unwrap();
        assert!(asks(service), "{path} asks nobody");
    }
}

#[test]
fn no_text_becomes_markup() {
    check("no inner_html, no texts inside textarea", |source| {
        let mut offences = when(source.code.contains("inner_html"), "inner_html");
        for area in source.code.split("<textarea").skip(1) {
            let (area, _) = area.split_once("</textarea>").unwrap_or((area, ""));
            // Attributes may hold braces; what stands between the tags may not.
            let content = area.rsplit_once('>').map_or("", |(_, content)| content);
            offences.extend(when(content.contains('{'), "a dynamic textarea"));
        }
        offences
    });
}

#[test]
fn every_page_is_complete_without_javascript() {
    check("every route says SsrMode::Async and stands in shell.rs", |source| {
        let routes = source.code.lines().filter(|line| line.contains("<Route "));
        routes
            .filter(|line| {
                source.path != "app/src/shell.rs" || !line.contains("ssr=SsrMode::Async")
            })
            .map(|line| line.trim().to_owned())
            .collect()
    });
    let sources = sources();
    let shell = sources.iter().find(|source| source.path == "app/src/shell.rs").unwrap();
    assert!(shell.code.matches("<Route ").count() > 15);
}

#[test]
fn calls_of_islands_stand_in_api_with_an_address_of_their_own() {
    check("#[server] stands in api.rs and names its endpoint", |source| {
        let calls = source.code.lines().filter(|line| line.trim_start().starts_with("#[server"));
        calls
            .filter(|line| !source.path.ends_with("/api.rs") || !line.contains("endpoint ="))
            .map(|line| line.trim().to_owned())
            .collect()
    });
}

#[test]
fn no_call_goes_by_address() {
    check("GetUrl would put answers into logs and histories", |source| {
        when(
            source.paths.iter().flatten().any(|word| word == "GetUrl")
                || source.code.contains("GetUrl"),
            "names GetUrl",
        )
    });
}

#[test]
fn the_domain_knows_no_world() {
    check("domain has no clock, files, network or runtime", |source| {
        let world = [
            &["std", "fs"][..],
            &["std", "net"],
            &["std", "time", "SystemTime"],
            &["std", "time", "Instant"],
            &["tokio"],
            &["getrandom"],
        ];
        when(
            source.path.starts_with("domain/src/") && world.iter().any(|path| source.names(path)),
            "reaches out",
        )
    });
}

#[test]
fn files_stay_readable() {
    check("files have at most 500 lines outside tests", |source| {
        let lines = source.code.lines().count();
        when(lines > LONGEST_FILE, &format!("{lines} lines"))
    });
}

#[test]
fn drawers_are_not_modules() {
    check("no utils, common, helpers", |source| {
        let drawers = ["utils", "util", "common", "helpers", "misc"];
        source
            .path
            .split(['/', '.'])
            .filter(|part| drawers.contains(part))
            .map(str::to_owned)
            .collect()
    });
}

#[test]
fn migrations_come_in_pairs() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(engine);
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    let numbers: Vec<usize> = sqlite.iter().map(|name| name[..4].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
}
