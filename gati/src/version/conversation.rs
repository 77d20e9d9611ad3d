//! Messages of a socket between a caller of an old release and a handler of today.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::passing::{Passing, Unlifted, attempt};
use super::transformer::{Untransformable, Why};
use super::{LiftMessage, LowerMessage};
use crate::answer::Desk;
use crate::call::MessageChecker;
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::socket::{Close, CloseCode};

/// What carries the messages of one socket. They share a local context of their own, as the handler holds that of the request.
pub(crate) struct Conversation {
    pub(crate) incoming: Option<LiftMessage>,
    pub(crate) outgoing: Option<LowerMessage>,
    lctx: Mutex<Lctx>,
    exchange: Arc<Exchange>,
    validates: bool,
}

impl Conversation {
    /// What carries the messages of this request's socket, if they are not the same today.
    pub(crate) fn of(desk: &Desk<'_>) -> Option<Arc<Self>> {
        let lower = desk.edge?.lower;
        if lower.incoming.is_none() && lower.outgoing.is_none() {
            return None;
        }
        Some(Arc::new(Self {
            incoming: lower.incoming,
            outgoing: lower.outgoing,
            lctx: Mutex::new(Lctx::resumed(Arc::clone(desk.exchange), None)),
            exchange: Arc::clone(desk.exchange),
            validates: desk.common.validates_answers,
        }))
    }

    /// A message as the handler takes it, or how the socket is closed.
    pub(crate) fn lift<T: 'static>(
        &self,
        lift: LiftMessage,
        text: &[u8],
        explain: &MessageChecker,
    ) -> Result<T, Close> {
        let lifted = self.passing(|passing| {
            let mut passing = passing.with_explanations(explain);
            match lift(text, &mut passing) {
                Err(Unlifted::Untransformable(why)) => Err(why),
                lifted => Ok(lifted),
            }
        });
        match lifted {
            Ok(Ok(message)) => match message.downcast::<T>() {
                Ok(message) => Ok(*message),
                Err(_) => Err(self.failed("a passage gave a message of another type")),
            },
            Ok(Err(Unlifted::Closed(close))) => Err(close),
            Ok(Err(_)) => Err(Close::new(CloseCode::INVALID, "the message does not fit")),
            Err(why) => Err(self.close(why)),
        }
    }

    /// A message of the handler as the old release knows it, or how the socket is closed.
    pub(crate) fn lower(&self, lower: LowerMessage, message: &dyn Any) -> Result<Vec<u8>, Close> {
        match self.passing(|mut passing| lower(message, &mut passing)) {
            Ok(lowered) => Ok(lowered.body),
            Err(why) => Err(self.close(why)),
        }
    }

    fn passing<T>(
        &self,
        work: impl FnOnce(Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        let mut lctx = self.lctx.lock().unwrap_or_else(PoisonError::into_inner);
        let passing = Passing::new(&mut lctx, self.validates);
        attempt(|| work(passing))
    }

    fn close(&self, why: Untransformable) -> Close {
        match why.0 {
            Why::Reason(reason) => Close::new(
                CloseCode::INVALID,
                format!("version {} cannot be served: {reason}", self.exchange.version),
            ),
            Why::Mistake(cause) => self.failed(&cause),
        }
    }

    fn failed(&self, cause: &str) -> Close {
        tracing::error!(
            target: "gati::socket",
            handler = self.exchange.handler,
            version = self.exchange.version,
            error = cause,
            "a message could not be carried between two releases"
        );
        Close::new(CloseCode::INTERNAL, "something went wrong on our side")
    }
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("version", &self.exchange.version)
            .finish_non_exhaustive()
    }
}
