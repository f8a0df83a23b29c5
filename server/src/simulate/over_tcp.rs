//! Simulated phones over TCP, from the command line.

use super::transport::{Transport, TransportError};
use axum::http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{body::Bytes, client::conn::http1::handshake};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::net::TcpStream;

/// Largest page that is read; ours are a tenth of that.
const LARGEST_PAGE: usize = 1024 * 1024;
/// Longest time for one answer.
const LONGEST: Duration = Duration::from_secs(30);

/// A server at an address.
#[derive(Debug)]
pub struct OverTcp {
    host: String,
    port: u16,
    authority: String,
}

impl OverTcp {
    /// The server at `http://HOST[:PORT]`.
    ///
    /// # Errors
    /// In words, for any other address.
    pub fn to(url: &str) -> Result<Self, String> {
        let wrong = || format!("{url} is no address of the form http://127.0.0.1:3000");
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        if uri.scheme_str() == Some("https") {
            return Err(
                "simulated phones speak plain HTTP only: run them on the server's own machine, \
                        for example with --url http://127.0.0.1:3000"
                    .to_owned(),
            );
        }
        let authority = uri.authority().filter(|_| uri.scheme_str() == Some("http"));
        let authority = authority.ok_or_else(wrong)?;
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let port = authority.port_u16().unwrap_or(80);
        Ok(Self { host, port, authority: authority.to_string() })
    }

    async fn exchange(&self, request: Request<String>) -> Result<Response<String>, TransportError> {
        let failed = |cause: &dyn std::fmt::Display| TransportError(cause.to_string());
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|cause| failed(&cause))?;
        let (mut sender, connection) =
            handshake(TokioIo::new(stream)).await.map_err(|cause| failed(&cause))?;
        let connection = tokio::spawn(connection);
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let answer = async {
            let response = sender.send_request(request).await.map_err(|cause| failed(&cause))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, LARGEST_PAGE).collect().await;
            let body = body.map_err(|cause| failed(&cause))?.to_bytes();
            Ok(Response::from_parts(head, String::from_utf8_lossy(&body).into_owned()))
        };
        let answer = answer.await;
        connection.abort();
        answer
    }
}

impl Transport for OverTcp {
    async fn send(&self, request: Request<String>) -> Result<Response<String>, TransportError> {
        tokio::time::timeout(LONGEST, self.exchange(request))
            .await
            .map_err(|_| TransportError("it takes too long".to_owned()))?
    }

    fn authority(&self) -> &str {
        &self.authority
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_taken() {
        let there = OverTcp::to("http://127.0.0.1:3000").unwrap();
        assert_eq!(
            (there.host.as_str(), there.port, there.authority()),
            ("127.0.0.1", 3000, "127.0.0.1:3000")
        );
        assert_eq!(OverTcp::to("http://[::1]:81/").unwrap().host, "::1");
        for wrong in ["https://safe.example", "127.0.0.1:3000", "ftp://127.0.0.1", ""] {
            assert!(OverTcp::to(wrong).is_err(), "{wrong}");
        }
    }
}
