//! The kinds of answers, and how each is read.

use std::marker::PhantomData;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::deprecation::version;
use crate::error::TransportError;
use crate::reconnect::Again;
use crate::{ByteStream, Deprecation, Error, Events, JsonLines};

/// An answer with its status and headers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the answer carries.
    pub body: T,
}

impl<T> Reply<T> {
    /// The API version that answered, if the server says it (`X-API-Version`).
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        version(&self.headers)
    }

    /// That the handler or the version is going away, if the server says so.
    #[must_use]
    pub fn deprecation(&self) -> Option<Deprecation> {
        Deprecation::read(&self.headers)
    }
}

/// A kind of answer: [`Json`], [`Text`], [`NoContent`], [`Binary`], [`ByteStream`], [`JsonLines`], [`Events`], or with the
/// feature `ws` a [`Socket`](crate::Socket).
pub trait Answer: sealed::Read<Value = Self::Output> {
    /// What awaiting a call gives.
    type Output: Send + 'static;
}

/// The answer is JSON; awaiting the call gives `T`.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

/// The answer is plain text; awaiting the call gives a `String`.
#[derive(Debug)]
pub enum Text {}

/// The answer is empty; awaiting the call gives `()`.
#[derive(Debug)]
pub enum NoContent {}

/// The answer is bytes; awaiting the call gives [`Bytes`].
#[derive(Debug)]
pub enum Binary {}

/// An answer that has begun: status and headers are there, the body is still to come.
pub(crate) struct Incoming {
    pub(crate) response: reqwest::Response,
    /// The most bytes to be kept at once.
    pub(crate) limit: usize,
    /// How a stream that breaks is connected again.
    pub(crate) again: Option<Box<Again>>,
    /// What the server has to prove that it understood, if the request opens a socket.
    #[cfg(feature = "ws")]
    pub(crate) socket_key: Option<http::HeaderValue>,
}

impl Incoming {
    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The whole body.
    pub(crate) async fn bytes(mut self) -> Result<Bytes, Error> {
        let limit = self.limit;
        let transport = |cause| Error::Transport(TransportError::new(cause));
        let Some(first) = self.response.chunk().await.map_err(transport)? else {
            return Ok(Bytes::new());
        };
        let mut whole = BytesMut::from(first);
        while whole.len() <= limit {
            match self.response.chunk().await.map_err(transport)? {
                Some(chunk) => whole.extend_from_slice(&chunk),
                None => return Ok(whole.freeze()),
            }
        }
        Err(Error::TooLarge { limit })
    }
}

mod sealed {
    //! How an answer is read is nobody else's business, so that it can change.

    use crate::Error;

    pub trait Read {
        type Value;

        /// What the request says it accepts.
        const ACCEPT: &'static str;

        /// Whether it goes on over another connection when one breaks.
        const RECONNECTS: bool = false;

        /// What else the request must say.
        fn ask(_headers: &mut http::HeaderMap) {}

        #[expect(
            private_interfaces,
            reason = "the trait is sealed: nobody outside can call this"
        )]
        fn read(incoming: super::Incoming) -> impl Future<Output = Result<Self::Value, Error>> + Send;
    }
}

pub(crate) use sealed::Read;

/// Implements [`Answer`] for a type, by an expression over the incoming answer.
macro_rules! answer {
    ($(#[$bound:tt])? $ty:ty => $value:ty, $accept:literal, |$incoming:ident| $read:expr) => {
        answer!(@ [$($bound: DeserializeOwned + Send + 'static)?] [$($bound)?] $ty => $value, $accept, $incoming, $read);
    };
    (@ [$($generics:tt)*] [$($bound:tt)?] $ty:ty => $value:ty, $accept:literal, $incoming:ident, $read:expr) => {
        impl<$($generics)*> Answer for $ty {
            type Output = $value;
        }

        impl<$($generics)*> Read for $ty {
            type Value = $value;
            const ACCEPT: &'static str = $accept;

            #[expect(private_interfaces, reason = "the trait is sealed: nobody outside can call this")]
            async fn read($incoming: Incoming) -> Result<Self::Value, Error> {
                $read
            }
        }
    };
}

answer!(#[T] Json<T> => T, "application/json, application/problem+json", |incoming| {
    let status = incoming.status();
    let bytes = incoming.bytes().await?;
    serde_json::from_slice(&bytes).map_err(|cause| Error::Decode { status, source: cause.into() })
});

answer!(Text => String, "text/plain, application/problem+json", |incoming| {
    let status = incoming.status();
    let bytes = incoming.bytes().await?;
    String::from_utf8(bytes.into()).map_err(|cause| Error::Decode { status, source: cause.into() })
});

answer!(NoContent => (), "*/*", |incoming| {
    // Read to the end, so that the connection can be used again; a server that sends something here does no harm.
    incoming.bytes().await.map(drop)
});

answer!(Binary => Bytes, "*/*", |incoming| incoming.bytes().await);

answer!(ByteStream => ByteStream, "*/*", |incoming| Ok(ByteStream::new(incoming.response)));

answer!(#[T] JsonLines<T> => JsonLines<T>, "application/x-ndjson, application/problem+json", |incoming| {
    let (status, limit) = (incoming.status(), incoming.limit);
    Ok(JsonLines::new(ByteStream::new(incoming.response), status, limit))
});

impl<T: DeserializeOwned + Send + 'static> Answer for Events<T> {
    type Output = Self;
}

impl<T: DeserializeOwned + Send + 'static> Read for Events<T> {
    type Value = Self;
    const ACCEPT: &'static str = "text/event-stream, application/problem+json";
    const RECONNECTS: bool = true;

    #[expect(
        private_interfaces,
        reason = "the trait is sealed: nobody outside can call this"
    )]
    async fn read(incoming: Incoming) -> Result<Self, Error> {
        let (status, limit) = (incoming.status(), incoming.limit);
        Ok(Self::new(
            ByteStream::new(incoming.response),
            status,
            limit,
            incoming.again,
        ))
    }
}

#[cfg(feature = "ws")]
impl<Sent: 'static, Received: Send + 'static> Answer for crate::Socket<Sent, Received> {
    type Output = Self;
}

#[cfg(feature = "ws")]
impl<Sent: 'static, Received: Send + 'static> Read for crate::Socket<Sent, Received> {
    type Value = Self;
    const ACCEPT: &'static str = "application/problem+json";

    fn ask(headers: &mut HeaderMap) {
        crate::socket::ask(headers);
    }

    #[expect(
        private_interfaces,
        reason = "the trait is sealed: nobody outside can call this"
    )]
    async fn read(incoming: Incoming) -> Result<Self, Error> {
        Self::open(incoming).await
    }
}
