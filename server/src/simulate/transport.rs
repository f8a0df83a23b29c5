//! How a simulated phone's requests reach the application, and its cookies.

use axum::http::{Method, Request, Response, StatusCode, header};
use std::{collections::BTreeMap, future::Future, sync::Arc};

/// A request that got no answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("no answer: {0}")]
pub struct TransportError(pub String);

/// A way to the application.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole answer.
    fn send(
        &self,
        request: Request<String>,
    ) -> impl Future<Output = Result<Response<String>, TransportError>> + Send;

    /// The host that the requests name.
    fn authority(&self) -> &str;
}

/// A browser without scripts: it keeps cookies, and follows where it is sent.
pub struct Browser<T> {
    transport: Arc<T>,
    language: &'static str,
    cookies: BTreeMap<String, String>,
}

/// A page, once all redirections were followed.
pub struct Visit {
    /// Where it is.
    pub path: String,
    /// Its status.
    pub status: StatusCode,
    /// The document.
    pub html: String,
}

impl Visit {
    /// Whether the page says that it belongs to a trial.
    #[must_use]
    pub fn in_trial(&self) -> bool {
        super::html::read(&self.html).trial
    }
}

/// Redirections that are followed at most.
const MOST_STEPS: usize = 5;

impl<T: Transport> Browser<T> {
    /// A browser that nobody knows yet, set to these language.
    pub fn new(transport: Arc<T>, language: &'static str) -> Self {
        Self { transport, language, cookies: BTreeMap::new() }
    }

    /// Its language.
    pub const fn language(&self) -> &'static str {
        self.language
    }

    /// Forgets everything, as a browser does whose data was cleared.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Opens a page.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn open(&mut self, path: &str) -> Result<Visit, TransportError> {
        self.follow(Method::GET, path, String::new()).await
    }

    /// Sends a form.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn send(
        &mut self,
        path: &str,
        fields: &[(String, String)],
    ) -> Result<Visit, TransportError> {
        let pairs =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        self.follow(Method::POST, path, pairs.collect::<Vec<_>>().join("&")).await
    }

    async fn follow(
        &mut self,
        mut method: Method,
        path: &str,
        mut body: String,
    ) -> Result<Visit, TransportError> {
        let mut path = path.to_owned();
        for _ in 0..MOST_STEPS {
            let request = self.request(&method, &path, std::mem::take(&mut body))?;
            let (head, html) = self.transport.send(request).await?.into_parts();
            for cookie in head.headers.get_all(header::SET_COOKIE) {
                self.keep(cookie.to_str().unwrap_or_default());
            }
            let next = head.headers.get(header::LOCATION).and_then(|next| next.to_str().ok());
            match next.filter(|_| head.status.is_redirection()) {
                // Our forms send people to paths of ours only.
                Some(next) if next.starts_with('/') => next.clone_into(&mut path),
                _ => return Ok(Visit { path, status: head.status, html }),
            }
            method = Method::GET;
        }
        Err(TransportError("sent from page to page without an end".to_owned()))
    }

    fn request(
        &self,
        method: &Method,
        path: &str,
        body: String,
    ) -> Result<Request<String>, TransportError> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.transport.authority())
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header("sec-fetch-site", "same-origin");
        if !self.cookies.is_empty() {
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "));
        }
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        request.body(body).map_err(|cause| TransportError(cause.to_string()))
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        if let Some((name, value)) = pair.split_once('=') {
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
