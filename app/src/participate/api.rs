//! What the phone's islands call. JSON both ways; every call goes through the service.

#![expect(missing_docs, reason = "the macro makes public types without docs of their own")]

use super::model::{Receipt, SaveAnswer, Step};
use crate::error::AppError;
use domain::questionnaire::Wave;
use leptos::{prelude::*, server_fn::codec::Json};

/// "Yes": enters the form of a wave.
///
/// # Errors
/// When the wave or the workshop does not let this phone in.
#[server(prefix = "/api", endpoint = "here/begin", input = Json, output = Json)]
pub async fn begin_form(wave: Wave) -> Result<(), AppError> {
    use super::{intake::Write, service};
    let cx = crate::page::PageContext::current();
    let done = match cx.phone() {
        Some(phone) => service::decide(&cx.state, phone, cx.language, wave, Write::Begin).await,
        None => Err(AppError::NotFound),
    };
    cx.answer(done)
}

/// Saves one answer durably.
///
/// # Errors
/// The refusals of decision 9.
#[server(prefix = "/api", endpoint = "here/answer", input = Json, output = Json)]
pub async fn submit_answer(save: SaveAnswer) -> Result<Receipt, AppError> {
    let cx = crate::page::PageContext::current();
    let saved = match cx.phone() {
        Some(phone) => super::service::save_answer(&cx.state, phone, cx.language, &save).await,
        None => Err(AppError::NotFound),
    };
    cx.answer(saved)
}

/// "I am done": everything asked for has been saved or skipped.
///
/// # Errors
/// When the wave is closed.
#[server(prefix = "/api", endpoint = "here/send", input = Json, output = Json)]
pub async fn finish_form(wave: Wave) -> Result<(), AppError> {
    use super::{intake::Write, service};
    let cx = crate::page::PageContext::current();
    let done = match cx.phone() {
        Some(phone) => service::decide(&cx.state, phone, cx.language, wave, Write::Send).await,
        None => Err(AppError::NotFound),
    };
    cx.answer(done)
}

/// Which screen is the true one now: what a waiting phone asks every few seconds.
///
/// # Errors
/// When the phone is in no workshop.
#[server(prefix = "/api", endpoint = "here/step", input = Json, output = Json)]
pub async fn current_step() -> Result<Step, AppError> {
    let cx = crate::page::PageContext::current();
    let step = match cx.phone() {
        Some(phone) => super::service::step(&cx.state, &phone).await,
        None => Err(AppError::NotFound),
    };
    cx.answer(step)
}
