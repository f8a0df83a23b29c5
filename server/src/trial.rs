//! A trial on the local network: real phones, plain HTTP, nothing real in the database.

use std::io::IsTerminal as _;

use app::{
    db::{Db, DbSettings},
    state::carries_demonstration_mark,
};
use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};

use crate::{
    config::Config,
    start::{StartError, open_database},
};

/// Opens the configured database if it is a demonstration's; any other is refused before anything is
/// changed in it: real passwords and answers must not cross a network that everybody can read.
///
/// # Errors
/// When it carries no demonstration mark, or cannot be opened or brought up to date.
pub async fn open(config: &Config) -> Result<Db, StartError> {
    let url = &config.database.url;
    let refused = format!(
        "a trial on the local network is not encrypted, so it opens a demonstration only, and {url} is none. Make one: \
         make-it-safe demo --database sqlite:data/trial.db, then serve --trial-lan with the same --database"
    );
    // Looking must not leave an empty file behind.
    if url.file().is_some_and(|file| !file.exists()) {
        return Err(refused.into());
    }
    let seen = match url.file() {
        Some(file) => Db::look(file).await?,
        None => Db::connect(url.expose(), DbSettings::default()).await?,
    };
    let fits = carries_demonstration_mark(&seen).await;
    seen.close().await;
    if fits? { open_database(config).await } else { Err(refused.into()) }
}

/// What a trial prints: where to go with a phone, and that address as a QR code.
#[must_use]
pub fn notice(front: &str, join: &str) -> String {
    let code = qr(join, std::io::stdout().is_terminal()).unwrap_or_default();
    format!(
        "TRIAL ON THIS NETWORK: not encrypted, everybody on it can read along.\n  \
         on a phone in the same network open {front} or scan:\n\n{code}\n  \
         wrong address? serve --trial-lan --public-url http://ADDRESS:PORT"
    )
}

/// A QR code in half blocks. On a terminal black on white, whatever its own colours are.
fn qr(text: &str, coloured: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let drawn = code.render::<Dense1x2>().quiet_zone(true).build();
    let (before, after) = if coloured { ("\u{1b}[30;107m", "\u{1b}[0m") } else { ("", "") };
    Some(drawn.lines().map(|line| format!("  {before}{line}{after}\n")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_fits_a_small_terminal() {
        let drawn = qr("http://192.168.178.105:3000/j/ABC234", false).unwrap();
        let lines: Vec<_> = drawn.lines().collect();
        assert!(lines.len() <= 22, "{} lines", lines.len());
        assert!(lines.iter().all(|line| line.chars().count() <= 45));
        assert!(drawn.contains('█') && !drawn.contains('\u{1b}'));
        assert!(qr("x", true).unwrap().starts_with("  \u{1b}[30;107m"));
        assert!(
            notice("http://192.168.1.5:3000/", "http://192.168.1.5:3000/j/ABC234")
                .contains("--public-url")
        );
    }
}
