//! Versions, sentences, times and what is said of releases afterwards.

use gati_diff::Level;
use gati_release::{Draft, Moment, changelog};
use gati_schema::Manifest;
use semver::Version;

use crate::shop::{Parts, Shop, shop};

#[test]
fn versions_follow_from_changes() {
    let shop = Shop::with_three();
    let store = shop.store();
    let versions: Vec<String> = store
        .releases()
        .iter()
        .map(|release| release.version.to_string())
        .collect();
    assert_eq!(versions, ["1.0.0", "1.1.0", "2.0.0"]);
    let newest = store.newest().unwrap();
    let handlers = store.handler_versions(newest);
    let of = |handler: &str| handlers[handler].to_string();
    assert_eq!(
        (of("POST /buy"), of("POST /sell")),
        ("2.0.0".into(), "1.0.0".into())
    );
    assert_eq!(
        store.handler_versions(&store.releases()[1])["POST /buy"].to_string(),
        "1.0.0"
    );
}

/// The same API with something said otherwise.
fn reworded(api: &Manifest, from: &str, to: &str) -> Manifest {
    let text = api.to_json();
    assert!(text.contains(from), "`{from}` stands in {text}");
    Manifest::from_json(&text.replace(from, to)).expect("it is a manifest still")
}

#[test]
fn a_handler_that_moves_takes_its_version_along() {
    let shop = Shop::new();
    let api = self::shop(&[("buy", &["item"]), ("sell", &["item"])]);
    let placed = |path: &str| reworded(&api, "\"/sell\"", &format!("\"{path}\""));
    let of_selling = |second: i64, path: &str, version: &str| {
        shop.release(&placed(path), second, "Elsewhere").unwrap();
        let store = shop.store();
        let versions = store.handler_versions(store.newest().unwrap());
        assert_eq!(versions[format!("POST {path}").as_str()].to_string(), version);
        assert_eq!(versions["POST /buy"].to_string(), "1.0.0");
    };
    of_selling(1, "/sell", "1.0.0");
    of_selling(2, "/offers", "2.0.0");
    of_selling(3, "/shop/offers", "3.0.0");
    // What is new begins anew, and one that comes back goes on.
    let store = shop.store();
    let more = self::shop(&[("buy", &["item"]), ("rent", &["item"]), ("sell", &["item"])]);
    let plan = Draft::new(&store, &more, Moment::from_unix(4)).message("And rent");
    let handlers = plan.plan().unwrap().release.handlers;
    assert_eq!(handlers["POST /rent"].to_string(), "1.0.0");
    assert_eq!(handlers["POST /sell"].to_string(), "4.0.0");
}

#[test]
fn another_name_for_a_placeholder_is_another_label_of_the_same_handler() {
    let shop = Shop::new();
    let sell = |placeholder: &str, field: &str| {
        let api = self::shop(&[("buy", &["item"]), ("sell", &[field])]);
        reworded(&api, "\"/sell\"", &format!("\"/sell/:{placeholder}\""))
    };
    shop.release(&sell("id", "item"), 1, "First").unwrap();
    let store = shop.store();
    let breaks = Draft::new(&store, &sell("id", "thing"), Moment::from_unix(2)).message("Things");
    breaks.plan().unwrap().write(&shop.versions()).unwrap();
    let store = shop.store();
    let renamed = Draft::new(&store, &sell("offer", "thing"), Moment::from_unix(3)).message("Offers");
    let handlers = renamed
        .version(Some(Version::new(2, 1, 0)))
        .plan()
        .unwrap()
        .release
        .handlers;
    assert_eq!(handlers["POST /sell/:offer"].to_string(), "2.0.0", "{handlers:?}");
}

#[test]
fn before_1_0_0_a_break_raises_the_second_number_and_anything_else_the_third() {
    let shop = Shop::new();
    let released = |second: i64, parts: Parts<'_>, version: &str| {
        shop.release(&self::shop(parts), second, "One more").unwrap();
        assert_eq!(shop.store().newest().unwrap().version.to_string(), version);
    };
    let first = self::shop(&[("buy", &["item"])]);
    let store = shop.store();
    let begun = Draft::new(&store, &first, Moment::from_unix(1)).message("First");
    let begun = begun.version(Some(Version::new(0, 4, 2))).plan().unwrap();
    begun.write(&shop.versions()).unwrap();
    released(2, &[("buy", &["item"]), ("sell", &["item"])], "0.4.3");
    released(3, &[("buy", &["item", "amount"]), ("sell", &["item"])], "0.5.0");
    // Handlers count from 1.0.0 whatever the API does.
    let store = shop.store();
    let versions = store.handler_versions(store.newest().unwrap());
    assert_eq!(versions["POST /buy"].to_string(), "2.0.0");

    let broken = self::shop(&[("buy", &["item", "price"]), ("sell", &["item"])]);
    let with = |version: &str| {
        let draft = Draft::new(&store, &broken, Moment::from_unix(4)).message("Prices");
        let draft = draft.explain(vec![("1".into(), "Say the price".into())]);
        draft.version(Some(version.parse().unwrap())).plan()
    };
    let low = with("0.5.1").unwrap_err().to_string();
    assert!(low.contains("it must be at least 0.6.0"), "{low}");
    assert_eq!(with("0.6.0").unwrap().release.version, Version::new(0, 6, 0));
    // Nothing leads out of it but somebody's word.
    assert_eq!(with("1.0.0").unwrap().release.version, Version::new(1, 0, 0));
}

#[test]
fn each_break_needs_a_sentence_unless_it_is_the_only_one() {
    let shop = Shop::with_three();
    let changed = self::shop(&[("buy", &["thing", "amount"]), ("sell", &["item", "price"])]);
    let error = shop.plan(&changed, 9, "Two breaks").unwrap_err().to_string();
    assert!(
        error.contains("changes break callers, and each needs a sentence"),
        "{error}"
    );
    let store = shop.store();
    let draft = || Draft::new(&store, &changed, Moment::from_unix(9)).message("Two breaks");
    let plan = draft()
        .explain(vec![("1".into(), "Call it thing".into())])
        .acknowledge(vec![("2".into(), "nobody sells".into())])
        .plan()
        .unwrap();
    assert_eq!(plan.release.version, Version::new(3, 0, 0));
    assert_eq!(plan.release.findings.len(), 2);
    plan.write(&shop.versions()).unwrap();
    let page = changelog::page(&shop.store());
    assert!(
        page.contains("### What callers must change\n\n- Call it thing (`"),
        "{page}"
    );
    assert!(page.contains("nobody sells"), "{page}");
    let unknown = draft()
        .explain(vec![("field-renamed at nowhere".into(), "x".into())])
        .plan();
    assert!(unknown.unwrap_err().to_string().contains("there is no finding"));
    // Blanks are no sentence, and no reason.
    let silent = draft().explain(vec![("1".into(), "  ".into())]).plan();
    assert!(silent.unwrap_err().to_string().contains("needs words"));
    // Each has one line of the page.
    let long = draft()
        .explain(vec![("1".into(), "Call it\n\tthing".into())])
        .acknowledge(vec![("2".into(), " nobody\n  sells".into())])
        .plan()
        .unwrap();
    let said: Vec<_> = long.release.findings.iter().collect();
    assert_eq!(said[0].sentence.as_deref(), Some("Call it thing"));
    assert_eq!(said[1].acknowledged.as_deref(), Some("nobody sells"));
    let unreasoned = draft().acknowledge(vec![("2".into(), String::new())]).plan();
    assert!(unreasoned.unwrap_err().to_string().contains("needs words"));
}

#[test]
fn what_is_acknowledged_does_not_raise_the_version() {
    let shop = Shop::new();
    shop.release(&self::shop(&[("buy", &["item"])]), 1, "First")
        .unwrap();
    let changed = self::shop(&[("buy", &["item", "amount"])]);
    let store = shop.store();
    let plan = Draft::new(&store, &changed, Moment::from_unix(2))
        .message("Nobody calls it yet")
        .acknowledge(vec![("1".into(), "not deployed".into())])
        .plan()
        .unwrap();
    assert_eq!(plan.release.version, Version::new(1, 0, 1));
    // Nor that of the handler: both go by what counts, and the report says both.
    assert!(plan.release.handlers.is_empty(), "{:?}", plan.release.handlers);
    let changes = plan.changes.unwrap();
    let next = changes.next.unwrap();
    assert_eq!(
        (changes.bump.wire, next.bump),
        (Level::Major, plan.release.bump())
    );
    assert_eq!((next.since.as_str(), next.version.as_str()), ("1.0.0", "1.0.1"));
    assert_eq!(next.acknowledged[0].because, "not deployed");
}

#[test]
fn a_version_may_be_higher_than_it_must_and_never_lower() {
    let shop = Shop::with_three();
    let store = shop.store();
    let changed = self::shop(&[("buy", &["item", "amount"])]);
    let with = |version: &str| {
        Draft::new(&store, &changed, Moment::from_unix(9))
            .message("Nobody sells")
            .version(Some(version.parse().unwrap()))
            .plan()
    };
    assert!(with("2.1.0").unwrap_err().to_string().contains("at least 3.0.0"));
    assert!(with("1.9.0").unwrap_err().to_string().contains("not higher"));
    assert_eq!(
        with("3.0.0-rc.1").unwrap().release.version.to_string(),
        "3.0.0-rc.1"
    );
    assert_eq!(with("4.0.0").unwrap().release.version.to_string(), "4.0.0");
}

#[test]
fn two_releases_in_one_second_keep_their_order_and_older_ones_are_refused() {
    let shop = Shop::new();
    shop.release(&self::shop(&[("buy", &["item"])]), 100, "First")
        .unwrap();
    let more = self::shop(&[("buy", &["item"]), ("sell", &["item"])]);
    let error = shop.plan(&more, 99, "Earlier").unwrap_err().to_string();
    assert!(
        error.contains("would be older") && error.contains("1.0.0"),
        "{error}"
    );
    shop.release(&more, 100, "In the same second").unwrap();
    let store = shop.store();
    assert_eq!(store.releases()[0].at, store.releases()[1].at);
    assert_eq!(store.newest().unwrap().message, "In the same second");
    let store = shop.store();
    let third = self::shop(&[("buy", &["item"]), ("sell", &["item"]), ("rent", &["item"])]);
    let late = Draft::new(&store, &third, Moment::from_unix(100))
        .message("Tomorrow")
        .at(Some(Moment::from_unix(1_000)))
        .plan();
    assert!(late.unwrap_err().to_string().contains("lies in the future"));
}

#[test]
fn nothing_new_is_nothing_to_release() {
    let shop = Shop::with_three();
    let same = self::shop(&[("buy", &["item", "amount"]), ("sell", &["item"])]);
    let error = shop.plan(&same, 9, "Again").unwrap_err().to_string();
    assert!(error.contains("nothing changed since 2.0.0"), "{error}");
    assert!(
        shop.plan(&same, 9, " ")
            .unwrap_err()
            .to_string()
            .contains("one sentence")
    );
    let more = self::shop(&[("buy", &["item", "amount"]), ("sell", &["item"]), ("rent", &[])]);
    let lines = shop.plan(&more, 9, "Rent.\n\u{1b}## 9.0.0 ").unwrap();
    assert_eq!(lines.release.message, "Rent. ## 9.0.0");
}

#[test]
fn what_is_said_afterwards_edits_no_released_file() {
    let shop = Shop::with_three();
    let before: Vec<_> = shop.files("releases");
    let store = shop.store();
    let (first, newest) = (&store.releases()[0], store.newest().unwrap());
    store.tag(newest, "stable").unwrap();
    store.tag(first, "old").unwrap();
    assert!(store.tag(first, "1.0").is_err() && store.tag(first, "v2").is_err());
    let sunset = |at: &'static str| {
        shop.store()
            .stand(first, move |standing| standing.sunset = Some(at.into()))
    };
    assert!(
        sunset("2027-01-01T00:00:00Z").is_err(),
        "nothing ends unannounced"
    );
    store
        .stand(first, |standing| {
            standing.deprecated = Some("2026-11-20T00:00:00Z".into())
        })
        .unwrap();
    assert!(
        sunset("2026-11-19T00:00:00Z").is_err(),
        "nothing ends before it was announced"
    );
    sunset("2027-01-01T00:00:00Z").unwrap();
    store
        .set_default(Some(first), Some("2.0.0 loses orders".into()))
        .unwrap();
    let store = shop.store();
    assert_eq!(store.find("stable").unwrap().version.to_string(), "2.0.0");
    assert_eq!(store.find("v1.0.0").unwrap().version.to_string(), "1.0.0");
    assert_eq!(
        store.lifecycle().default.as_ref().unwrap().version.to_string(),
        "1.0.0"
    );
    store.set_default(None, None).unwrap();
    store.untag("old").unwrap();
    assert_eq!(shop.store().lifecycle().default, None);
    assert_eq!(shop.store().find("old"), None);
    assert_eq!(before, shop.files("releases"));
}

#[test]
fn what_is_no_part_of_the_contract_is_no_part_of_a_release() {
    let hook = serde_json::json!({"name": "audit", "stage": "after", "fingerprint": "0".repeat(32)});
    let hook = serde_json::from_value(hook).expect("a hook");
    let plain = self::shop(&[("buy", &["item"])]);
    let hooked = plain
        .clone()
        .with_hooks(vec![hook], std::collections::BTreeMap::new());
    let shop = Shop::new();
    shop.release(&hooked, 1, "First").expect("a release");
    let store = shop.store();
    let first = store.newest().expect("it was released");
    assert_eq!(store.manifest(first).expect("it is whole"), plain);
    assert_eq!(store.released(&hooked).expect("it is whole"), Some(first));
    let error = shop
        .plan(&plain, 2, "The hook is gone")
        .expect_err("callers do not notice");
    assert!(
        error.to_string().contains("nothing changed since 1.0.0"),
        "{error}"
    );
    let more = self::shop(&[("buy", &["item"]), ("sell", &[])]);
    assert_eq!(store.released(&more).expect("it is whole"), None);
}

#[test]
fn a_removal_is_acknowledged_by_the_name_that_builds_give_it() {
    let mut announced = self::shop(&[("buy", &["item"]), ("sell", &[])]);
    let sell = announced
        .handlers
        .iter_mut()
        .find(|handler| handler.name == "sell");
    sell.expect("it is there").sunset = Some("2030-01-01".into());
    let shop = Shop::new();
    shop.release(&announced, 1, "First").unwrap();
    let store = shop.store();
    let gone = self::shop(&[("buy", &["item"])]);
    let acknowledged = |key: &str| {
        Draft::new(&store, &gone, Moment::from_unix(2))
            .message("Nobody sells")
            .acknowledge(vec![(format!("{key} at POST /sell"), "nobody ever did".into())])
            .plan()
    };
    // Builds do not know the day, so that they do not see that it is before the end.
    for key in ["handler-removed-deprecated", "handler-removed-before-sunset"] {
        let plan = acknowledged(key).unwrap();
        assert_eq!(plan.release.version, Version::new(1, 0, 1));
        assert_eq!(
            plan.release.findings[0].key,
            "handler-removed-before-sunset at POST /sell"
        );
    }
    assert!(acknowledged("handler-removed").is_err());
}
