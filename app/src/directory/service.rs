//! Where a young person can turn to: what is shipped, with what this installation's editors changed.

pub use super::book::{CountryFile, Directory};
use super::{
    book::Overlay,
    model::{Change, Entry, Facts, MARKS, Review, STATUSES, Stale},
    store,
};
use crate::{
    account,
    db::{Conn, StoreError},
    error::{AppError, FieldError, Problem},
    project,
    state::AppState,
};
use domain::{
    actor::{Action, Actor, Target, may},
    locale::Language,
    time::Day,
};
use serde::Deserialize;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The directory as this server last read it.
#[derive(Debug)]
pub struct Shelf {
    shipped: Arc<Directory>,
    /// Version and content.
    newest: Mutex<(i64, Arc<Directory>)>,
}

impl Shelf {
    /// A shelf with the directory that this program ships.
    ///
    /// # Errors
    /// When the content is broken.
    pub fn shipped() -> Result<Self, AppError> {
        let shipped = Arc::new(Directory::shipped()?);
        Ok(Self { newest: Mutex::new((0, Arc::clone(&shipped))), shipped })
    }

    fn at(&self, version: i64) -> Option<Arc<Directory>> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        (newest.0 == version).then(|| Arc::clone(&newest.1))
    }

    fn keep(&self, version: i64, directory: &Arc<Directory>) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        *newest = (version, Arc::clone(directory));
    }
}

/// The directory as it is now. Another server may have changed it: one look at its version tells.
///
/// # Errors
/// When the store fails.
pub async fn current(state: &AppState) -> Result<Arc<Directory>, AppError> {
    let mut reader = state.db.read().await?;
    current_in(&mut reader.conn(), state).await
}

/// As [`current`], on the caller's connection.
///
/// # Errors
/// As [`current`].
pub async fn current_in(conn: &mut Conn<'_>, state: &AppState) -> Result<Arc<Directory>, AppError> {
    let version = store::version(conn).await?;
    if let Some(known) = state.directory.at(version) {
        return Ok(known);
    }
    let merged = Arc::new(state.directory.shipped.with(&store::list(conn).await?));
    state.directory.keep(version, &merged);
    Ok(merged)
}

/// Whether the actor keeps the directory, for pages that lead there.
#[must_use]
pub fn may_keep(actor: Actor) -> bool {
    may(actor, Action::KeepDirectory, Target::Installation).is_ok()
}

/// The whole directory for its editors.
///
/// # Errors
/// When the actor does not keep it.
pub async fn find_all(state: &AppState, actor: Actor) -> Result<Arc<Directory>, AppError> {
    may(actor, Action::KeepDirectory, Target::Installation)?;
    current(state).await
}

/// One entry for its editors, with the name of its list.
///
/// # Errors
/// When the actor does not keep the directory, or there is no such entry.
pub async fn find_entry(
    state: &AppState,
    actor: Actor,
    country: &str,
    id: &str,
    language: Language,
) -> Result<(String, Entry), AppError> {
    let directory = find_all(state, actor).await?;
    let file = directory.file(country).ok_or(AppError::NotFound)?;
    let entry = directory.entry(country, id).ok_or(AppError::NotFound)?;
    Ok((file.name.get(language).to_owned(), entry.clone()))
}

/// Services that wait for a check; nothing for those who do not keep the directory.
///
/// # Errors
/// When the store fails.
pub async fn waiting_for_check(
    state: &AppState,
    actor: Actor,
    language: Language,
) -> Result<Vec<Stale>, AppError> {
    if !may_keep(actor) {
        return Ok(Vec::new());
    }
    let today = state.clock.today(&state.settings.time_zone);
    Ok(current(state).await?.stale(today, language))
}

/// Changes an entry's channels, hours, mark and status. Who checked it and when stays.
///
/// # Errors
/// When the actor does not keep the directory, the facts are not whole, or a country in use would
/// lose its last helpline for young people.
pub async fn change_entry(
    state: &AppState,
    actor: Actor,
    country: &str,
    id: &str,
    wanted: Facts,
) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if !MARKS.contains(&wanted.mark.as_str()) {
        errors.push(FieldError::new("mark", Problem::NotAChoice));
    }
    if !STATUSES.contains(&wanted.status.as_str()) {
        errors.push(FieldError::new("status", Problem::NotAChoice));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    save(state, actor, country, id, |known| Facts {
        checked: known.checked,
        checked_by: known.checked_by.clone(),
        ..wanted.clone()
    })
    .await
}

/// Records that the actor has checked an entry.
///
/// # Errors
/// When the actor does not keep the directory, or the day is still to come.
pub async fn record_check(
    state: &AppState,
    actor: Actor,
    country: &str,
    id: &str,
    day: Day,
) -> Result<(), AppError> {
    may(actor, Action::KeepDirectory, Target::Installation)?;
    if day > state.clock.today(&state.settings.time_zone) {
        return Err(AppError::field("checked", Problem::StillToCome));
    }
    let name = account::service::own_account(state, actor).await?.name;
    save(state, actor, country, id, |known| Facts {
        checked: day,
        checked_by: name.clone(),
        ..known.clone()
    })
    .await
}

async fn save(
    state: &AppState,
    actor: Actor,
    country: &str,
    id: &str,
    change: impl Fn(&Facts) -> Facts,
) -> Result<(), AppError> {
    may(actor, Action::KeepDirectory, Target::Installation)?;
    let staff = actor.staff().ok_or(AppError::SignInNeeded)?;
    let mut tx = state.db.begin().await?;
    let directory = current_in(&mut tx.conn(), state).await?;
    let before = directory.entry(country, id).ok_or(AppError::NotFound)?.facts.clone();
    let shipped = state.directory.shipped.entry(country, id).ok_or(AppError::NotFound)?;
    let overlay = Overlay {
        country: country.to_owned(),
        entry: id.to_owned(),
        facts: change(&before),
        saved_on: state.clock.today(&state.settings.time_zone),
        based_on: shipped.facts.checked,
    };
    if overlay.facts == before {
        return Ok(());
    }
    let mut after = Directory::clone(&directory);
    if let Some(entry) = after.entry_mut(country, id) {
        entry.facts.clone_from(&overlay.facts);
    }
    let used = project::service::countries_in_use(&mut tx.conn()).await?;
    if used.iter().any(|country| directory.serves(country) && !after.serves(country)) {
        return Err(AppError::field("status", Problem::LastHelpline));
    }
    store::put(&mut tx.conn(), &overlay).await?;
    let now = state.clock.now();
    match store::insert_change(&mut tx.conn(), &overlay, &before, staff, now).await {
        // Another editor's change came in just now.
        Err(StoreError::Conflict) => Err(AppError::Unavailable),
        other => {
            other?;
            Ok(tx.commit().await?)
        }
    }
}

/// How many changes the list shows.
const CHANGES_SHOWN: i64 = 100;

/// The latest changes, newest first.
///
/// # Errors
/// When the actor does not keep the directory.
pub async fn list_changes(state: &AppState, actor: Actor) -> Result<Vec<Change>, AppError> {
    may(actor, Action::KeepDirectory, Target::Installation)?;
    let mut reader = state.db.read().await?;
    let rows = store::list_changes(&mut reader.conn(), CHANGES_SHOWN).await?;
    rows.into_iter()
        .map(|row| {
            let (before, after) = row.states()?;
            Ok(Change {
                country: row.country,
                entry: row.entry,
                who: row.who.unwrap_or_default(),
                at: row.changed_at,
                before,
                after,
            })
        })
        .collect()
}

#[derive(Deserialize)]
struct Reviews {
    language: Vec<Review>,
}

const REVIEWS: &str = include_str!("../../../content/languages.toml");

/// Who has read which language.
///
/// # Panics
/// When the shipped content is broken: a test keeps it whole.
#[must_use]
pub fn reviews() -> &'static [Review] {
    static READ: LazyLock<Vec<Review>> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "embedded at build time and tested")]
        toml::from_str::<Reviews>(REVIEWS).expect("language reviews").language
    });
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_who_has_read_it() {
        let languages: Vec<Language> = reviews().iter().map(|review| review.language).collect();
        assert_eq!(languages, Language::ALL);
        for review in reviews() {
            let checked = match review.state.as_str() {
                "checked" => true,
                "drafted" => false,
                other => panic!("{other} is no state"),
            };
            assert_eq!(checked, !review.by.is_empty(), "{}", review.language.code());
            assert_eq!(checked, review.on.is_some(), "{}", review.language.code());
        }
    }
}
