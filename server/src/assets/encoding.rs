//! Which form of a file a client wants (`Accept-Encoding`, RFC 9110, 12.5.3).

use axum::http::HeaderValue;

use super::Asset;

/// A form a file can be sent in. The order of the variants is ours: the smaller wins a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// Value of `Content-Encoding`; the plain form has none.
    pub(super) fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// What the entity tag of this form ends in.
    pub(super) fn tag_suffix(self) -> &'static str {
        match self {
            Self::Brotli => "-br",
            Self::Gzip => "-gz",
            Self::Identity => "",
        }
    }
}

/// The form with the highest weight among those we have, ties to the smaller one.
///
/// A client that refuses every form we have gets the plain one: better than a page without script.
pub(super) fn choose<'h>(
    asset: &'static Asset,
    accepted: impl IntoIterator<Item = &'h HeaderValue>,
) -> (Encoding, &'static [u8]) {
    let wishes: Vec<(String, f32)> = accepted
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(wish)
        .collect();
    let compressed = [(Encoding::Brotli, asset.brotli), (Encoding::Gzip, asset.gzip)];

    let mut best = (Encoding::Identity, asset.identity);
    let mut best_weight = weight(&wishes, Encoding::Identity);
    // From the least wanted to the most, so that an equal weight moves up.
    for (encoding, body) in compressed.into_iter().rev() {
        let weight = weight(&wishes, encoding);
        if let Some(body) = body
            && weight > 0.0
            && weight >= best_weight
        {
            (best, best_weight) = ((encoding, body), weight);
        }
    }
    best
}

/// One element of the header: the coding in lower case and its weight, 1 if it names none.
fn wish(element: &str) -> Option<(String, f32)> {
    let (coding, parameters) = element.split_once(';').unwrap_or((element, ""));
    let coding = coding.trim().to_ascii_lowercase();
    let weight = match parameters.trim().split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("q") => {
            value.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?
        }
        _ => 1.0,
    };
    (!coding.is_empty()).then_some((coding, weight))
}

fn weight(wishes: &[(String, f32)], encoding: Encoding) -> f32 {
    let of =
        |name: &str| wishes.iter().find(|(coding, _)| coding == name).map(|(_, weight)| *weight);
    match encoding {
        Encoding::Brotli => of("br").or_else(|| of("*")).unwrap_or(0.0),
        Encoding::Gzip => of("gzip").or_else(|| of("x-gzip")).or_else(|| of("*")).unwrap_or(0.0),
        // Unnamed, the plain form is acceptable but nobody's wish: any wanted form comes before it.
        Encoding::Identity => of("identity").unwrap_or(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ALL: Asset = asset(Some(b"br"));
    static NO_BROTLI: Asset = asset(None);

    const fn asset(brotli: Option<&'static [u8]>) -> Asset {
        Asset {
            logical: "a.js",
            name: "a.0.js",
            url: "/assets/a.0.js",
            mime: "text/javascript; charset=utf-8",
            hash: "0",
            identity: b"identity",
            brotli,
            gzip: Some(b"gz"),
        }
    }

    fn chosen(asset: &'static Asset, header: &'static str) -> Encoding {
        choose(asset, [&HeaderValue::from_static(header)]).0
    }

    #[test]
    fn the_smallest_wanted_form_wins() {
        for (header, expected) in [
            ("br, gzip", Encoding::Brotli),
            ("gzip, br", Encoding::Brotli),
            ("gzip, deflate", Encoding::Gzip),
            ("x-gzip", Encoding::Gzip),
            ("GZip", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("deflate, zstd", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(chosen(&ALL, header), expected, "{header:?}");
        }
    }

    #[test]
    fn weights_are_honoured() {
        for (header, expected) in [
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br; q=0, gzip", Encoding::Gzip),
            ("br;q=0, *", Encoding::Gzip),
            ("br;q=0.1, gzip;q=0.2, identity;q=0.9", Encoding::Identity),
            ("*;q=0", Encoding::Identity),
            ("br;Q=1.0", Encoding::Brotli),
            ("br;q=high, gzip", Encoding::Gzip),
            ("br;q=7", Encoding::Identity),
        ] {
            assert_eq!(chosen(&ALL, header), expected, "{header:?}");
        }
    }

    #[test]
    fn several_header_lines_count_as_one() {
        let lines = [HeaderValue::from_static("gzip"), HeaderValue::from_static("br")];
        assert_eq!(choose(&ALL, &lines).0, Encoding::Brotli);
    }

    #[test]
    fn a_form_that_was_not_made_is_not_chosen() {
        assert_eq!(chosen(&NO_BROTLI, "br, gzip"), Encoding::Gzip);
        assert_eq!(chosen(&NO_BROTLI, "br"), Encoding::Identity);
    }
}
