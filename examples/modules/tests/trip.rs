//! What is given to a module arrives, and what it gives comes back: through the handle, and through JSON.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gati::{CallError, Module};
use modules::{Carrier, CarrierError, CarrierFake, Item, Parcel, Stock, StockFake, app};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// A carrier that gives every parcel back as its error or its number, and counts the calls.
fn carrier(calls: Arc<AtomicUsize>) -> CarrierFake {
    CarrierFake::new().send(move |parcel| {
        calls.fetch_add(1, Ordering::SeqCst);
        if parcel.to.starts_with('n') {
            return Err(CarrierError::Unreachable);
        }
        Ok(u64::from(parcel.grams) * 2)
    })
}

/// A stock whose shelf holds as many of everything as the caller says.
fn stock() -> StockFake {
    StockFake::new()
        .look(|of, note| Item {
            name: format!("{}{}", of.name, note.unwrap_or_default()),
            count: of.count,
        })
        .count(|name| name.len() as u64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p04_arguments_and_results_survive_the_trip(
        name in "[a-z]{1,20}",
        count in 0..=1_000_000_u64,
        note in prop::option::of("[a-z]{0,10}"),
    ) {
        let started = app::new().fake(stock());
        let answered = run(async {
            let started = started.start().await.expect("it starts");
            let handle = &started.gctx().modules.stock;
            let item = Item { name: name.clone(), count };
            let direct = handle.look(&item, note.clone());
            // ANCHOR: json
            let json = Stock::call_json(handle, "look", json!({"of": item, "note": note})).await;
            // ANCHOR_END: json
            let length = handle.count(&name).await;
            started.stop().await;
            (direct, json, length)
        });
        let (direct, json, length) = answered;
        let expected = Item { name: format!("{name}{}", note.unwrap_or_default()), count };
        prop_assert_eq!(&direct, &expected);
        prop_assert_eq!(json.expect("a result"), serde_json::to_value(&expected).expect("JSON"));
        prop_assert_eq!(length, name.len() as u64);
    }

    #[test]
    fn p18_the_framework_reads_checks_and_writes_what_a_module_is_given_and_gives(
        to in prop_oneof![Just(String::new()), "[a-z]{1,8}"],
        grams in prop_oneof![0..40_000_u32, Just(30_000), Just(0)],
        extra in prop::bool::weighted(0.2),
    ) {
        let calls = Arc::new(AtomicUsize::new(0));
        let parcel = Parcel { to: to.clone(), grams };
        let mut arguments = json!({"parcel": parcel});
        if extra {
            arguments["more"] = Value::Null;
        }
        let fake = carrier(Arc::clone(&calls));
        let answer = run(async {
            let started = app::new().fake(fake).start().await.expect("it starts");
            let answer = Carrier::call_json(&started.gctx().modules.carrier, "send", arguments).await;
            started.stop().await;
            answer
        });
        let is_valid = !to.is_empty() && (1..=30_000).contains(&grams) && !extra;
        prop_assert_eq!(calls.load(Ordering::SeqCst), usize::from(is_valid), "nothing invalid reaches the module");
        match answer {
            Ok(value) => {
                prop_assert!(is_valid && !to.starts_with('n'));
                prop_assert_eq!(value, json!(u64::from(grams) * 2));
            }
            Err(CallError::Failed(error)) => {
                prop_assert!(is_valid && to.starts_with('n'));
                prop_assert_eq!(error, json!("Unreachable"));
            }
            Err(CallError::InvalidArguments(violations)) => {
                prop_assert!(!is_valid);
                let pointers: Vec<&str> = violations.iter().map(|one| one.pointer.as_str()).collect();
                prop_assert_eq!(pointers.contains(&"/parcel/to"), to.is_empty());
                prop_assert_eq!(pointers.contains(&"/parcel/grams"), !(1..=30_000).contains(&grams));
                prop_assert_eq!(pointers.contains(&"/more"), extra);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn p18_what_a_module_gives_is_checked_and_written_by_the_framework(
        name in prop_oneof!["[a-z]{0,45}", Just("ä".repeat(40)), Just("ä".repeat(41))],
        count in prop_oneof![0..=1_100_000_u64, Just(1_000_000), Just(1_000_001)],
    ) {
        let given = Item { name: name.clone(), count };
        let gives = given.clone();
        let fake = StockFake::new().look(move |_, _| gives.clone());
        let answer = run(async {
            let started = app::new().fake(fake).start().await.expect("it starts");
            let of = json!({"of": {"name": "apple", "count": 1}});
            let answer = Stock::call_json(&started.gctx().modules.stock, "look", of).await;
            started.stop().await;
            answer
        });
        let name_fits = (1..=40).contains(&name.chars().count());
        let count_fits = count <= 1_000_000;
        match answer {
            Ok(value) => {
                prop_assert!(name_fits && count_fits, "{:?} breaks the contract", given);
                prop_assert_eq!(value, json!({"name": name, "count": count}));
            }
            Err(CallError::InvalidResult(violations)) => {
                let mut pointers: Vec<&str> = violations.iter().map(|one| one.pointer.as_str()).collect();
                pointers.sort_unstable();
                let mut wrong = Vec::new();
                wrong.extend((!count_fits).then_some("/count"));
                wrong.extend((!name_fits).then_some("/name"));
                prop_assert_eq!(pointers, wrong);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

#[test]
fn a_method_that_does_not_exist_is_named() {
    let error = run(async {
        let started = app::new()
            .fake(carrier(Arc::default()))
            .start()
            .await
            .expect("it starts");
        Carrier::call_json(&started.gctx().modules.carrier, "sent", Value::Null).await
    });
    assert_eq!(
        error.expect_err("there is none").to_string(),
        "the module `carrier` has no method `sent`"
    );
}

#[test]
fn a_fake_that_was_not_told_says_what_it_was_asked() {
    let asked = std::panic::catch_unwind(|| {
        run(async {
            let started = app::new()
                .fake(CarrierFake::new())
                .start()
                .await
                .expect("it starts");
            let parcel = Parcel {
                to: "here".into(),
                grams: 1,
            };
            started.gctx().modules.carrier.send(parcel).await
        })
    });
    let payload = asked.expect_err("it must not answer");
    let text = payload.downcast_ref::<String>().expect("a text");
    assert_eq!(
        text,
        "the fake of the module `carrier` was asked for `send`, which was not set"
    );
}
