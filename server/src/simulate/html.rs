//! Reads what a simulated phone has to know of a page: its form, and a few marks.

use std::collections::BTreeMap;

/// What a page offers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Whether it says that it belongs to a trial.
    pub trial: bool,
    /// Whether it looks by itself whether it goes on.
    pub waits: bool,
    /// The questions, where it asks some.
    pub form: Option<Form>,
    /// What is asked live, where something is.
    pub vote: Option<Form>,
}

/// A form of questions.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Hidden fields, sent back as they are.
    pub hidden: Vec<(String, String)>,
    /// The questions in their order.
    pub questions: Vec<Question>,
    /// Whether it shows an answer of this phone that counts already.
    pub saved: bool,
}

/// One question.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Name of its controls.
    pub name: String,
    /// Whether several options can be ticked.
    pub several: bool,
    /// Values of its options.
    pub options: Vec<String>,
}

impl Form {
    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> &str {
        let found = self.hidden.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Reads a page of ours.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let (mut inside, mut voting) = (false, false);
    for tag in Tags(html) {
        page.trial |= tag.attributes.contains_key("data-trial");
        page.waits |= tag.attributes.contains_key("data-refresh");
        match tag.name {
            "form" if tag.get("action") == "/here" => {
                inside = true;
                page.form = Some(Form::default());
            }
            "form" if tag.get("action") == "/here/vote" => {
                voting = true;
                page.vote = Some(Form::default());
            }
            "/form" => (inside, voting) = (false, false),
            "p" if voting => {
                if let Some(form) = &mut page.vote {
                    form.saved |= tag.get("data-state") == "saved";
                }
            }
            "input" | "select" | "option" if voting => {
                if let Some(form) = &mut page.vote {
                    control(form, &tag);
                }
            }
            "input" if inside => {
                if let Some(form) = &mut page.form {
                    control(form, &tag);
                }
            }
            _ => {}
        }
    }
    page
}

fn control(form: &mut Form, tag: &Tag<'_>) {
    let (name, value) = (tag.get("name").to_owned(), tag.get("value").to_owned());
    let several = tag.get("type") == "checkbox";
    // A list is a question of its own; its first line is none of its answers.
    if tag.name == "select" {
        form.questions.push(Question { name, several, options: Vec::new() });
    } else if tag.name == "option" {
        if let Some(list) = form.questions.last_mut().filter(|_| !value.is_empty()) {
            list.options.push(value);
        }
    } else if tag.get("type") == "hidden" {
        form.hidden.push((name, value));
    } else if several || tag.get("type") == "radio" {
        match form.questions.last_mut().filter(|question| question.name == name) {
            Some(question) => question.options.push(value),
            None => form.questions.push(Question { name, several, options: vec![value] }),
        }
    }
}

struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, String>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// The tags of a document, one after the other; scripts are stepped over.
struct Tags<'a>(&'a str);

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let start = self.0.find('<')? + 1;
        let rest = self.0.get(start..)?;
        let end = tag_end(rest)?;
        let (text, after) = (rest.get(..end)?, rest.get(end + 1..)?);
        let name_end = text.find([' ', '\n', '\t']).unwrap_or(text.len());
        let (name, attributes) = text.split_at(name_end);
        self.0 = if name == "script" {
            after.split_once("</script>").map_or("", |(_, rest)| rest)
        } else {
            after
        };
        Some(Tag { name, attributes: read_attributes(attributes) })
    }
}

/// Where a tag ends: at the first `>` that stands in no quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, letter)| {
        quoted ^= letter == '"';
        (letter == '>' && !quoted).then_some(at)
    })
}

fn read_attributes(mut text: &str) -> BTreeMap<&str, String> {
    let mut found = BTreeMap::new();
    loop {
        text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if text.is_empty() {
            return found;
        }
        let end = text.find(|letter: char| letter.is_whitespace() || letter == '=');
        let (name, rest) = text.split_at(end.unwrap_or(text.len()));
        match rest.strip_prefix("=\"").and_then(|rest| rest.split_once('"')) {
            Some((value, rest)) => {
                found.insert(name, unescape(value));
                text = rest;
            }
            None => {
                found.insert(name, String::new());
                // An unquoted value, which our pages never write, is taken for another name.
                text = rest.strip_prefix('=').unwrap_or(rest);
            }
        }
    }
}

fn unescape(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    let text = pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_its_marks() {
        let html = "<!DOCTYPE html><body><p class=\"trial-banner\" data-trial>T</p><script>if(1<2)'<form action=\"/here\">'</script>\
            <form action=\"/language\"><input type=\"hidden\" name=\"back\" value=\"/\"></form>\
            <form method=\"post\" action=\"/here\"><input type=\"hidden\" name=\"wave\" value=\"before\">\
            <input name=\"Q5\" type=\"radio\" value=\"a &amp; &quot;b&quot; > c\" checked><input type=\"radio\" name=\"Q5\" value=\"2\"/>\
            <input type=\"checkbox\" name=\"P4\" value=\"1\"></form>";
        let page = read(html);
        let question = |name: &str, several, options: &[&str]| Question {
            name: name.to_owned(),
            several,
            options: options.iter().map(|&option| option.to_owned()).collect(),
        };
        assert!(page.trial && !page.waits);
        let form = page.form.unwrap();
        assert_eq!(form.hidden("wave"), "before");
        assert_eq!(
            form.questions,
            [question("Q5", false, &["a & \"b\" > c", "2"]), question("P4", true, &["1"])]
        );
    }

    #[test]
    fn what_is_asked_live_is_read_beside_other_forms() {
        let page = read(
            "<form action=\"/here\"><input type=\"hidden\" name=\"wave\" value=\"before\"></form>\
            <form action=\"/here/vote\"><input type=\"hidden\" name=\"ask\" value=\"poll:0:1\">\
            <select name=\"value\"><option value=\"\">-</option><option value=\"0\">a</option></select>\
            <select name=\"value\"><option value=\"\">-</option><option value=\"0\">a</option></select></form>",
        );
        let vote = page.vote.unwrap();
        assert_eq!(vote.hidden("ask"), "poll:0:1");
        assert_eq!(vote.questions.len(), 2);
        assert_eq!(vote.questions[0].options, ["0"]);
        assert!(!vote.saved);
        assert_eq!(page.form.unwrap().hidden("wave"), "before");
    }

    #[test]
    fn an_answer_that_counts_is_known_by_its_mark() {
        let page = read(
            "<p data-state=\"saved\"></p><form action=\"/here/vote\">\
            <input type=\"hidden\" name=\"value\" value=\"on\"><p data-state=\"saved\">Saved</p></form>",
        );
        let vote = page.vote.unwrap();
        assert!(vote.saved && vote.questions.is_empty());
        assert_eq!(vote.hidden("value"), "on");
        let other = read("<p data-state=\"saved\"></p><form action=\"/here/vote\"></form>");
        assert!(!other.vote.unwrap().saved);
    }

    #[test]
    fn a_waiting_page_has_no_questions() {
        let page = read("<p data-refresh=\"8\">We look by ourselves</p>");
        assert_eq!(page, Page { waits: true, ..Page::default() });
        assert_eq!(read("cut off <p data-trial"), Page::default());
    }
}
