//! The brands against what the build script believes of them.

use gati_schema::ty::{Constraints, Kind, Side};
use gati_schema::{Fingerprint, Manifest, Type, builtin, check, manifest::Package};
use serde_json::{Value, json};

use super::*;
use crate::GType;

/// What the build script knows of a brand, and the brand's own verdict on a JSON value.
struct Case {
    path: &'static str,
    arguments: Vec<(Type, Fingerprint)>,
    id: Fingerprint,
    accepts: fn(Value) -> bool,
}

fn case<T: GType + serde::de::DeserializeOwned>(path: &'static str, arguments: &[&str]) -> Case {
    Case {
        path,
        arguments: arguments
            .iter()
            .map(|path| builtin::resolve(path, &[]).unwrap().unwrap())
            .collect(),
        id: T::ID,
        accepts: |value| serde_json::from_value::<T>(value).is_ok(),
    }
}

fn cases() -> Vec<Case> {
    vec![
        case::<Email>("gati::types::Email", &[]),
        case::<Hostname>("gati::types::Hostname", &[]),
        case::<NonEmpty>("gati::types::NonEmpty", &[]),
        case::<Slug>("gati::types::Slug", &[]),
        case::<Phone>("gati::types::Phone", &[]),
        case::<CountryCode>("gati::types::CountryCode", &[]),
        case::<CurrencyCode>("gati::types::CurrencyCode", &[]),
        case::<Positive<i32>>("gati::types::Positive", &["i32"]),
        case::<Positive<f64>>("gati::types::Positive", &["f64"]),
        case::<NonNegative<i64>>("gati::types::NonNegative", &["i64"]),
    ]
}

#[test]
fn the_build_script_knows_every_brand_by_its_identity() {
    for case in cases() {
        let (_, id) = builtin::resolve(case.path, &case.arguments).unwrap().unwrap();
        assert_eq!(id, case.id, "{}", case.path);
    }
    let known = builtin::paths().filter(|(path, _)| path.starts_with("gati::types::"));
    for (path, _) in known {
        assert!(
            cases().iter().any(|case| case.path == path),
            "{path} has no case here"
        );
    }
}

#[test]
fn a_brand_takes_what_the_build_script_says_it_takes() {
    let package = Package {
        name: String::new(),
        version: String::new(),
        description: String::new(),
    };
    let manifest = Manifest::new(package, Vec::new(), [].into());
    let values = [
        json!("ada@example.org"),
        json!("example.org"),
        json!(""),
        json!("a-b"),
        json!("a--b"),
        json!("+441632960961"),
        json!("+0"),
        json!("DE"),
        json!("EUR"),
        json!("eur"),
        json!(0),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(-0.5),
        json!(null),
        json!(5_000_000_000_i64),
    ];
    for case in cases() {
        let (ty, _) = builtin::resolve(case.path, &case.arguments).unwrap().unwrap();
        for value in &values {
            let expected = check::value(&manifest, &ty, Side::Read, value).is_empty();
            assert_eq!(
                (case.accepts)(value.clone()),
                expected,
                "{} and {value}",
                case.path
            );
        }
    }
}

#[test]
fn a_brand_is_resolved_in_place() {
    let (ty, _) = builtin::resolve("gati::prelude::NonEmpty", &[]).unwrap().unwrap();
    let expected = Type::plain(Kind::Text).constrained(Constraints {
        min_length: Some(1),
        ..Constraints::NONE
    });
    assert_eq!(ty, expected);
}
