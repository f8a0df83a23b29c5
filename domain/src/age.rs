//! Age bands: the only thing about age that is ever asked or stored.

use std::str::FromStr;

/// A band of ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// 12 and 13.
    From12,
    /// 14 and 15.
    From14,
    /// 16 to 18.
    From16,
}

/// The text names no band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such age band")]
pub struct UnknownAgeBand;

impl AgeBand {
    /// All bands, youngest first.
    pub const ALL: [Self; 3] = [Self::From12, Self::From14, Self::From16];

    /// The band as it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::From12 => "12-13",
            Self::From14 => "14-15",
            Self::From16 => "16-18",
        }
    }
}

impl FromStr for AgeBand {
    type Err = UnknownAgeBand;

    fn from_str(text: &str) -> Result<Self, UnknownAgeBand> {
        Self::ALL.into_iter().find(|band| band.as_str() == text).ok_or(UnknownAgeBand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_round_trip() {
        for band in AgeBand::ALL {
            assert_eq!(band.as_str().parse(), Ok(band));
        }
        assert_eq!("11".parse::<AgeBand>(), Err(UnknownAgeBand));
    }
}
