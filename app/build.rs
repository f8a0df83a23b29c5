//! Generates the translations (server side only) and watches what is embedded.

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::{error::Error, path::PathBuf};

/// One file per language and part of the product, so that two people can work side by side.
const NAMESPACES: [&str; 11] =
    ["common", "error", "problem", "refusal", "participant", "staff", "account", "project", "workshop", "evaluation", "directory"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=../content");
    if std::env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    let target = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?.add_locales(["fr", "nl", "de"])?.add_namespaces(NAMESPACES)?.parse_options(options);
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(target)?;
    Ok(())
}
