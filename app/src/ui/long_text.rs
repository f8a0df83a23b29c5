//! A control for more than one line.
//!
//! Leptos writes what stands inside a text area into the page as it is, so the text is escaped here,
//! in the one place that may put any there. A test keeps watch over both.

use super::field::{framed, typed_or};
use crate::page::PageContext;
use leptos::{html, prelude::*};

/// A few lines that may stay empty, at most `most` characters long.
#[must_use]
pub fn long_text(
    cx: &PageContext,
    name: &'static str,
    label: String,
    hint: String,
    most: usize,
    value: String,
) -> AnyView {
    let value = escaped(&typed_or(cx, name, value));
    framed(cx, name, label, hint, true, move |described, invalid| {
        html::textarea()
            .class("textarea")
            .id(name)
            .name(name)
            .rows("3")
            .maxlength(most.to_string())
            .attr("autocomplete", "off")
            .attr("aria-describedby", described)
            .attr("aria-invalid", invalid)
            .child(value)
            .into_any()
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_text_and_is_escaped_once() {
        let typed = "</textarea><script>alert(1)</script> & “quotes” &amp;";
        let page = html::textarea().child(escaped(typed)).to_html();
        let inside = page.split_once('>').unwrap().1.strip_suffix("</textarea>").unwrap();
        assert!(!inside.contains('<'), "{page}");
        let read = inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(read, typed, "{page}");
    }
}
