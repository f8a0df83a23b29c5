//! Pictures of protected numbers, drawn with Plotters on the server.
//!
//! Before is outlined, after is solid; colour is never the only cue. A picture holds presentation
//! attributes only, so it needs no style sheet and passes every content policy.

mod bars;
mod canvas;
mod compose;
mod numbers;
mod palette;
mod scored;
mod sentences;
mod ticked;
mod words;

pub use numbers::{Measure, Numbers, Seen, asked_after_only, change, classes, extent, waves};
pub use palette::Palette;
pub use scored::Means;
pub use ticked::visible as ticks_visible;
pub use words::{Place, Words, capital};

use canvas::Canvas;
use domain::{evaluation::chart::Extent, questionnaire::Wave};

/// How wide a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 640 px: screens from a tablet on, downloads.
    Wide,
    /// 320 px: phones.
    Narrow,
}

impl Width {
    /// The word in a picture's address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// Width of the bare picture in pixels.
    #[must_use]
    pub const fn pixels(self) -> i32 {
        match self {
            Self::Wide => 640,
            Self::Narrow => 320,
        }
    }
}

/// One class of a bar: how many, and the number as it may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Answers.
    pub count: u32,
    /// The count or whole percentage as a text.
    pub label: String,
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// Two, three or five classes, the least wanted first.
    Pieces(Vec<Piece>),
    /// Words, where a number would describe single persons.
    Words(String),
}

/// One wave of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Before or after.
    pub wave: Wave,
    /// Its name.
    pub word: String,
    /// "18 answers".
    pub answers: String,
    /// The bar.
    pub bar: Bar,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Three or five points around a centre line, the middle class apart on the right.
    Likert {
        /// Before, after.
        rows: Vec<Row>,
        /// Shared by all pictures of a page, so that they compare.
        extent: Extent,
        /// Names of the low side, the middle and the high side.
        heads: [String; 3],
    },
    /// One whole bar a row, the wanted class first.
    Share {
        /// Before, after.
        rows: Vec<Row>,
        /// Names of the wanted class and, with three classes, of "not sure".
        heads: (String, Option<String>),
    },
    /// Linked pairs: worse, same, better.
    Change {
        /// Pairs.
        counts: [u32; 3],
        /// "2 worse", "4 the same", "12 better".
        labels: [String; 3],
    },
    /// Any number of ticks: one bar an option, the most ticked first.
    Options {
        /// The options.
        rows: Vec<OptionRow>,
        /// Answers.
        n: u32,
    },
}

/// One option of a question with ticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionRow {
    /// The option.
    pub name: String,
    /// How many ticked it; `None` where words stand for the number.
    pub count: Option<u32>,
    /// "12 of 18", "67 %", or the words.
    pub label: String,
}

/// A picture with its text alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is drawn.
    pub figure: Figure,
    /// All its numbers in words.
    pub alt: String,
}

/// What a picture carries inside when it leaves the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// The finding.
    pub title: String,
    /// The question.
    pub question: String,
    /// Colour class (0 is empty) and its name; empty where the picture names everything itself.
    pub key: Vec<(usize, String)>,
    /// What it rests on.
    pub note: String,
}

/// Draws a picture as SVG. With labels it becomes a sheet that explains itself, always wide.
#[must_use]
pub fn draw(chart: &Chart, palette: Palette, width: Width, labels: Option<&Labels>) -> String {
    match labels {
        None => {
            let size = (width.pixels(), bars::height(&chart.figure, width));
            Canvas::paint(palette, size, &chart.alt, |canvas| {
                bars::draw(canvas, &chart.figure, width)
            })
        }
        Some(labels) => sheet(chart, palette, labels),
    }
}

const MARGIN: i32 = 24;

/// The picture with its title, question, key and note on a painted ground.
fn sheet(chart: &Chart, palette: Palette, labels: &Labels) -> String {
    let (ink, soft) = (palette.ink(), palette.soft());
    let title = broken(&labels.title, 60);
    let question = broken(&labels.question, 84);
    let note = broken(&labels.note, 108);
    let lines = |lines: &[String], step: i32| step * i32::try_from(lines.len()).unwrap_or(0);
    let top = 44 + lines(&title, 26) + lines(&question, 20) + 4;
    let bottom = top + bars::height(&chart.figure, Width::Wide) + 26;
    let key = bars::key_height(&labels.key);
    let size = (Width::Wide.pixels() + 2 * MARGIN, bottom + key + lines(&note, 17) + 8);
    Canvas::paint(palette, size, &chart.alt, |canvas| {
        canvas.fill(0, 0, size.0, size.1, palette.ground());
        let mut y = 44;
        for line in &title {
            canvas.text(MARGIN, y, line, canvas::Type::bold(20, ink));
            y += 26;
        }
        for line in &question {
            canvas.text(MARGIN, y, line, canvas::Type::plain(15, soft));
            y += 20;
        }
        canvas.shifted(MARGIN, top, |canvas| bars::draw(canvas, &chart.figure, Width::Wide));
        bars::key(canvas, (MARGIN, bottom), &labels.key);
        for (line, y) in note.iter().zip((bottom + key..).step_by(17)) {
            canvas.text(MARGIN, y, line, canvas::Type::plain(12, soft));
        }
    })
}

/// Breaks a text into lines of at most so many characters, at spaces.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests;
