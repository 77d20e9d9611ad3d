//! How much one caller may ask for.

use std::time::Duration;

use crate::socket::SocketLimits;

/// How much one caller may ask for. Every limit has a default; a request beyond one gets a clear answer or a clean close.
///
/// ```
/// use std::time::Duration;
///
/// let limits = gati::Limits::default()
///     .body(64 * 1024)
///     .request_time(Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Limits {
    pub(crate) body: u64,
    pub(crate) stream: u64,
    pub(crate) request_time: Duration,
    pub(crate) header_time: Duration,
    pub(crate) write_time: Duration,
    pub(crate) headers: usize,
    pub(crate) header_bytes: usize,
    pub(crate) connections: usize,
    pub(crate) sockets: SocketLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 * 1024 * 1024,
            stream: 64 * 1024 * 1024,
            request_time: Duration::from_secs(30),
            header_time: Duration::from_secs(30),
            write_time: Duration::from_secs(60),
            headers: 100,
            header_bytes: 64 * 1024,
            connections: 10_000,
            sockets: SocketLimits::default(),
        }
    }
}

impl Limits {
    /// The most bytes of a body that is read whole (`Json`, `Form`, `Bytes`), and of the texts in a `Multipart`: 2 MiB. Beyond it: 413.
    pub const fn body(mut self, bytes: u64) -> Self {
        self.body = bytes;
        self
    }

    /// The most bytes of a body that is read as it comes (`ByteStream`, `Multipart`): 64 MiB. Beyond it: 413.
    pub const fn stream(mut self, bytes: u64) -> Self {
        self.stream = bytes;
        self
    }

    /// How long a handler may take until its answer begins, body included: 30 s. Beyond it the handler is cancelled and answered for with 504,
    /// or with 408 if it was still waiting for the body. A handler's own `timeout = ".."` goes first.
    pub const fn request_time(mut self, time: Duration) -> Self {
        self.request_time = time;
        self
    }

    /// How long the head of a request may take to arrive, the time before its first byte included: 30 s. Beyond it, and at most half as long
    /// again, the connection is closed.
    pub const fn header_time(mut self, time: Duration) -> Self {
        self.header_time = time;
        self
    }

    /// How long a client may leave an answer unread: 60 s without a byte taken. Beyond it the connection is closed.
    pub const fn write_time(mut self, time: Duration) -> Self {
        self.write_time = time;
        self
    }

    /// The most headers of a request: 100. Beyond it: 431.
    pub const fn headers(mut self, count: usize) -> Self {
        self.headers = count;
        self
    }

    /// The most bytes of a request's head: 64 KiB, at least 8 KiB. Beyond it: 431.
    pub const fn header_bytes(mut self, bytes: usize) -> Self {
        self.header_bytes = if bytes < 8192 { 8192 } else { bytes };
        self
    }

    /// The most connections at a time: 10,000, at least one. Further ones wait until one ends.
    pub const fn connections(mut self, count: usize) -> Self {
        self.connections = if count == 0 { 1 } else { count };
        self
    }

    /// The limits of WebSockets.
    pub const fn sockets(mut self, limits: SocketLimits) -> Self {
        self.sockets = limits;
        self
    }
}
