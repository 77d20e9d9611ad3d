//! 2.0.0: every sum says its currency.

use payments_client::releases::v2_0_0::{
    Amount, Authorise, Capture, CaptureError, Client, Currency, Money, PaymentId, Repeatable, State,
};

use crate::server::Server;

#[tokio::test]
async fn sums_are_objects_with_their_currency() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let order = Authorise {
        amount: Money {
            value: Amount(700),
            currency: Currency::Gbp,
        },
        customer: "ada@example.org".into(),
        note: Some("quickly".into()),
        reference: None,
        labels: [].into(),
    };
    let made = client.authorise(&Repeatable::default(), &order).await.unwrap();
    assert_eq!(made.payment.currency, Currency::Gbp);
    assert_eq!(made.note, Some("quickly".into()));
    let capture = |currency| Capture {
        amount: Amount(300),
        currency,
    };
    let error = client
        .capture(made.payment.id, &capture(Currency::Usd))
        .await
        .unwrap_err();
    assert_eq!(error.api(), Some(&CaptureError::CannotCapture));
    let payment = client
        .capture(made.payment.id, &capture(Currency::Gbp))
        .await
        .unwrap();
    assert_eq!(payment.state, State::Authorised);
    let payment = client.get(PaymentId(payment.id.0)).await.unwrap();
    assert_eq!(
        (payment.customer.as_str(), payment.captured),
        ("ada@example.org", 300)
    );
}
