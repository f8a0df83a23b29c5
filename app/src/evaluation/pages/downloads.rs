//! The numbers of a page as a file, and what that file is.

use super::finding::Source;
use crate::{
    evaluation::{charts::Words, export::Separator},
    page::{PageContext, tr},
};
use leptos::prelude::*;

/// The download with one line that says what it is, and the same with the other separator.
pub(super) fn downloads(cx: &PageContext, words: Words, source: &Source) -> AnyView {
    let usual = Separator::of(words.language);
    let (what, other) = match usual {
        Separator::Semicolon => {
            (tr!(cx, evaluation.csv_semicolons), tr!(cx, evaluation.csv_with_commas))
        }
        Separator::Comma => {
            (tr!(cx, evaluation.csv_commas), tr!(cx, evaluation.csv_with_semicolons))
        }
    };
    view! {
        <section class="downloads">
            <a class="button" href=source.table(words, usual) download="">{tr!(cx, evaluation.numbers_file)}</a>
            <p class="small soft">{what} " " <a href=source.table(words, usual.other()) download="">{other}</a></p>
        </section>
    }
    .into_any()
}
