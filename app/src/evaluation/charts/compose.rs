//! From a finding to its picture.

use super::{Bar, Chart, Figure, Row, Seen, Words, capital, change, waves};
use crate::evaluation::model::ItemFinding;
use domain::evaluation::{chart::Extent, suppression::Shown, tally::Shape};

impl Words {
    /// The picture of the answers; `None` where nothing may be shown.
    #[must_use]
    pub fn answers_chart(self, finding: &ItemFinding, extent: Extent) -> Option<Chart> {
        let seen = waves(finding);
        let row = |seen: &Seen| {
            let bar = seen.bar(|share| self.percent(share), |share| self.share(share, seen.n))?;
            Some(Row {
                wave: seen.wave,
                word: self.wave(seen.wave),
                answers: self.answers(seen.n),
                bar,
            })
        };
        let rows: Vec<Row> = seen.iter().filter_map(row).collect();
        let classes = rows.iter().find_map(|row| match &row.bar {
            Bar::Pieces(pieces) => Some(pieces.len()),
            Bar::Words(_) => None,
        });
        let names: Vec<String> =
            self.classes(finding, classes.unwrap_or(2)).iter().map(|name| capital(name)).collect();
        let figure = match (finding.shape, &names[..]) {
            _ if rows.is_empty() => return None,
            (Shape::Rating { .. }, [low, middle, high]) => {
                Figure::Likert { rows, extent, heads: [low.clone(), middle.clone(), high.clone()] }
            }
            (Shape::Rating { .. }, [_, low, middle, high, _]) => {
                Figure::Likert { rows, extent, heads: [low.clone(), middle.clone(), high.clone()] }
            }
            (_, [_, unsure, right]) => {
                Figure::Share { rows, heads: (right.clone(), Some(unsure.clone())) }
            }
            _ => Figure::Share { rows, heads: (names.last().cloned().unwrap_or_default(), None) },
        };
        Some(Chart { figure, alt: self.alternative(finding) })
    }

    /// The picture of the change; `None` where not all three classes are told.
    #[must_use]
    pub fn change_chart(self, finding: &ItemFinding) -> Option<Chart> {
        let Shown::Three { counts } = change(finding)? else { return None };
        let labels = self.change_labels(*counts);
        Some(Chart {
            alt: self.change_title(finding)?,
            figure: Figure::Change { counts: *counts, labels },
        })
    }
}
