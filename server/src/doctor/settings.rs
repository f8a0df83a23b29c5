//! Settings that are legal and still not meant, and what ships with the program.

use app::directory::service::Directory;
use domain::{locale::Language, time::Timestamp};

use super::Finding;
use crate::config::{Config, PublicUrl};

pub(super) fn examine(config: &Config, now: Timestamp) -> Vec<Finding> {
    let mut findings = vec![public_address(config)];
    findings.extend(proxies(config));
    findings.push(Finding::fine(format!(
        "Workshops left open close at {}:00 in {}.",
        config.workshop.close_hour, config.workshop.time_zone
    )));
    findings.extend(directory(config, now));
    findings
}

/// Whether people other than this machine's reach it.
pub(super) fn is_public(config: &Config) -> bool {
    config.http.public_url.as_ref().is_some_and(|url| !url.is_loopback())
}

fn public_address(config: &Config) -> Finding {
    if config.http.trial_lan {
        return Finding::warning(
            "This is a trial on the local network: not encrypted, for invented data only.",
            "for real groups leave trial_lan out and put a proxy with a certificate in front",
        );
    }
    match &config.http.public_url {
        Some(url) if url.is_https() => {
            Finding::fine(format!("People reach it at {url}, encrypted."))
        }
        Some(url) => Finding::fine(format!("It is for this machine only, at {url}.")),
        None => Finding::warning(
            "http.public_url is not set: only this machine reaches it, and QR codes lead nowhere on a phone.",
            "set http.public_url to the https:// address people will see",
        ),
    }
}

fn proxies(config: &Config) -> Vec<Finding> {
    let trusted = &config.http.trusted_proxies;
    let mut findings: Vec<_> = config
        .warnings()
        .into_iter()
        .map(|text| {
            let advice = if config.http.listen.ip().is_loopback() {
                "with a proxy on this machine: trusted_proxies = [\"127.0.0.1\", \"::1\"]"
            } else {
                "name the proxy's address in http.trusted_proxies"
            };
            Finding::warning(text, advice)
        })
        .collect();
    let stranger = ["203.0.113.1", "2001:db8::1"].iter().filter_map(|text| text.parse().ok());
    let everybody = matches!(trusted, crate::config::TrustedProxies::At(_))
        && stranger.into_iter().any(|address| trusted.trusts(address));
    if everybody {
        findings.push(Finding::warning(
            "http.trusted_proxies believes everybody's word about where they come from.",
            "name only the addresses of your own proxies",
        ));
    }
    let proxied = config.http.public_url.as_ref().is_some_and(PublicUrl::is_https);
    if proxied && findings.is_empty() {
        findings
            .push(Finding::fine("The proxy in front is trusted to say where visitors come from."));
    }
    findings
}

/// Teenagers are shown these numbers: somebody has to look whether they still hold.
fn directory(config: &Config, now: Timestamp) -> Option<Finding> {
    let today = app::clock::day_of(now, &config.workshop.zone().ok()?);
    let due = Directory::shipped().ok()?.stale(today, Language::En);
    Some(if due.is_empty() {
        Finding::fine("The help directory was checked within the last 150 days.")
    } else {
        let few: Vec<_> = due.iter().take(3).map(|service| service.id.as_str()).collect();
        let more = if due.len() > few.len() { ", …" } else { "" };
        Finding::warning(
            format!(
                "{} help services were last checked more than 150 days ago ({}{more}).",
                due.len(),
                few.join(", ")
            ),
            "update to a version with a newer directory, or look the numbers up yourself",
        )
    })
}
