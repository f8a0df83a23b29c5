//! QR codes as pictures.

use crate::{error::AppError, incident::internal};
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
