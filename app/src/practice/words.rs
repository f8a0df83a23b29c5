//! The word lists: 1,296 words a language, so that four dice choose one.

use crate::state::AppState;
use axum::{
    Router,
    http::{Response, header},
    response::IntoResponse as _,
    routing::get,
};
use domain::locale::Language;

/// A language's list, one word a line.
#[must_use]
pub const fn list(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../../../content/words/en.txt"),
        Language::Fr => include_str!("../../../content/words/fr.txt"),
        Language::Nl => include_str!("../../../content/words/nl.txt"),
        Language::De => include_str!("../../../content/words/de.txt"),
    }
}

/// Where the list can be read as plain text.
#[must_use]
pub fn path(language: Language) -> String {
    format!("/words/{language}.txt")
}

/// Routes of the lists.
pub fn routes() -> Router<AppState> {
    Language::ALL.into_iter().fold(Router::new(), |router, language| {
        router.route(&path(language), get(move || async move { text(language) }))
    })
}

fn text(language: Language) -> Response<axum::body::Body> {
    let head = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (head, list(language)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::practice::LIST;
    use std::collections::BTreeSet;

    #[test]
    fn every_list_has_a_short_plain_word_for_every_throw_of_four_dice() {
        for language in Language::ALL {
            let words: Vec<&str> = list(language).lines().collect();
            assert_eq!(words.len(), usize::from(LIST), "{language}");
            let distinct: BTreeSet<&str> = words.iter().copied().collect();
            assert_eq!(distinct.len(), words.len(), "{language}");
            for word in words {
                let plain = word.bytes().all(|letter| letter.is_ascii_lowercase());
                assert!(plain && (3..=8).contains(&word.len()), "{language}: {word}");
            }
        }
    }
}
