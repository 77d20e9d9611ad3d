//! 5.0.1 is what the source serves: its client, and the one that is made of the source, are one. It differs from 5.0.0 by the schema of the
//! books alone, which no caller sees.

use payments_client::payments;
use payments_client::releases::{v5_0_0, v5_0_1};

use crate::server::Server;

#[tokio::test]
async fn the_newest_release_is_served_as_it_is() {
    use v5_0_1::{Amount, Authorise, Client, Currency, Repeatable};
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let order = Authorise {
        amount: Amount(700),
        currency: Currency::Usd,
        customer: "ada@example.org".into(),
        reference: None,
        labels: [].into(),
    };
    let made = client
        .authorise(&Repeatable::default(), &order)
        .with_response()
        .await
        .unwrap();
    assert_eq!((made.version(), made.deprecation()), (Some("5.0.1"), None));
    assert_eq!(
        payments::API_VERSION,
        Some("5.0.1"),
        "the source serves what was released"
    );
}

#[tokio::test]
async fn the_release_before_it_is_served_under_its_own_name() {
    let server = Server::start().await;
    let client = v5_0_0::Client::new(&server.url).unwrap();
    let payment = client.get(v5_0_0::PaymentId(42)).with_response().await.unwrap();
    assert_eq!((payment.version(), payment.deprecation()), (Some("5.0.0"), None));
    assert_eq!(payment.body.id, v5_0_0::PaymentId(42));
}
