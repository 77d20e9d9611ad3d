//! The socket on which captures are told, as they happen.

use std::time::Duration;

use crate::server::Server;
use payments_client::payments::{Amount, Capture, Captured, Currency, Interest, News, PaymentId};
use tokio::time::timeout;

/// Longer than anything takes on a machine with other work.
const PATIENCE: Duration = Duration::from_secs(60);

fn capture(amount: u64, currency: Currency) -> Capture {
    Capture {
        amount: Amount(amount),
        currency,
    }
}

#[tokio::test]
async fn whoever_listens_hears_of_captures_and_of_no_others_than_it_asks_for() {
    let server = Server::start().await;
    let client = &server.client;
    // ANCHOR: socket
    let mut feed = client.captures().await.unwrap();
    let interest = Interest {
        at_least: Some(Amount(1_000)),
        ..Interest::default()
    };
    feed.send(&interest).await.unwrap();
    assert_eq!(feed.next().await.unwrap().unwrap(), News::Listening(interest));
    // ANCHOR_END: socket

    for (payment, amount, currency) in [
        (42, 999, Currency::Eur),
        (42, 1_000, Currency::Eur),
        (41, 2_000, Currency::Usd),
    ] {
        let capture = capture(amount, currency);
        client.capture(PaymentId(payment), &capture).await.unwrap();
    }
    let mut heard = Vec::new();
    for _ in 0..2 {
        let news = timeout(PATIENCE, feed.next()).await.unwrap();
        let News::Captured(captured) = news.unwrap().unwrap() else {
            panic!("the news is a capture");
        };
        heard.push(captured);
    }
    let captured = |payment, amount, currency, available| Captured {
        payment: PaymentId(payment),
        amount: Amount(amount),
        currency,
        available,
    };
    assert_eq!(
        heard,
        [
            captured(42, 1_000, Currency::Eur, 8_001),
            captured(41, 2_000, Currency::Usd, 8_000),
        ]
    );
    feed.close().await.unwrap();
}

#[tokio::test]
async fn a_capture_that_was_taken_back_is_no_news() {
    let server = Server::with(payments::config::AppConfig {
        bank_limit: payments::money::Amount::new(50).unwrap(),
        ..Default::default()
    })
    .await;
    let mut feed = server.client.captures().await.unwrap();
    let client = &server.client;
    client
        .capture(PaymentId(42), &capture(51, Currency::Eur))
        .await
        .unwrap_err();
    client
        .capture(PaymentId(42), &capture(50, Currency::Eur))
        .await
        .unwrap();
    let news = timeout(PATIENCE, feed.next()).await.unwrap();
    let News::Captured(captured) = news.unwrap().unwrap() else {
        panic!("the news is a capture");
    };
    assert_eq!((captured.amount, captured.available), (Amount(50), 9_950));
}
