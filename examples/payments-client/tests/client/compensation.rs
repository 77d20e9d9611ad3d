//! A capture whose second step fails: the first one is undone.

use crate::server::Server;
use gati_client::Error;
use payments::app;
use payments::bank::{BankFake, Declined};
use payments::config::AppConfig;
use payments_client::payments::{
    Amount, Capture, CaptureError, Client, Currency, PaymentId, Resume, State, Watch, What,
};

async fn capture(client: &Client, amount: u64) -> Result<(), Error<CaptureError>> {
    let capture = Capture {
        amount: Amount(amount),
        currency: Currency::Eur,
    };
    client.capture(PaymentId(42), &capture).await.map(drop)
}

/// What has happened to the payment, as the books tell it.
async fn story(client: &Client) -> Vec<What> {
    let watch = Watch {
        payment: Some(PaymentId(42)),
        ..Watch::default()
    };
    let mut events = client.events(&watch, &Resume::default()).await.unwrap();
    let mut story = Vec::new();
    while let Some(event) = events.next().await {
        story.push(event.unwrap().data.what);
    }
    story
}

const AUTHORISED: What = What::Authorised {
    amount: 10_000,
    currency: Currency::Eur,
};

#[tokio::test]
async fn what_the_bank_does_not_pay_is_set_aside_again() {
    let config = AppConfig {
        bank_limit: payments::money::Amount::new(500).unwrap(),
        ..AppConfig::default()
    };
    let server = Server::with(config).await;
    let client = &server.client;
    capture(client, 500).await.unwrap();
    let declined = capture(client, 501).await.unwrap_err();
    assert_eq!(declined.api(), Some(&CaptureError::Declined { limit: 500 }));
    assert_eq!(declined.status().unwrap(), 402);

    let payment = client.get(PaymentId(42)).await.unwrap();
    assert_eq!((payment.captured, payment.available), (500, 9_500));
    assert_eq!(payment.state, State::PartlyCaptured);
    assert_eq!(
        story(client).await,
        [
            AUTHORISED,
            What::Captured { amount: 500 },
            What::Captured { amount: 501 },
            What::Restored { amount: 501 },
        ]
    );
}

#[tokio::test]
async fn a_capture_that_the_books_refuse_has_nothing_to_undo() {
    let bank = BankFake::new().collect(|_, _, _| panic!("nothing was captured, so the bank is not asked"));
    let server = Server::of(app::new().config(AppConfig::default()).fake(bank)).await;
    let refused = capture(&server.client, 10_001).await.unwrap_err();
    let funds = CaptureError::InsufficientFunds { available: 10_000 };
    assert_eq!(refused.api(), Some(&funds));
    assert_eq!(story(&server.client).await, [AUTHORISED]);
}

#[tokio::test]
async fn also_a_bank_that_breaks_down_leaves_the_money_where_it_was() {
    let bank = BankFake::new().collect(|_, amount, _| match amount.into_inner() {
        1 => panic!("the line to the bank is broken"),
        _ => Err(Declined::AboveLimit { limit: 0 }),
    });
    let server = Server::of(app::new().config(AppConfig::default()).fake(bank)).await;
    let client = &server.client;
    let broken = capture(client, 1).await.unwrap_err();
    assert_eq!(broken.status().unwrap(), 500, "{broken:?}");
    capture(client, 2).await.unwrap_err();
    let payment = client.get(PaymentId(42)).await.unwrap();
    assert_eq!((payment.captured, payment.available), (0, 10_000));
    assert_eq!(payment.state, State::Authorised);
}
