//! The colours of pictures; the style sheet repeats them for keys in HTML.

use plotters::style::RGBColor;

/// Which ground a picture stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// The light page.
    Light,
    /// The dark page.
    Dark,
    /// White paper: downloads and reports.
    Paper,
}

impl Palette {
    /// The word in a picture's address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Paper => "paper",
        }
    }

    pub(super) const fn ground(self) -> RGBColor {
        match self {
            Self::Light => hex(0xf8_f4ec),
            Self::Dark => hex(0x17_1411),
            Self::Paper => hex(0xff_ffff),
        }
    }

    pub(super) const fn ink(self) -> RGBColor {
        if matches!(self, Self::Dark) { hex(0xf3_ede3) } else { hex(0x22_1d17) }
    }

    pub(super) const fn soft(self) -> RGBColor {
        if matches!(self, Self::Dark) { hex(0xbd_b3a5) } else { hex(0x5d_554a) }
    }

    /// The fill of class 1 (least wanted) to 5; class 0 is empty.
    pub(super) const fn fill(self, class: usize) -> RGBColor {
        match (self, class) {
            (_, 0) => self.ground(),
            (Self::Dark, 1) => hex(0xe0_b06a),
            (Self::Dark, 2) => hex(0x85_602f),
            (Self::Dark, 3) => hex(0x2e_2924),
            (Self::Dark, 4) => hex(0x3b_8d97),
            (Self::Dark, _) => hex(0xa5_e3e7),
            (_, 1) => hex(0x97_611b),
            (_, 2) => hex(0xe3_bf86),
            (_, 3) => hex(0xef_e9dd),
            (_, 4) => hex(0x6d_b0b5),
            (_, _) => hex(0x0b_4a57),
        }
    }

    /// The outline of a class.
    pub(super) const fn edge(self, class: usize) -> RGBColor {
        match (self, class) {
            (Self::Dark, 1 | 2) => hex(0xe0_b06a),
            (Self::Dark, 0 | 3) => hex(0x92_887a),
            (Self::Dark, _) => hex(0x8a_d0d6),
            (_, 1 | 2) => hex(0x85_530f),
            (_, 0 | 3) => hex(0x85_7b6c),
            (_, _) => hex(0x0b_4a57),
        }
    }

    /// A number printed on a class's fill.
    pub(super) const fn on(self, class: usize) -> RGBColor {
        match (self, class) {
            (Self::Dark, 1 | 4 | 5) => hex(0x17_1411),
            (Self::Dark, 2) => hex(0xff_ffff),
            (Self::Dark, _) => hex(0xf3_ede3),
            (_, 1 | 5) => hex(0xff_ffff),
            (_, _) => hex(0x22_1d17),
        }
    }
}

const fn hex(color: u32) -> RGBColor {
    let [_, red, green, blue] = color.to_be_bytes();
    RGBColor(red, green, blue)
}
