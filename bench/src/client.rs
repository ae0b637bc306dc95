//! One kept-alive HTTP/1.1 connection that does as little as possible, so that it is the server that is measured.

use anyhow::{Context, Result, bail, ensure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request, written once and sent as often as one likes.
#[derive(Clone)]
pub struct Request(Vec<u8>);

impl Request {
    /// A GET, with a bearer token if there is one.
    pub fn get(path: &str, token: Option<&str>) -> Self {
        Self::new("GET", path, token, None)
    }

    /// A POST of a JSON body.
    pub fn post(path: &str, token: Option<&str>, body: &str) -> Self {
        Self::new("POST", path, token, Some(body))
    }

    /// The same of a PUT.
    pub fn put(path: &str, token: Option<&str>, body: &str) -> Self {
        Self::new("PUT", path, token, Some(body))
    }

    fn new(method: &str, path: &str, token: Option<&str>, body: Option<&str>) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n");
        if let Some(token) = token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if let Some(body) = body {
            text.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body.unwrap_or_default());
        Self(text.into_bytes())
    }
}

/// An answer, of which the body stays in the connection's buffer until the next request.
pub struct Answer<'a> {
    /// The status code.
    pub status: u16,
    /// The body, without the framing.
    pub body: &'a [u8],
}

/// A connection to this machine.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    body: Vec<u8>,
}

impl Connection {
    /// Connects, to this machine only: nobody else has agreed to be flooded.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        ensure!(address.ip().is_loopback(), "{address} is not this machine");
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024), body: Vec::new() })
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&mut self, request: &Request) -> Result<Answer<'_>> {
        self.buffer.clear();
        self.body.clear();
        self.stream.write_all(&request.0).await?;
        let head_end = loop {
            if let Some(at) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            self.fill().await?;
        };
        let head = Head::parse(&self.buffer[..head_end])?;
        match head.length {
            Some(length) => {
                while self.buffer.len() < head_end + length {
                    self.fill().await?;
                }
                Ok(Answer { status: head.status, body: &self.buffer[head_end..head_end + length] })
            }
            None => {
                self.read_chunks(head_end).await?;
                Ok(Answer { status: head.status, body: &self.body })
            }
        }
    }

    async fn read_chunks(&mut self, mut at: usize) -> Result<()> {
        loop {
            let line_end = loop {
                if let Some(end) = self.buffer[at..].windows(2).position(|window| window == b"\r\n") {
                    break at + end;
                }
                self.fill().await?;
            };
            let size = std::str::from_utf8(&self.buffer[at..line_end])?;
            let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)?;
            let start = line_end + 2;
            while self.buffer.len() < start + size + 2 {
                self.fill().await?;
            }
            self.body.extend_from_slice(&self.buffer[start..start + size]);
            at = start + size + 2;
            if size == 0 {
                return Ok(());
            }
        }
    }

    async fn fill(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection in the middle of an answer");
        }
        Ok(())
    }
}

struct Head {
    status: u16,
    /// `None` means chunks.
    length: Option<usize>,
}

impl Head {
    fn parse(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes)?;
        let status = text.split(' ').nth(1).context("an answer without status")?.parse()?;
        let length = text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse())
        });
        Ok(Self { status, length: length.transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn the_head_tells_status_and_length_in_any_case() {
        let head = Head::parse(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n").ok();
        assert_eq!(head.map(|head| (head.status, head.length)), Some((200, Some(12))));
        let head = Head::parse(b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n").ok();
        assert_eq!(head.map(|head| (head.status, head.length)), Some((404, None)));
    }
}
