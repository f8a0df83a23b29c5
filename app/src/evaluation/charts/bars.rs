//! Where everything stands in a picture, in pixels.

use super::{
    Bar, Figure, OptionRow, Piece, Row, Width, broken,
    canvas::{Anchor, Canvas, Type},
};
use domain::questionnaire::Wave;

/// Room for the row words left of wide bars.
const NAMES: i32 = 112;
/// Room for the heads above the bars.
const HEAD: i32 = 20;

/// Measures that depend on the width.
struct Frame {
    width: i32,
    left: i32,
    bar: i32,
    label: i32,
    gap: i32,
    apart: i32,
}

impl Frame {
    const fn of(width: Width) -> Self {
        match width {
            Width::Wide => Self { width: 640, left: NAMES, bar: 36, label: 0, gap: 8, apart: 24 },
            Width::Narrow => Self { width: 320, left: 0, bar: 32, label: 20, gap: 10, apart: 14 },
        }
    }

    /// Top of a row's bar.
    fn top(&self, row: usize) -> i32 {
        let row = i32::try_from(row).unwrap_or(0);
        HEAD + self.label + row * (self.label + self.bar + self.gap)
    }
}

/// Height of a picture in pixels.
pub(super) fn height(figure: &Figure, width: Width) -> i32 {
    let frame = Frame::of(width);
    match figure {
        Figure::Likert { rows, .. } | Figure::Share { rows, .. } => {
            frame.top(rows.len().saturating_sub(1)) + frame.bar + 4
        }
        Figure::Change { .. } => 64,
        Figure::Options { rows, .. } => {
            rows.iter().map(|row| option_height(row, &frame)).sum::<i32>() - OPTION_GAP + 4
        }
    }
}

/// Draws a figure at the canvas's origin.
pub(super) fn draw(canvas: &mut Canvas<'_>, figure: &Figure, width: Width) {
    let frame = Frame::of(width);
    match figure {
        Figure::Likert { rows, extent, heads } => {
            let reach = extent.low + extent.high + extent.middle;
            // Bars reach 1 px left of the centre, and lengths are rounded: nothing may leave the picture.
            let left = frame.left.max(2);
            let scale = f64::from(frame.width - left - frame.apart) / reach.max(1.0);
            let zero = left + whole(extent.low * scale);
            let middle = left + whole((extent.low + extent.high) * scale) + frame.apart;
            likert(canvas, &frame, rows, heads, &Axis { scale, zero, middle });
        }
        Figure::Share { rows, heads } => share(canvas, &frame, rows, heads),
        Figure::Change { counts, labels } => change(canvas, frame.width, *counts, labels),
        Figure::Options { rows, n } => options(canvas, &frame, rows, *n),
    }
}

/// A line of an option's name, its bar, and what stays free below.
const OPTION_LINE: i32 = 19;
const OPTION_BAR: i32 = 24;
const OPTION_GAP: i32 = 16;
/// Room right of the longest bar for its number.
const OPTION_NUMBER: i32 = 84;

/// The lines of an option's name, above its bar: options are sentences, too long to stand beside it.
fn option_lines(row: &OptionRow, frame: &Frame) -> Vec<String> {
    broken(&row.name, usize::try_from(frame.width / 8).unwrap_or(40))
}

fn option_height(row: &OptionRow, frame: &Frame) -> i32 {
    let lines = i32::try_from(option_lines(row, frame).len()).unwrap_or(1);
    lines * OPTION_LINE + OPTION_BAR + OPTION_GAP
}

fn options(canvas: &mut Canvas<'_>, frame: &Frame, rows: &[OptionRow], n: u32) {
    let ink = canvas.palette.ink();
    let mut y = 0;
    for row in rows {
        for line in option_lines(row, frame) {
            y += OPTION_LINE;
            canvas.text(0, y - 5, &line, Type::plain(15, ink));
        }
        let room = f64::from(frame.width - OPTION_NUMBER);
        let length = row
            .count
            .map_or(0, |count| whole(room * f64::from(count.min(n)) / f64::from(n.max(1))));
        // A thin line to the left shows where bars begin, also for none.
        canvas.fill(0, y, 3, OPTION_BAR, canvas.palette.edge(5));
        canvas.fill(3, y, length, OPTION_BAR, canvas.palette.fill(5));
        canvas.text(length + 11, y + OPTION_BAR / 2 + 5, &row.label, Type::bold(15, ink));
        y += OPTION_BAR + OPTION_GAP;
    }
}

/// Where the centre line and the middle class of diverging bars stand.
struct Axis {
    /// Pixels per percent.
    scale: f64,
    zero: i32,
    middle: i32,
}

fn likert(canvas: &mut Canvas<'_>, frame: &Frame, rows: &[Row], heads: &[String; 3], axis: &Axis) {
    let (soft, ink) = (Type::plain(13, canvas.palette.soft()), canvas.palette.ink());
    let [low, between, high] = heads;
    canvas.text(axis.zero - 8, 13, low, soft.anchored(Anchor::End));
    canvas.text(axis.zero + 8, 13, high, soft);
    if frame.left == 0 {
        canvas.text(frame.width, 13, between, soft.anchored(Anchor::End));
    } else {
        // Starts where the class starts, unless it would leave the picture.
        let start = (axis.middle + 1).min(frame.width - estimate(between, 69));
        canvas.text(start, 13, between, soft);
    }
    for (index, row) in rows.iter().enumerate() {
        let y = frame.top(index);
        name(canvas, frame, row, y);
        let Bar::Pieces(pieces) = &row.bar else { continue };
        let total: u32 = pieces.iter().map(|piece| piece.count).sum();
        let long = |piece: &Piece| {
            whole(f64::from(piece.count) * 100.0 / f64::from(total.max(1)) * axis.scale)
        };
        let half = pieces.len() / 2;
        let strong = |class: usize| class == 1 || class == 5;
        let mut x = axis.zero - 1;
        for (step, piece) in pieces.iter().take(half).rev().enumerate() {
            let class = if half == 1 { 1 } else { 2 - step };
            let length = long(piece);
            x -= length;
            segment(
                canvas,
                &Segment {
                    x,
                    y,
                    length,
                    height: frame.bar,
                    class,
                    solid: row.wave == Wave::After,
                    hatched: strong(class),
                },
                piece,
            );
        }
        x = axis.zero + 2;
        for (step, piece) in pieces.iter().skip(half + 1).enumerate() {
            let class = if half == 1 { 5 } else { 4 + step };
            let length = long(piece);
            segment(
                canvas,
                &Segment {
                    x,
                    y,
                    length,
                    height: frame.bar,
                    class,
                    solid: row.wave == Wave::After,
                    hatched: strong(class),
                },
                piece,
            );
            x += length;
        }
        if let Some(piece) = pieces.get(half) {
            let apart = Segment {
                x: axis.middle,
                y,
                length: long(piece),
                height: frame.bar,
                class: 3,
                solid: row.wave == Wave::After,
                hatched: false,
            };
            segment(canvas, &apart, piece);
        }
        if frame.left == 0 {
            canvas.line((axis.zero, y - 2), (axis.zero, y + frame.bar + 2), ink);
        }
    }
    if frame.left > 0 {
        let last = frame.top(rows.len().saturating_sub(1)) + frame.bar;
        canvas.line((axis.zero, 18), (axis.zero, last + 2), ink);
    }
}

fn share(canvas: &mut Canvas<'_>, frame: &Frame, rows: &[Row], heads: &(String, Option<String>)) {
    let (soft, ink) = (Type::plain(13, canvas.palette.soft()), canvas.palette.ink());
    canvas.text(frame.left + 1, 13, &heads.0, soft);
    if let Some(unsure) = &heads.1 {
        canvas.text(frame.width - 3, 13, unsure, soft.anchored(Anchor::End));
    }
    for (index, row) in rows.iter().enumerate() {
        let y = frame.top(index);
        name(canvas, frame, row, y);
        match &row.bar {
            Bar::Words(words) => {
                canvas.text(frame.left + 1, y + frame.bar / 2 + 5, words, Type::bold(15, ink));
                let edge = canvas.palette.edge(3);
                canvas.line(
                    (frame.left, y + frame.bar - 1),
                    (frame.width - 3, y + frame.bar - 1),
                    edge,
                );
            }
            Bar::Pieces(pieces) => whole_bar(canvas, frame, row.wave, pieces, y),
        }
    }
}

/// Right, wrong, not sure; or with two classes the wanted one and the rest.
fn whole_bar(canvas: &mut Canvas<'_>, frame: &Frame, wave: Wave, pieces: &[Piece], y: i32) {
    let ordered: Vec<(usize, &Piece)> = match pieces {
        [rest, top] => vec![(5, top), (3, rest)],
        [wrong, unsure, right] => vec![(5, right), (3, wrong), (0, unsure)],
        _ => return,
    };
    let total: u32 = pieces.iter().map(|piece| piece.count).sum();
    let room = f64::from(frame.width - frame.left);
    let (mut x, mut sum) = (frame.left, 0);
    for (class, piece) in ordered {
        sum += piece.count;
        // Ends are rounded, not lengths: the bar is whole.
        let end = frame.left + whole(room * f64::from(sum) / f64::from(total.max(1)));
        let solid = wave == Wave::After && class != 0;
        segment(
            canvas,
            &Segment {
                x,
                y,
                length: end - x,
                height: frame.bar,
                class,
                solid,
                hatched: class != 0,
            },
            piece,
        );
        x = end;
    }
}

fn change(canvas: &mut Canvas<'_>, width: i32, counts: [u32; 3], labels: &[String; 3]) {
    let total: u32 = counts.iter().sum();
    let share = |count: u32| whole(f64::from(width) * f64::from(count) / f64::from(total.max(1)));
    let (first, second) = (share(counts[0]), share(counts[0] + counts[1]));
    let nothing = Piece { count: 0, label: String::new() };
    for (x, end, class) in [(0, first, 1), (first, second, 3), (second, width, 5)] {
        segment(
            canvas,
            &Segment { x, y: 24, length: end - x, height: 36, class, solid: true, hatched: false },
            &nothing,
        );
    }
    let [worse, same, better] = labels;
    let bold = Type::bold(14, canvas.palette.ink());
    let long = |text: &str| estimate(text, 76);
    let most = width - long(better) - 14 - long(same) / 2;
    let least = long(worse) + 14 + long(same) / 2;
    let middle = ((first + second) / 2).max(least).min(most);
    canvas.text(0, 15, worse, bold);
    canvas.text(middle, 15, same, bold.anchored(Anchor::Middle));
    canvas.text(width - 2, 15, better, bold.anchored(Anchor::End));
}

fn name(canvas: &mut Canvas<'_>, frame: &Frame, row: &Row, y: i32) {
    let (ink, soft) = (canvas.palette.ink(), canvas.palette.soft());
    if frame.left == 0 {
        canvas.text(0, y - 6, &row.word, Type::bold(14, ink));
        canvas.text(frame.width, y - 6, &row.answers, Type::plain(13, soft).anchored(Anchor::End));
    } else {
        canvas.text(0, y + 15, &row.word, Type::bold(15, ink));
        canvas.text(0, y + 32, &row.answers, Type::plain(13, soft));
    }
}

/// A part of a bar.
struct Segment {
    x: i32,
    y: i32,
    length: i32,
    height: i32,
    class: usize,
    /// After is solid, before outlined.
    solid: bool,
    /// Whether an outlined one is hatched: the strong classes are.
    hatched: bool,
}

fn segment(canvas: &mut Canvas<'_>, part: &Segment, piece: &Piece) {
    if part.length < 2 {
        return;
    }
    let palette = canvas.palette;
    let hatched = part.hatched && !part.solid;
    // An outer rectangle in the edge's colour and an inner one make an outline of 2 px; 2 px stay free
    // to the right, so that neighbours stand apart.
    let (length, edge) = ((part.length - 2).max(1), palette.edge(part.class));
    canvas.fill(part.x, part.y, length, part.height, edge);
    let inside = (part.x + 2, part.y + 2, length - 4, part.height - 4);
    if inside.2 > 0 {
        let fill = if part.solid { palette.fill(part.class) } else { palette.ground() };
        canvas.fill(inside.0, inside.1, inside.2, inside.3, fill);
        if hatched {
            hatch(canvas, inside, edge);
        }
    }
    let room = part.length - 4;
    let text = characters(&piece.label) * 8;
    if piece.label.is_empty() || room < text + if hatched { 12 } else { 6 } {
        return;
    }
    let centre = part.x + 1 + room / 2;
    if hatched {
        canvas.fill(
            centre - text / 2 - 4,
            part.y + part.height / 2 - 10,
            text + 8,
            20,
            palette.ground(),
        );
    }
    let color = if part.solid { palette.on(part.class) } else { palette.ink() };
    canvas.text(
        centre,
        part.y + part.height / 2 + 5,
        &piece.label,
        Type::bold(14, color).anchored(Anchor::Middle),
    );
}

/// Lines at 45 degrees, 7 px apart, clipped to the rectangle.
fn hatch(
    canvas: &mut Canvas<'_>,
    (x, y, width, height): (i32, i32, i32, i32),
    color: plotters::style::RGBColor,
) {
    for step in (6..width + height).step_by(7) {
        let from = (x + (step - height).max(0), y + step.min(height));
        let to = (x + step.min(width), y + (step - width).max(0));
        canvas.line(from, to, color);
    }
}

/// Where the entries of a sheet's key stand: they break into a new line where one is full.
fn key_places(entries: &[(usize, String)]) -> Vec<(i32, i32)> {
    let (mut x, mut y) = (0, 0);
    let place = |(_, name): &(usize, String)| {
        let long = 20 + estimate(name, 68);
        if x > 0 && x + long > Width::Wide.pixels() {
            (x, y) = (0, y + 22);
        }
        let place = (x, y);
        x += long + 14;
        place
    };
    entries.iter().map(place).collect()
}

/// Height of a sheet's key in pixels.
pub(super) fn key_height(entries: &[(usize, String)]) -> i32 {
    key_places(entries).last().map_or(0, |(_, y)| y + 28)
}

/// The key of a sheet: squares with names.
pub(super) fn key(canvas: &mut Canvas<'_>, (left, top): (i32, i32), entries: &[(usize, String)]) {
    let palette = canvas.palette;
    for ((class, name), (x, y)) in entries.iter().zip(key_places(entries)) {
        let (x, y) = (left + x, top + y);
        canvas.fill(x, y - 12, 14, 14, palette.edge(*class));
        canvas.fill(x + 2, y - 10, 10, 10, palette.fill(*class));
        canvas.text(x + 20, y, name, Type::plain(13, palette.ink()));
    }
}

fn characters(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(0)
}

/// Width of a text without measuring a font, in tenths of a pixel per character.
fn estimate(text: &str, tenths: i32) -> i32 {
    characters(text) * tenths / 10
}

/// Pixels are whole.
fn whole(pixels: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most the width of a picture")]
    let pixels = pixels.round() as i32;
    pixels
}
