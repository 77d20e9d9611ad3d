//! A server, and a client that speaks frames.

use std::net::SocketAddr;

use gati::App;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::handlers::{PATIENCE, State, test_app};

pub(crate) const TEXT: u8 = 1;
pub(crate) const BINARY: u8 = 2;
pub(crate) const CLOSE: u8 = 8;
pub(crate) const PING: u8 = 9;
pub(crate) const PONG: u8 = 10;
/// The bit that says that a frame is the last of its message.
pub(crate) const LAST: u8 = 0x80;

/// An app that listens on a port of its own until it is told to stop.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) state: State,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<gati::Result<()>>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(|app| app).await
    }

    pub(crate) async fn with(change: impl FnOnce(App<State>) -> App<State>) -> Self {
        let state = State::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let app = change(test_app(state.clone()));
        let task = tokio::spawn(app.serve_on(listener, async move {
            let _ = stopped.await;
        }));
        Self {
            address,
            state,
            stop: Some(stop),
            task,
        }
    }

    pub(crate) fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub(crate) async fn stopped(self) {
        timeout(PATIENCE, self.task)
            .await
            .expect("the server did not stop")
            .unwrap()
            .unwrap();
    }
}

/// Waits until something holds.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, waiting)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"));
}

/// The handshake of RFC 6455 §1.2, as a browser would send it.
pub(crate) fn handshake(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
}

/// The other end of a socket.
pub(crate) struct Peer {
    pub(crate) stream: TcpStream,
    seen: Vec<u8>,
}

impl Peer {
    /// Sends a request and reads the head of its answer, and with it the body unless it is 101.
    pub(crate) async fn ask(server: &Server, request: &str) -> (String, Self) {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut peer = Self {
            stream,
            seen: Vec::new(),
        };
        loop {
            let text = String::from_utf8_lossy(&peer.seen).into_owned();
            if let Some(end) = text.find("\r\n\r\n") {
                let is_open = text.starts_with("HTTP/1.1 101");
                if is_open || text[end..].contains('}') {
                    let head = peer
                        .seen
                        .drain(..if is_open { end + 4 } else { peer.seen.len() })
                        .collect();
                    return (String::from_utf8(head).unwrap(), peer);
                }
            }
            assert!(peer.more().await, "closed after {text}");
        }
    }

    /// An open socket.
    pub(crate) async fn open(server: &Server, path: &str) -> Self {
        let (head, peer) = Self::ask(server, &handshake(path)).await;
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        peer
    }

    async fn more(&mut self) -> bool {
        let mut buffer = [0; 65536];
        let read = timeout(PATIENCE, self.stream.read(&mut buffer))
            .await
            .expect("nothing came");
        let count = read.unwrap_or(0);
        self.seen.extend_from_slice(&buffer[..count]);
        count > 0
    }

    /// Sends bytes as they are.
    pub(crate) async fn raw(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Sends a frame, masked as a client must (RFC 6455 §5.3). `head` is the opcode and the bits before it.
    pub(crate) async fn frame(&mut self, head: u8, payload: &[u8]) {
        let mut frame = vec![head];
        match payload.len() {
            length @ ..126 => frame.push(0x80 | u8::try_from(length).unwrap()),
            length @ ..65536 => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(payload.iter().enumerate().map(|(i, byte)| byte ^ mask[i % 4]));
        self.raw(&frame).await;
    }

    pub(crate) async fn text(&mut self, text: &str) {
        self.frame(LAST | TEXT, text.as_bytes()).await;
    }

    /// The next frame; `None` when the connection is closed.
    pub(crate) async fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let [head, short, rest @ ..] = &self.seen[..] {
                assert_eq!(short & 0x80, 0, "a server does not mask (RFC 6455 §5.1)");
                let (size, length) = match short {
                    126 => (
                        2,
                        rest.get(..2)
                            .map(|two| usize::from(u16::from_be_bytes(two.try_into().unwrap()))),
                    ),
                    127 => panic!("nothing as long as that is sent here"),
                    length => (0, Some(usize::from(*length))),
                };
                if let Some(length) = length
                    && rest.len() >= size + length
                {
                    let frame = (*head & 0x0f, rest[size..size + length].to_vec());
                    self.seen.drain(..2 + size + length);
                    return Some(frame);
                }
            }
            if !self.more().await {
                return None;
            }
        }
    }

    /// The next message, which must be a text.
    pub(crate) async fn heard(&mut self) -> String {
        let (opcode, payload) = self.next().await.expect("closed");
        assert_eq!(opcode, TEXT, "{payload:?}");
        String::from_utf8(payload).unwrap()
    }

    /// The code and the reason with which the server closes; then answers, and waits until the connection is closed.
    pub(crate) async fn closed(&mut self) -> (u16, String) {
        let (opcode, payload) = self.next().await.expect("closed without a word");
        assert_eq!(opcode, CLOSE, "{payload:?}");
        let code = u16::from_be_bytes(payload[..2].try_into().unwrap());
        let reason = String::from_utf8(payload[2..].to_vec()).unwrap();
        self.frame(LAST | CLOSE, &code.to_be_bytes()).await;
        assert_eq!(
            self.next().await,
            None,
            "the server closes the connection (RFC 6455 §7.1.1)"
        );
        (code, reason)
    }
}
