//! Messages and the frames they come in (RFC 6455 §5).

use crate::peer::{BINARY, LAST, PING, PONG, Peer, Server, TEXT};

#[tokio::test]
async fn messages_go_in_and_out() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/echo").await;
    for text in ["a", "b"] {
        peer.text(&format!(r#"{{"text":"{text}","count":1.0}}"#)).await;
        assert_eq!(peer.heard().await, format!(r#"{{"text":"{text}","count":1}}"#));
    }
}

#[tokio::test]
async fn fragments_are_joined_and_a_ping_between_them_is_answered() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/echo").await;
    peer.frame(TEXT, br#"{"text":"#).await;
    peer.frame(LAST | PING, b"there?").await;
    // The two bytes of an ä in two frames.
    peer.frame(0, b"\"\xc3").await;
    peer.frame(LAST, b"\xa4\"}").await;
    assert_eq!(peer.next().await, Some((PONG, b"there?".to_vec())));
    assert_eq!(peer.heard().await, r#"{"text":"ä","count":null}"#);
}

#[tokio::test]
async fn a_message_that_does_not_fit_closes_the_socket_and_says_why() {
    let server = Server::start().await;
    for (message, words) in [
        ("{", &["not JSON"][..]),
        (
            r#"{"text":"far too long","count":10}"#,
            &["/text: expected", "10", "; /count: expected"],
        ),
        (r#"{"count":"x"}"#, &["/text", "/count"]),
        ("7", &["the message: expected"]),
    ] {
        let mut peer = Peer::open(&server, "/echo").await;
        peer.text(message).await;
        // Nothing of what follows reaches the handler.
        peer.text(r#"{"text":"ok"}"#).await;
        let (code, reason) = peer.closed().await;
        assert_eq!(code, 1007, "{message}: {reason}");
        assert!(
            words.iter().all(|word| reason.contains(word)),
            "{message}: {reason}"
        );
    }
}

#[tokio::test]
async fn frames_that_break_the_protocol_close_the_socket() {
    const RSV1: u8 = 0x40;
    let server = Server::start().await;
    for (name, head, payload, expected) in [
        ("bytes", LAST | BINARY, &b"{}"[..], 1003),
        ("compressed", LAST | RSV1 | TEXT, b"{}", 1002),
        ("an unknown opcode", LAST | 3, b"", 1002),
        ("no UTF-8", LAST | TEXT, b"\"\xff\"", 1007),
        ("a continuation of nothing", LAST, b"{}", 1002),
        ("a ping in fragments", PING, b"", 1002),
    ] {
        let mut peer = Peer::open(&server, "/echo").await;
        peer.frame(head, payload).await;
        let (code, reason) = peer.closed().await;
        assert_eq!(code, expected, "{name}: {reason}");
    }
    let mut peer = Peer::open(&server, "/echo").await;
    peer.raw(&[LAST | TEXT, 2, b'{', b'}']).await;
    assert_eq!(peer.closed().await.0, 1002, "a client masks (RFC 6455 §5.1)");
}

#[tokio::test]
async fn a_message_of_ours_that_breaks_the_contract_is_not_sent() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/lies").await;
    assert_eq!(peer.closed().await.0, 1011);
}
