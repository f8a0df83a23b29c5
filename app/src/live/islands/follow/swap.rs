//! Fetching a fresh page and putting its parts in place.

use crate::browser::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, Document, DomParser, Element, HtmlElement, NodeList, RequestInit, Response,
    SupportedType,
};

/// Why nothing came.
pub(super) enum Trouble {
    /// The network, or a server that is busy: later.
    Network,
    /// The server says no: the page is not ours any more.
    Gone,
}

/// A page as it came.
pub(super) struct Fresh {
    document: Document,
    address: String,
    ok: bool,
}

async fn send(address: &str, body: Option<&JsValue>) -> Result<Response, Trouble> {
    let options = RequestInit::new();
    if let Some(body) = body {
        options.set_method("POST");
        options.set_body(body);
    }
    options.set_cache(web_sys::RequestCache::NoStore);
    let reply = JsFuture::from(window().fetch_with_str_and_init(address, &options)).await;
    let reply: Response = reply.map_err(|_| Trouble::Network)?.unchecked_into();
    match reply.status() {
        200..=399 | 409 | 410 | 422 => Ok(reply),
        401 | 403 | 404 => Err(Trouble::Gone),
        _ => Err(Trouble::Network),
    }
}

async fn body(reply: &Response) -> Result<String, Trouble> {
    let text = reply.text().map_err(|_| Trouble::Network)?;
    let text = JsFuture::from(text).await.map_err(|_| Trouble::Network)?;
    text.as_string().ok_or(Trouble::Network)
}

/// A short text.
pub(super) async fn text(address: &str) -> Result<String, Trouble> {
    body(&send(address, None).await?).await
}

/// A page: read, or what a form that is sent there leads to.
pub(super) async fn fetch(address: &str, form: Option<&JsValue>) -> Result<Fresh, Trouble> {
    let reply = send(address, form).await?;
    let html = body(&reply).await?;
    let parser = DomParser::new().map_err(|_| Trouble::Network)?;
    let parsed = parser.parse_from_string(&html, SupportedType::TextHtml);
    Ok(Fresh {
        document: parsed.map_err(|_| Trouble::Network)?,
        address: reply.url(),
        ok: reply.ok(),
    })
}

/// Puts the fresh page's live parts in the place of ours. A page of another kind is gone to.
pub(super) fn apply(fresh: &Fresh) {
    let ours = parts(&document());
    let theirs = parts(&fresh.document);
    let names = |parts: &[Element]| -> Vec<Option<String>> {
        parts.iter().map(|part| part.get_attribute("data-live")).collect()
    };
    // Without live parts, or with others, it is another page (the form, the end, a sign-in).
    if !fresh.ok || ours.is_empty() || names(&ours) != names(&theirs) {
        let here = window().location();
        if here.href().is_ok_and(|href| href == fresh.address) {
            let _ = here.reload();
        } else {
            let _ = here.replace(&fresh.address);
        }
        return;
    }
    let focus = document().active_element().map(|element| element.id());
    let mut changed = false;
    for (ours, theirs) in ours.iter().zip(&theirs) {
        keep_open(ours, theirs);
        if ours.is_equal_node(Some(theirs)) || still_said(ours, theirs) || still_sent(ours, theirs)
        {
            continue;
        }
        changed = true;
        let focused = ours.contains(document().active_element().as_deref());
        let heading = said(ours);
        if let Ok(adopted) = document().adopt_node(theirs) {
            let _ = ours.replace_with_with_node_1(&adopted);
            if let Some(adopted) = adopted.dyn_ref::<Element>() {
                settle(adopted, focused, focus.as_deref(), heading);
            }
        }
    }
    versions(&fresh.document);
    if changed && let Ok(event) = CustomEvent::new("mis:swapped") {
        let _ = document().dispatch_event(&event);
    }
}

/// A notice stays until the run moves on: the fresh page does not know of it.
fn still_said(ours: &Element, theirs: &Element) -> bool {
    let version = |part: &Element| part.get_attribute("data-version");
    version(ours).is_some() && version(ours) == version(theirs) && theirs.child_element_count() == 0
}

/// A form that is on its way stays while the same is asked: its answer would be lost.
fn still_sent(ours: &Element, theirs: &Element) -> bool {
    let asked = |part: &Element, what: &str| {
        let field = part.query_selector(&format!("{what} input[name=ask]")).ok().flatten();
        field.and_then(|field| field.get_attribute("value"))
    };
    let ours = asked(ours, "form[data-sending]");
    ours.is_some() && ours == asked(theirs, "form")
}

fn said(part: &Element) -> Option<String> {
    part.query_selector("[data-say]").ok().flatten()?.get_attribute("data-say")
}

/// Gives the focus back to where it was, or to the new heading; says what is new.
fn settle(part: &Element, focused: bool, id: Option<&str>, before: Option<String>) {
    let now = said(part);
    let moved = now.is_some() && now != before;
    if focused {
        let same = id.filter(|id| !id.is_empty()).and_then(|id| document().get_element_by_id(id));
        let heading = || part.query_selector("[data-focus]").ok().flatten();
        let target = same.or_else(heading);
        if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
            let _ = target.focus();
        }
    }
    if moved {
        if let (Some(words), Ok(Some(place))) = (now, document().query_selector("[data-announce]"))
        {
            place.set_text_content(Some(&words));
        }
        if part.has_attribute("data-top") {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

/// What somebody opened stays open, and closed what they closed.
fn keep_open(ours: &Element, theirs: &Element) {
    let Ok(kept) = ours.query_selector_all("details[data-keep]") else { return };
    for details in elements(&kept) {
        let name = details.get_attribute("data-keep").unwrap_or_default();
        if let Ok(Some(same)) = theirs.query_selector(&format!("details[data-keep={name}]")) {
            let _ = same.toggle_attribute_with_force("open", details.has_attribute("open"));
        }
    }
}

/// Forms outside the live parts are based on the new version too: their own fields did not change.
fn versions(fresh: &Document) {
    let Ok(Some(new)) = fresh.query_selector("input[name=version]") else { return };
    let Some(new) = new.get_attribute("value") else { return };
    if let Ok(fields) = document().query_selector_all("input[name=version]") {
        for field in elements(&fields) {
            let _ = field.set_attribute("value", &new);
        }
    }
}

fn parts(of: &Document) -> Vec<Element> {
    of.query_selector_all("[data-live]").map(|found| elements(&found)).unwrap_or_default()
}

/// The elements of a list.
pub(super) fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|place| list.item(place)?.dyn_into::<Element>().ok()).collect()
}
