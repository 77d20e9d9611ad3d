//! What the handler's end of a socket and its connection tell each other besides messages.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderValue;
use hyper::upgrade::OnUpgrade;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};

use super::close::{Close, CloseCode};

/// How far a socket is.
#[derive(Clone, Debug)]
enum State {
    /// The handler has not used it yet: the request can still be answered with a problem.
    Offered,
    /// The handler wants it open.
    Open,
    /// The handler is done with it: what waits is sent, then it is closed like this.
    Finishing(Close),
    /// It ended like this.
    Over(Close),
}

/// What both ends of a socket share.
#[derive(Debug)]
pub(super) struct Line {
    state: watch::Sender<State>,
    /// What the connection needs, from the handshake until it is taken.
    wire: Mutex<Option<Wire>>,
}

/// The connection's end of a socket.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) upgrade: OnUpgrade,
    /// What proves that the handshake was understood (RFC 6455 §4.2.2).
    pub(super) accept: HeaderValue,
    pub(super) ends: Ends,
    /// Counts this socket while it lives.
    pub(super) permit: OwnedSemaphorePermit,
}

/// Where messages come from and go to.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "ws"),
    expect(dead_code, reason = "only the protocol uses them")
)]
pub(super) struct Ends {
    pub(super) incoming: mpsc::Sender<Bytes>,
    pub(super) outgoing: mpsc::Receiver<String>,
}

impl Line {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            state: watch::Sender::new(State::Offered),
            wire: Mutex::new(None),
        })
    }

    pub(super) fn put(&self, wire: Wire) {
        *self.wire.lock().unwrap_or_else(PoisonError::into_inner) = Some(wire);
    }

    pub(super) fn take(&self) -> Option<Wire> {
        self.wire.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The handler uses its socket.
    pub(super) fn open(&self) {
        self.state.send_if_modified(|state| {
            let is_first = matches!(state, State::Offered);
            if is_first {
                *state = State::Open;
            }
            is_first
        });
    }

    /// The handler is done: what waits is sent, then the socket is closed. The first word counts.
    pub(super) fn finish(&self, close: Close) {
        self.state.send_if_modified(|state| {
            let goes_on = matches!(state, State::Offered | State::Open);
            if goes_on {
                *state = State::Finishing(close);
            }
            goes_on
        });
    }

    /// The connection takes no more messages.
    pub(super) fn end(&self, close: Close) {
        self.state.send_if_modified(|state| {
            let goes_on = !matches!(state, State::Over(_));
            if goes_on {
                *state = State::Over(close);
            }
            goes_on
        });
    }

    /// How the socket ended or is about to end.
    pub(super) fn closed(&self) -> Option<Close> {
        match &*self.state.borrow() {
            State::Offered | State::Open => None,
            State::Finishing(close) | State::Over(close) => Some(close.clone()),
        }
    }

    pub(super) fn is_offered(&self) -> bool {
        matches!(*self.state.borrow(), State::Offered)
    }

    /// Completes when the handler has used its socket.
    pub(super) async fn opened(&self) {
        self.wait(|state| (!matches!(state, State::Offered)).then_some(()))
            .await;
    }

    /// Completes when the handler is done with its socket.
    pub(super) async fn finishing(&self) -> Close {
        self.wait(|state| match state {
            State::Finishing(close) | State::Over(close) => Some(close.clone()),
            State::Offered | State::Open => None,
        })
        .await
    }

    /// Completes when the connection takes no more messages.
    pub(super) async fn over(&self) -> Close {
        self.wait(|state| match state {
            State::Over(close) => Some(close.clone()),
            _ => None,
        })
        .await
    }

    async fn wait<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        let mut states = self.state.subscribe();
        loop {
            if let Some(found) = look(&states.borrow_and_update()) {
                return found;
            }
            if states.changed().await.is_err() {
                // The sender lives as long as `self`; this is for the compiler.
                std::future::pending::<()>().await;
            }
        }
    }
}

/// The end of a connection that broke.
pub(super) fn lost(reason: impl Into<String>) -> Close {
    Close::new(CloseCode::LOST, reason)
}
