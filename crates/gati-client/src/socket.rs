//! WebSockets (RFC 6455) with typed messages.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::marker::PhantomData;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use futures_util::{SinkExt, StreamExt};
use http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha1::{Digest, Sha1};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Message};

use crate::Error;
use crate::answer::Incoming;
use crate::error::{RequestError, TransportError};

/// An open WebSocket: this end sends `Sent` and receives `Received`.
///
/// The call's timeout ends with the handshake; a socket lives until one end closes it. Pings are answered while [`next`](Self::next) is
/// awaited. Dropping it breaks the connection; [`close`](Self::close) says goodbye.
pub struct Socket<Sent, Received> {
    connection: WebSocketStream<reqwest::Upgraded>,
    limit: usize,
    /// Whether there will be no more messages.
    is_over: bool,
    messages: PhantomData<fn(Sent) -> Received>,
}

impl<Sent: Serialize, Received> Socket<Sent, Received> {
    /// Sends a message.
    ///
    /// # Errors
    ///
    /// If the message has no JSON form, or the connection is closed or broken.
    pub async fn send(&mut self, message: &Sent) -> Result<(), Error> {
        let text =
            serde_json::to_string(message).map_err(|cause| RequestError::encode("the message", cause))?;
        self.connection
            .send(Message::text(text))
            .await
            .map_err(|cause| self.fail(cause))
    }
}

impl<Sent, Received: DeserializeOwned> Socket<Sent, Received> {
    /// The next message; `None` once the server is done (1000) or stops (1001).
    ///
    /// A message that does not fit is an error of its own; those after it are still given. A server that closes the socket for another
    /// reason says so in [`Error::Closed`], once. Cancelling the returned future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Received, Error>> {
        while !self.is_over {
            let message = match self.connection.next().await {
                Some(Ok(message)) => message,
                Some(Err(cause)) => return Some(Err(self.fail(cause))),
                None => break,
            };
            match message {
                Message::Text(text) => {
                    return Some(serde_json::from_str(&text).map_err(|cause| Error::Decode {
                        status: StatusCode::SWITCHING_PROTOCOLS,
                        source: cause.into(),
                    }));
                }
                Message::Close(frame) => {
                    self.is_over = true;
                    // The answer is ready; what becomes of it changes nothing.
                    let _ = self.connection.flush().await;
                    let (code, reason) = frame.map_or((1005, String::new()), |frame| {
                        (frame.code.into(), frame.reason.to_string())
                    });
                    if matches!(code, 1000 | 1001 | 1005) {
                        break;
                    }
                    return Some(Err(Error::Closed { code, reason }));
                }
                // Pings are answered below us, and bytes are no message of an API.
                Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_) => {}
            }
        }
        self.is_over = true;
        None
    }
}

impl<Sent, Received> Socket<Sent, Received> {
    /// Says goodbye (1000) and waits until the server has answered; messages that come meanwhile are thrown away.
    ///
    /// # Errors
    ///
    /// If the connection breaks.
    pub async fn close(mut self) -> Result<(), Error> {
        let goodbye = CloseFrame {
            code: CloseCode::Normal,
            reason: Default::default(),
        };
        match self.connection.close(Some(goodbye)).await {
            Ok(()) | Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => {}
            Err(cause) => return Err(self.fail(cause)),
        }
        while let Some(Ok(_)) = self.connection.next().await {}
        Ok(())
    }

    fn fail(&mut self, cause: tungstenite::Error) -> Error {
        self.is_over = true;
        match cause {
            tungstenite::Error::Capacity(_) => Error::TooLarge { limit: self.limit },
            tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed => Error::Closed {
                code: 1000,
                reason: String::new(),
            },
            cause => Error::Transport(TransportError::broken(cause)),
        }
    }

    /// The connection behind an answer that opens a socket (RFC 6455 §4.1).
    pub(crate) async fn open(incoming: Incoming) -> Result<Self, Error> {
        let Incoming {
            response,
            limit,
            socket_key,
            ..
        } = incoming;
        let status = response.status();
        let expected = socket_key.as_ref().map(accept);
        let answered = response.headers().get(SEC_WEBSOCKET_ACCEPT);
        if answered.map(HeaderValue::as_bytes) != expected.as_deref().map(str::as_bytes) {
            return Err(Error::Decode {
                status,
                source: "the server did not understand the handshake".into(),
            });
        }
        let connection = response
            .upgrade()
            .await
            .map_err(|cause| Error::Transport(TransportError::new(cause)))?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(limit))
            .max_frame_size(Some(limit));
        Ok(Self {
            connection: WebSocketStream::from_raw_socket(connection, Role::Client, Some(config)).await,
            limit,
            is_over: false,
            messages: PhantomData,
        })
    }
}

impl<Sent, Received> fmt::Debug for Socket<Sent, Received> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket")
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}

/// Makes a request one that opens a socket.
pub(crate) fn ask(headers: &mut HeaderMap) {
    // A nonce tells answers apart and keeps no secret (RFC 6455 §10.3).
    let mut nonce = [0; 16];
    for half in nonce.chunks_exact_mut(8) {
        half.copy_from_slice(&RandomState::new().hash_one(0).to_be_bytes());
    }
    if let Ok(key) = HeaderValue::from_str(&BASE64_STANDARD.encode(nonce)) {
        headers.insert(SEC_WEBSOCKET_KEY, key);
    }
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
}

/// What a server answers to a key (RFC 6455 §4.2.2).
fn accept(key: &HeaderValue) -> String {
    const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    let digest = Sha1::new()
        .chain_update(key.as_bytes())
        .chain_update(GUID)
        .finalize();
    BASE64_STANDARD.encode(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_holds() {
        let key = HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accept(&key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn keys_are_16_bytes_and_differ() {
        let key = || {
            let mut headers = HeaderMap::new();
            ask(&mut headers);
            headers.remove(SEC_WEBSOCKET_KEY).unwrap()
        };
        assert_eq!(key().len(), 24);
        assert_ne!(key(), key());
    }
}
