//! How much a long history weighs.

#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be made or read is a failed test"
)]

use std::fs;
use std::path::Path;

use crate::shop::{Quick, Shop, shop};

fn weight(folder: &Path) -> u64 {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            if entry.path().is_dir() {
                weight(&entry.path())
            } else {
                entry.metadata().unwrap().len()
            }
        })
        .sum()
}

#[test]
fn a_hundred_releases_of_two_hundred_handlers_stay_under_five_megabytes() {
    let store = Shop::new();
    let names: Vec<String> = (0..200).map(|at| format!("handler{at}")).collect();
    for release in 0..100_usize {
        // One handler grows a field that may be sent or not by becoming another one.
        let fields: Vec<Vec<String>> = (0..200)
            .map(|at| {
                let own = (0..=usize::from(release > at)).map(|field| format!("field{field}"));
                own.collect()
            })
            .collect();
        let fields: Vec<Vec<&str>> = fields
            .iter()
            .map(|list| list.iter().map(String::as_str).collect())
            .collect();
        let handlers: Vec<(&str, &[&str])> = names
            .iter()
            .map(String::as_str)
            .zip(fields.iter().map(Vec::as_slice))
            .collect();
        let second = i64::try_from(release).unwrap();
        let plan = store
            .plan(&shop(&handlers), second, "One handler changed")
            .unwrap();
        plan.write_to(&store.versions(), &Quick).unwrap();
    }
    assert_eq!(store.store().releases().len(), 100);
    let weight = weight(&store.versions());
    println!("100 releases of 200 handlers: {weight} bytes");
    assert!(weight < 5_000_000, "{weight} bytes");
}
