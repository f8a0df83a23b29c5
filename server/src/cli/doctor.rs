//! `doctor`.

use crate::{
    config::Overrides,
    doctor::{Grade, examine},
    start::StartError,
};
use std::{io::Write as _, process::ExitCode};

pub async fn run(overrides: &Overrides) -> Result<ExitCode, StartError> {
    let findings = examine(overrides).await;
    let mut out = std::io::stdout();
    for finding in &findings {
        let mark = match finding.grade {
            Grade::Fine => "fine   ",
            Grade::Warning => "warning",
            Grade::Broken => "BROKEN ",
        };
        writeln!(out, "{mark}  {}", finding.text)?;
        if let Some(advice) = &finding.advice {
            writeln!(out, "         -> {advice}")?;
        }
    }
    let count = |grade| findings.iter().filter(|finding| finding.grade == grade).count();
    let (warnings, broken) = (count(Grade::Warning), count(Grade::Broken));
    writeln!(
        out,
        "\n{}",
        match (warnings, broken) {
            (0, 0) => "All is well.".to_owned(),
            (_, 0) => format!("{warnings} to look at."),
            _ => format!("{broken} broken, {warnings} to look at."),
        }
    )?;
    Ok(match findings.iter().map(|finding| finding.grade).max() {
        Some(Grade::Broken) => ExitCode::from(2),
        Some(Grade::Warning) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    })
}
