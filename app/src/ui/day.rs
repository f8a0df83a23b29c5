//! Days as people read them.

use crate::{i18n::Locale, page::PageContext};
use domain::time::Day;
use leptos_i18n::td_string;

/// A day in the page's language, the month as a short word: `24 Mar 2026`.
#[must_use]
pub fn day(cx: &PageContext, day: Day) -> String {
    in_locale(cx.locale, day)
}

/// A day in the page's language with its month written out: `24 March 2026`.
#[must_use]
pub fn long_day(cx: &PageContext, day: Day) -> String {
    written_out(cx.locale, day)
}

/// The days from the first to the last one, as one text.
#[must_use]
pub fn days(cx: &PageContext, first: Day, last: Day) -> String {
    format!("{} – {}", day(cx, first), day(cx, last))
}

fn written_out(locale: Locale, day: Day) -> String {
    let month = match day.0.month() {
        1 => td_string!(locale, common.january),
        2 => td_string!(locale, common.february),
        3 => td_string!(locale, common.march),
        4 => td_string!(locale, common.april),
        5 => td_string!(locale, common.may),
        6 => td_string!(locale, common.june),
        7 => td_string!(locale, common.july),
        8 => td_string!(locale, common.august),
        9 => td_string!(locale, common.september),
        10 => td_string!(locale, common.october),
        11 => td_string!(locale, common.november),
        _ => td_string!(locale, common.december),
    };
    let (number, year) = (day.0.day().to_string(), day.0.year().to_string());
    td_string!(locale, common.day, day = number, month = month, year = year).to_string()
}

fn in_locale(locale: Locale, day: Day) -> String {
    let month = match day.0.month() {
        1 => td_string!(locale, common.month_jan),
        2 => td_string!(locale, common.month_feb),
        3 => td_string!(locale, common.month_mar),
        4 => td_string!(locale, common.month_apr),
        5 => td_string!(locale, common.month_may),
        6 => td_string!(locale, common.month_jun),
        7 => td_string!(locale, common.month_jul),
        8 => td_string!(locale, common.month_aug),
        9 => td_string!(locale, common.month_sep),
        10 => td_string!(locale, common.month_oct),
        11 => td_string!(locale, common.month_nov),
        _ => td_string!(locale, common.month_dec),
    };
    let (number, year) = (day.0.day().to_string(), day.0.year().to_string());
    td_string!(locale, common.day, day = number, month = month, year = year).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_its_own_months() {
        let day: Day = "2026-03-04".parse().unwrap();
        assert_eq!(in_locale(Locale::en, day), "4 Mar 2026");
        assert_eq!(in_locale(Locale::fr, day), "4 mars 2026");
        assert_eq!(in_locale(Locale::nl, day), "4 maart 2026");
        assert_eq!(in_locale(Locale::de, day), "4. März 2026");
        let day: Day = "2028-11-14".parse().unwrap();
        assert_eq!(written_out(Locale::en, day), "14 November 2028");
        assert_eq!(written_out(Locale::fr, day), "14 novembre 2028");
    }
}
