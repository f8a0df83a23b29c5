//! QR codes as pictures.

use crate::{error::AppError, incident::internal};
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
    response::IntoResponse as _,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcode::{EcLevel, QrCode, render::svg::Color};

/// A QR code: black on white in both themes, because cameras want that.
///
/// # Errors
/// When the text is too long for one.
pub fn qr_svg(text: &str) -> Result<String, AppError> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
        .map_err(|cause| internal(&cause))?;
    Ok(code.render::<Color<'_>>().min_dimensions(480, 480).build())
}

/// The answer to a request for such a picture.
#[must_use]
pub fn qr_answer(drawn: Result<String, AppError>) -> Response<Body> {
    match drawn {
        Ok(svg) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        Err(error) => StatusCode::from_u16(error.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
    }
}

/// A QR code as an address of its own, for pages whose reader may not ask for a picture by name.
///
/// # Errors
/// When the text is too long for one.
pub fn qr_data(text: &str) -> Result<String, AppError> {
    let svg = qr_svg(text)?;
    Ok(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)))
}
