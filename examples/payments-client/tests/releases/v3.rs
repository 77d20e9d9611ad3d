//! 3.0.0: who pays is the customer, and payments can be captured in parts.

use payments_client::releases::v3_0_0::{
    Amount, Capture, CaptureError, Client, Currency, Filter, PaymentId, State,
};

use crate::server::Server;

#[tokio::test]
async fn a_part_that_was_taken_shows() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let capture = |amount| Capture {
        amount: Amount(amount),
        currency: Currency::Eur,
    };
    let payment = client.capture(PaymentId(42), &capture(1_500)).await.unwrap();
    assert_eq!(payment.state, State::PartlyCaptured);
    let filter = Filter {
        state: vec![State::PartlyCaptured],
        ..Filter::default()
    };
    let page = client.list(&filter).await.unwrap();
    assert!(page.items.iter().any(|listed| listed.id == PaymentId(42)));
    let error = client.capture(PaymentId(42), &capture(20_000)).await.unwrap_err();
    assert_eq!(error.api(), Some(&CaptureError::CannotCapture));
    // Still under its old path.
    let released = client.release(PaymentId(42)).await.unwrap();
    assert_eq!(released.state, State::Captured);
}
