//! Reading Rust well enough for the rules: code without comments, texts, and the paths it names.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// A source file of ours.
pub struct Source {
    /// Path below the workspace, such as `app/src/page.rs`.
    pub path: String,
    /// The code without comments and unit tests; texts are empty.
    pub code: String,
    /// Texts outside unit tests.
    pub texts: Vec<String>,
    /// Every path it names, as far from the crate's root as it is known.
    pub paths: Vec<Vec<String>>,
}

impl Source {
    /// Reads a source text.
    pub fn read(path: &str, text: &str) -> Self {
        let (code, _) = split(text);
        let kept = without_tests(text, &code);
        let (code, texts) = split(&kept);
        let paths = paths(&tokens(&code), &module_of(path));
        Self { path: path.to_owned(), code, texts, paths }
    }

    /// The feature (or other folder or file right below `src`) it belongs to.
    pub fn part(&self) -> &str {
        let below = self.path.split_once("/src/").map_or("", |(_, below)| below);
        below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
    }

    /// Whether some path begins with these segments.
    pub fn names(&self, start: &[&str]) -> bool {
        self.paths.iter().any(|path| {
            path.len() >= start.len()
                && path.iter().zip(start).all(|(found, wanted)| found == wanted)
        })
    }
}

/// Every Rust file of the three crates.
pub fn sources() -> Vec<Source> {
    let root = root();
    let mut files = Vec::new();
    for part in ["domain", "app", "server"] {
        collect(&root.join(part), &mut files);
    }
    files.sort();
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(&root).unwrap().to_str().unwrap();
        Source::read(path, &std::fs::read_to_string(file).unwrap())
    };
    // What only measures the product is no part of it.
    let sources: Vec<Source> = files
        .iter()
        .map(read)
        .filter(|source| !source.path.starts_with("server/src/bin/bench"))
        .collect();
    assert!(sources.len() > 100, "only {} files found", sources.len());
    sources
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            files.push(path);
        }
    }
}

/// Code with comments cut out and texts emptied (line breaks stay), and the texts.
pub fn split(text: &str) -> (String, Vec<String>) {
    let signs: Vec<char> = text.chars().collect();
    let at = |place: usize| signs.get(place).copied().unwrap_or('\0');
    let (mut code, mut texts, mut place) = (String::new(), Vec::new(), 0);
    let newlines = |from: usize, to: usize| {
        signs[from..to].iter().filter(|sign| **sign == '\n').collect::<String>()
    };
    while place < signs.len() {
        let from = place;
        match (at(place), at(place + 1)) {
            ('/', '/') => {
                while place < signs.len() && at(place) != '\n' {
                    place += 1;
                }
            }
            ('/', '*') => {
                let mut depth = 0;
                loop {
                    match (at(place), at(place + 1)) {
                        ('/', '*') => (depth, place) = (depth + 1, place + 2),
                        ('*', '/') => (depth, place) = (depth - 1, place + 2),
                        _ => place += 1,
                    }
                    if depth == 0 || place >= signs.len() {
                        break;
                    }
                }
                code.push_str(&newlines(from, place));
            }
            ('"', _) => {
                place += 1;
                while place < signs.len() && at(place) != '"' {
                    place += if at(place) == '\\' { 2 } else { 1 };
                }
                texts.push(signs[from + 1..place.min(signs.len())].iter().collect());
                place += 1;
                code.push_str("\"\"");
                code.push_str(&newlines(from, place.min(signs.len())));
            }
            ('r', '"' | '#')
                if !code.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_')
                    && raw_start(&signs, place).is_some() =>
            {
                let hashes = raw_start(&signs, place).unwrap();
                let end: Vec<char> =
                    std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                place += hashes + 2;
                let start = place;
                while place < signs.len() && !signs[place..].starts_with(&end) {
                    place += 1;
                }
                texts.push(signs[start..place].iter().collect());
                place += end.len();
                code.push_str("\"\"");
                code.push_str(&newlines(from, place.min(signs.len())));
            }
            ('\'', '\\') => {
                place += 3;
                while at(place) != '\'' {
                    place += 1;
                }
                place += 1;
                code.push_str("' '");
            }
            ('\'', _) if at(place + 2) == '\'' => {
                place += 3;
                code.push_str("' '");
            }
            (sign, _) => {
                code.push(sign);
                place += 1;
            }
        }
    }
    (code, texts)
}

/// Number of `#` of a raw text that starts here.
fn raw_start(signs: &[char], place: usize) -> Option<usize> {
    let hashes = signs[place + 1..].iter().take_while(|sign| **sign == '#').count();
    (signs.get(place + 1 + hashes) == Some(&'"')).then_some(hashes)
}

/// The text without its module of unit tests. By convention that stands last in a file.
fn without_tests(text: &str, code: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    let tests = lines.windows(2).position(|pair| {
        let module = pair[1].trim_start().trim_start_matches("pub(crate) ");
        pair[0].trim() == "#[cfg(test)]" && module.starts_with("mod ")
    });
    text.lines().take(tests.unwrap_or(usize::MAX)).collect::<Vec<_>>().join("\n")
}

/// The module a file is, below its crate's root; empty for what is no module.
fn module_of(path: &str) -> Vec<String> {
    let below = path.split_once("/src/").map_or("", |(_, below)| below).trim_end_matches(".rs");
    let mut module: Vec<String> =
        below.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// Words and signs; `::` is one sign.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut signs = code.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign.is_alphanumeric() || sign == '_' {
            let mut word = String::from(sign);
            while let Some(next) = signs.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(next);
            }
            tokens.push(word);
        } else if sign == ':' && signs.next_if_eq(&':').is_some() {
            tokens.push("::".to_owned());
        } else if !sign.is_whitespace() {
            tokens.push(sign.to_string());
        }
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
}

/// Every path in the code. `crate`, `self` and `super` are worked out, and so are names that a `use`
/// brought in.
fn paths(tokens: &[String], module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut known: HashMap<String, Vec<String>> = HashMap::new();
    let mut place = 0;
    let mut others = Vec::new();
    while place < tokens.len() {
        if tokens[place] == "use"
            && tokens.get(place + 1).is_some_and(|next| is_word(next) || next == "::")
        {
            place += 1;
            let mut tree = Vec::new();
            use_tree(tokens, &mut place, &[], &mut tree);
            for (path, name) in tree {
                let path = absolute(path, module);
                known.insert(name, path.clone());
                found.push(path);
            }
        } else if is_word(&tokens[place]) && (place == 0 || tokens[place - 1] != "::") {
            let mut path = vec![tokens[place].clone()];
            while tokens.get(place + 1).is_some_and(|sign| sign == "::")
                && tokens.get(place + 2).is_some_and(|next| is_word(next))
            {
                path.push(tokens[place + 2].clone());
                place += 2;
            }
            others.push(path);
            place += 1;
        } else {
            place += 1;
        }
    }
    for path in others.into_iter().filter(|path| path.len() > 1) {
        let path = match known.get(&path[0]) {
            Some(start) => start.iter().chain(&path[1..]).cloned().collect(),
            None => absolute(path, module),
        };
        found.push(path);
    }
    found
}

/// Reads one branch of a `use`: its full paths with the names they get.
fn use_tree(
    tokens: &[String],
    place: &mut usize,
    start: &[String],
    found: &mut Vec<(Vec<String>, String)>,
) {
    let mut path = start.to_vec();
    while let Some(token) = tokens.get(*place) {
        match token.as_str() {
            "::" => *place += 1,
            "{" => {
                *place += 1;
                while tokens.get(*place).is_some_and(|token| token != "}") {
                    use_tree(tokens, place, &path, found);
                    if tokens.get(*place).is_some_and(|token| token == ",") {
                        *place += 1;
                    }
                }
                *place += 1;
                return;
            }
            "as" => {
                let name = tokens.get(*place + 1).cloned().unwrap_or_default();
                *place += 2;
                found.push((path, name));
                return;
            }
            "*" => {
                *place += 1;
                found.push((path, "*".to_owned()));
                return;
            }
            word if is_word(word) => {
                if word != "self" || path.is_empty() {
                    path.push(word.to_owned());
                }
                *place += 1;
            }
            _ => break,
        }
    }
    if let Some(name) = path.last().cloned() {
        found.push((path, name));
    }
}

fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let mut base = match path.first().map(String::as_str) {
        Some("crate") => return path,
        Some("self" | "super") => module.to_vec(),
        _ => return path,
    };
    let mut rest = path.as_slice();
    while let Some(("self" | "super", after)) =
        rest.split_first().map(|(first, after)| (first.as_str(), after))
    {
        if rest[0] == "super" {
            base.pop();
        }
        rest = after;
    }
    std::iter::once("crate".to_owned()).chain(base).chain(rest.iter().cloned()).collect()
}

#[test]
fn comments_and_texts_are_no_code() {
    let text =
        "a /* b /* c */ \" */ d // e \"\n'\"' f<'x> \"g \\\" h\" r#\"i \" j\"# b\"k\" '\\'' l";
    let (code, texts) = split(text);
    let words: Vec<String> = tokens(&code).into_iter().filter(|token| is_word(token)).collect();
    assert_eq!(words, ["a", "d", "f", "x", "b", "l"]);
    assert_eq!(texts, ["g \\\" h", "i \" j", "k"]);
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let text = "use crate::{account::{self, service as other}, page::*};\nuse super::store;\n\
                fn f() { store::find(); account::pages::x; other::y; self::z(); crate::a::b::<c::d>(); }\n\
                #[cfg(test)]\nmod tests { use crate::never::seen; }";
    let source = Source::read("app/src/workshop/service.rs", text);
    let found: Vec<String> = source.paths.iter().map(|path| path.join("::")).collect();
    let expected = [
        "crate::account",
        "crate::account::service",
        "crate::page",
        "crate::workshop::store",
        "crate::workshop::store::find",
        "crate::account::pages::x",
        "crate::account::service::y",
        "crate::workshop::service::z",
        "crate::a::b",
        "c::d",
    ];
    assert_eq!(found, expected);
    assert_eq!(source.part(), "workshop");
}
