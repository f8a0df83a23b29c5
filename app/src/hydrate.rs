//! Start of the browser's part.

/// Called once the WebAssembly is there; the islands are started one by one afterwards.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
