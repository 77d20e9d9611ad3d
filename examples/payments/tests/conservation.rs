//! Money is conserved, however many callers of the ledger there are at once.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use gati::types::Email;
use gati::{Handle, Started};
use payments::app::{self, Gctx};
use payments::balance::Balance;
use payments::config::AppConfig;
use payments::handlers::authorise::Authorise;
use payments::handlers::browse::Filter;
use payments::ledger::{Authorised, Ledger};
use payments::money::{Amount, Currency};
use payments::payment::PaymentId;
use proptest::prelude::*;

/// Something that a caller does to one of the payments.
#[derive(Clone, Copy, Debug)]
enum Act {
    Authorise(u64),
    Capture(u64, Amount),
    Restore(u64, Amount),
    Refund(u64, Amount),
    Release(u64),
}

/// How many payments the callers fight over, and the number of the first.
const PAYMENTS: u64 = 4;
const FIRST: u64 = 100;

/// What the books begin with.
const SEEDED: u64 = 5 * 10_000;

/// The app with books in memory.
async fn start() -> Started<Gctx> {
    let app = app::new().config(AppConfig::default());
    app.start().await.unwrap()
}

fn euros(amount: u64) -> Amount {
    Amount::new(amount).unwrap()
}

fn act() -> impl Strategy<Value = Act> {
    let payment = FIRST..FIRST + PAYMENTS;
    let amount = (1..60u64).prop_map(euros);
    prop_oneof![
        1 => (1..500u64).prop_map(Act::Authorise),
        6 => (payment.clone(), amount.clone()).prop_map(|(id, amount)| Act::Capture(id, amount)),
        2 => (payment.clone(), amount.clone()).prop_map(|(id, amount)| Act::Restore(id, amount)),
        3 => (payment.clone(), amount).prop_map(|(id, amount)| Act::Refund(id, amount)),
        1 => payment.prop_map(Act::Release),
    ]
}

/// What the callers were told, summed up on their side.
#[derive(Debug, Default)]
struct Told {
    authorised: AtomicU64,
    captured: AtomicU64,
    restored: AtomicU64,
    /// Of each payment, as what was released only becomes more.
    released: Mutex<BTreeMap<u64, u64>>,
    refunded: AtomicU64,
}

fn conserved(balance: &Balance) -> bool {
    balance.authorised() == balance.captured() + balance.available() + balance.released()
        && balance.refunded() <= balance.captured()
}

async fn perform(ledger: &Handle<Ledger>, told: &Told, act: Act) {
    let add = |sum: &AtomicU64, amount| {
        sum.fetch_add(amount, Ordering::Relaxed);
    };
    match act {
        Act::Authorise(amount) => {
            let customer = Email::new("ada@example.org").unwrap();
            let request = Authorise::of(euros(amount), Currency::Eur, customer);
            let authorised = ledger.authorise(None, request).await;
            assert!(matches!(authorised, Authorised::New(_)), "{authorised:?}");
            add(&told.authorised, amount);
        }
        Act::Capture(id, amount) => {
            if ledger.capture(PaymentId(id), amount, Currency::Eur).await.is_ok() {
                add(&told.captured, amount.into_inner());
            }
        }
        Act::Restore(id, amount) => {
            if ledger.restore(PaymentId(id), amount).await.is_ok() {
                add(&told.restored, amount.into_inner());
            }
        }
        Act::Refund(id, amount) => {
            if ledger.refund(PaymentId(id), amount, Currency::Eur).await.is_ok() {
                add(&told.refunded, amount.into_inner());
            }
        }
        Act::Release(id) => {
            if let Ok(payment) = ledger.release(PaymentId(id)).await {
                let mut released = told.released.lock().unwrap();
                let most = released.entry(id).or_default();
                *most = payment.released.max(*most);
            }
        }
    }
}

async fn callers_at_once(callers: Vec<Vec<Act>>) {
    let started = start().await;
    let ledger = &started.gctx().modules.ledger;
    let told = Arc::new(Told::default());
    for _ in 0..PAYMENTS {
        perform(ledger, &told, Act::Authorise(1_000)).await;
    }
    let over = Arc::new(AtomicBool::new(false));
    let observer = tokio::spawn({
        let (ledger, over) = (ledger.clone(), Arc::clone(&over));
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
            let (ledger, told) = (ledger.clone(), Arc::clone(&told));
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
    assert_eq!(total.authorised(), SEEDED + sum(&told.authorised));
    assert_eq!(total.captured() + sum(&told.restored), sum(&told.captured));
    assert_eq!(
        total.released(),
        told.released.lock().unwrap().values().sum::<u64>()
    );
    assert_eq!(total.refunded(), sum(&told.refunded));
    let mut filter = Filter::default();
    loop {
        let page = ledger.page(&filter);
        for payment in page.items {
            assert_eq!(
                payment.authorised,
                payment.captured + payment.available + payment.released,
                "{payment:?}"
            );
        }
        filter.cursor = page.next;
        if filter.cursor.is_none() {
            break;
        }
    }
    started.stop().await;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_cent_appears_or_vanishes(
        callers in prop::collection::vec(prop::collection::vec(act(), 0..40), 2..24)
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
        runtime.block_on(callers_at_once(callers));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_captured_once_however_many_try() {
    let started = start().await;
    let tries: Vec<_> = (0..100)
        .map(|_| {
            let ledger = started.gctx().modules.ledger.clone();
            tokio::spawn(async move {
                let captured = ledger.capture(PaymentId(42), euros(10_000), Currency::Eur);
                captured.await.is_ok()
            })
        })
        .collect();
    let mut captured = 0;
    for try_ in tries {
        captured += usize::from(try_.await.unwrap());
    }
    assert_eq!(captured, 1);
}
