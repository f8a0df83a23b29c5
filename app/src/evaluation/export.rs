//! All that a results page shows as a table for spreadsheets.

use super::{
    charts::{Numbers, Words, change, waves},
    model::{
        ItemFinding, LeftOut, Reach, Row, RowOutcome, ScoreFinding, Table, Tables, Targets,
        TickFinding,
    },
};
use crate::{error::AppError, incident::internal, page::tr};
use domain::{evaluation::suppression::Shown, locale::Language};

/// What stands between fields. Spreadsheets expect a semicolon where the decimal sign is a comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
}

impl Separator {
    /// What spreadsheets in this language expect.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        match language {
            Language::En => Self::Comma,
            Language::Fr | Language::Nl | Language::De => Self::Semicolon,
        }
    }

    /// The one that this is not.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Semicolon,
            Self::Semicolon => Self::Comma,
        }
    }

    /// The word in an address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
        }
    }

    /// Reads what [`Separator::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Comma, Self::Semicolon].into_iter().find(|known| known.as_str() == text)
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

/// Everything a results page tells.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Counts.
    pub reach: Reach,
    /// What they are measured by.
    pub targets: Targets,
    /// Items.
    pub items: Vec<ItemFinding>,
    /// Questions with ticks.
    pub ticks: Vec<TickFinding>,
    /// Means of scores.
    pub scores: Vec<ScoreFinding>,
    /// Workshops left out.
    pub left_out: Vec<LeftOut>,
    /// Breakdowns.
    pub tables: Option<Tables>,
}

/// One line of the file.
type Line = [String; 6];

/// The table in UTF-8 with a byte order mark, every field quoted, nothing a spreadsheet would run.
///
/// # Errors
/// When writing into memory fails.
pub fn table(words: Words, separator: Separator, told: &Told) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .delimiter(separator.byte())
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    for line in lines(words, told) {
        writer.write_record(line.map(|field| defused(&field))).map_err(|cause| internal(&cause))?;
    }
    writer.into_inner().map_err(|cause| internal(&cause.to_string()))
}

fn lines(words: Words, told: &Told) -> Vec<Line> {
    let head = [
        tr!(words, evaluation.csv_code),
        tr!(words, evaluation.csv_text),
        tr!(words, evaluation.csv_measure),
        tr!(words, evaluation.csv_class),
        tr!(words, evaluation.csv_value),
        tr!(words, evaluation.csv_n),
    ];
    let mut lines = vec![head];
    lines.extend(counts(words, &told.reach, told.targets));
    lines.extend(told.left_out.iter().map(|left_out| left_out_line(words, left_out)));
    for finding in &told.items {
        lines.extend(answers(words, finding));
        lines.extend(changes(words, finding));
    }
    lines.extend(told.ticks.iter().flat_map(|finding| ticked(words, finding)));
    lines.extend(told.scores.iter().flat_map(|finding| scored(words, finding)));
    if let Some(Tables { partners, workshops, .. }) = &told.tables {
        lines.extend(rows(words, &tr!(words, evaluation.by_partner), partners));
        lines.extend(rows(words, &tr!(words, evaluation.by_workshop), workshops));
    }
    lines
}

/// A line about counts and not about a question.
fn plain(measure: &str, class: String, value: String, n: String) -> Line {
    [String::new(), String::new(), measure.to_owned(), class, value, n]
}

fn counts(words: Words, reach: &Reach, targets: Targets) -> Vec<Line> {
    let what = tr!(words, evaluation.csv_reach);
    let target = |name: String| tr!(words, evaluation.csv_target, name = name);
    let counts = [
        (tr!(words, evaluation.workshops), Some(reach.workshops)),
        (target(tr!(words, evaluation.workshops)), targets.workshops),
        (tr!(words, evaluation.joined), Some(reach.joined)),
        (target(tr!(words, evaluation.joined)), targets.participants),
        (tr!(words, evaluation.sent_before), Some(reach.before_sent)),
        (tr!(words, evaluation.sent_after), Some(reach.after_sent)),
        (tr!(words, evaluation.csv_present), reach.present),
    ];
    counts
        .into_iter()
        .filter_map(|(name, count)| Some(plain(&what, name, count?.to_string(), String::new())))
        .collect()
}

fn left_out_line(words: Words, left_out: &LeftOut) -> Line {
    let name = format!("{}, {}", words.modules(&left_out.modules), left_out.group);
    plain(&tr!(words, evaluation.left_out_title), name, left_out.reason.clone(), String::new())
}

fn ticked(words: Words, finding: &TickFinding) -> Vec<Line> {
    let line = |class: String, value: String| {
        [
            finding.code.clone(),
            finding.text.get(words.language).to_owned(),
            tr!(words, evaluation.after),
            class,
            value,
            finding.ticks.n().to_string(),
        ]
    };
    let cells = words.ticks_cells(finding);
    if cells.is_empty() {
        return vec![line(tr!(words, evaluation.csv_note), words.ticks_hidden(finding))];
    }
    cells.into_iter().map(|(name, number)| line(name, number)).collect()
}

fn scored(words: Words, finding: &ScoreFinding) -> Vec<Line> {
    let name = format!("{}: {}", words.modules(&finding.modules), words.score_name(finding));
    let what = tr!(words, evaluation.scores_title);
    let line = |class: String, value: String, n: String| {
        [finding.questions.join(" "), name.clone(), what.clone(), class, value, n]
    };
    let Some(change) = finding.change else {
        let note = tr!(words, evaluation.csv_note);
        return vec![line(note, tr!(words, evaluation.score_waits), String::new())];
    };
    let means = words.means(finding, &change);
    let n = change.pairs.to_string();
    let likely = means
        .interval
        .map(|(low, high)| tr!(words, evaluation.between_numbers, low = low, high = high))
        .unwrap_or(means.difference);
    [
        (tr!(words, evaluation.before), means.before),
        (tr!(words, evaluation.after), means.after),
        (tr!(words, evaluation.likely_change), likely),
    ]
    .into_iter()
    .map(|(class, value)| line(class, value, n.clone()))
    .collect()
}

fn rows(words: Words, what: &str, table: &Table) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &table.rows {
        lines.extend(row_lines(words, what, row));
    }
    if let Some(other) = &table.other {
        let pooled = table.rows.iter().filter(|row| row.outcome == RowOutcome::Other).count();
        lines.push([
            String::new(),
            tr!(words, evaluation.row_rest, count = pooled.to_string()),
            what.to_owned(),
            tr!(words, evaluation.outcome_column),
            words.outcome(other),
            other.pairs.to_string(),
        ]);
    }
    lines
}

fn row_lines(words: Words, what: &str, row: &Row) -> Vec<Line> {
    let name = match &row.workshop {
        None => row.name.clone(),
        Some((_, modules, day)) => format!("{}, {}, {day}", words.modules(modules), row.name),
    };
    let line = |class: String, value: String, n: String| {
        [String::new(), name.clone(), what.to_owned(), class, value, n]
    };
    let (outcome, pairs) = match &row.outcome {
        RowOutcome::Own(outcome) => (words.outcome(outcome), outcome.pairs.to_string()),
        RowOutcome::Other => (tr!(words, evaluation.row_in_other), String::new()),
        RowOutcome::NotYet => (tr!(words, evaluation.row_not_yet), String::new()),
        RowOutcome::LeftOut => (tr!(words, evaluation.row_left_out), String::new()),
    };
    let reach = &row.reach;
    let counts = [
        (tr!(words, evaluation.workshops), row.workshop.is_none().then_some(reach.workshops)),
        (tr!(words, evaluation.csv_present), reach.present),
        (tr!(words, evaluation.joined), Some(reach.joined)),
        (tr!(words, evaluation.sent_before), Some(reach.before_sent)),
        (tr!(words, evaluation.sent_after), Some(reach.after_sent)),
    ];
    let counts = counts
        .into_iter()
        .filter_map(|(class, count)| Some(line(class, count?.to_string(), String::new())));
    let mut lines: Vec<Line> = counts.collect();
    lines.push(line(tr!(words, evaluation.outcome_column), outcome, pairs));
    lines
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
        let notes = words.all_notes(finding).into_iter().skip(1);
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
    // Spreadsheets trim spaces before they look.
    let seen = field.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let formula = seen.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
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
        let told = Told { reach, ..Told::default() };
        let file = table(words, Separator::Comma, &told).unwrap();
        let semicolons = table(words, Separator::Semicolon, &told).unwrap();
        assert!(String::from_utf8(semicolons).unwrap().contains("\"Question\";\"Text\";"));
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
        for formula in ["=1+1", "+1", "-1", "@sum", "\t=1", "＝1", " =1", "\u{a0}@x", "\r=1"] {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        assert_eq!(defused("5 of 9"), "5 of 9");
    }
}
