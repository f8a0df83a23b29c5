//! The poster for the door: how a phone gets in, readable from three metres.

use crate::{
    pack::model::Pack,
    page::{PageContext, tr},
    ui::join::{address, spaced},
};
use domain::workshop::WorkshopState;
use leptos::prelude::*;

/// Code and QR code while the workshop is going on; before, that they come with the opening.
pub(super) fn poster(cx: &PageContext, pack: &Pack) -> AnyView {
    let Some(code) = &pack.code else {
        let note = match pack.state {
            WorkshopState::Closed => tr!(cx, pack.code_over),
            _ => tr!(cx, pack.code_later),
        };
        return view! {
            <div class="pack-poster">
                <h2>{tr!(cx, pack.join)}</h2>
                <p class="pack-note">{note}</p>
                <p class="pack-address">{address(cx)}</p>
            </div>
        }
        .into_any();
    };
    let picture = format!("/staff/workshops/{}/qr.svg", pack.workshop);
    view! {
        <div class="pack-poster">
            <h2>{tr!(cx, pack.join)}</h2>
            <p>{tr!(cx, pack.scan)}</p>
            <img src=picture alt=tr!(cx, workshop.qr_alt) width="360" height="360" />
            <p>{tr!(cx, pack.type_it)}</p>
            <p class="pack-address">{address(cx)}</p>
            <p class="join-code">{spaced(code)}</p>
            <p class="pack-free">{tr!(cx, pack.free)}</p>
        </div>
    }
    .into_any()
}
