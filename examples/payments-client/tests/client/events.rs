//! Watching through the client.

use std::sync::Arc;

use crate::server::Server;
use payments_client::payments::{Amount, Capture, Client, Currency, PaymentId, Resume, Watch, What};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

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

/// A way to a server that can be cut.
struct Wire {
    url: String,
    cut: Arc<Notify>,
}

impl Wire {
    async fn to(server: &Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let target = server.url.trim_start_matches("http://").to_owned();
        let cut = Arc::new(Notify::new());
        let cutting = Arc::clone(&cut);
        tokio::spawn(async move {
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                let mut far = TcpStream::connect(&target).await.unwrap();
                let cutting = Arc::clone(&cutting);
                tokio::spawn(async move {
                    tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                        () = cutting.notified() => {}
                    }
                });
            }
        });
        Self { url, cut }
    }
}

#[tokio::test]
async fn a_watcher_whose_connection_breaks_misses_nothing_and_hears_nothing_twice() {
    let server = Server::start().await;
    let wire = Wire::to(&server).await;
    let watching = Client::new(&wire.url).unwrap();
    let watch = Watch {
        after: 4,
        follow: true,
        ..Watch::default()
    };
    let mut events = watching.events(&watch, &Resume::default()).await.unwrap();
    let mut heard = vec![events.next().await.unwrap().unwrap()];
    let capture = Capture {
        amount: Amount(25),
        currency: Currency::Eur,
    };
    for _ in 0..2 {
        wire.cut.notify_waiters();
        server.client.capture(PaymentId(44), &capture).await.unwrap();
        heard.push(events.next().await.unwrap().unwrap());
    }
    let sequences: Vec<u64> = heard.iter().map(|event| event.data.sequence).collect();
    assert_eq!(sequences, [5, 6, 7]);
    assert_eq!(heard[2].id.as_deref(), Some("7"));
}
