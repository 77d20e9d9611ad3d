//! What a passage gives to the arguments of a handler.

use std::any::Any;
use std::fmt;

use gati_schema::ty::Side;
use gati_schema::violation::Violation;

use crate::call::validate;
use crate::problem::{Problem, catalogue};
use crate::{ByteStream, GType};

/// The parts of a request that were lifted; a part that is not given is read from the request.
///
/// The parts are values of the types that the handler's arguments name: `path` the tuple of all its path parameters in the order of its path,
/// `query` the `T` of `Query<T>`, `headers` that of `Headers<T>`, `body` that of `Json<T>`, `Form<T>` or `Multipart<T>`, or `Bytes`, or `ByteStream`.
#[derive(Default)]
#[must_use = "parts reach the handler by `call.give(..)`"]
pub struct Given {
    path: Gift,
    query: Gift,
    headers: Gift,
    body: Gift,
}

impl Given {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// All path parameters, as a tuple in the order in which the handler's path has them.
    pub fn path<P: Send + 'static>(mut self, values: P) -> Self {
        self.path = Gift::of(values);
        self
    }

    /// The query.
    pub fn query<T: GType + Send + 'static>(mut self, value: T) -> Self {
        self.query = Gift::checked(value);
        self
    }

    /// The headers.
    pub fn headers<T: GType + Send + 'static>(mut self, value: T) -> Self {
        self.headers = Gift::checked(value);
        self
    }

    /// The body.
    pub fn body<T: GType + Send + 'static>(mut self, value: T) -> Self {
        self.body = Gift::checked(value);
        self
    }

    /// A body that is read as it comes.
    pub fn stream(mut self, body: ByteStream) -> Self {
        self.body = Gift::of(body);
        self
    }
}

/// Each part, to be taken by the argument that reads it.
impl Given {
    pub(crate) fn path_mut(&mut self) -> &mut Gift {
        &mut self.path
    }

    pub(crate) fn query_mut(&mut self) -> &mut Gift {
        &mut self.query
    }

    pub(crate) fn headers_mut(&mut self) -> &mut Gift {
        &mut self.headers
    }

    pub(crate) fn body_mut(&mut self) -> &mut Gift {
        &mut self.body
    }
}

/// One part, which is taken once.
#[derive(Default)]
pub(crate) struct Gift(
    Option<Box<dyn Any + Send>>,
    #[cfg_attr(
        not(feature = "testing"),
        expect(dead_code, reason = "only proofs ask without knowing the type")
    )]
    Option<Check>,
);

/// What is wrong with a part by today's contract, for those who do not know its type.
type Check = fn(&dyn Any) -> Vec<Violation>;

impl Gift {
    fn of(value: impl Any + Send) -> Self {
        Self(Some(Box::new(value)), None)
    }

    fn checked<T: GType + Send + 'static>(value: T) -> Self {
        let check: Check = |value| {
            let value = value.downcast_ref::<T>();
            value.map_or_else(Vec::new, |value| validate(value, Side::Read))
        };
        Self(Some(Box::new(value)), Some(check))
    }

    /// What is wrong with it by today's contract.
    #[cfg(feature = "testing")]
    pub(crate) fn breaches(&self) -> Vec<Violation> {
        match (&self.0, self.1) {
            (Some(value), Some(check)) => check(&**value),
            _ => Vec::new(),
        }
    }

    /// The part, whatever its type is.
    #[cfg(feature = "testing")]
    pub(crate) fn into_any(self) -> Option<Box<dyn Any + Send>> {
        self.0
    }

    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// The part as a value of the type that an argument names.
    pub(crate) fn take<T: 'static>(self) -> Result<T, Problem> {
        match self.0.map(|gift| gift.downcast::<T>()) {
            Some(Ok(value)) => Ok(*value),
            _ => Err(catalogue::internal(format!(
                "a passage gave something else than the `{}` that the handler takes",
                std::any::type_name::<T>()
            ))),
        }
    }
}

impl fmt::Debug for Gift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Gift").field(&self.is_there()).finish()
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}
