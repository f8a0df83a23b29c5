//! Pages of results.

mod downloads;
mod filter;
mod finding;
mod headline;
mod left_out;
mod live;
mod part;
mod project;
mod scores;
mod tables;
mod ticked;
mod waiting;
mod workshop;

pub use finding::address;
pub use live::live_results_page;
pub use part::{read_part, write_part};
pub use project::project_results_page;
pub use workshop::workshop_results_page;

use crate::page::{PageContext, tr};
use leptos::prelude::*;

/// How results are made and what they cannot tell.
fn method(cx: &PageContext) -> AnyView {
    view! {
        <section class="stack" id="method">
            <h2>{tr!(cx, evaluation.method_title)}</h2>
            <p>{tr!(cx, evaluation.method_linked)} " " {tr!(cx, evaluation.method_waves)}</p>
            <p>{tr!(cx, evaluation.method_self)}</p>
            <p>{tr!(cx, evaluation.method_small)}</p>
        </section>
    }
    .into_any()
}
