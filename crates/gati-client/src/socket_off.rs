//! No WebSockets: the feature `ws` is off.

use std::marker::PhantomData;

/// An open WebSocket, with the feature `ws`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Socket<Sent, Received>(PhantomData<fn(Sent) -> Received>);
