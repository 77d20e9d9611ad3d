//! Watching through the client.

use crate::server::Server;
use payments_client::payments::{Amount, Capture, Currency, PaymentId, Resume, Watch, What};

#[tokio::test]
async fn a_watcher_sees_money_move_as_it_moves() {
    let server = Server::start().await;
    let client = &server.client;
    // ANCHOR: watch
    let watch = Watch {
        payment: Some(PaymentId(44)),
        follow: true,
        ..Watch::default()
    };
    let mut events = client.events(&watch, &Resume::default()).await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(
        event.data.what,
        What::Authorised {
            amount: 10_000,
            currency: Currency::Eur
        }
    );
    // ANCHOR_END: watch
    let capture = Capture {
        amount: Amount(25),
        currency: Currency::Eur,
    };
    client.capture(PaymentId(44), &capture).await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(event.data.what, What::Captured { amount: 25 });
}

#[tokio::test]
async fn the_past_alone_is_a_stream_that_ends() {
    let server = Server::start().await;
    let mut events = server
        .client
        .events(
            &Watch {
                after: 2,
                ..Watch::default()
            },
            &Resume::default(),
        )
        .await
        .unwrap();
    let mut sequences = Vec::new();
    while let Some(event) = events.next().await {
        sequences.push(event.unwrap().data.sequence);
    }
    assert_eq!(sequences, [3, 4, 5]);
}
