//! Setting money aside, once or by accident twice.

use std::collections::BTreeMap;

use crate::server::Server;
use payments_client::payments::{
    Amount, Authorise, AuthoriseError, Currency, IdempotencyKey, Reference, Repeatable, State,
};

fn order(amount: u64) -> Authorise {
    Authorise {
        amount: Amount(amount),
        currency: Currency::Gbp,
        customer: "ada@example.org".into(),
        reference: Some(Reference("order-7".into())),
        labels: BTreeMap::from([("shop".into(), "corner".into())]),
    }
}

#[tokio::test]
async fn a_new_payment_says_where_it_is() {
    let server = Server::start().await;
    let reply = server
        .client
        .authorise(&Repeatable::default(), &order(300))
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.status, 201);
    let payment = reply.body;
    assert_eq!(
        reply.headers["location"].to_str().unwrap(),
        format!("/payments/{}", payment.id.0)
    );
    assert_eq!(
        (payment.state, payment.authorised, payment.available),
        (State::Authorised, 300, 300)
    );
    assert_eq!(payment.labels["shop"], "corner");
    assert_eq!(server.client.get(payment.id).await.unwrap(), payment);
}

#[tokio::test]
async fn the_same_key_and_content_are_one_payment() {
    let server = Server::start().await;
    let headers = Repeatable {
        idempotency_key: Some(IdempotencyKey("0123-abcd".into())),
    };
    let first = server
        .client
        .authorise(&headers, &order(300))
        .with_response()
        .await
        .unwrap();
    let second = server
        .client
        .authorise(&headers, &order(300))
        .with_response()
        .await
        .unwrap();
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 200));
    assert_eq!(first.body, second.body);
    let error = server.client.authorise(&headers, &order(301)).await.unwrap_err();
    assert_eq!(error.api(), Some(&AuthoriseError::KeyReused));
}
