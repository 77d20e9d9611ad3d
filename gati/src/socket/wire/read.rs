//! What comes in.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::super::close::{Close, CloseCode};
use super::{Parting, Stream};

/// When the other end gave its last sign of life, and when there was a message last.
pub(super) struct Signs {
    start: Instant,
    life: AtomicU64,
    message: AtomicU64,
    /// Nothing is read while the handler is behind: silence is our own doing.
    is_waiting: AtomicBool,
}

impl Signs {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            life: AtomicU64::new(0),
            message: AtomicU64::new(0),
            is_waiting: AtomicBool::new(false),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn life(&self) {
        self.life.store(self.now(), Ordering::Relaxed);
    }

    pub(super) fn message(&self) {
        self.message.store(self.now(), Ordering::Relaxed);
    }

    fn wait(&self, waiting: bool) {
        self.is_waiting.store(waiting, Ordering::Relaxed);
        self.life();
    }

    /// How long the other end has been silent.
    pub(super) fn silence(&self) -> Duration {
        if self.is_waiting.load(Ordering::Relaxed) {
            return Duration::ZERO;
        }
        self.since(&self.life)
    }

    /// How long there was no message.
    pub(super) fn quiet(&self) -> Duration {
        self.since(&self.message)
    }

    fn since(&self, mark: &AtomicU64) -> Duration {
        Duration::from_millis(self.now().saturating_sub(mark.load(Ordering::Relaxed)))
    }
}

/// Reads messages into the handler's queue until there are no more, or one that is none.
pub(super) async fn read(stream: &mut Stream, incoming: mpsc::Sender<Bytes>, signs: &Signs) -> Parting {
    loop {
        signs.wait(true);
        // Without room nothing is read: the other end must wait. A handler that let go of its socket hears nothing.
        let room = incoming.reserve().await.ok();
        signs.wait(false);
        loop {
            let message = match stream.next().await {
                Some(Ok(message)) => message,
                Some(Err(error)) => return refuse(&error),
                None => return Parting::Lost("the connection ended".to_owned()),
            };
            signs.life();
            match message {
                Message::Text(text) => {
                    signs.message();
                    if let Some(room) = room {
                        room.send(text.into());
                    }
                    break;
                }
                Message::Binary(_) => {
                    return Parting::Ours(Close::new(
                        CloseCode::UNSUPPORTED,
                        "send messages as texts of JSON",
                    ));
                }
                Message::Close(frame) => {
                    return Parting::Theirs(frame.map_or_else(
                        || Close::new(CloseCode::NONE, ""),
                        |frame| Close::new(CloseCode::new(frame.code.into()), frame.reason.as_str()),
                    ));
                }
                // tungstenite answers pings by itself.
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }
}

fn refuse(error: &Error) -> Parting {
    let (code, reason) = match error {
        Error::Capacity(CapacityError::MessageTooLong { max_size, .. }) => (
            CloseCode::TOO_LARGE,
            format!("send messages of at most {max_size} bytes"),
        ),
        Error::Utf8(_) => (CloseCode::INVALID, "a text that is not UTF-8".to_owned()),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            return Parting::Lost("the connection ended without a word".to_owned());
        }
        Error::Protocol(error) => (CloseCode::PROTOCOL, error.to_string()),
        error => return Parting::Lost(error.to_string()),
    };
    Parting::Ours(Close::new(code, reason))
}
