//! 1.0.0 and 1.1.0: everything is in euros, who pays is the `payer`, and a note comes back.

use gati_client::Error;
use payments_client::payments;
use payments_client::releases::{v1_0_0, v1_1_0};
use v1_0_0::{Amount, Authorise, Capture, CaptureError, Client, Currency, Note, Refund, Repeatable, State};

use crate::server::Server;

fn order(note: Option<&str>) -> Authorise {
    Authorise {
        amount: Amount(5_000),
        customer: "ada@example.org".into(),
        note: note.map(Note::from),
        reference: None,
        labels: [("shop".into(), "corner".into())].into(),
    }
}

// ANCHOR: life
#[tokio::test]
async fn a_client_of_the_first_release_lives_as_it_always_did() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();

    let made = client
        .authorise(&Repeatable::default(), &order(Some("for the window")))
        .with_response()
        .await
        .unwrap();
    assert_eq!(made.version(), Some("1.0.0"));
    // Today's API has no place for a note: it waited in the local context.
    assert_eq!(made.body.note, Some(Note("for the window".into())));
    let payment = made.body.payment;
    assert_eq!(payment.currency, Currency::Eur);
    assert_eq!(payment.customer, "ada@example.org");

    let capture = Capture {
        amount: Amount(2_000),
    };
    let captured = client.capture(payment.id, &capture).await.unwrap();
    // It knows no payment of which a part was taken.
    assert_eq!((captured.state, captured.captured), (State::Authorised, 2_000));
    let refund = Refund { amount: Amount(500) };
    client.refund(payment.id, &refund).await.unwrap();
    // It sends `POST /payments/:id/cancel`, which is gone today.
    let released = client.release(payment.id).await.unwrap();
    assert_eq!((released.state, released.released), (State::Captured, 3_000));
}
// ANCHOR_END: life

#[tokio::test]
async fn what_goes_in_is_what_everybody_else_sees() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let made = client
        .authorise(&Repeatable::default(), &order(None))
        .await
        .unwrap();
    assert_eq!(made.note, None);
    let id = payments::PaymentId(made.payment.id.0);
    let today = server.client.get(id).await.unwrap();
    assert_eq!(
        (today.currency, today.authorised),
        (payments::Currency::Eur, 5_000)
    );
    assert_eq!(today.labels["shop"], "corner");
}

#[tokio::test]
async fn two_errors_of_today_are_the_one_that_it_knows() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let capture = |amount| Capture {
        amount: Amount(amount),
    };
    for (payment, amount) in [(42, 20_000), (41, 1)] {
        let error = client
            .capture(v1_0_0::PaymentId(payment), &capture(amount))
            .await
            .unwrap_err();
        assert_eq!(error.api(), Some(&CaptureError::CannotCapture), "{error:?}");
        assert_eq!(error.problem().unwrap().status, 409);
    }
    let error = client
        .capture(v1_0_0::PaymentId(7), &capture(1))
        .await
        .unwrap_err();
    assert_eq!(error.api(), Some(&CaptureError::NotFound));
}

#[tokio::test]
async fn what_it_sends_is_held_against_its_own_contract() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let mut odd = order(None);
    odd.customer = "nobody".into();
    let Err(Error::Problem(problem)) = client.authorise(&Repeatable::default(), &odd).await else {
        panic!("it is refused");
    };
    // By the name that it knows.
    assert_eq!(
        (problem.status.as_u16(), problem.violations[0].pointer.as_str()),
        (422, "/payer")
    );
}

#[tokio::test]
async fn a_list_is_lowered_item_by_item() {
    let server = Server::start().await;
    let client = Client::new(&server.url).unwrap();
    let filter = v1_0_0::Filter {
        state: vec![State::Authorised],
        ..v1_0_0::Filter::default()
    };
    let page = client.list(&filter).await.unwrap();
    assert!(!page.items.is_empty());
    assert!(page.items.iter().all(|payment| payment.customer.contains('@')));
}

#[tokio::test]
async fn the_next_release_hears_of_captures() {
    let server = Server::start().await;
    let client = v1_1_0::Client::new(&server.url).unwrap();
    let mut feed = client.captures().await.unwrap();
    let interest = v1_1_0::Interest::default();
    feed.send(&interest).await.unwrap();
    assert_eq!(
        feed.next().await.unwrap().unwrap(),
        v1_1_0::News::Listening(interest)
    );
    let capture = v1_1_0::Capture {
        amount: v1_1_0::Amount(1_000),
    };
    client.capture(v1_1_0::PaymentId(42), &capture).await.unwrap();
    let v1_1_0::News::Captured(captured) = feed.next().await.unwrap().unwrap() else {
        panic!("the news is the capture");
    };
    assert_eq!(captured.amount, v1_1_0::Amount(1_000));
}
