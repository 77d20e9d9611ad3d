//! How sockets end (RFC 6455 §7).

use std::sync::atomic::Ordering;
use std::time::Duration;

use gati::{Limits, SocketLimits};

use crate::peer::{CLOSE, LAST, Peer, Server, until};

#[tokio::test]
async fn the_handlers_result_is_the_last_word() {
    let server = Server::start().await;
    for (path, code, reason) in [
        ("/breaks-off", 4409, "room_is_full"),
        ("/panics", 1011, "internal"),
        ("/unused", 1000, ""),
    ] {
        let mut peer = Peer::open(&server, path).await;
        if path != "/unused" {
            peer.text(r#"{"text":"a"}"#).await;
        }
        assert_eq!(peer.closed().await, (code, reason.to_owned()), "{path}");
    }
}

#[tokio::test]
async fn what_was_sent_arrives_before_the_close() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/says-bye").await;
    for text in ["1", "2", "3"] {
        assert!(peer.heard().await.contains(text));
    }
    assert_eq!(peer.closed().await, (4001, "bye".to_owned()));
}

#[tokio::test]
async fn a_close_of_the_client_is_answered_and_the_handler_sees_the_end() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/echo").await;
    peer.frame(LAST | CLOSE, &[0x03, 0xe8, b'b', b'y', b'e']).await;
    assert_eq!(
        peer.next().await,
        Some((CLOSE, vec![0x03, 0xe8, b'b', b'y', b'e']))
    );
    assert_eq!(peer.next().await, None);
    until("the handler is gone", || {
        server.state.gone.load(Ordering::SeqCst) == 1
    })
    .await;
    assert!(server.state.saw_the_end.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_client_that_goes_away_cancels_a_handler_that_does_not_look() {
    let limits = SocketLimits::default().close_within(Duration::from_millis(10));
    let server = Server::with(|app| app.limits(Limits::default().sockets(limits))).await;
    let peer = Peer::open(&server, "/deaf").await;
    assert_eq!(server.state.gone.load(Ordering::SeqCst), 0);
    drop(peer);
    until("the handler is gone", || {
        server.state.gone.load(Ordering::SeqCst) == 1
    })
    .await;
}

#[tokio::test]
async fn a_client_that_goes_away_before_the_answer_cancels_the_handler() {
    let server = Server::with(|app| app).await;
    let mut stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, crate::peer::handshake("/undecided").as_bytes())
        .await
        .unwrap();
    drop(stream);
    until("the handler is gone", || {
        server.state.gone.load(Ordering::SeqCst) == 1
    })
    .await;
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_waits_for_its_sockets() {
    let mut server = Server::start().await;
    let mut peer = Peer::open(&server, "/echo").await;
    let state = server.state.clone();
    server.stop();
    assert_eq!(peer.closed().await.0, 1001);
    server.stopped().await;
    assert_eq!(state.gone.load(Ordering::SeqCst), 1);
    assert!(state.saw_the_end.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_socket_that_outlasts_the_grace_period_is_cut_off() {
    let mut server = Server::with(|app| app.grace_period(Duration::from_millis(10))).await;
    let mut peer = Peer::open(&server, "/deaf").await;
    let state = server.state.clone();
    server.stop();
    // It does not answer the close.
    assert_eq!(peer.next().await.map(|(opcode, _)| opcode), Some(CLOSE));
    server.stopped().await;
    until("the handler is gone", || state.gone.load(Ordering::SeqCst) == 1).await;
}
