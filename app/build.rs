//! Generates the translations (server side only) and watches what is embedded.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=../content");
    #[cfg(feature = "ssr")]
    translations::generate()?;
    Ok(())
}

// The browser's part is built without the generator: it takes a minute to compile.
#[cfg(feature = "ssr")]
mod translations {
    use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
    use std::{error::Error, path::PathBuf};

    /// One file per language and part of the product, so that two people can work side by side.
    const NAMESPACES: &[&str] = &[
        "common",
        "error",
        "problem",
        "refusal",
        "participant",
        "card",
        "staff",
        "account",
        "project",
        "workshop",
        "trial",
        "evaluation",
        "overview",
        "directory",
        "letter",
        "privacy",
        "agenda",
        "report",
        "pack",
        "check",
        "run",
        "paper",
        "practice",
        "listen",
    ];

    pub fn generate() -> Result<(), Box<dyn Error>> {
        let target = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
        let options = ParseOptions::new().interpolate_display(true);
        let config = Config::new("en")?
            .add_locales(["fr", "nl", "de"])?
            .add_namespaces(NAMESPACES.iter().copied())?
            .parse_options(options);
        let translations = TranslationsInfos::parse(config)?;
        translations.emit_diagnostics();
        translations.rerun_if_locales_changed();
        translations.generate_i18n_module(target)?;
        Ok(())
    }
}
