//! The files a browser loads beside the pages (script, WASM, style sheet, icon), inside the binary.
//!
//! `build.rs` makes the table. A name carries the hash of its content, so a reply may be kept for
//! ever and a new build is a new name; a binary copied to another folder needs nothing beside it.

use axum::{
    body::Body,
    extract::Path,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
            VARY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
};

mod encoding;

/// One embedded file in every form it can be sent in.
#[derive(Debug)]
pub struct Asset {
    /// The name the build gave it, such as `app.css`.
    pub logical: &'static str,
    /// The name it is served under, with its hash: `app.0123456789abcdef.css`.
    pub name: &'static str,
    /// The path pages link to.
    pub url: &'static str,
    /// Value of `Content-Type`.
    pub mime: &'static str,
    /// Start of the content's SHA-256 in hexadecimal; also the entity tag.
    pub hash: &'static str,
    /// The content as built.
    pub identity: &'static [u8],
    /// Compressed with brotli; absent in debug builds and where it would be larger.
    pub brotli: Option<&'static [u8]>,
    /// Compressed with gzip, for browsers on plain HTTP, which do not offer brotli.
    pub gzip: Option<&'static [u8]>,
}

/// Every embedded file; empty in a build without `MAKEITSAFE_SITE_DIR`.
pub static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets_table.rs"));

/// The file served under this name (the one with the hash).
#[must_use]
pub fn find(name: &str) -> Option<&'static Asset> {
    FILES.iter().find(|asset| asset.name == name)
}

/// The path to link to for a name of the build such as `app.css`; `None` if it was not embedded.
#[must_use]
pub fn url(logical: &str) -> Option<&'static str> {
    FILES.iter().find(|asset| asset.logical == logical).map(|asset| asset.url)
}

/// Handler of `GET /assets/{name}`: 404 for any name this build did not make.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    find(&name)
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |asset| respond(asset, &headers))
}

fn respond(asset: &'static Asset, request: &HeaderMap) -> Response {
    let (encoding, body) = encoding::choose(asset, request.get_all(ACCEPT_ENCODING));
    // A strong tag names one sequence of bytes, so each form has its own.
    let tag = format!("\"{}{}\"", asset.hash, encoding.tag_suffix());
    let unchanged = request.get_all(IF_NONE_MATCH).iter().any(|known| names(known, &tag));

    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Body::from(body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.mime));
        if let Some(token) = encoding.token() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(token));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// Whether an `If-None-Match` value holds this tag; the comparison is the weak one (RFC 9110, 13.1.2).
fn names(header: &HeaderValue, tag: &str) -> bool {
    header.to_str().is_ok_and(|value| {
        value
            .split(',')
            .map(str::trim)
            .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static SCRIPT: Asset = Asset {
        logical: "app.js",
        name: "app.00ff.js",
        url: "/assets/app.00ff.js",
        mime: "text/javascript; charset=utf-8",
        hash: "00ff",
        identity: b"identity",
        brotli: Some(b"br"),
        gzip: Some(b"gz"),
    };

    fn request(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (name.parse().expect("header name"), HeaderValue::from_static(value))
            })
            .collect()
    }

    async fn body(response: Response) -> Vec<u8> {
        axum::body::to_bytes(response.into_body(), 1024).await.expect("a short body").to_vec()
    }

    #[tokio::test]
    async fn a_browser_that_takes_brotli_gets_it_and_may_keep_it() {
        let response =
            respond(&SCRIPT, &request(&[("accept-encoding", "gzip, deflate, br, zstd")]));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(response.headers()[VARY], "accept-encoding");
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(response.headers()[ETAG], "\"00ff-br\"");
        assert_eq!(body(response).await, b"br");
    }

    #[tokio::test]
    async fn a_client_that_names_no_encoding_gets_the_plain_file() {
        let response = respond(&SCRIPT, &HeaderMap::new());
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
        assert_eq!(response.headers()[ETAG], "\"00ff\"");
        assert_eq!(body(response).await, b"identity");
    }

    #[tokio::test]
    async fn a_known_form_is_not_sent_again() {
        let response = respond(
            &SCRIPT,
            &request(&[("accept-encoding", "gzip"), ("if-none-match", "\"old\", W/\"00ff-gz\"")]),
        );
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response.headers()[ETAG], "\"00ff-gz\"");
        assert_eq!(body(response).await, b"");
    }

    #[tokio::test]
    async fn the_tag_of_another_form_does_not_count_as_known() {
        let response = respond(
            &SCRIPT,
            &request(&[("accept-encoding", "gzip"), ("if-none-match", "\"00ff-br\"")]),
        );
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(body(response).await, b"gz");
    }

    #[tokio::test]
    async fn a_name_of_no_file_is_not_found() {
        for name in ["app.js", "../Cargo.toml", ""] {
            let response = serve(Path(name.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name:?}");
        }
    }

    #[test]
    fn every_embedded_file_is_found_by_both_names() {
        for asset in FILES {
            assert_eq!(find(asset.name).map(|found| found.url), Some(asset.url));
            assert_eq!(url(asset.logical), Some(asset.url));
            assert!(asset.name.contains(asset.hash));
        }
        assert!(url("not-there.css").is_none());
    }
}
