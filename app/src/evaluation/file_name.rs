//! Names of downloads: what they hold and when they were taken, in letters every system knows.

use domain::time::Day;

/// Longest part of a name, in characters.
const LONGEST_PART: usize = 40;

/// Joins parts, the day and the ending: `safe-together-passwords-2026-03-24.csv`.
#[must_use]
pub fn file_name(parts: &[&str], day: Day, ending: &str) -> String {
    let parts: Vec<String> =
        parts.iter().map(|part| slug(part)).filter(|part| !part.is_empty()).collect();
    let name = if parts.is_empty() { "results".to_owned() } else { parts.join("-") };
    format!("{name}-{day}.{ending}")
}

/// Lower-case ASCII letters, digits and single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_ascii_alphanumeric() => slug.push(letter),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    let short: String = slug.chars().take(LONGEST_PART).collect();
    short.trim_matches('-').to_owned()
}

/// Letters of our languages without their marks.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ä' | 'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        '\'' | '’' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_and_when() {
        let day: Day = "2026-03-24".parse().unwrap();
        let name = |parts: &[&str]| file_name(parts, day, "csv");
        assert_eq!(
            name(&["Safe together!", "passwords"]),
            "safe-together-passwords-2026-03-24.csv"
        );
        assert_eq!(
            name(&["L’été à Liège", "Klasse Süd (3B)"]),
            "lete-a-liege-klasse-sued-3b-2026-03-24.csv"
        );
        assert_eq!(
            name(&["../../etc/passwd\r\nX: \"1\"", "日本"]),
            "etc-passwd-x-1-2026-03-24.csv"
        );
        assert_eq!(name(&["日本"]), "results-2026-03-24.csv");
        assert!(name(&[&"long ".repeat(50)]).len() < 60);
    }
}
