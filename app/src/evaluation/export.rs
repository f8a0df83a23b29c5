//! All that a results page shows as a table for spreadsheets.

use super::{
    charts::{Numbers, Words, change, waves},
    model::{ItemFinding, Reach},
};
use crate::{error::AppError, incident::internal, page::tr};
use domain::evaluation::suppression::Shown;

/// One line of the file.
type Line = [String; 6];

/// The table in UTF-8 with a byte order mark, every field quoted, nothing a spreadsheet would run.
///
/// # Errors
/// When writing into memory fails.
pub fn table(words: Words, reach: &Reach, items: &[ItemFinding]) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    for line in lines(words, reach, items) {
        writer.write_record(line.map(|field| defused(&field))).map_err(|cause| internal(&cause))?;
    }
    writer.into_inner().map_err(|cause| internal(&cause.to_string()))
}

fn lines(words: Words, reach: &Reach, items: &[ItemFinding]) -> Vec<Line> {
    let head = [
        tr!(words, evaluation.csv_code),
        tr!(words, evaluation.csv_text),
        tr!(words, evaluation.csv_measure),
        tr!(words, evaluation.csv_class),
        tr!(words, evaluation.csv_value),
        tr!(words, evaluation.csv_n),
    ];
    let mut lines = vec![head];
    lines.extend(counts(words, reach));
    for finding in items {
        lines.extend(answers(words, finding));
        lines.extend(changes(words, finding));
    }
    lines
}

fn counts(words: Words, reach: &Reach) -> Vec<Line> {
    let present = reach.present.map(|present| (tr!(words, evaluation.csv_present), present));
    let counts = [
        (tr!(words, evaluation.workshops), reach.workshops),
        (tr!(words, evaluation.joined), reach.joined),
        (tr!(words, evaluation.sent_before), reach.before_sent),
        (tr!(words, evaluation.sent_after), reach.after_sent),
    ];
    let line = |(name, count): (String, i64)| {
        [
            String::new(),
            String::new(),
            tr!(words, evaluation.csv_reach),
            name,
            count.to_string(),
            String::new(),
        ]
    };
    counts.into_iter().chain(present).map(line).collect()
}

fn answers(words: Words, finding: &ItemFinding) -> Vec<Line> {
    let line = |measure: &str, class: String, value: String, n: String| {
        [
            finding.item.code.clone(),
            finding.item.text.get(words.language).to_owned(),
            measure.to_owned(),
            class,
            value,
            n,
        ]
    };
    let mut lines = Vec::new();
    for seen in waves(finding) {
        let wave = words.wave(seen.wave);
        if let Numbers::Hidden(shown) = &seen.numbers {
            lines.push(line(
                &wave,
                tr!(words, evaluation.csv_note),
                words.hidden(shown),
                seen.n.to_string(),
            ));
        }
        for (class, value) in words.cells(finding, &seen) {
            lines.push(line(&wave, class, value, seen.n.to_string()));
        }
    }
    if waves(finding).iter().any(super::charts::Seen::visible) {
        let notes = words.notes(finding).into_iter().skip(1);
        lines.extend(
            notes.map(|note| line("", tr!(words, evaluation.csv_note), note, String::new())),
        );
    }
    lines
}

fn changes(words: Words, finding: &ItemFinding) -> Vec<Line> {
    let Some(Shown::Three { counts: [worse, same, better] }) = change(finding) else {
        return Vec::new();
    };
    let n = (worse + same + better).to_string();
    let classes = [
        (tr!(words, evaluation.change_worse), worse),
        (tr!(words, evaluation.change_same), same),
        (tr!(words, evaluation.change_better), better),
    ];
    let text = finding.item.text.get(words.language);
    let line = |(class, count): (String, &u32)| {
        [
            finding.item.code.clone(),
            text.to_owned(),
            tr!(words, evaluation.csv_change),
            class,
            count.to_string(),
            n.clone(),
        ]
    };
    classes.into_iter().map(line).collect()
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe instead.
fn defused(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evaluation::charts::Place, i18n::Locale};
    use domain::locale::Language;

    #[test]
    fn the_file_is_quoted_and_begins_with_a_mark() {
        let words = Words { language: Language::En, locale: Locale::en, place: Place::Total };
        let reach = Reach { workshops: 2, joined: 21, ..Reach::default() };
        let file = table(words, &reach, &[]).unwrap();
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        assert!(
            text.starts_with(
                "\"Question\",\"Text\",\"What\",\"Answer\",\"Value\",\"Answers counted\"\r\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("\"\",\"\",\"Counts\",\"joined with a phone\",\"21\",\"\"\r\n"),
            "{text}"
        );
    }

    #[test]
    fn formulas_are_defused() {
        for formula in ["=1+1", "+1", "-1", "@sum", "\t=1", "＝1"] {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        assert_eq!(defused("5 of 9"), "5 of 9");
    }
}
