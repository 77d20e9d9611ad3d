//! Looking for payments, page by page.

use crate::server::Server;
use payments_client::payments::{Currency, Filter, GetError, PaymentId, State};

#[tokio::test]
async fn pages_together_are_the_whole_list() {
    let server = Server::start().await;
    let mut filter = Filter {
        limit: Some(2),
        ..Filter::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = server.client.list(&filter).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.iter().map(|payment| payment.id.0));
        match page.next {
            Some(next) => filter.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, [40, 41, 42, 43, 44]);
}

#[tokio::test]
async fn a_filter_keeps_what_it_names() {
    let server = Server::start().await;
    let ids = async |filter: Filter| -> Vec<u64> {
        let page = server.client.list(&filter).await.unwrap();
        page.items.iter().map(|payment| payment.id.0).collect()
    };
    let euros = Filter {
        currency: Some(Currency::Eur),
        ..Filter::default()
    };
    assert_eq!(ids(euros).await, [40, 42, 44]);
    server.client.release(PaymentId(42)).await.unwrap();
    let released = Filter {
        state: vec![State::Released, State::Refunded],
        ..Filter::default()
    };
    assert_eq!(ids(released).await, [42]);
    let large = Filter {
        min_authorised: Some(10_001),
        ..Filter::default()
    };
    assert!(ids(large).await.is_empty());
}

#[tokio::test]
async fn a_payment_that_is_not_there_is_a_typed_error() {
    let server = Server::start().await;
    let error = server.client.get(PaymentId(1)).await.unwrap_err();
    assert_eq!(error.api(), Some(&GetError::NotFound));
    assert_eq!(error.status().unwrap(), 404);
}
