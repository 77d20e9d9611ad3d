//! 5.0.0 is what the source serves: its client, and the one that is made of the source, are one.

use payments_client::payments;
use payments_client::releases::v5_0_0::{Amount, Authorise, Client, Currency, Repeatable};

use crate::server::Server;

#[tokio::test]
async fn the_newest_release_is_served_as_it_is() {
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
    assert_eq!((made.version(), made.deprecation()), (Some("5.0.0"), None));
    assert_eq!(
        payments::API_VERSION,
        Some("5.0.0"),
        "the source serves what was released"
    );
}
