//! A browser without scripts: it keeps cookies, sends forms, and follows nothing by itself.

use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use std::{collections::BTreeMap, net::SocketAddr, sync::Mutex, time::Duration};
use tokio::net::TcpStream;

/// A form as browsers send it.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody's browser.
pub struct Browser {
    address: SocketAddr,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub body: String,
}

impl Reply {
    /// Where the answer sends the browser.
    #[track_caller]
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// Checks the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// What stands between two texts for the first time.
    #[track_caller]
    pub fn between(&self, start: &str, end: &str) -> String {
        let found = self.body.split_once(start).and_then(|(_, rest)| rest.split_once(end));
        found.unwrap_or_else(|| panic!("no {start:?} … {end:?} in {}", self.body)).0.to_owned()
    }
}

impl Browser {
    /// A browser without cookies.
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, cookies: Mutex::new(BTreeMap::new()) }
    }

    /// The value of a cookie it holds.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Gives it a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Forgets a cookie.
    pub fn drop_cookie(&self, name: &str) {
        self.cookies.lock().unwrap().remove(name);
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], String::new()).await.unwrap()
    }

    /// Sends a form, as a page of ours does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.try_post(path, fields).await.unwrap()
    }

    /// Sends a form to a server that may be gone.
    pub async fn try_post(
        &self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Reply, hyper::Error> {
        let headers = [("content-type", FORM), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, encode(fields)).await
    }

    /// Calls what an island calls.
    pub async fn call(&self, path: &str, json: &serde_json::Value) -> Reply {
        self.try_call(path, json).await.unwrap()
    }

    /// Calls what an island calls, on a server that may be gone.
    pub async fn try_call(
        &self,
        path: &str,
        json: &serde_json::Value,
    ) -> Result<Reply, hyper::Error> {
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(Method::POST, path, &headers, json.to_string()).await
    }

    /// Sends any request.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<Reply, hyper::Error> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.address.to_string());
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).unwrap();
        let response = exchange(self.address, request).await?;
        let (head, body) = response.into_parts();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Reply { status: head.status, headers: head.headers, body })
    }

    fn keep(&self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.drop_cookie(name);
        } else {
            self.set_cookie(name, value);
        }
    }
}

/// One request on a connection of its own.
async fn exchange(
    address: SocketAddr,
    request: Request<Full<Bytes>>,
) -> Result<Response<Bytes>, hyper::Error> {
    // A program that is being restarted is asked again; one that stays away is a failure.
    let mut tries = 0;
    let stream = loop {
        match TcpStream::connect(address).await {
            Ok(stream) => break stream,
            Err(cause) => assert!(tries < 1200, "nobody listens on {address}: {cause}"),
        }
        tries += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let (head, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    connection.abort();
    Ok(Response::from_parts(head, body))
}

/// Writes `a=1&b=2`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
