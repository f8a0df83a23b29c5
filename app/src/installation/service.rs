//! How an installation stands, for those who run it.

use super::store;
use crate::{
    db::{Db, StoreError},
    state::DEMONSTRATION,
};
use domain::time::Timestamp;

/// What `doctor` asks a database of this program's shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Accounts; without any, the set-up link is open.
    pub accounts: i64,
    /// Whether it carries the demonstration mark.
    pub demonstration: bool,
    /// The newest moment that stands in it.
    pub newest: Option<Timestamp>,
}

/// Looks and changes nothing.
///
/// # Errors
/// When the store fails.
pub async fn survey(db: &Db) -> Result<Survey, StoreError> {
    let mut reader = db.read().await?;
    Ok(Survey {
        accounts: store::count_accounts(&mut reader.conn()).await?,
        demonstration: store::find(&mut reader.conn(), DEMONSTRATION).await?.is_some(),
        newest: store::newest_moment(&mut reader.conn()).await?,
    })
}
