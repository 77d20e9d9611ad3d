//! What can be set for all calls of a client and for one.

use std::time::Duration;

use crate::server::Server;
use gati_client::{Error, Retry};
use payments_client::payments::{Client, PaymentId};

#[tokio::test]
async fn a_call_carries_what_was_set_for_it() {
    let server = Server::start().await;
    let url = &server.url;
    // ANCHOR: options
    let client = Client::builder(url)
        .timeout(Duration::from_secs(5))
        .retry(Retry::times(2))
        .default_header("x-tenant", "corner-shop")
        .build()
        .unwrap();
    let reply = client
        .get(PaymentId(42))
        .timeout(Duration::from_secs(1))
        .header("x-request-id", "order-7")
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.headers["x-request-id"], "order-7");
    // ANCHOR_END: options
    assert_eq!(reply.body.id, PaymentId(42));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error() {
    let client = Client::builder("http://127.0.0.1:1")
        .retry(Retry::never())
        .build()
        .unwrap();
    assert!(matches!(
        client.get(PaymentId(42)).await,
        Err(Error::Transport(_))
    ));
}
