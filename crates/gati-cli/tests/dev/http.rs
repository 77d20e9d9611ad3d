//! Requests, spoken over plain sockets: what a client library would hide (retries, pools) is what these tests are about.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than any request takes on a machine that is busy with builds.
const PATIENCE: Duration = Duration::from_secs(300);

/// One connection.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    /// Whether the server said that it is the last answer here.
    pub(crate) is_over: bool,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::new(stream),
            is_over: false,
        })
    }

    /// The status and the body of an answer.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<(u16, String)> {
        self.send(path)?;
        self.answer()
    }

    pub(crate) fn send(&mut self, path: &str) -> io::Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: test\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes())
    }

    pub(crate) fn answer(&mut self) -> io::Result<(u16, String)> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        let mut length = 0;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().map_err(io::Error::other)?;
            }
            self.is_over |= line == "connection: close";
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// One request on a connection of its own.
pub(crate) fn get(address: SocketAddr, path: &str) -> io::Result<(u16, String)> {
    Connection::open(address)?.get(path)
}
