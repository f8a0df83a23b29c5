//! A thin hand on Plotters' SVG backend: rectangles, lines and text, nothing that needs a font file.

use super::Palette;
use plotters::{
    backend::DrawingBackend as _,
    prelude::SVGBackend,
    style::{
        FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub size: i32,
    pub bold: bool,
    pub color: RGBColor,
    pub anchor: Anchor,
}

/// Which point of a text its x names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Type {
    pub const fn plain(size: i32, color: RGBColor) -> Self {
        Self { size, bold: false, color, anchor: Anchor::Start }
    }

    pub const fn bold(size: i32, color: RGBColor) -> Self {
        Self { size, bold: true, color, anchor: Anchor::Start }
    }

    pub const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

/// What is drawn on, with a movable origin.
pub(super) struct Canvas<'a> {
    pub palette: Palette,
    backend: SVGBackend<'a>,
    origin: (i32, i32),
}

impl Canvas<'_> {
    /// Draws a whole SVG of this size with its text alternative as the title.
    pub fn paint(
        palette: Palette,
        size: (i32, i32),
        title: &str,
        draw: impl FnOnce(&mut Canvas<'_>),
    ) -> String {
        let mut svg = String::new();
        let pixels = (size.0.unsigned_abs(), size.1.unsigned_abs());
        let mut canvas =
            Canvas { palette, backend: SVGBackend::with_string(&mut svg, pixels), origin: (0, 0) };
        draw(&mut canvas);
        // Writing into a string cannot fail.
        let _ = canvas.backend.present();
        drop(canvas);
        named(&svg, title)
    }

    /// Draws with the origin moved.
    pub fn shifted(&mut self, x: i32, y: i32, draw: impl FnOnce(&mut Self)) {
        let before = self.origin;
        self.origin = (before.0 + x, before.1 + y);
        draw(self);
        self.origin = before;
    }

    const fn at(&self, x: i32, y: i32) -> (i32, i32) {
        (self.origin.0 + x, self.origin.1 + y)
    }

    /// A filled rectangle.
    pub fn fill(&mut self, x: i32, y: i32, width: i32, height: i32, color: RGBColor) {
        let (from, to) = (self.at(x, y), self.at(x + width, y + height));
        let _ = self.backend.draw_rect(from, to, &color, true);
    }

    /// A line of 2 px.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), color: RGBColor) {
        let style = ShapeStyle { color: color.into(), filled: false, stroke_width: 2 };
        let (from, to) = (self.at(from.0, from.1), self.at(to.0, to.1));
        let _ = self.backend.draw_line(from, to, &style);
    }

    /// A text on a baseline.
    pub fn text(&mut self, x: i32, baseline: i32, text: &str, look: Type) {
        let style = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        // The backend divides sizes by this factor, which fonts' line heights need elsewhere.
        let font = FontDesc::new(FontFamily::SansSerif, f64::from(look.size) * 1.24, style);
        let across = match look.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from(font).color(&look.color).pos(Pos::new(across, VPos::Top));
        // Anchored at the top the baseline lies 0.76 em below, whatever the font.
        let top = baseline - (look.size * 76 + 50) / 100;
        let _ = self.backend.draw_text(text, &style, self.at(x, top));
    }
}

/// Gives the picture its role and its name for readers who do not see it.
fn named(svg: &str, title: &str) -> String {
    let (head, body) = svg.split_once('>').unwrap_or((svg, ""));
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{head} role=\"img\"><title>{title}</title>{body}")
}
