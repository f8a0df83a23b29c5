//! Passwords: hashed with argon2id, off the async threads, a few at a time.

use crate::{
    error::{AppError, Problem},
    incident::internal,
};
use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// Shortest password; length is the only rule besides the list of the commonest ones.
pub const SHORTEST: u32 = 12;
/// Longest password in bytes: longer input would only burn time.
const LONGEST: usize = 1024;
/// How long a sign-in waits for its turn to hash before it is told to come back.
const WAIT: Duration = Duration::from_secs(2);

/// Twelve characters and more that are guessed first all the same.
const COMMON: &[&str] = &[
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "password1234",
    "passwordpassword",
    "passw0rd1234",
    "password12345",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopas",
    "azertyuiop12",
    "azertyuiop123",
    "motdepasse12",
    "motdepasse123",
    "motdepasse1234",
    "wachtwoord12",
    "wachtwoord123",
    "wachtwoord1234",
    "passwort1234",
    "passwort12345",
    "iloveyou1234",
    "letmein12345",
    "welcome12345",
    "welkom123456",
    "bienvenue123",
    "willkommen12",
    "admin1234567",
    "administrator",
    "changeme1234",
    "makeitsafe123",
    "make-it-safe",
    "make-it-safe1",
    "abcdefghijkl",
    "abcdefghijklm",
    "aaaaaaaaaaaa",
    "111111111111",
    "000000000000",
    "112233445566",
    "121212121212",
];

/// Hashes and checks passwords, at most `concurrency` at a time, because each takes 19 MiB.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Checked for unknown names, so that they take as long as known ones.
    dummy: Arc<str>,
}

impl Passwords {
    /// A hasher that works on at most `concurrency` passwords at once (at least one).
    ///
    /// # Errors
    /// When hashing itself fails.
    pub fn new(concurrency: usize) -> Result<Self, AppError> {
        let dummy = hash_now("no account has this password")?;
        Ok(Self { turns: Arc::new(Semaphore::new(concurrency.max(1))), dummy: dummy.into() })
    }

    /// The hash to store for a new password.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = password.to_owned();
        self.run(move || hash_now(&password)).await?
    }

    /// Whether the password belongs to the stored hash; without one (no such account, or no password
    /// yet) the answer is no and takes as long.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, AppError> {
        if password.len() > LONGEST {
            return Ok(false);
        }
        let known = stored.is_some();
        let stored: String = stored.unwrap_or(&self.dummy).to_owned();
        let password = password.to_owned();
        let matches = self
            .run(move || {
                PasswordHash::new(&stored).is_ok_and(|hash| {
                    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
                })
            })
            .await?;
        Ok(known && matches)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = tokio::time::timeout(WAIT, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(AppError::Unavailable) };
        // The permit moves into the task: a client that goes away does not free the turn early.
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|cause| internal(&cause))
    }
}

fn hash_now(password: &str) -> Result<String, AppError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|cause| internal(&cause))
}

/// Checks a new password: long enough and not one of the commonest.
///
/// # Errors
/// What is wrong with it.
pub fn check_new(password: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if password.len() > LONGEST {
        Err(Problem::TooLong(u32::try_from(LONGEST).unwrap_or(u32::MAX)))
    } else if length < SHORTEST as usize {
        Err(Problem::TooShort(SHORTEST))
    } else if COMMON.contains(&password.to_lowercase().as_str()) || one_character(password) {
        Err(Problem::CommonPassword)
    } else {
        Ok(())
    }
}

fn one_character(password: &str) -> bool {
    let mut characters = password.chars();
    characters.next().is_some_and(|first| characters.all(|other| other == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let passwords = Passwords::new(2).unwrap();
        let stored = passwords.hash("four quiet words here").await.unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert!(passwords.verify("four quiet words here", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("four quiet words", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("no account has this password", None).await.unwrap());
    }

    #[test]
    fn short_and_common_passwords_are_refused() {
        assert_eq!(check_new("short"), Err(Problem::TooShort(12)));
        assert_eq!(check_new("Wachtwoord123"), Err(Problem::CommonPassword));
        assert_eq!(check_new("zzzzzzzzzzzzzzz"), Err(Problem::CommonPassword));
        assert_eq!(check_new("four quiet words"), Ok(()));
    }
}
