//! The peer helper: a young person who steers one workshop with a PIN, and sees neither answers nor
//! settings.

use super::{
    super::{model::Console, store},
    console_of, load, read,
};
use crate::{
    db::Conn,
    error::{AppError, Problem},
    session::{limits::Source, phone::Phone, token::keyed_hash},
    state::AppState,
    workshop,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{id::WorkshopId, run::Run};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

const MAC_LENGTH: usize = 16;

/// What a helper's cookie says: which workshop, and proof of the way in that is valid now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelperPass {
    /// The workshop.
    pub workshop: WorkshopId,
    proof: [u8; MAC_LENGTH],
}

impl HelperPass {
    fn of(workshop: WorkshopId, token: &str) -> Self {
        let hash = keyed_hash(token.as_bytes(), &[b"helper", workshop.0.as_bytes()]);
        let mut proof = [0; MAC_LENGTH];
        proof.copy_from_slice(&hash[..MAC_LENGTH]);
        Self { workshop, proof }
    }

    /// Whether it opens this run: a new PIN, or none, makes old passes worthless.
    #[must_use]
    pub fn opens(&self, run: &Run, id: WorkshopId) -> bool {
        self.workshop == id
            && run
                .helper
                .as_ref()
                .is_some_and(|helper| Self::of(id, &helper.token).proof.ct_eq(&self.proof).into())
    }

    /// The cookie's value.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode([&self.workshop.0.as_bytes()[..], &self.proof].concat())
    }

    /// Reads a cookie's value.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (workshop, proof) = bytes.split_first_chunk::<16>()?;
        let workshop = WorkshopId(Uuid::from_bytes(*workshop));
        Some(Self { workshop, proof: proof.try_into().ok()? })
    }
}

/// The pass for who typed a workshop's PIN, on a phone that is in it.
///
/// # Errors
/// What is wrong with the PIN; [`AppError::TooMany`] after too many wrong ones.
pub async fn admit_by_pin(
    state: &AppState,
    phone: &Phone,
    pin: &str,
    source: Source,
) -> Result<HelperPass, AppError> {
    let digits: String = pin.chars().filter(char::is_ascii_digit).collect();
    // Counted for the workshop, not for the phone: ten thousand PINs are soon tried by many phones.
    let room = keyed_hash(b"helper's PIN", &[phone.workshop.0.as_bytes()]);
    let attempt = state.limits.card_try(room, source).await?;
    let run = run_of(state, phone.workshop).await?;
    let helper = run.and_then(|run| run.helper);
    let right = helper.filter(|helper| bool::from(helper.pin.as_bytes().ct_eq(digits.as_bytes())));
    match right {
        Some(helper) => {
            attempt.hit();
            Ok(HelperPass::of(phone.workshop, &helper.token))
        }
        None => Err(AppError::field("pin", Problem::PinUnknown)),
    }
}

/// The pass for who scanned the helper's QR code.
///
/// # Errors
/// [`AppError::NotFound`] where it is not valid (any more).
pub async fn admit_by_token(
    state: &AppState,
    workshop: WorkshopId,
    token: &str,
) -> Result<HelperPass, AppError> {
    let helper = run_of(state, workshop).await?.and_then(|run| run.helper);
    let right = helper.filter(|helper| bool::from(helper.token.as_bytes().ct_eq(token.as_bytes())));
    right.map(|helper| HelperPass::of(workshop, &helper.token)).ok_or(AppError::NotFound)
}

async fn run_of(state: &AppState, id: WorkshopId) -> Result<Option<Run>, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    if !workshop::service::detail(conn, id).await?.state.running() {
        return Ok(None);
    }
    find(conn, id).await
}

async fn find(conn: &mut Conn<'_>, id: WorkshopId) -> Result<Option<Run>, AppError> {
    store::find(conn, id).await?.map(|(_, content)| read(&content)).transpose()
}

/// What a helper's phone shows. The page takes of it what helpers may see.
///
/// # Errors
/// [`AppError::NotFound`] where the pass opens nothing (any more).
pub async fn helper_console(state: &AppState, pass: HelperPass) -> Result<Console, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    let now = workshop::service::now_in(conn, state, pass.workshop).await?;
    let live = load(conn, &now.detail).await?.ok_or(AppError::NotFound)?;
    if !now.detail.state.running() || !pass.opens(&live.run, pass.workshop) {
        return Err(AppError::NotFound);
    }
    console_of(conn, state, live, now).await
}
