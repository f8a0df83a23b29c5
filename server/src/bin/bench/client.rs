//! A keep-alive HTTP client that costs next to nothing, so that the server is what is measured.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Longer than this a connection is not kept without use, as by a proxy before the server.
const IDLE: Duration = Duration::from_secs(5);

/// One connection with its cookies.
pub struct Client {
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
    cookies: HashMap<String, String>,
    host: SocketAddr,
    used: Instant,
}

/// What came back.
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Bytes of the body.
    pub body: usize,
    /// `Location`, if any.
    pub location: String,
}

impl Client {
    /// Connects.
    pub async fn connect(host: SocketAddr) -> io::Result<Self> {
        let (buffer, cookies) = (Vec::new(), HashMap::new());
        Ok(Self { stream: Some(connect(host).await?), buffer, cookies, host, used: Instant::now() })
    }

    /// Another connection of the same browser, made when it is needed.
    pub fn twin(&self) -> Self {
        let (cookies, host) = (self.cookies.clone(), self.host);
        Self { stream: None, buffer: Vec::new(), cookies, host, used: self.used }
    }

    /// Forgets cookies: the next request is a stranger's.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Keeps a cookie made elsewhere.
    pub fn remember(&mut self, name: &str, value: String) {
        self.cookies.insert(name.to_owned(), value);
    }

    /// Sends a request and reads the whole reply. A body is sent as a form.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
        kind: &str,
    ) -> io::Result<Reply> {
        if self.used.elapsed() > IDLE {
            self.stream = None;
        }
        self.used = Instant::now();
        let cookie = self.cookie_head();
        let body_head = if method == "GET" {
            String::new()
        } else {
            format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len())
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n{cookie}{body_head}\r\n{body}",
            self.host
        );
        self.connection().await?.write_all(request.as_bytes()).await?;
        self.read().await
    }

    fn cookie_head(&self) -> String {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if cookies.is_empty() {
            String::new()
        } else {
            format!("Cookie: {}\r\n", cookies.join("; "))
        }
    }

    /// Body of the last reply.
    pub fn text(&self) -> String {
        let head_end = find(&self.buffer, b"\r\n\r\n").map_or(0, |end| end + 4);
        let (head, body) = self.buffer.split_at(head_end);
        let chunked = String::from_utf8_lossy(head).to_lowercase().contains("transfer-encoding");
        let body = if chunked { joined(body) } else { body.to_vec() };
        String::from_utf8_lossy(&body).into_owned()
    }

    /// Opens a stream of messages on this connection.
    pub async fn stream(mut self, path: &str) -> io::Result<Messages> {
        let (host, cookie) = (self.host, self.cookie_head());
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n");
        self.connection().await?.write_all(request.as_bytes()).await?;
        let stream = self.stream.ok_or(io::ErrorKind::NotConnected)?;
        Ok(Messages { stream, buffer: Vec::new() })
    }

    async fn connection(&mut self) -> io::Result<&mut TcpStream> {
        if self.stream.is_none() {
            self.stream = Some(connect(self.host).await?);
        }
        self.stream.as_mut().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    async fn read(&mut self) -> io::Result<Reply> {
        self.buffer.clear();
        let head_end = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let field = |wanted: &str| {
            head.lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.to_owned())
        };
        for set in head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        {
            if let Some((name, value)) =
                set.1.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = field("location").unwrap_or_default();
        let body = match field("content-length").and_then(|length| length.parse::<usize>().ok()) {
            Some(length) => {
                while self.buffer.len() < head_end + length {
                    self.more().await?;
                }
                length
            }
            None if field("transfer-encoding").is_some() => {
                while !self.buffer.ends_with(b"0\r\n\r\n") {
                    self.more().await?;
                }
                self.buffer.len() - head_end
            }
            None => 0,
        };
        Ok(Reply { status, body, location })
    }

    async fn more(&mut self) -> io::Result<()> {
        let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        if stream.read_buf(&mut self.buffer).await? == 0 {
            Err(io::ErrorKind::UnexpectedEof.into())
        } else {
            Ok(())
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

async fn connect(host: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// A body without the lengths between its chunks.
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(end) = find(body, b"\r\n") {
        let length = String::from_utf8_lossy(&body[..end]);
        let length = usize::from_str_radix(&length, 16).unwrap_or(0);
        let Some(chunk) = body.get(end + 2..end + 2 + length).filter(|chunk| !chunk.is_empty())
        else {
            break;
        };
        all.extend_from_slice(chunk);
        body = body.get(end + 4 + length..).unwrap_or_default();
    }
    all
}

/// A stream of messages.
pub struct Messages {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Messages {
    /// The next one; an error when the stream ends.
    pub async fn next(&mut self) -> io::Result<String> {
        loop {
            if let Some(start) = find(&self.buffer, b"data: ").map(|start| start + 6)
                && let Some(length) = find(&self.buffer[start..], b"\n\n")
            {
                let message = &self.buffer[start..start + length];
                let message = String::from_utf8_lossy(message).into_owned();
                self.buffer.drain(..start + length + 2);
                return Ok(message);
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}
