//! Numbers to draw. Nothing here draws.

/// Where a stacked bar around a centre begins and ends, in percent of all answers (0 is the centre):
/// half of the middle class lies on either side. Robbins and Heiberger's diverging stacked bar.
#[must_use]
pub fn diverging_extent(counts: [u32; 5]) -> Option<(f64, f64)> {
    let n: u32 = counts.iter().sum();
    if n == 0 {
        return None;
    }
    let [strongly_low, low, middle, high, strongly_high] = counts.map(f64::from);
    let percent = 100.0 / f64::from(n);
    Some((
        -(strongly_low + low + middle / 2.0) * percent,
        (high + strongly_high + middle / 2.0) * percent,
    ))
}

/// How far bars of a page reach, in percent: to the left (disagree), to the right (agree), and the
/// middle class apart. Shared by all pictures of a page, so that they compare.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// Largest share of the classes below the middle.
    pub low: f64,
    /// Largest share of the classes above the middle.
    pub high: f64,
    /// Largest share of the middle class.
    pub middle: f64,
}

impl Extent {
    /// Widens the extent so that this distribution fits, in steps of five percent.
    #[must_use]
    pub fn with(self, low: u32, middle: u32, high: u32) -> Self {
        let n = low + middle + high;
        if n == 0 {
            return self;
        }
        let step = |part: u32| (f64::from(part) * 20.0 / f64::from(n)).ceil() * 5.0;
        Self {
            low: self.low.max(step(low)),
            middle: self.middle.max(step(middle)),
            high: self.high.max(step(high)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_middle_lies_on_either_side() {
        let (left, right) = diverging_extent([1, 2, 4, 6, 7]).unwrap();
        assert!((left + 25.0).abs() < 1e-9 && (right - 75.0).abs() < 1e-9);
        assert!((right - left - 100.0).abs() < 1e-9);
        assert_eq!(diverging_extent([0; 5]), None);
    }

    #[test]
    fn the_extent_of_a_page_holds_every_bar() {
        let extent = Extent::default().with(3, 4, 13).with(10, 2, 8);
        assert_eq!(extent, Extent { low: 50.0, high: 65.0, middle: 20.0 });
    }
}
