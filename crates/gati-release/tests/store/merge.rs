//! Two branches that both released.

#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be made or read is a failed test"
)]

use std::fs;
use std::path::Path;

use gati_release::{Fork, Moment, Store, StoreError};
use gati_schema::Manifest;

use crate::shop::{Parts, Shop, shop};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Two sides as git leaves them.
pub(crate) fn conflict(ours: &str, theirs: &str) -> String {
    let mark = |sign: &str| sign.repeat(7);
    format!(
        "{} HEAD\n{ours}{}\n{theirs}{} theirs\n",
        mark("<"),
        mark("="),
        mark(">")
    )
}

/// What lies in the folder after two branches, which both began with `base`, were merged.
fn merged(ours: Parts<'_>, theirs: Parts<'_>) -> Shop {
    merged_after(ours, theirs, |_, _| ())
}

/// The same, after something was said of the newest release of each branch.
fn merged_after(ours: Parts<'_>, theirs: Parts<'_>, say: impl FnOnce(&Store, &Store)) -> Shop {
    merged_and_said(&shop(&[("buy", &["item"])]), &shop(ours), &shop(theirs), say)
}

/// What lies in the folder after two branches of these APIs were merged.
pub(crate) fn merged_with(base: &Manifest, ours: &Manifest, theirs: &Manifest) -> Shop {
    merged_and_said(base, ours, theirs, |_, _| ())
}

fn merged_and_said(
    first: &Manifest,
    ours: &Manifest,
    theirs: &Manifest,
    say: impl FnOnce(&Store, &Store),
) -> Shop {
    let base = Shop::new();
    base.release(first, 1, "First").unwrap();
    let branch = Shop::new();
    copy(&base.versions(), &branch.versions());
    base.release(ours, 5, "Ours").unwrap();
    branch.release(theirs, 7, "Theirs").unwrap();
    say(&base.store(), &branch.store());
    let head = fs::read_to_string(base.versions().join("head.json")).unwrap();
    copy(&branch.versions(), &base.versions());
    // As git leaves it.
    fs::write(base.versions().join("head.json"), conflict(&head, &head)).unwrap();
    base
}

#[test]
fn both_releases_are_named_and_one_follows_the_other() {
    let shop = merged(
        &[("buy", &["item"]), ("sell", &["item"])],
        &[("buy", &["item"]), ("rent", &["item"])],
    );
    let names = shop.files("releases");
    assert_eq!(names.len(), 3);
    let error = shop.open().unwrap_err();
    let StoreError::Fork { first, second } = &error else {
        panic!("{error}");
    };
    assert!(names.contains(first) && names.contains(second));
    assert!(error.to_string().contains("gati version resolve"));

    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    let resolution = fork.resolve(None, Moment::from_unix(10)).unwrap();
    assert_eq!(resolution.moved[0].0.version.to_string(), "1.1.0");
    assert_eq!(resolution.moved[0].1.version.to_string(), "1.2.0");
    resolution.write().unwrap();
    let store = shop.store();
    let told: Vec<(String, &str)> = store
        .releases()
        .iter()
        .map(|release| (release.version.to_string(), release.message.as_str()))
        .collect();
    let expected = [("1.0.0", "First"), ("1.1.0", "Ours"), ("1.2.0", "Theirs")];
    assert_eq!(
        told,
        expected.map(|(version, message)| (version.to_owned(), message))
    );
    let both = store.manifest(store.newest().unwrap()).unwrap();
    assert_eq!(
        both.handlers.len(),
        3,
        "the last release has what both branches made"
    );
    assert!(Fork::find(shop.versions()).unwrap().is_none());
}

#[test]
fn the_other_branch_may_come_first() {
    let shop = merged(&[("buy", &["item"]), ("sell", &["item"])], &[("rent", &["item"])]);
    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    fork.resolve(Some("2.0.0"), Moment::from_unix(10))
        .unwrap()
        .write()
        .unwrap();
    let store = shop.store();
    let versions: Vec<String> = store
        .releases()
        .iter()
        .map(|release| release.version.to_string())
        .collect();
    assert_eq!(versions, ["1.0.0", "2.0.0", "2.1.0"]);
}

/// Whoever is interrupted says it again, and no release is made twice.
#[test]
fn what_was_interrupted_is_resolved_by_the_next_try() {
    let shop = merged(
        &[("buy", &["item"]), ("sell", &["item"])],
        &[("buy", &["item"]), ("rent", &["item"])],
    );
    let before: Vec<_> = shop
        .files("releases")
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    let resolve = || {
        let fork = Fork::find(shop.versions()).unwrap().unwrap();
        fork.resolve(None, Moment::from_unix(10))
            .unwrap()
            .write()
            .unwrap();
        let releases = shop.store().releases().to_vec();
        releases
            .iter()
            .map(|release| release.version.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(resolve(), ["1.0.0", "1.1.0", "1.2.0"]);
    // The old file is the last that goes.
    for (path, content) in before {
        fs::write(path, content).unwrap();
    }
    assert!(matches!(shop.open(), Err(StoreError::Fork { .. })));
    assert_eq!(resolve(), ["1.0.0", "1.1.0", "1.2.0"]);
}

#[test]
fn what_both_changed_is_left_to_people() {
    let shop = merged(&[("buy", &["item", "amount"])], &[("buy", &["item", "price"])]);
    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    let error = fork.resolve(None, Moment::from_unix(10)).unwrap_err().to_string();
    assert!(
        error.contains("type Bodybuy") && error.contains("head.json"),
        "{error}"
    );
    assert_eq!(shop.files("releases").len(), 3, "nothing was touched");
}

#[test]
fn a_conflict_in_the_head_alone_is_settled() {
    let shop = Shop::with_three();
    let head = shop.versions().join("head.json");
    let text = fs::read_to_string(&head).unwrap();
    fs::write(&head, conflict(&text, "")).unwrap();
    assert!(shop.open().unwrap_err().to_string().contains("merge conflict"));
    assert!(Store::settle_head(shop.versions()).unwrap());
    assert_eq!(fs::read_to_string(&head).unwrap(), text);
    assert!(!Store::settle_head(shop.versions()).unwrap());
}

#[test]
fn what_was_said_of_a_release_goes_with_it() {
    let shop = merged_after(
        &[("buy", &["item"]), ("sell", &["item"])],
        &[("buy", &["item"]), ("rent", &["item"])],
        |ours, theirs| {
            // Both are 1.1.0.
            ours.tag(ours.newest().unwrap(), "stable").unwrap();
            let rented = theirs.newest().unwrap();
            theirs.tag(rented, "renting").unwrap();
            theirs.tag(&theirs.releases()[0], "first").unwrap();
            theirs.stand(rented, |standing| standing.keep = true).unwrap();
            theirs.set_default(Some(rented), None).unwrap();
        },
    );
    let fork = Fork::find(shop.versions()).unwrap().unwrap();
    let resolution = fork.resolve(None, Moment::from_unix(10)).unwrap();
    let said: Vec<String> = resolution
        .said()
        .map(|(what, version)| format!("{what} {version}"))
        .collect();
    assert_eq!(
        said,
        [
            "the default 1.2.0",
            "what is said of 1.1.0 1.2.0",
            "the tag `renting` 1.2.0"
        ]
    );
    resolution.write().unwrap();
    let store = shop.store();
    let tagged = |tag: &str| store.find(tag).unwrap().message.as_str();
    assert_eq!(
        [tagged("stable"), tagged("renting"), tagged("first")],
        ["Ours", "Theirs", "First"]
    );
    let lifecycle = store.lifecycle();
    assert_eq!(lifecycle.default.as_ref().unwrap().version.to_string(), "1.2.0");
    let kept: Vec<String> = lifecycle.standings.keys().map(ToString::to_string).collect();
    assert_eq!(kept, ["1.2.0"]);
}
