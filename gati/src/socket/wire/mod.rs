//! The connection's end of a socket: the protocol of RFC 6455, spoken by tungstenite.
//!
//! Reading and writing go on side by side, so that two ends which both write before they read do not wait for each other for ever.

mod read;
mod write;

use futures_util::{SinkExt, StreamExt};
use http::HeaderValue;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use sha1::{Digest, Sha1};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

use super::close::{Close, CloseCode};
use super::line::{Ends, Line, lost};
use crate::app::{Limits, Stop};
use crate::auth::base64;
use read::Signs;

type Connection = WebSocketStream<TokioIo<Upgraded>>;
type Sink = futures_util::stream::SplitSink<Connection, Message>;
type Stream = futures_util::stream::SplitStream<Connection>;

/// How a conversation ends.
enum Parting {
    /// We say goodbye.
    Ours(Close),
    /// The other end did; tungstenite has the answer ready.
    Theirs(Close),
    /// Nobody can say anything any more.
    Lost(String),
}

/// The answer to a key (RFC 6455 §4.2.2); `None` if it is no key.
pub(super) fn accept(key: &[u8]) -> Option<HeaderValue> {
    const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    let text = std::str::from_utf8(key).ok()?;
    base64::decode(text).filter(|bytes| bytes.len() == 16)?;
    let digest = Sha1::new().chain_update(key).chain_update(GUID).finalize();
    HeaderValue::from_str(&base64::encode(&digest)).ok()
}

/// Carries messages until one end has enough, then closes the connection.
pub(super) async fn converse(
    connection: Upgraded,
    ends: Ends,
    line: &Line,
    limits: Limits,
    stop: Stop,
) -> Close {
    let rules = limits.sockets;
    let config = WebSocketConfig::default()
        .max_message_size(Some(rules.message))
        .max_frame_size(Some(rules.message));
    let connection =
        WebSocketStream::from_raw_socket(TokioIo::new(connection), Role::Server, Some(config)).await;
    let (mut sink, mut stream) = connection.split();
    let signs = Signs::new();
    let parting = {
        let Ends { incoming, outgoing } = ends;
        tokio::select! {
            parting = read::read(&mut stream, incoming, &signs) => parting,
            parting = write::write(&mut sink, outgoing, line, &limits, &signs) => parting,
            () = stop => Parting::Ours(Close::new(CloseCode::GOING_AWAY, "the server stops")),
        }
    };
    let close = match &parting {
        Parting::Ours(close) | Parting::Theirs(close) => close.clone(),
        Parting::Lost(reason) => lost(reason),
    };
    // From here on nothing is sent; the queue of what came is empty soon, and the handler sees the end.
    line.end(close.clone());
    let _ = timeout(rules.close_within, part(parting, &mut sink, &mut stream)).await;
    close
}

/// The closing handshake (RFC 6455 §7.1.2): the end that did not begin it answers, then the server closes the connection.
async fn part(parting: Parting, sink: &mut Sink, stream: &mut Stream) {
    match parting {
        Parting::Ours(close) => {
            let frame = CloseFrame {
                code: close.code.as_u16().into(),
                reason: close.reason.into(),
            };
            if sink.send(Message::Close(Some(frame))).await.is_ok() {
                // What the other end had sent before it knew is of no use any more.
                while let Some(Ok(_)) = stream.next().await {}
            }
        }
        Parting::Theirs(_) => {
            let _ = sink.flush().await;
        }
        Parting::Lost(_) => return,
    }
    let _ = sink.close().await;
}
