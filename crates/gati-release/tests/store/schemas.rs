//! The schemas of databases that releases record.

#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be made or read is a failed test"
)]

use std::collections::BTreeMap;

use gati_release::{Fork, Moment};
use gati_schema::{Manifest, Module};
use serde_json::json;

use crate::merge::merged_with;
use crate::shop::{Parts, Shop, shop};

/// An API with modules that keep databases of these schemas.
fn with(parts: Parts<'_>, schemas: &[(&str, u64)]) -> Manifest {
    let modules = schemas.iter().map(|(name, version)| -> Module {
        let text = json!({"name": name, "schema_version": version, "fingerprint": "0".repeat(32)});
        serde_json::from_value(text).unwrap()
    });
    shop(parts).with_modules(modules.collect(), BTreeMap::new())
}

const BUY: Parts<'static> = &[("buy", &["item"])];
const SELL: Parts<'static> = &[("buy", &["item"]), ("sell", &["item"])];
const RENT: Parts<'static> = &[("buy", &["item"]), ("rent", &["item"])];

fn recorded(shop: &Shop) -> Vec<BTreeMap<String, u64>> {
    let store = shop.store();
    let releases = store.releases().iter();
    releases.map(|release| release.schema_versions.clone()).collect()
}

fn versions(list: &[(&str, u64)]) -> BTreeMap<String, u64> {
    list.iter()
        .map(|(name, version)| ((*name).to_owned(), *version))
        .collect()
}

#[test]
fn a_release_records_what_its_modules_declare() {
    let shop = Shop::new();
    shop.release(&with(BUY, &[("ledger", 1)]), 1, "First").unwrap();
    shop.release(&with(SELL, &[("audit", 7), ("ledger", 2)]), 2, "One can sell")
        .unwrap();
    assert_eq!(
        recorded(&shop),
        [
            versions(&[("ledger", 1)]),
            versions(&[("audit", 7), ("ledger", 2)])
        ]
    );
    // It is no part of the contract: what was released comes back without modules.
    let store = shop.store();
    assert_eq!(store.manifest(store.newest().unwrap()).unwrap(), self::shop(SELL));
}

#[test]
fn a_release_that_declares_nothing_is_written_as_ever() {
    let shop = Shop::new();
    shop.release(&with(BUY, &[]), 1, "First").unwrap();
    let text = std::fs::read_to_string(&shop.files("releases")[0]).unwrap();
    assert!(!text.contains("schema_versions"), "{text}");
}

#[test]
fn a_schema_alone_can_be_released_and_asks_for_the_smallest_step() {
    let shop = Shop::new();
    shop.release(&with(BUY, &[("ledger", 1)]), 1, "First").unwrap();
    let plan = shop
        .plan(&with(BUY, &[("ledger", 2)]), 2, "The ledger has days")
        .unwrap();
    assert_eq!(plan.release.version.to_string(), "1.0.1");
    let moved = &plan.changes.unwrap().schema_versions;
    assert_eq!(
        moved.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["ledger 1 → 2"]
    );
    let same = shop.plan(&with(BUY, &[("ledger", 1)]), 2, "Again").unwrap_err();
    assert!(same.to_string().contains("nothing changed since 1.0.0"), "{same}");
}

#[test]
fn after_a_merge_each_schema_is_that_of_the_branch_that_moved_it() {
    let shop = merged_with(
        &with(BUY, &[("audit", 1), ("ledger", 1), ("old", 1)]),
        &with(SELL, &[("audit", 1), ("ledger", 2), ("old", 1)]),
        &with(RENT, &[("audit", 5), ("ledger", 1)]),
    );
    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    fork.resolve(None, Moment::from_unix(10))
        .unwrap()
        .write()
        .unwrap();
    assert_eq!(recorded(&shop)[2], versions(&[("audit", 5), ("ledger", 2)]));
}

#[test]
fn two_migrations_of_one_schema_are_left_to_people() {
    let shop = merged_with(
        &with(BUY, &[("ledger", 1)]),
        &with(SELL, &[("ledger", 2)]),
        &with(RENT, &[("ledger", 3)]),
    );
    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    let error = fork.resolve(None, Moment::from_unix(10)).unwrap_err().to_string();
    assert!(error.contains("ledger 1 → 2, and ledger 1 → 3"), "{error}");
    assert_eq!(shop.files("releases").len(), 3, "nothing was touched");
}
