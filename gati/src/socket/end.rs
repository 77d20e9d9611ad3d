//! The handler's end of a socket.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use tokio::sync::mpsc;

use super::close::{Close, CloseCode, SocketClosed};
use super::line::Line;
use super::message::{self, Explain};
use super::sender::SocketSender;
use crate::GType;

/// A WebSocket: an argument of a handler for `"WS /path"`. Callers send `In`, the handler sends `Out`, each message a text of JSON.
///
/// The socket is opened when the handler first uses it. Until then it can still refuse: an error is answered as a problem document. Afterwards
/// an error closes the socket, with the error's status and 4000 more as its code; a handler that returns `Ok` closes it with 1000.
///
/// A message that does not fit `In` and its constraints never reaches the handler: the socket is closed with 1007, and its reason names the violations.
/// A message of bytes closes it with 1003. Pings are answered and sent, fragments joined, and a close answered without the handler.
///
/// When the other end or the connection is gone, or the server stops (1001), [`next`](Self::next) gives `None`, [`send`](Self::send)
/// fails, and the handler has [a while](crate::SocketLimits::close_within) to return before it is cancelled.
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Serialize, Deserialize, GType)]
/// pub struct Said {
///     #[gtype(max_length = 500)]
///     text: String,
/// }
///
/// // #[gati::handler("WS /echo")]
/// async fn echo(mut socket: Socket<Said, Said>) {
///     while let Some(said) = socket.next().await {
///         if socket.send(&said).await.is_err() {
///             break;
///         }
///     }
/// }
/// ```
pub struct Socket<In, Out> {
    incoming: mpsc::Receiver<Bytes>,
    sender: SocketSender<Out>,
    explain: Explain,
    message: PhantomData<fn() -> In>,
}

impl<In, Out> Socket<In, Out> {
    pub(super) fn new(incoming: mpsc::Receiver<Bytes>, sender: SocketSender<Out>, explain: Explain) -> Self {
        Self {
            incoming,
            sender,
            explain,
            message: PhantomData,
        }
    }

    fn line(&self) -> &Arc<Line> {
        self.sender.line()
    }

    /// Opens the socket now, without waiting for the first message.
    pub fn open(&self) {
        self.line().open();
    }

    /// What sends through this socket, for tasks and other places that outlive a borrow.
    #[must_use]
    pub fn sender(&self) -> SocketSender<Out> {
        self.sender.clone()
    }

    /// How the socket ended; `None` while it is open.
    #[must_use]
    pub fn closed(&self) -> Option<Close> {
        self.line().closed()
    }

    /// Sends what waits, closes the socket, and completes when it is gone.
    pub async fn close(self, code: CloseCode, reason: impl Into<String> + Send) {
        self.line().finish(Close::new(code, reason));
        self.line().over().await;
    }
}

impl<In, Out> Socket<In, Out>
where
    In: for<'de> Deserialize<'de> + GType + 'static,
{
    /// The next message; `None` when there will be no more.
    ///
    /// Cancelling the returned future loses nothing.
    pub async fn next(&mut self) -> Option<In> {
        self.open();
        let text = self.incoming.recv().await?;
        let carried = self.sender.carried();
        let message = match carried.and_then(|carried| Some((carried, carried.incoming?))) {
            Some((carried, lift)) => carried.lift(lift, &text, &*self.explain),
            None => message::read(&text, Some(&*self.explain)),
        };
        match message {
            Ok(message) => Some(message),
            Err(close) => {
                self.line().finish(close);
                // What came after a mistake is not read.
                self.incoming.close();
                None
            }
        }
    }
}

impl<In, Out: Serialize + GType + 'static> Socket<In, Out> {
    /// Sends a message. If too many wait to be sent already, this waits, too.
    ///
    /// # Errors
    ///
    /// If the socket is closed. That is the end of the conversation and seldom a mistake: most handlers simply return.
    pub async fn send(&self, message: impl Borrow<Out> + Send) -> Result<(), SocketClosed> {
        self.sender.send(message).await
    }
}

impl<In, Out> fmt::Debug for Socket<In, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket")
            .field("closed", &self.closed())
            .finish_non_exhaustive()
    }
}
