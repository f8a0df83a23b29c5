//! A form as it was posted, and what it is answered with.

use super::{FormState, PageContext, Typed, form_pairs};
use crate::{
    error::AppError, incident::internal, session::limits::Source, shell::document, state::AppState,
};
use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header, request::Parts},
    response::IntoResponse as _,
};
use domain::actor::Actor;
use leptos::prelude::provide_context;

/// What a form handler answers with.
pub type FormAnswer = Result<Response<Body>, AppError>;

/// A posted form: the request's head and what was typed.
pub struct Posted {
    /// Context of the request.
    pub cx: PageContext,
    /// What was typed.
    pub typed: Typed,
    parts: Parts,
}

impl axum::extract::FromRequest<AppState> for Posted {
    type Rejection = Response<Body>;

    async fn from_request(
        request: Request<Body>,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let is_form = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = axum::body::to_bytes(body, LARGEST_FORM)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        Ok(Self {
            cx: PageContext::from_parts(state.clone(), &parts),
            typed: form_pairs(&body),
            parts,
        })
    }
}

/// Largest form body in bytes; our longest form is a tenth of that.
const LARGEST_FORM: usize = 64 * 1024;

impl Posted {
    /// Who is asking.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn actor(&self) -> Result<Actor, AppError> {
        self.cx.actor().await
    }

    /// Where the request came from, for brakes on guessing; never stored or logged.
    #[must_use]
    pub fn source(&self) -> Source {
        self.cx.state.limits.source(&self.parts)
    }

    /// Answers the form: the handler's answer, or the page it stands on again with what was typed.
    pub async fn answer(self, page: &str, answer: FormAnswer) -> Response<Body> {
        match answer {
            Ok(response) => response,
            Err(AppError::SignInNeeded) => see_other("/sign-in"),
            Err(AppError::Invalid(errors)) => {
                let form = FormState { typed: self.typed, errors };
                render(&self.cx.state, self.parts, page, Some(form), None).await
            }
            Err(error) => render(&self.cx.state, self.parts, page, None, Some(error)).await,
        }
    }

    /// As [`Posted::answer`]; if the form could not be saved for now, the error's page gets what was
    /// typed, so that nothing is lost.
    pub async fn answer_keeping(self, page: &str, answer: FormAnswer) -> Response<Body> {
        match answer {
            Err(error) if error.transient() => {
                let form = FormState { typed: self.typed, errors: Vec::new() };
                render(&self.cx.state, self.parts, page, Some(form), Some(error)).await
            }
            other => self.answer(page, other).await,
        }
    }
}

/// An error shown instead of the page that a form stands on.
#[derive(Clone)]
pub struct InsteadOfPage(pub AppError);

/// Renders the page at `path` for this request: with a form that came back (422), or with an error in
/// its place.
pub async fn render(
    state: &AppState,
    mut parts: Parts,
    path: &str,
    form: Option<FormState>,
    error: Option<AppError>,
) -> Response<Body> {
    let status = match (&form, &error) {
        (_, Some(error)) => {
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
        (Some(_), None) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, None) => StatusCode::OK,
    };
    let Ok(uri) = path.parse() else { return internal_response() };
    parts.uri = uri;
    parts.method = axum::http::Method::GET;
    parts.headers.remove(header::CONTENT_LENGTH);
    let context = state.clone();
    let provide = move || {
        provide_context(context.clone());
        if let Some(form) = form.clone() {
            provide_context(form);
        }
        if let Some(error) = error.clone() {
            provide_context(InsteadOfPage(error));
        }
    };
    let handler = leptos_axum::render_app_async_with_context(provide, document);
    let mut response = handler(Request::from_parts(parts, Body::empty())).await;
    if !response.status().is_redirection() {
        *response.status_mut() = status;
    }
    response
}

fn internal_response() -> Response<Body> {
    let error = internal(&"a page's own path is not an address");
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}

/// Sends the browser to a fixed path after a form.
#[must_use]
pub fn see_other(path: &str) -> Response<Body> {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// As [`see_other`], with a cookie.
#[must_use]
pub fn see_other_with(path: &str, cookie: String) -> Response<Body> {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned()), (header::SET_COOKIE, cookie)])
        .into_response()
}
