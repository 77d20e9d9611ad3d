//! What one client may ask for.

use std::sync::atomic::Ordering;
use std::time::Duration;

use gati::{Limits, SocketLimits};

use crate::peer::{CLOSE, LAST, PING, PONG, Peer, Server, TEXT, handshake, until};

async fn server(change: impl FnOnce(SocketLimits) -> SocketLimits) -> Server {
    let limits = Limits::default().sockets(change(SocketLimits::default()));
    Server::with(|app| app.limits(limits)).await
}

#[tokio::test]
async fn a_message_beyond_the_limit_closes_the_socket_whole_or_in_fragments() {
    let server = server(|limits| limits.message(100)).await;
    let mut peer = Peer::open(&server, "/echo").await;
    peer.frame(LAST | TEXT, &[b' '; 101]).await;
    assert_eq!(peer.closed().await.0, 1009);
    let mut peer = Peer::open(&server, "/echo").await;
    peer.frame(TEXT, &[b' '; 60]).await;
    peer.frame(LAST, &[b' '; 60]).await;
    assert_eq!(peer.closed().await.0, 1009);
}

#[tokio::test]
async fn there_are_only_so_many_sockets_and_one_that_ends_makes_room() {
    let server = server(|limits| limits.count(1)).await;
    let first = Peer::open(&server, "/echo").await;
    let (answer, _) = Peer::ask(&server, &handshake("/echo")).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    drop(first);
    let again = async {
        while !Peer::ask(&server, &handshake("/echo"))
            .await
            .0
            .starts_with("HTTP/1.1 101 ")
        {}
    };
    tokio::time::timeout(crate::handlers::PATIENCE, again)
        .await
        .expect("no room was made");
}

#[tokio::test]
async fn a_client_that_does_not_answer_pings_is_given_up() {
    let server = server(|limits| {
        limits
            .ping_every(Duration::from_millis(30))
            .pong_within(Duration::from_millis(30))
    })
    .await;
    let mut peer = Peer::open(&server, "/echo").await;
    assert_eq!(peer.next().await, Some((PING, Vec::new())));
    while let Some((opcode, _)) = peer.next().await {
        assert_eq!(opcode, PING);
    }
    until("the handler is gone", || {
        server.state.gone.load(Ordering::SeqCst) == 1
    })
    .await;
}

#[tokio::test]
async fn a_client_that_answers_pings_stays() {
    let server = server(|limits| {
        limits
            .ping_every(Duration::from_millis(30))
            .pong_within(Duration::from_secs(60))
    })
    .await;
    let mut peer = Peer::open(&server, "/echo").await;
    for _ in 0..4 {
        assert_eq!(peer.next().await, Some((PING, Vec::new())));
        peer.frame(LAST | PONG, b"").await;
    }
    peer.text(r#"{"text":"here"}"#).await;
    loop {
        let (opcode, payload) = peer.next().await.unwrap();
        if opcode == TEXT {
            break assert!(String::from_utf8(payload).unwrap().contains("here"));
        }
    }
}

#[tokio::test]
async fn a_socket_without_messages_ends_if_it_shall() {
    let server = server(|limits| limits.idle(Duration::from_millis(50))).await;
    let mut peer = Peer::open(&server, "/echo").await;
    assert_eq!(
        peer.closed().await,
        (1001, "nothing was said for too long".to_owned())
    );
}

#[tokio::test]
async fn a_client_that_does_not_read_holds_the_handler_back_and_is_dropped() {
    let limits = Limits::default().write_time(Duration::from_millis(500));
    let server = Server::with(|app| app.limits(limits)).await;
    let peer = Peer::open(&server, "/floods").await;
    until("the handler is gone", || {
        server.state.gone.load(Ordering::SeqCst) == 1
    })
    .await;
    // The buffers of the operating system take some; without backpressure there would be no end.
    let sent = server.state.sent.load(Ordering::SeqCst);
    assert!(sent < 5_000_000, "{sent}");
    drop(peer);
}

#[tokio::test]
async fn a_handler_that_does_not_read_holds_the_client_back() {
    let server = server(|limits| limits.queue(2)).await;
    let mut peer = Peer::open(&server, "/deaf").await;
    let message = [&br#"{"text":"a"}"#[..], &[b' '; 60_000]].concat();
    let flood = async {
        loop {
            peer.frame(LAST | TEXT, &message).await;
        }
    };
    // Everything that is sent has to wait somewhere; it is not in the server.
    assert!(tokio::time::timeout(Duration::from_secs(2), flood).await.is_err());
    let _ = CLOSE;
}
