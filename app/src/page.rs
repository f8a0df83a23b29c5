//! What every page and form starts from, and how both answer.

mod posted;

pub use posted::{FormAnswer, InsteadOfPage, Posted, render, see_other, see_other_with};

use crate::{
    error::{AppError, FieldError, Problem},
    i18n::Locale,
    run::service::HelperPass,
    session::{self, cookie::Cookie, phone::Phone, token::Token},
    shell::error_page,
    state::AppState,
};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use domain::{actor::Actor, locale::Language};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::{future::Future, str::FromStr};

/// Looks a text up in the page's language.
macro_rules! tr {
    ($cx:expr, $($key:tt)*) => { leptos_i18n::td_string!($cx.locale, $($key)*).to_string() };
}
pub(crate) use tr;

/// What somebody typed into a form, in the order of its controls.
#[derive(Debug, Clone, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The value of a control; empty where it is absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The value of a control, if it was sent.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of a control that may occur several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A form that came back: what was typed and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    /// As typed.
    pub typed: Typed,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FormState {
    /// What is wrong with a control.
    #[must_use]
    pub fn problem(&self, field: &str) -> Option<Problem> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.problem)
    }
}

/// Everything a page knows about its request.
#[derive(Clone)]
pub struct PageContext {
    /// The application.
    pub state: AppState,
    /// The language.
    pub language: Language,
    /// The same, for looking texts up.
    pub locale: Locale,
    /// Path of the page, for "come back here".
    pub path: String,
    /// The form that came back, if one did.
    pub form: FormState,
    /// Whether a form came back.
    pub failed: bool,
    query: Typed,
    headers: axum::http::HeaderMap,
    response: ResponseOptions,
}

impl PageContext {
    /// Reads the context of the page being rendered; call it before the first `await`.
    #[must_use]
    pub fn current() -> Self {
        let parts = expect_context::<Parts>();
        let form = use_context::<FormState>();
        let mut cx = Self::from_parts(expect_context::<AppState>(), &parts);
        cx.failed = form.is_some();
        cx.form = form.unwrap_or_default();
        cx.response = expect_context::<ResponseOptions>();
        cx
    }

    /// The context of a plain request, for form handlers.
    #[must_use]
    pub fn from_parts(state: AppState, parts: &Parts) -> Self {
        let query = form_pairs(parts.uri.query().unwrap_or_default().as_bytes());
        // A letter's QR code names the language of the paper it stands on.
        let paper = parts.uri.path().starts_with("/letter/");
        let on_paper = paper.then(|| Language::from_str(query.get("lang")).ok()).flatten();
        let language = on_paper
            .or_else(|| {
                let cookie = Cookie::Language.read(&parts.headers, state.settings.scheme)?;
                Language::from_str(&cookie).ok()
            })
            .or_else(|| {
                Language::preferred(parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
            })
            .unwrap_or_default();
        Self {
            state,
            language,
            locale: locale(language),
            path: parts.uri.path().to_owned(),
            form: FormState::default(),
            failed: false,
            query,
            headers: parts.headers.clone(),
            response: ResponseOptions::default(),
        }
    }

    /// The staff member who is asking.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn actor(&self) -> Result<Actor, AppError> {
        let cookie = Cookie::Staff.read(&self.headers, self.state.settings.scheme);
        let settings = &self.state.settings;
        session::service::actor(
            &self.state.db,
            settings.sessions,
            self.state.clock.now(),
            cookie.as_deref(),
        )
        .await
    }

    /// The participant's phone that is asking.
    #[must_use]
    pub fn phone(&self) -> Option<Phone> {
        let cookie = Cookie::Phone.read(&self.headers, self.state.settings.scheme)?;
        Phone::parse(&cookie, self.state.secret())
    }

    /// The projector that is asking.
    #[must_use]
    pub fn screen(&self) -> Option<Token> {
        Token::parse(&self.cookie(Cookie::Screen)?)
    }

    /// The peer helper who is asking.
    #[must_use]
    pub fn helper(&self) -> Option<HelperPass> {
        HelperPass::parse(&self.cookie(Cookie::Helper)?)
    }

    /// The value of one of our cookies.
    #[must_use]
    pub fn cookie(&self, cookie: Cookie) -> Option<String> {
        cookie.read(&self.headers, self.state.settings.scheme)
    }

    /// A value from the address after `?`.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.find(name)
    }

    /// The same in the language that the address asks for, for a part of a page that stands in
    /// another language than the rest.
    #[must_use]
    pub fn in_asked_language(&self) -> Self {
        let asked = self.query("lang").and_then(|code| Language::from_str(code).ok());
        let language = asked.unwrap_or(self.language);
        Self { language, locale: locale(language), ..self.clone() }
    }

    /// Sets a header on the answer.
    pub fn header(&self, name: header::HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.response.append_header(name, value);
        }
    }

    /// Gives an island's call the HTTP status of its outcome.
    ///
    /// # Errors
    /// Passes the error on.
    pub fn answer<T>(&self, outcome: Result<T, AppError>) -> Result<T, AppError> {
        if let Err(error) = &outcome {
            self.status(error);
        }
        outcome
    }

    /// Gives the page the HTTP status of an error that it shows in its own way.
    pub fn status(&self, error: &AppError) {
        self.response.set_status(
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        );
    }

    /// Sends the reader elsewhere.
    pub fn redirect(&self, path: &str) {
        self.response.set_status(StatusCode::SEE_OTHER);
        self.header(header::LOCATION, path);
    }

    /// Renders a page from what `load` finds. Errors become a page of their own with their status;
    /// who has to sign in first is sent there and back.
    pub fn page<F>(self, load: F) -> AnyView
    where
        F: Future<Output = Result<AnyView, AppError>> + Send + 'static,
    {
        let shown = Suspend::new(async move {
            match load.await {
                Ok(view) => view,
                Err(AppError::SignInNeeded) => {
                    self.redirect("/sign-in");
                    ().into_any()
                }
                Err(error) => {
                    self.status(&error);
                    error_page(&self, &error)
                }
            }
        });
        view! { {shown} }.into_any()
    }
}

/// The translations of a language.
#[must_use]
pub const fn locale(language: Language) -> Locale {
    match language {
        Language::En => Locale::en,
        Language::Fr => Locale::fr,
        Language::Nl => Locale::nl,
        Language::De => Locale::de,
    }
}

/// Reads `a=1&b=2`, as browsers send forms.
#[must_use]
pub fn form_pairs(body: &[u8]) -> Typed {
    Typed(serde_urlencoded::from_bytes(body).unwrap_or_default())
}
