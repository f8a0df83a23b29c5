//! A keep-alive HTTP client that costs next to nothing, so that the server is what is measured.

use std::{collections::HashMap, io, net::SocketAddr};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// One connection with its cookies.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    cookies: HashMap<String, String>,
    host: SocketAddr,
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
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024), cookies: HashMap::new(), host })
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
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie = if cookies.is_empty() {
            String::new()
        } else {
            format!("Cookie: {}\r\n", cookies.join("; "))
        };
        let body_head = if method == "GET" {
            String::new()
        } else {
            format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len())
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n{cookie}{body_head}\r\n{body}",
            self.host
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.read().await
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
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            Err(io::ErrorKind::UnexpectedEof.into())
        } else {
            Ok(())
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
