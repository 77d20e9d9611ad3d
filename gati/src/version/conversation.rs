//! Messages of a socket between a caller of an old release and a handler of today.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use gati_schema::ty::Side;

use super::passing::{Passing, Unlifted};
use super::transformer::{Untransformable, Why};
use super::{LiftMessage, LowerMessage};
use crate::GType;
use crate::answer::Desk;
use crate::call::{MessageChecker, validate};
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
    pub(crate) fn lift<T: GType + 'static>(
        &self,
        lift: LiftMessage,
        text: &[u8],
        explain: &MessageChecker,
    ) -> Result<T, Close> {
        let lifted = self.passing(Some(explain), |passing| match lift(text, passing) {
            Err(Unlifted::Untransformable(why)) => Err(why),
            lifted => Ok(lifted),
        });
        match lifted {
            Ok(Ok(message)) => match message.downcast::<T>() {
                Ok(message) => self.checked(*message),
                Err(_) => Err(self.failed("a passage gave a message of another type")),
            },
            Ok(Err(Unlifted::Closed(close))) => Err(close),
            Ok(Err(_)) => Err(Close::new(CloseCode::INVALID, "the message does not fit")),
            Err(why) => Err(self.close(why)),
        }
    }

    /// A message of the handler as the old release knows it, or how the socket is closed.
    pub(crate) fn lower(&self, lower: LowerMessage, message: &dyn Any) -> Result<Vec<u8>, Close> {
        match self.passing(None, |passing| lower(message, passing)) {
            Ok(lowered) => Ok(lowered.body),
            Err(why) => Err(self.close(why)),
        }
    }

    fn passing<T>(
        &self,
        explain: Option<&MessageChecker>,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        let mut lctx = self.lctx.lock().unwrap_or_else(PoisonError::into_inner);
        let mut passing = Passing::new(&mut lctx, self.validates).with_explanations(explain);
        passing.attempt(work)
    }

    /// What was lifted, unless something is wrong with it: then a transformer is to blame, and not the caller.
    fn checked<T: GType>(&self, message: T) -> Result<T, Close> {
        let found = validate(&message, Side::Read);
        let Some(first) = found.first() else {
            return Ok(message);
        };
        Err(self.failed(&format!(
            "what the transformers made of a message breaks today's contract: {}: expected {}",
            first.pointer, first.expected
        )))
    }

    fn close(&self, why: Untransformable) -> Close {
        let told = why.told();
        match why.why {
            Why::Reason(reason) | Why::Acknowledged(reason) => Close::new(
                CloseCode::INVALID,
                format!("version {} cannot be served: {reason}", self.exchange.version),
            ),
            Why::Mistake(_) => self.failed(&told),
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

#[cfg(test)]
mod tests {
    use gati_schema::Fingerprint;
    use http::Request;

    use super::*;
    use crate::validate::Place;

    /// A type of today, which takes even numbers.
    #[derive(Debug, PartialEq)]
    struct Even(u32);

    impl GType for Even {
        const ID: Fingerprint = Fingerprint(2);

        fn validate(&self, at: &mut Place<'_>) {
            if self.0 % 2 == 1 {
                at.violation("even", "an even number", self.0);
            }
        }
    }

    fn conversation() -> Conversation {
        let (parts, ()) = Request::new(()).into_parts();
        let exchange = Exchange::new("radio", "1.0.0", &parts, None, None);
        Conversation {
            incoming: None,
            outgoing: None,
            lctx: Mutex::new(Lctx::new(Arc::clone(&exchange))),
            exchange,
            validates: false,
        }
    }

    #[test]
    fn what_a_transformer_spoils_is_our_mistake_and_reaches_no_handler() {
        let lift: LiftMessage = |text, _| {
            let text = std::str::from_utf8(text).unwrap();
            match text.parse() {
                Ok(number) => Ok(Box::new(Even(number))),
                Err(_) if text == "none" => Err(Untransformable::new("there was none").into()),
                Err(_) => panic!("on purpose"),
            }
        };
        let lifted = |text: &str| conversation().lift::<Even>(lift, text.as_bytes(), &|_, _| Vec::new());
        assert_eq!(lifted("4").unwrap(), Even(4));
        for text in ["5", "five"] {
            let close = lifted(text).unwrap_err();
            assert_eq!(close.code, CloseCode::INTERNAL, "{text}");
            assert_eq!(close.reason, "something went wrong on our side", "{text}");
        }
        let refused = lifted("none").unwrap_err();
        assert_eq!(refused.code, CloseCode::INVALID);
        assert_eq!(refused.reason, "version 1.0.0 cannot be served: there was none");
    }
}
