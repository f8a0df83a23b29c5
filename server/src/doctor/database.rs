//! The database: there, sound, of this version, and not a demonstration in public.

use app::{
    db::{Db, DbSettings, Health, StoreError},
    installation::{Survey, survey},
};
use domain::time::Timestamp;

use super::{Finding, machine::grade_clock, settings::is_public};
use crate::config::Config;

pub(super) async fn examine(config: &Config, now: Timestamp) -> Vec<Finding> {
    let url = &config.database.url;
    if let Some(file) = url.file().filter(|file| !file.exists()) {
        return vec![Finding::warning(
            format!("There is no database at {} yet.", file.display()),
            "`make-it-safe serve` or `migrate` makes it; if there should be one, look at database.url",
        )];
    }
    let db = match url.file() {
        Some(file) => Db::look(file).await,
        None => Db::connect(url.expose(), DbSettings { connections: 1 }).await,
    };
    let db = match db {
        Ok(db) => db,
        Err(error) => return vec![out_of_reach(config, &error)],
    };
    let findings = look(config, &db, now).await;
    db.close().await;
    findings
}

async fn look(config: &Config, db: &Db, now: Timestamp) -> Vec<Finding> {
    let health = match db.health().await {
        Ok(health) => health,
        Err(error) => return vec![out_of_reach(config, &error)],
    };
    let mut findings = of_health(config, &health);
    if health.step != Some(health.known) {
        // Tables may be missing or of another shape: nothing more can be said.
        return findings;
    }
    match survey(db).await {
        Ok(survey) => findings.extend(of_survey(config, &survey, now)),
        Err(error) => findings.push(out_of_reach(config, &error)),
    }
    findings
}

fn out_of_reach(config: &Config, error: &StoreError) -> Finding {
    // A message of the engine may repeat the address; ours is shown without its password.
    let why = match error {
        StoreError::Busy(_) => "it is busy or out of reach".to_owned(),
        other if config.database.url.file().is_some() => other.to_string(),
        _ => "it refused".to_owned(),
    };
    Finding::broken(
        format!("The database {} cannot be used: {why}.", config.database.url),
        "see that it runs, that this user may open it, and that database.url is right",
    )
}

pub(super) fn of_health(config: &Config, health: &Health) -> Vec<Finding> {
    let Health { engine, step, known, .. } = health;
    let mut findings = vec![if health.engine_safe {
        Finding::fine(format!("The database {} answers ({engine}).", config.database.url))
    } else {
        Finding::broken(
            format!("{engine} can corrupt databases."),
            "use the make-it-safe program as it was shipped",
        )
    }];
    if let Some(journal) = &health.journal {
        findings.push(if journal == "wal" {
            Finding::fine("It is in WAL mode.")
        } else {
            Finding::warning(
                format!("It is in mode {journal}, not WAL."),
                "the server sets that when it starts; was the file copied in place of restored?",
            )
        });
    }
    findings.push(match health.problems.first() {
        None => Finding::fine("No damage was found in it."),
        Some(problem) => Finding::broken(
            format!("The database is damaged: {problem}."),
            "stop the server, keep the file, and restore the newest backup: make-it-safe restore --from FILE",
        ),
    });
    findings.push(match step {
        Some(step) if step == known => {
            Finding::fine(format!("Its shape is this program's (step {known})."))
        }
        Some(step) if step > known => Finding::broken(
            format!("It was used by a newer version (step {step}, this program knows {known})."),
            "start that version again, or restore the backup made before the update",
        ),
        step => Finding::warning(
            format!(
                "It is at step {} and will be brought to {known} at the next start.",
                step.unwrap_or(0)
            ),
            "make a backup first: make-it-safe backup",
        ),
    });
    findings
}

pub(super) fn of_survey(config: &Config, survey: &Survey, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    if survey.demonstration && is_public(config) && !config.http.trial_lan {
        findings.push(Finding::broken(
            "This is a demonstration at a public address: everybody knows its passwords.",
            "serve a database of its own: leave out the one that `demo` filled",
        ));
    }
    if config.http.trial_lan && !survey.demonstration {
        findings.push(Finding::broken(
            "A trial on the local network opens a demonstration's database only, and this is none.",
            "make one with `make-it-safe demo`, or leave trial_lan out",
        ));
    }
    findings.push(if survey.accounts == 0 {
        Finding::warning(
            "There is no account yet: whoever has the set-up link becomes the administrator.",
            "open the link that `make-it-safe serve` prints when it starts",
        )
    } else {
        Finding::fine(format!("There are {} accounts; no set-up link is open.", survey.accounts))
    });
    if let Some(newest) = survey.newest {
        findings.push(grade_clock(now, newest, "of the newest entry in the database"));
    }
    findings
}
