//! Which question of how many, and its name in the browser's history.

use super::answer_form::Form;

/// A step of the form in the browser's history.
pub(super) struct Place {
    /// Steps of this form below it.
    pub depth: u32,
    /// Code of the question, or `start`.
    pub screen: String,
}

impl Place {
    /// Reads what [`Place::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (depth, screen) = text.split_once(':')?;
        Some(Self { depth: depth.parse().ok()?, screen: screen.to_owned() })
    }

    /// `3:Q13`.
    pub fn write(&self) -> String {
        format!("{}:{}", self.depth, self.screen)
    }
}

/// Shows where in the form we are; `number` is 0 on the start screen.
pub(super) fn show_progress(form: &Form, number: usize, of: usize) {
    if let Ok(Some(bar)) = form.root.query_selector(".progress progress") {
        form.set(&bar, "value", &number.to_string());
    }
    if let Ok(Some(text)) = form.root.query_selector(".progress span") {
        let words = form.words.progress.replace("{n}", &number.to_string());
        text.set_text_content(Some(&words.replace("{of}", &of.to_string())));
    }
    if let Ok(Some(next)) = form.root.query_selector("[data-go=next]") {
        let words = if number == of { &form.words.finish } else { &form.words.next };
        next.set_text_content(Some(words));
    }
    if let Ok(Some(back)) = form.root.query_selector("[data-go=back]") {
        let _ = back.toggle_attribute_with_force("disabled", number <= 1);
    }
}
