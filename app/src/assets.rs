//! The files the binary carries for the browser, and the snippet that starts the islands.

use leptos::{nonce::use_nonce, prelude::*};

/// Addresses of the embedded files; nothing is there in a plain `cargo build`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manifest {
    /// The style sheet of every page.
    pub stylesheet: Option<&'static str>,
    /// What staff, the projector and paper need beside it; no phone downloads it.
    pub staff_stylesheet: Option<&'static str>,
    /// The script that loads the WebAssembly.
    pub script: Option<&'static str>,
    /// The WebAssembly with the islands.
    pub wasm: Option<&'static str>,
    /// The icon.
    pub icon: Option<&'static str>,
}

/// Starts the islands of a page. Only pages that have islands include it, last in the body.
///
/// Where WebAssembly is missing or does not arrive, the page stays the plain form it is; a waiting
/// page (`data-refresh`, seconds) then reloads itself.
#[must_use]
pub fn island_runtime(manifest: Manifest) -> AnyView {
    let (Some(script), Some(wasm)) = (manifest.script, manifest.wasm) else { return ().into_any() };
    let nonce = use_nonce();
    let start = format!("{START}({script:?},{wasm:?});");
    view! { <script type="module" nonce=nonce>{start}</script> }.into_any()
}

/// Islands are hydrated from the outside in; none of ours contain another one.
const START: &str = "(async(js,wasm)=>{const plain=()=>{const el=document.querySelector('[data-refresh]');\
if(el)setTimeout(()=>location.reload(),Number(el.dataset.refresh)*1000)};\
try{if(typeof WebAssembly!=='object')return plain();const mod=await import(js);await mod.default({module_or_path:wasm});mod.hydrate();\
for(const el of document.querySelectorAll('leptos-island')){const start=mod[el.dataset.component];if(start)await start(el)}\
document.documentElement.dataset.ready=''}catch(e){plain()}})";
