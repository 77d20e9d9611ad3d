//! What sends through a socket.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::mpsc;

use super::close::{Close, CloseCode, SocketClosed};
use super::line::{Line, lost};
use crate::GType;
use crate::answer::Checker;
use crate::version::Conversation;

/// Sends the messages of one [`Socket`](crate::Socket). Clones send through the same one; it lives as long as its handler.
pub struct SocketSender<Out> {
    queue: mpsc::Sender<String>,
    line: Arc<Line>,
    checker: Checker,
    /// What carries messages to and from a caller of an old release.
    carried: Option<Arc<Conversation>>,
    message: PhantomData<fn(Out)>,
}

impl<Out> SocketSender<Out> {
    pub(super) fn new(
        queue: mpsc::Sender<String>,
        line: Arc<Line>,
        checker: Checker,
        carried: Option<Arc<Conversation>>,
    ) -> Self {
        Self {
            queue,
            line,
            checker,
            carried,
            message: PhantomData,
        }
    }

    pub(super) fn line(&self) -> &Arc<Line> {
        &self.line
    }

    pub(super) fn carried(&self) -> Option<&Conversation> {
        self.carried.as_deref()
    }

    /// Completes when the socket is closed, and says how.
    pub async fn closed(&self) -> Close {
        self.line.finishing().await
    }

    fn gone(&self) -> SocketClosed {
        let close = self.line.closed();
        SocketClosed {
            close: close.unwrap_or_else(|| lost("the connection is gone")),
        }
    }

    /// Refuses to go on after a message that breaks the contract: its reader could not read it.
    #[cold]
    fn broken(&self, reason: &str) -> SocketClosed {
        tracing::error!(
            target: "gati::socket",
            handler = self.checker.handler(),
            error = reason,
            "a message of a socket was not sent"
        );
        self.line.finish(Close::new(
            CloseCode::INTERNAL,
            "something went wrong on our side",
        ));
        self.gone()
    }
}

impl<Out: Serialize + GType + 'static> SocketSender<Out> {
    /// Sends a message. If too many wait to be sent already, this waits, too.
    ///
    /// # Errors
    ///
    /// If the socket is closed.
    pub async fn send(&self, message: impl Borrow<Out> + Send) -> Result<(), SocketClosed> {
        let text = self.encode(message.borrow())?;
        drop(message);
        self.line.open();
        self.queue.send(text).await.map_err(|_| self.gone())
    }

    /// Sends a message unless too many wait to be sent already: whether it will be sent.
    ///
    /// # Errors
    ///
    /// If the socket is closed.
    pub fn try_send(&self, message: impl Borrow<Out>) -> Result<bool, SocketClosed> {
        let text = self.encode(message.borrow())?;
        self.line.open();
        match self.queue.try_send(text) {
            Ok(()) => Ok(true),
            Err(mpsc::error::TrySendError::Full(_)) => Ok(false),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(self.gone()),
        }
    }

    fn encode(&self, message: &Out) -> Result<String, SocketClosed> {
        if let Some(close) = self.line.closed() {
            return Err(SocketClosed { close });
        }
        let outgoing = self
            .carried
            .as_ref()
            .and_then(|carried| Some((carried, carried.outgoing?)));
        let mut text = Vec::with_capacity(128);
        if let Some((carried, lower)) = outgoing {
            self.checker
                .check(message)
                .map_err(|reason| self.broken(&reason))?;
            text = carried.lower(lower, message).map_err(|close| {
                self.line.finish(close);
                self.gone()
            })?;
        } else {
            self.checker
                .write(message, &mut text)
                .map_err(|reason| self.broken(&reason))?;
        }
        String::from_utf8(text).map_err(|error| self.broken(&error.to_string()))
    }
}

impl<Out> Clone for SocketSender<Out> {
    fn clone(&self) -> Self {
        Self::new(
            self.queue.clone(),
            Arc::clone(&self.line),
            self.checker,
            self.carried.clone(),
        )
    }
}

impl<Out> fmt::Debug for SocketSender<Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SocketSender")
            .field("closed", &self.line.closed())
            .finish_non_exhaustive()
    }
}
