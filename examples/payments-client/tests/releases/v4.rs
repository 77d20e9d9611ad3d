//! 4.0.0: what cannot be captured says why.

use payments_client::releases::v4_0_0::{
    Amount, Authorise, Capture, CaptureError, Client, Currency, Money, PaymentId, Repeatable,
};

use crate::server::Server;

#[tokio::test]
async fn reasons_are_told_apart_and_notes_still_come_back() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let capture = |amount, currency| Capture {
        amount: Amount(amount),
        currency,
    };
    let refused = |amount, currency| {
        let call = client.capture(PaymentId(42), &capture(amount, currency));
        async { call.await.unwrap_err().api().cloned() }
    };
    let short = CaptureError::InsufficientFunds { available: 10_000 };
    assert_eq!(refused(20_000, Currency::Eur).await, Some(short));
    let wrong = CaptureError::WrongCurrency {
        currency: Currency::Eur,
    };
    assert_eq!(refused(1, Currency::Usd).await, Some(wrong));
    client.release(PaymentId(42)).await.unwrap();

    let order = |note: Option<&str>| Authorise {
        amount: Money {
            value: Amount(700),
            currency: Currency::Usd,
        },
        customer: "ada@example.org".into(),
        note: note.map(Into::into),
        reference: None,
        labels: [].into(),
    };
    let headers = Repeatable::default();
    // At the same time, so that a note could go to somebody else.
    let (one, two, none) = tokio::join!(
        async { client.authorise(&headers, &order(Some("one"))).await },
        async { client.authorise(&headers, &order(Some("two"))).await },
        async { client.authorise(&headers, &order(None)).await },
    );
    let notes = [one, two, none].map(|made| made.unwrap().note.map(|note| note.0));
    assert_eq!(notes, [Some("one".into()), Some("two".into()), None]);
}
