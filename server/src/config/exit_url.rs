//! Where the quick exit leads.

use std::collections::BTreeMap;

use super::{ConfigError, topic::topic};

topic! {
    /// Where the quick exit on participants' screens leads: a site nobody wonders about,
    /// that loads fast and says nothing of the topic.
    struct ExitUrl in "exit_url" {
        /// For every country that has no address of its own.
        fallback: String = "https://www.wikipedia.org/".to_owned();
        /// By country code, for example `{ BE = "https://www.meteo.be/" }`.
        by_country: BTreeMap<String, String> = BTreeMap::new();
    }
    check(exit) {
        check_address("exit_url.fallback", &exit.fallback)?;
        for (country, address) in &exit.by_country {
            let key = format!("exit_url.by_country.{country}");
            if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
                return Err(ConfigError::Rule(format!(
                    "{key}: write the country as two capital letters, such as BE"
                )));
            }
            check_address(&key, address)?;
        }
    }
}

fn check_address(key: &str, address: &str) -> Result<(), ConfigError> {
    let sound = address.parse::<http::Uri>().is_ok_and(|uri| {
        uri.scheme_str() == Some("https") && uri.host().is_some_and(|host| !host.is_empty())
    });
    if sound {
        return Ok(());
    }
    Err(ConfigError::Rule(format!("{key} must be a full address that starts with https://")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::topic::Topic;

    #[test]
    fn script_and_plain_addresses_are_refused() {
        for address in
            ["javascript:alert(1)", "http://example.org/", "//example.org", "example.org", ""]
        {
            let exit = ExitUrl { fallback: address.to_owned(), ..ExitUrl::default() };
            assert!(exit.check().is_err(), "{address}");
        }
    }
}
