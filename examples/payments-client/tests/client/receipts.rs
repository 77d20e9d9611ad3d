//! Files in both directions.

use crate::server::Server;
use gati_client::{Error, Upload};
use payments_client::payments::{PaymentId, ReceiptError, ReceiptForm};

fn form(bytes: Vec<u8>) -> ReceiptForm {
    ReceiptForm {
        file: Upload::new(bytes).file_name("receipt.pdf"),
        note: Some("thank you".into()),
    }
}

#[tokio::test]
async fn a_receipt_comes_back_as_it_went_in() {
    let server = Server::start().await;
    let client = &server.client;
    let plain = client.receipt(PaymentId(42)).await.unwrap();
    assert_eq!(plain, "Receipt for payment 42: 0 EUR from alan@example.org\n");
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let filed = client
        .file_receipt(PaymentId(42), form(bytes.clone()))
        .await
        .unwrap();
    assert_eq!((filed.size, filed.replaced), (300_000, false));
    assert_eq!(client.receipt(PaymentId(42)).await.unwrap(), bytes);
    assert!(
        client
            .file_receipt(PaymentId(42), form(vec![1]))
            .await
            .unwrap()
            .replaced
    );
    let error = client.receipt(PaymentId(7)).await.unwrap_err();
    assert_eq!(error.api(), Some(&ReceiptError::NotFound));
}

#[tokio::test]
async fn a_receipt_that_is_too_large_is_refused() {
    let server = Server::start().await;
    let error = server
        .client
        .file_receipt(PaymentId(42), form(vec![0; 1_000_001]))
        .await
        .unwrap_err();
    let Error::Problem(problem) = error else {
        panic!("{error:?}")
    };
    assert_eq!(problem.violations[0].pointer, "/file");
}
