//! The frames of participants' and staff's pages.

use crate::page::{PageContext, tr};
use domain::locale::Language;
use leptos::prelude::*;
use leptos_meta::Title;

/// Whose page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A teenager's phone.
    Participant,
    /// A coach or manager who is signed in.
    Staff,
    /// Somebody who signs in, or has come by a link.
    AtTheDoor,
}

/// A participant's page: quick exit first, help, language, then the content. The title never tells
/// the topic.
#[must_use]
pub fn participant(cx: &PageContext, title: String, content: impl IntoView + 'static) -> AnyView {
    participant_with(cx, title, language_menu(cx), content)
}

/// The document's title. `leptos_meta` writes it into the page as it is, so it is escaped here.
#[must_use]
pub fn document_title(text: &str) -> AnyView {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    view! { <Title text=escaped /> }.into_any()
}

/// The second style sheet, first in the body of every page that is not a participant's: who a page is
/// for is known here, and what `leptos_meta` puts into the head of a page that waits for data comes
/// too late now and then.
#[must_use]
pub fn staff_sheet(cx: &PageContext) -> AnyView {
    let sheet = cx.state.assets.staff_stylesheet;
    sheet.map(|href| view! { <link rel="stylesheet" href=href /> }).into_any()
}

/// As [`participant`], with a language menu of its own (the form keeps what is ticked).
#[must_use]
pub fn participant_with(
    cx: &PageContext,
    title: String,
    languages: impl IntoView + 'static,
    content: impl IntoView + 'static,
) -> AnyView {
    view! {
        {document_title(&title)}
        <body data-for="participant">
            <header class="top-bar" data-for="participant">
                <a class="quick-exit" href="/exit" data-exit="">{tr!(cx, participant.leave)}</a>
                <a href="/help">{tr!(cx, participant.help)}</a>
                {languages}
            </header>
            {quick_exit_script()}
            {lan_banner(cx)}
            <main class="sheet">{content}</main>
        </body>
    }
    .into_any()
}

/// With JavaScript the page blanks before it leaves, and leaves no step in the history behind.
fn quick_exit_script() -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    let script = "document.querySelector('[data-exit]').addEventListener('click',e=>{e.preventDefault();\
document.documentElement.hidden=true;document.title=' ';location.replace('/exit')})";
    view! { <script nonce=nonce>{script}</script> }
}

/// Which part of the staff's navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Outside: nobody is signed in.
    Outside,
    /// Home.
    Home,
    /// The reader's account.
    Account,
    /// The installation's accounts.
    Accounts,
    /// Anything else inside.
    Inside,
}

/// How wide a staff page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Lists and results.
    Wide,
    /// Short forms and messages.
    Narrow,
}

/// A staff page.
#[must_use]
pub fn staff(
    cx: &PageContext,
    area: Area,
    width: Width,
    title: &str,
    content: impl IntoView + 'static,
) -> AnyView {
    let current = |here: Area| (area == here).then_some("page");
    let navigation = if area == Area::Outside {
        view! { <nav aria-hidden="true"></nav> }.into_any()
    } else {
        view! {
            <nav aria-label=tr!(cx, staff.navigation)>
                <a href="/staff" aria-current=current(Area::Home)>{tr!(cx, staff.home)}</a>
                <a href="/staff/account" aria-current=current(Area::Account)>{tr!(cx, staff.account)}</a>
            </nav>
        }
        .into_any()
    };
    let sign_out = (area != Area::Outside).then(|| {
        view! { <form method="post" action="/staff/sign-out"><button>{tr!(cx, staff.sign_out)}</button></form> }
    });
    let home = if area == Area::Outside { "/" } else { "/staff" };
    view! {
        {document_title(&format!("{title} · Make-IT-Safe"))}
        <body data-for="staff">
            {staff_sheet(cx)}
            <a class="skip-link" href="#main">{tr!(cx, staff.skip)}</a>
            {demonstration_banner(cx)}
            {lan_banner(cx)}
            <header class="top-bar">
                <a class="wordmark" href=home>"Make-IT-Safe"</a>
                {navigation}
                {language_menu(cx)}
                {sign_out}
            </header>
            <main class="page" id="main" data-width=(width == Width::Narrow).then_some("narrow")>{content}</main>
        </body>
    }
    .into_any()
}

/// Over plain HTTP everybody on the network can read along: every page says so, whoever it is for.
/// Pages with a frame of their own show it too.
pub fn lan_banner(cx: &PageContext) -> Option<impl IntoView + use<>> {
    let text = cx.state.settings.trial_lan.then(|| tr!(cx, common.trial_lan));
    text.map(|text| view! { <aside class="lan-banner">{text}</aside> })
}

/// Not in a trial, whose banner says enough and stands on every page.
fn demonstration_banner(cx: &PageContext) -> Option<impl IntoView + use<>> {
    (cx.state.demonstration && !cx.state.settings.trial_lan)
        .then(|| view! { <aside class="demo-banner">{tr!(cx, staff.demonstration)}</aside> })
}

/// The languages as a menu that works without JavaScript.
#[must_use]
pub fn language_menu(cx: &PageContext) -> AnyView {
    let back = cx.path.clone();
    view! {
        <details class="language-menu">
            {language_summary(cx)}
            <form method="post" action="/language">
                <input type="hidden" name="back" value=back />
                {language_buttons(cx, None)}
            </form>
        </details>
    }
    .into_any()
}

/// The closed language menu.
pub fn language_summary(cx: &PageContext) -> impl IntoView + use<> {
    view! { <summary><span class="quiet-text">{tr!(cx, common.language)} ": "</span>{cx.language.own_name()}</summary> }
}

/// One button per language; with `form`, they send that form instead of their own.
pub fn language_buttons(cx: &PageContext, form: Option<&'static str>) -> Vec<AnyView> {
    Language::ALL
        .into_iter()
        .map(|language| {
            let current = (language == cx.language).then_some("true");
            view! {
                <button name="lang" value=language.code() lang=language.code() aria-current=current form=form formnovalidate=form.is_some()>
                    {language.own_name()}
                </button>
            }
            .into_any()
        })
        .collect()
}

/// The head of a staff page: where it stands, its title, and what can be done.
#[must_use]
pub fn page_head(
    trail: Vec<(String, String)>,
    title: String,
    about: Option<String>,
    actions: impl IntoView + 'static,
) -> AnyView {
    let trail = (!trail.is_empty()).then(|| {
        let links = trail
            .into_iter()
            .map(|(href, text)| view! { <a href=href>{text}</a> " " })
            .collect_view();
        view! { <p class="trail">{links}</p> }
    });
    view! {
        <div class="page-head">
            <div>{trail}<h1>{title}</h1>{about.map(|about| view! { <p>{about}</p> })}</div>
            {actions}
        </div>
    }
    .into_any()
}

/// A page that is one message.
#[must_use]
pub fn message(
    cx: &PageContext,
    audience: Audience,
    title: String,
    text: String,
    incident: Option<String>,
) -> AnyView {
    let incident = incident.map(|id| view! { <p class="soft">{tr!(cx, error.incident)} " " <span class="incident">{id}</span></p> });
    let (home, label) = match audience {
        Audience::Participant | Audience::AtTheDoor => ("/", tr!(cx, error.to_start)),
        Audience::Staff => ("/staff", tr!(cx, error.to_home)),
    };
    let content = view! {
        <div class="message">
            <h1>{title.clone()}</h1>
            <p>{text}</p>
            {incident}
            <a class="button" data-kind="primary" href=home>{label}</a>
        </div>
    };
    match audience {
        Audience::Participant => participant(cx, title, content),
        Audience::Staff => staff(cx, Area::Inside, Width::Narrow, &title, content),
        Audience::AtTheDoor => staff(cx, Area::Outside, Width::Narrow, &title, content),
    }
}
