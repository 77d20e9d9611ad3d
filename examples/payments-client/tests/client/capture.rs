//! Moving money through the client: typed answers, typed errors.

use crate::server::Server;
use gati_client::Error;
use payments_client::payments::{
    Amount, Capture, CaptureError, Currency, PaymentId, Refund, RefundError, ReleaseError, State,
};

fn euros(amount: u64) -> Capture {
    Capture {
        amount: Amount(amount),
        currency: Currency::Eur,
    }
}

#[tokio::test]
async fn a_capture_moves_what_was_set_aside() {
    let server = Server::start().await;
    let client = &server.client;
    // ANCHOR: call
    let capture = Capture {
        amount: Amount(1500),
        currency: Currency::Eur,
    };
    let payment = client.capture(PaymentId(42), &capture).await.unwrap();
    assert_eq!((payment.captured, payment.available), (1_500, 8_500));
    // ANCHOR_END: call
    assert_eq!(payment.state, State::PartlyCaptured);
}

#[tokio::test]
async fn each_refusal_is_a_variant_of_the_handlers_error() {
    let server = Server::start().await;
    let client = &server.client;
    // ANCHOR: error
    match client.capture(PaymentId(42), &euros(20_000)).await {
        Err(Error::Api {
            error: CaptureError::InsufficientFunds { available },
            ..
        }) => {
            assert_eq!(available, 10_000);
        }
        other => panic!("{other:?}"),
    }
    // ANCHOR_END: error
    let error = client.capture(PaymentId(7), &euros(1)).await.unwrap_err();
    assert_eq!(error.api(), Some(&CaptureError::NotFound));
    let error = client.capture(PaymentId(41), &euros(1)).await.unwrap_err();
    assert_eq!(
        error.api(),
        Some(&CaptureError::WrongCurrency {
            currency: Currency::Usd
        })
    );
    assert_eq!(
        error.problem().unwrap().detail.as_deref(),
        Some("the payment is in USD")
    );
}

#[tokio::test]
async fn money_goes_back_by_refund_and_by_release() {
    let server = Server::start().await;
    let client = &server.client;
    client.capture(PaymentId(40), &euros(6_000)).await.unwrap();
    let refund = Refund {
        amount: Amount(6_001),
        currency: Currency::Eur,
    };
    let error = client.refund(PaymentId(40), &refund).await.unwrap_err();
    assert_eq!(
        error.api(),
        Some(&RefundError::MoreThanCaptured { refundable: 6_000 })
    );
    let refund = Refund {
        amount: Amount(6_000),
        currency: Currency::Eur,
    };
    client.refund(PaymentId(40), &refund).await.unwrap();
    let payment = client.release(PaymentId(40)).await.unwrap();
    assert_eq!(
        (payment.state, payment.released, payment.refunded),
        (State::Refunded, 4_000, 6_000)
    );
    let error = client.release(PaymentId(40)).await.unwrap_err();
    assert_eq!(error.api(), Some(&ReleaseError::NothingLeft));
}

#[tokio::test]
async fn an_amount_that_its_type_forbids_is_reported_with_its_place() {
    let server = Server::start().await;
    let error = server.client.capture(PaymentId(42), &euros(0)).await.unwrap_err();
    let Error::Problem(problem) = error else {
        panic!("{error:?}")
    };
    assert_eq!(problem.status, 422);
    assert_eq!(problem.violations[0].pointer, "/amount");
    assert_eq!(problem.violations[0].keyword, "minimum");
}
