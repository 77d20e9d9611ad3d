//! What typed clients of Gati APIs stand on.
//!
//! A generated client has one method per handler; each builds a [`Call`], and everything else happens here: encoding
//! the request, sending it, retrying it, and reading the answer.
//!
//! ```no_run
//! # mod payments {
//! #     pub struct Client(gati_client::Client);
//! #     impl From<gati_client::Client> for Client { fn from(inner: gati_client::Client) -> Self { Self(inner) } }
//! #     impl Client {
//! #         pub fn builder(url: &str) -> gati_client::Builder<Self> { gati_client::Builder::new(url, None) }
//! #         pub fn capture(&self, id: u64, amount: u64) -> gati_client::Call<gati_client::Json<u64>> {
//! #             self.0.call(gati_client::http::Method::POST, "/payments/:id/capture").path("id", &id).json(&amount)
//! #         }
//! #     }
//! # }
//! use std::time::Duration;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let token = gati_client::Token::new("first");
//! let client = payments::Client::builder("http://127.0.0.1:3000")
//!     .timeout(Duration::from_secs(5))
//!     .bearer(token.clone())
//!     .build()?;
//!
//! let capturing = client.capture(42, 1_500).await?;
//!
//! token.set("second"); // every later call carries it
//! let reply = client.capture(42, 1_500).timeout(Duration::from_secs(1)).with_response().await?;
//! println!("{} {:?}", reply.status, reply.headers.get("x-request-id"));
//! # Ok(())
//! # }
//! ```
//!
//! # Concepts
//!
//! - A [`Builder`] has what holds for every call: base URL, timeout, [`Retry`], default headers, credentials.
//! - A [`Call`] is one request. Awaiting it gives the value of the answer; [`Call::with_response`] gives a [`Reply`] with
//!   status and headers too. A stream ([`ByteStream`], [`JsonLines`], [`Events`]) is given as soon as the answer begins.
//! - An [`Error`] says which of the few things went wrong: the handler's own error, a problem that the framework
//!   reports, an answer that fits nothing, or the way to the server.
//! - Calls are repeated only if that can have no further effect: by their method, or because the handler says so.
//! - What is going away is told with every answer, to whoever asked for it
//!   ([`Builder::on_deprecated`], [`Reply::deprecation`]).
//! - A credential ([`TokenSource`]) is asked for at every attempt, and is never printed.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `tls` | `https`, through rustls |
//! | `ws` | WebSockets: `Socket` |
//! | `jiff`, `rust_decimal`, `semver`, `url`, `uuid` | the crate of that name, for generated types that mention it |

mod answer;
mod body;
mod builder;
mod call;
mod client;
mod deprecation;
mod error;
mod http_date;
mod lines;
mod path;
mod problem;
mod reconnect;
mod retry;
mod send;
#[cfg(feature = "ws")]
mod socket;
#[cfg(not(feature = "ws"))]
#[path = "socket_off.rs"]
mod socket;
mod sse;
mod stream;
mod text;
mod token;

pub use answer::{Answer, Binary, Json, NoContent, Reply, Text};
pub use body::{Body, Multipart, MultipartForm, Upload};
pub use builder::{BuildError, Builder};
pub use call::Call;
pub use client::Client;
pub use deprecation::Deprecation;
pub use error::{Error, Never, RequestError, TransportError};
pub use lines::JsonLines;
pub use problem::{Problem, Violation};
pub use reconnect::Reconnect;
pub use retry::Retry;
pub use socket::Socket;
pub use sse::{Event, Events};
pub use stream::ByteStream;
pub use token::{BoxError, Secret, Token, TokenSource};

pub use {bytes, http, serde, serde_json};

#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal;
#[cfg(feature = "semver")]
pub use semver;
#[cfg(feature = "url")]
pub use url;
#[cfg(feature = "uuid")]
pub use uuid;

/// Stands in generated clients of APIs with WebSockets.
#[cfg(feature = "ws")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_ws {
    () => {};
}

/// Stands in generated clients of APIs with WebSockets.
#[cfg(not(feature = "ws"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_ws {
    () => {
        ::core::compile_error!(
            "this API has a WebSocket, and its client needs the feature `ws` of `gati-client`\nhelp: in Cargo.toml, write `gati-client = { .., features = [\"ws\"] }`"
        );
    };
}

/// Takes in the client that the build script wrote for a server, as a module of the server's name.
///
/// The build script says `gati_build::client("../payments")`; this macro says where the result goes:
///
/// ```text
/// gati_client::include_client!(payments);
///
/// let client = payments::Client::new("http://127.0.0.1:3000")?;
/// ```
///
/// A package whose name has hyphens is a module with underscores. Attributes and a visibility may stand before the name, and
/// another name for the module behind it: `include_client!(pub payments as api)`. Choose one where the server is a
/// dependency too, as in tests, since then its name means the server. Without a visibility the module is private to
/// where the macro stands.
#[macro_export]
macro_rules! include_client {
    ($(#[$attribute:meta])* $visibility:vis $package:ident) => {
        $crate::include_client! { $(#[$attribute])* $visibility $package as $package }
    };
    ($(#[$attribute:meta])* $visibility:vis $package:ident as $module:ident) => {
        $(#[$attribute])*
        // The module is whole whatever its user calls, and speaks of types that its user may not document.
        #[allow(dead_code, missing_docs, unreachable_pub, unused_imports)]
        $visibility mod $module {
            include!(concat!(env!("OUT_DIR"), "/gati/", stringify!($package), ".rs"));
        }
    };
}
