//! Words for pages that keep themselves true.

use crate::{
    live::model::LiveWords,
    page::{PageContext, tr},
};

/// The words in the page's language.
#[must_use]
pub fn live_words(cx: &PageContext) -> LiveWords {
    LiveWords {
        lost: tr!(cx, run.lost),
        saving: tr!(cx, participant.sending),
        waiting: tr!(cx, participant.not_sent),
    }
}
