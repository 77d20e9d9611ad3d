//! How much a long history weighs.

#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be made or read is a failed test"
)]

use std::fs;
use std::path::Path;

use gati_schema::Manifest;

use crate::shop::{Parts, Quick, Shop, shop};

/// What a file takes up at least on most disks.
const BLOCK: u64 = 4096;

/// The bytes below a folder, and those of the blocks in which they lie.
fn weight(folder: &Path) -> (u64, u64) {
    let mut sum = (0, 0);
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let (bytes, blocks) = if entry.path().is_dir() {
            weight(&entry.path())
        } else {
            let bytes = entry.metadata().unwrap().len();
            (bytes, bytes.div_ceil(BLOCK) * BLOCK)
        };
        sum = (sum.0 + bytes, sum.1 + blocks);
    }
    sum
}

/// An API whose handlers and types say as much about themselves as careful people write.
fn described(handlers: Parts<'_>) -> Manifest {
    let mut manifest = shop(handlers);
    let words = "What callers should know, in a sentence. ".repeat(20);
    for handler in &mut manifest.handlers {
        handler.description.clone_from(&words);
    }
    for definition in manifest.types.values_mut() {
        definition.docs.clone_from(&words);
    }
    manifest
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
            .plan(&described(&handlers), second, "One handler changed")
            .unwrap();
        plan.write_to(&store.versions(), &Quick).unwrap();
    }
    assert_eq!(store.store().releases().len(), 100);
    let (bytes, blocks) = weight(&store.versions());
    println!("100 releases of 200 handlers: {bytes} bytes, {blocks} on a disk");
    assert!(
        bytes < 5_000_000 && blocks < 5_000_000,
        "{bytes} bytes, {blocks} on a disk"
    );
}
