//! Money is conserved, however many callers there are at once.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use gati::types::Email;
use payments::balance::Balance;
use payments::handlers::authorise::Authorise;
use payments::ledger::Ledger;
use payments::money::{Amount, Currency};
use payments::payment::PaymentId;
use proptest::prelude::*;

/// Something that a caller does to one of the payments.
#[derive(Clone, Copy, Debug)]
enum Act {
    Authorise(u64),
    Capture(u64, u64),
    Refund(u64, u64),
    Release(u64),
}

/// How many payments the callers fight over.
const PAYMENTS: u64 = 4;

fn act() -> impl Strategy<Value = Act> {
    let payment = 1..=PAYMENTS;
    prop_oneof![
        1 => (1..500u64).prop_map(Act::Authorise),
        6 => (payment.clone(), 1..60u64).prop_map(|(id, amount)| Act::Capture(id, amount)),
        3 => (payment.clone(), 1..60u64).prop_map(|(id, amount)| Act::Refund(id, amount)),
        1 => payment.prop_map(Act::Release),
    ]
}

/// What the callers were told, summed up on their side.
#[derive(Debug, Default)]
struct Told {
    authorised: AtomicU64,
    captured: AtomicU64,
    released: AtomicU64,
    refunded: AtomicU64,
}

fn conserved(balance: &Balance) -> bool {
    balance.authorised() == balance.captured() + balance.available() + balance.released()
        && balance.refunded() <= balance.captured()
}

async fn perform(ledger: &Ledger, told: &Told, act: Act) {
    let add = |sum: &AtomicU64, amount| {
        sum.fetch_add(amount, Ordering::Relaxed);
    };
    match act {
        Act::Authorise(amount) => {
            let customer = Email::new("ada@example.org").unwrap();
            let amount = Amount::new(amount).unwrap();
            ledger
                .authorise(None, Authorise::of(amount, Currency::Eur, customer))
                .await;
            let amount = amount.into_inner();
            add(&told.authorised, amount);
        }
        Act::Capture(id, amount) => {
            if ledger.capture(PaymentId(id), amount, Currency::Eur).await.is_ok() {
                add(&told.captured, amount);
            }
        }
        Act::Refund(id, amount) => {
            if ledger.refund(PaymentId(id), amount, Currency::Eur).await.is_ok() {
                add(&told.refunded, amount);
            }
        }
        Act::Release(id) => {
            if let Ok(payment) = ledger.release(PaymentId(id)).await {
                add(&told.released, payment.released);
            }
        }
    }
}

async fn callers_at_once(callers: Vec<Vec<Act>>) {
    let ledger = Arc::new(Ledger::in_memory().unwrap());
    let told = Arc::new(Told::default());
    for _ in 0..PAYMENTS {
        perform(&ledger, &told, Act::Authorise(1_000)).await;
    }
    let over = Arc::new(AtomicBool::new(false));
    let observer = tokio::spawn({
        let (ledger, over) = (Arc::clone(&ledger), Arc::clone(&over));
        async move {
            while !over.load(Ordering::Relaxed) {
                assert!(
                    conserved(&ledger.total()),
                    "seen while callers were busy: {:?}",
                    ledger.total()
                );
                tokio::task::yield_now().await;
            }
        }
    });
    let callers: Vec<_> = callers
        .into_iter()
        .map(|acts| {
            let (ledger, told) = (Arc::clone(&ledger), Arc::clone(&told));
            tokio::spawn(async move {
                for act in acts {
                    perform(&ledger, &told, act).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    observer.await.unwrap();

    let total = ledger.total();
    assert!(conserved(&total), "{total:?}");
    let sum = |sum: &AtomicU64| sum.load(Ordering::Relaxed);
    assert_eq!(total.authorised(), sum(&told.authorised));
    assert_eq!(total.captured(), sum(&told.captured));
    assert_eq!(total.released(), sum(&told.released));
    assert_eq!(total.refunded(), sum(&told.refunded));
    let (payments, _) = ledger.page(None, usize::MAX - 1, |_| true);
    for payment in payments {
        assert_eq!(
            payment.authorised,
            payment.captured + payment.available + payment.released,
            "{payment:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_cent_appears_or_vanishes(
        callers in prop::collection::vec(prop::collection::vec(act(), 0..40), 2..24)
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
        runtime.block_on(callers_at_once(callers));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_captured_once_however_many_try() {
    let ledger = Arc::new(Ledger::in_memory().unwrap().seeded().unwrap());
    let tries: Vec<_> = (0..100)
        .map(|_| {
            let ledger = Arc::clone(&ledger);
            tokio::spawn(async move { ledger.capture(PaymentId(42), 10_000, Currency::Eur).await.is_ok() })
        })
        .collect();
    let mut captured = 0;
    for try_ in tries {
        captured += usize::from(try_.await.unwrap());
    }
    assert_eq!(captured, 1);
}
