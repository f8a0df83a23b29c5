//! How phones get in: address, code and QR code.

use crate::{
    page::{PageContext, tr},
    workshop::model::WorkshopDetail,
};
use leptos::prelude::*;

/// A code in two groups.
#[must_use]
pub fn spaced(code: &str) -> String {
    let (first, last) = code.split_at(code.len() / 2);
    format!("{first} {last}")
}

/// The address people type, without the scheme.
#[must_use]
pub fn address(cx: &PageContext) -> String {
    let url = &cx.state.settings.public_url;
    url.split_once("://").map_or(url.as_str(), |(_, host)| host).to_owned()
}

/// Address, code and QR code, all of them in view at once on a phone.
pub fn join_panel(cx: &PageContext, detail: &WorkshopDetail, base: &str) -> AnyView {
    let code = spaced(detail.join_code.as_deref().unwrap_or_default());
    view! {
        <section class="join-panel" aria-label=tr!(cx, workshop.join)>
            <p>{tr!(cx, workshop.go_to)} " " <strong>{address(cx)}</strong></p>
            <p class="join-code">{code}</p>
            <a class="qr" href=format!("{base}/qr")>
                <img src=format!("{base}/qr.svg") alt=tr!(cx, workshop.qr_alt) width="208" height="208" />
            </a>
            <p class="small soft">{tr!(cx, workshop.qr_hint)}</p>
        </section>
    }
    .into_any()
}
