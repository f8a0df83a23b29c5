//! `/staff/room`: does this room's network carry a workshop?

use super::islands::RoomCheck;
use crate::{
    assets::island_runtime,
    error::AppError,
    page::{PageContext, tr},
    ui::layout::{Area, Width, page_head, staff},
};
use leptos::prelude::*;

/// The check, how to do it by hand, and what to tell the IT.
#[must_use]
pub fn room_page() -> AnyView {
    let cx = PageContext::current();
    let c = cx.clone();
    cx.page(async move {
        c.actor().await?.staff().ok_or(AppError::SignInNeeded)?;
        Ok(page(&c))
    })
}

fn page(cx: &PageContext) -> AnyView {
    let title = tr!(cx, check.title);
    let home = vec![("/staff".to_owned(), tr!(cx, staff.home))];
    let content = view! {
        {page_head(home, title.clone(), Some(tr!(cx, check.about)), ())}
        {panel(cx)}
        <section class="stack">
            <h2>{tr!(cx, check.by_hand)}</h2>
            <ol>
                <li>{tr!(cx, check.hand_wifi)}</li>
                <li>{tr!(cx, check.hand_open, address = cx.state.settings.public_url.clone())}</li>
                <li>{tr!(cx, check.hand_field)}</li>
            </ol>
        </section>
        {for_it(cx)}
        <RoomCheck />
        {island_runtime(cx.state.assets)}
    };
    staff(cx, Area::Inside, Width::Narrow, &title, content)
}

/// Everything that can come of it; the island shows what did.
fn panel(cx: &PageContext) -> AnyView {
    let verdict = |name: &'static str, kind: Option<&'static str>, title: String, text: String| {
        view! { <div class="notice" data-kind=kind data-show=name hidden><h2>{title}</h2><p>{text}</p></div> }
    };
    let trip = |name: &'static str, words: String| {
        view! { <p data-show=name hidden>{tr!(cx, check.trip)} " " <strong><span data-count="trip">"–"</span>" ms"</strong> ": " {words}</p> }
    };
    view! {
        <div class="stack" role="status" aria-live="polite">
            <noscript><p class="notice">{tr!(cx, check.no_script)}</p></noscript>
            <p class="room-checking" data-show="checking" hidden>{tr!(cx, check.checking)}</p>
            {verdict("live", None, tr!(cx, check.live_title), tr!(cx, check.live))}
            {verdict("asking", None, tr!(cx, check.asking_title), tr!(cx, check.asking))}
            {verdict("blocked", Some("problem"), tr!(cx, check.blocked_title), tr!(cx, check.blocked))}
            {trip("quick", tr!(cx, check.quick))}
            {trip("fine", tr!(cx, check.fine))}
            {trip("slow", tr!(cx, check.slow))}
            <p data-show="again" hidden><a class="button" href="/staff/room">{tr!(cx, check.again)}</a></p>
        </div>
    }
    .into_any()
}

/// What the school's IT should know, as plain text to copy into a message.
fn for_it(cx: &PageContext) -> AnyView {
    let url = cx.state.settings.public_url.clone();
    let lines = [
        tr!(cx, check.it_hello),
        String::new(),
        tr!(cx, check.it_address, address = url.clone()),
        tr!(cx, check.it_port, port = port(&url)),
        tr!(cx, check.it_stream),
        tr!(cx, check.it_buffer),
        tr!(cx, check.it_none),
        tr!(cx, check.it_devices),
    ];
    let nonce = leptos::nonce::use_nonce();
    // Copying needs JavaScript and HTTPS; without them the text can be marked by hand.
    let script = "{const b=document.querySelector('[data-copy]'),t=document.getElementById('it-text');\
if(navigator.clipboard){b.hidden=false;b.addEventListener('click',async()=>{await navigator.clipboard.writeText(t.textContent);b.textContent=b.dataset.copy})}}";
    view! {
        <section class="stack">
            <h2>{tr!(cx, check.it_title)}</h2>
            <p>{tr!(cx, check.it_about)}</p>
            <p class="plain-text" id="it-text">{lines.join("\n")}</p>
            <p><button class="button" type="button" data-copy=tr!(cx, common.copied) hidden>{tr!(cx, common.copy)}</button></p>
            <script nonce=nonce>{script}</script>
        </section>
    }
    .into_any()
}

/// The port in an address: the one it names, or its scheme's.
fn port(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let host = rest.split('/').next().unwrap_or_default();
    let named = host
        .rsplit_once(':')
        .map(|(_, port)| port)
        .filter(|port| !port.is_empty() && port.chars().all(|sign| sign.is_ascii_digit()));
    named.unwrap_or(if scheme == "http" { "80" } else { "443" }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn the_port_is_named_or_follows_from_the_scheme() {
        assert_eq!(port("https://workshops.example.org"), "443");
        assert_eq!(port("https://workshops.example.org:8443/x"), "8443");
        assert_eq!(port("http://127.0.0.1:3000"), "3000");
        assert_eq!(port("http://[::1]"), "80");
    }
}
