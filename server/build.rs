//! Embeds the built site in the binary, so that one file is the whole product.
//!
//! `make build` puts script, WASM, style sheet and icon into a folder and names it in
//! `MAKEITSAFE_SITE_DIR`. Every file there gets a name that carries its hash (a browser may keep it
//! for ever) and, in release builds, a brotli and a gzip form. Without the variable the table is
//! empty: plain `cargo build` and `cargo test` work and pages are plain HTML.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// Bytes of the SHA-256 in a file name: 64 bits, far past an accidental clash of two builds.
const HASH_BYTES: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MAKEITSAFE_SITE_DIR");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // Compressing at the highest level is slow in a debug build and nobody measures those.
    let compress = env::var("PROFILE")? == "release";

    let folder = out.join("site");
    if folder.exists() {
        // Forms of an earlier build of the site.
        fs::remove_dir_all(&folder)?;
    }
    let mut table = String::from("&[\n");
    if let Some(site) = env::var_os("MAKEITSAFE_SITE_DIR").filter(|value| !value.is_empty()) {
        println!("cargo::rerun-if-changed={}", Path::new(&site).display());
        for file in files_of(Path::new(&site))? {
            table.push_str(&embed(&file, &folder, compress)?);
        }
    }
    table.push_str("]\n");
    fs::write(out.join("assets_table.rs"), table)?;
    Ok(())
}

/// The files of the site in a fixed order, so that equal sites give equal binaries.
fn files_of(site: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(site)
        .map_err(|error| format!("MAKEITSAFE_SITE_DIR={}: {error}", site.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        // A folder would mean that a script imports by relative path, which hashed names break.
        if path.is_dir() {
            return Err(format!("{}: the site has files only, no folders", path.display()).into());
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// Writes the forms of one file into the build folder and returns its row of the table.
fn embed(file: &Path, folder: &Path, compress: bool) -> Result<String, Box<dyn Error>> {
    let utf8 = |part: Option<&std::ffi::OsStr>| {
        part.and_then(|part| part.to_str().map(str::to_owned))
            .ok_or_else(|| format!("{}: not a plain file name with an extension", file.display()))
    };
    let (stem, extension) = (utf8(file.file_stem())?, utf8(file.extension())?);
    let mime = mime(&extension).ok_or_else(|| {
        format!("{}: no content type is known for .{extension}; add it here", file.display())
    })?;

    let bytes = fs::read(file)?;
    let mut hash = String::new();
    for byte in &Sha256::digest(&bytes)[..HASH_BYTES] {
        write!(hash, "{byte:02x}")?;
    }
    let name = format!("{stem}.{hash}.{extension}");

    fs::create_dir_all(folder)?;
    let form = |suffix: &str, body: &[u8]| -> Result<String, Box<dyn Error>> {
        let stored = format!("{name}{suffix}");
        fs::write(folder.join(&stored), body)?;
        Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/site/{stored}\"))"))
    };
    let smaller = |suffix: &str, body: Vec<u8>| -> Result<String, Box<dyn Error>> {
        if body.len() < bytes.len() {
            Ok(format!("Some({})", form(suffix, &body)?))
        } else {
            Ok("None".to_owned())
        }
    };
    let (brotli, gzip) = if compress {
        (smaller(".br", brotli(&bytes)?)?, smaller(".gz", gzip(&bytes)?)?)
    } else {
        ("None".to_owned(), "None".to_owned())
    };
    Ok(format!(
        "Asset {{ logical: \"{stem}.{extension}\", name: \"{name}\", url: \"/assets/{name}\", \
         mime: \"{mime}\", hash: \"{hash}\", identity: {identity}, brotli: {brotli}, gzip: {gzip} }},\n",
        identity = form("", &bytes)?,
    ))
}

fn mime(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &best)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
