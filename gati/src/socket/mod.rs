//! WebSockets (RFC 6455) with typed messages: `Socket<In, Out>`.
//!
//! A handler holds one end of a [`Socket`], whose queues lead to the connection. Only `wire` speaks the protocol; it is there with
//! the feature `ws`. Handler and connection are one task (`session`), so neither outlives the other unseen.

mod close;
mod end;
mod gate;
mod handshake;
mod limits;
mod line;
mod message;
mod open;
mod sender;
mod session;
#[cfg_attr(not(feature = "ws"), path = "without.rs")]
mod wire;

pub use close::{Close, CloseCode, SocketClosed};
pub use end::Socket;
pub use limits::SocketLimits;
pub(crate) use message::read as read_message;
pub use sender::SocketSender;
