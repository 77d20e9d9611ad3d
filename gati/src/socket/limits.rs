//! How much one socket may ask for.

use std::time::Duration;

/// How much the other end of a socket may ask for, and how long it may be silent.
///
/// ```
/// use std::time::Duration;
///
/// let limits = gati::Limits::default().sockets(
///     gati::SocketLimits::default()
///         .message(4 * 1024)
///         .ping_every(Duration::from_secs(10)),
/// );
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct SocketLimits {
    pub(crate) message: usize,
    pub(crate) queue: usize,
    pub(crate) ping_every: Duration,
    pub(crate) pong_within: Duration,
    pub(crate) idle: Option<Duration>,
    pub(crate) close_within: Duration,
    pub(crate) count: usize,
}

impl Default for SocketLimits {
    fn default() -> Self {
        Self {
            message: 1024 * 1024,
            queue: 16,
            ping_every: Duration::from_secs(20),
            pong_within: Duration::from_secs(20),
            idle: None,
            close_within: Duration::from_secs(5),
            count: 10_000,
        }
    }
}

impl SocketLimits {
    /// The most bytes of a message that comes in, however many fragments it has: 1 MiB. Beyond it the socket is closed with 1009.
    pub const fn message(mut self, bytes: usize) -> Self {
        self.message = bytes;
        self
    }

    /// The most messages that wait in each direction: 16, at least one. Beyond it `send` waits, and nothing more is read, so that the
    /// other end has to wait, too.
    pub const fn queue(mut self, messages: usize) -> Self {
        self.queue = if messages == 0 { 1 } else { messages };
        self
    }

    /// How long the other end may be silent before it is asked for a sign of life: 20 s.
    pub const fn ping_every(mut self, time: Duration) -> Self {
        self.ping_every = time;
        self
    }

    /// How long it may take to give one: 20 s. Beyond it the connection is given up.
    pub const fn pong_within(mut self, time: Duration) -> Self {
        self.pong_within = time;
        self
    }

    /// How long a socket may live without a message in either direction: for ever. Beyond it the socket is closed with 1001.
    pub const fn idle(mut self, time: Duration) -> Self {
        self.idle = Some(time);
        self
    }

    /// How long the end may take: for the other end to answer a close, and for the handler to return once its socket is gone: 5 s each.
    /// Then the connection is dropped and the handler cancelled.
    pub const fn close_within(mut self, time: Duration) -> Self {
        self.close_within = time;
        self
    }

    /// The most sockets at a time: 10,000, at least one. Beyond it the handshake is answered with 503.
    pub const fn count(mut self, sockets: usize) -> Self {
        self.count = if sockets == 0 { 1 } else { sockets };
        self
    }
}
