//! Opening a socket, or not (RFC 6455 §4).

use crate::peer::{Peer, Server, handshake};

#[tokio::test]
async fn the_handshake_of_the_standard_is_answered_as_it_says() {
    let server = Server::start().await;
    let (head, _) = Peer::ask(&server, &handshake("/echo")).await;
    let head = head.to_lowercase();
    for part in [
        "101 switching protocols",
        "upgrade: websocket",
        "connection: upgrade",
        "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=",
        "x-request-id: ",
    ] {
        assert!(head.contains(part), "{part} in {head}");
    }
}

#[tokio::test]
async fn compression_and_subprotocols_are_offered_in_vain() {
    let server = Server::start().await;
    let request = handshake("/echo").replace(
        "\r\n\r\n",
        "\r\nSec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: chat\r\n\r\n",
    );
    let (head, _) = Peer::ask(&server, &request).await;
    assert!(head.starts_with("HTTP/1.1 101"), "{head}");
    assert!(
        !head.to_lowercase().contains("sec-websocket-e") && !head.to_lowercase().contains("sec-websocket-p"),
        "{head}"
    );
}

#[tokio::test]
async fn what_opens_no_socket_is_told_how() {
    let server = Server::start().await;
    for (from, to, status, code) in [
        ("Upgrade: websocket", "Upgrade: h2c", 426, "upgrade_required"),
        (
            "Connection: keep-alive, Upgrade",
            "Connection: keep-alive",
            426,
            "upgrade_required",
        ),
        (
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Version: 8",
            426,
            "upgrade_required",
        ),
        ("dGhlIHNhbXBsZSBub25jZQ==", "short", 400, "bad_handshake"),
        (
            "dGhlIHNhbXBsZSBub25jZQ==",
            "!!!!IHNhbXBsZSBub25jZQ==",
            400,
            "bad_handshake",
        ),
        ("Sec-WebSocket-Key", "X-Other", 400, "bad_handshake"),
    ] {
        let (answer, _) = Peer::ask(&server, &handshake("/echo").replace(from, to)).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{to}: {answer}"
        );
        assert!(
            answer.contains(&format!("urn:gati:problem:{code}")),
            "{to}: {answer}"
        );
        let names_the_version = answer.to_lowercase().contains("sec-websocket-version: 13");
        assert_eq!(names_the_version, status == 426, "{answer}");
    }
}

#[tokio::test]
async fn a_handler_refuses_before_it_uses_its_socket() {
    let server = Server::start().await;
    let (answer, _) = Peer::ask(&server, &handshake("/full")).await;
    assert!(answer.starts_with("HTTP/1.1 409 "), "{answer}");
    assert!(answer.contains("urn:gati:talk:room_is_full"), "{answer}");
}

#[tokio::test]
async fn the_time_limit_is_that_of_the_handshake() {
    let server = Server::start().await;
    let (answer, _) = Peer::ask(&server, &handshake("/undecided")).await;
    assert!(answer.starts_with("HTTP/1.1 504 "), "{answer}");
    let mut peer = Peer::open(&server, "/echo").await;
    // Longer than the handler's limit of 300 ms.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    peer.text(r#"{"text":"late"}"#).await;
    assert!(peer.heard().await.contains("late"));
}
