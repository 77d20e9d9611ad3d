//! Values in every place of a request and of an answer: what a transformer loses there, puts into the wrong one, or changes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::package::{PLACES_TODAY, Package};
use super::{ends, line_of, text};

/// What is said of a handler: its transformer, and the place.
struct Said(&'static str, &'static str, &'static str);

const LOST: [Said; 14] = [
    Said("look", "looked", "`:column` of the path is lost"),
    Said("look", "looked", "`/limit` of the query is lost"),
    Said("look", "looked", "`/order` of the query is lost"),
    Said("look", "looked", "`/x_till` of the headers is lost"),
    Said("sell", "sold", "`/goods` of the body is lost"),
    Said("sell", "receipt", "`/cents` is lost"),
    Said("sell", "too_few", "`/most` is lost"),
    Said("hand_in", "handed_in", "`/port` of the body is lost"),
    Said("hand_in", "handed_in", "`/scan` of the body is lost"),
    Said("ticks", "tick", "`/bid` is lost"),
    Said("lines", "tick", "`/bid` is lost"),
    Said("talk", "said", "`/to` is lost"),
    Said("talk", "heard", "`/from` is lost"),
    Said("talk", "heard", "`/loud` is lost"),
];

const SWAPPED: [Said; 22] = [
    Said(
        "look",
        "looked",
        "`:row` of the path becomes `:column` of the path",
    ),
    Said(
        "look",
        "looked",
        "`:column` of the path becomes `:row` of the path",
    ),
    Said(
        "look",
        "looked",
        "`/limit` of the query becomes `/offset` of the query",
    ),
    Said(
        "look",
        "looked",
        "`/offset` of the query becomes `/limit` of the query",
    ),
    Said(
        "look",
        "looked",
        "`/x_shop` of the headers becomes `/x_till` of the headers",
    ),
    Said(
        "look",
        "looked",
        "`/x_till` of the headers becomes `/x_shop` of the headers",
    ),
    Said(
        "sell",
        "sold",
        "`/goods` of the body becomes `/buyer` of the body",
    ),
    Said(
        "sell",
        "sold",
        "`/buyer` of the body becomes `/goods` of the body",
    ),
    Said("sell", "receipt", "`/goods` becomes `/buyer`"),
    Said("sell", "receipt", "`/buyer` becomes `/goods`"),
    Said("sell", "too_few", "`/left` becomes `/most`"),
    Said("sell", "too_few", "`/most` becomes `/left`"),
    Said(
        "hand_in",
        "handed_in",
        "`/ship` of the body becomes `/port` of the body",
    ),
    Said(
        "hand_in",
        "handed_in",
        "`/port` of the body becomes `/ship` of the body",
    ),
    Said("ticks", "tick", "`/bid` becomes `/ask`"),
    Said("ticks", "tick", "`/ask` becomes `/bid`"),
    Said("lines", "tick", "`/bid` becomes `/ask`"),
    Said("lines", "tick", "`/ask` becomes `/bid`"),
    Said("talk", "said", "`/words` becomes `/to`"),
    Said("talk", "said", "`/to` becomes `/words`"),
    Said("talk", "heard", "`/words` becomes `/from`"),
    Said("talk", "heard", "`/from` becomes `/words`"),
];

const CHANGED: [Said; 4] = [
    Said(
        "look",
        "looked",
        "`:row` of the path does not come back as it was sent",
    ),
    Said(
        "look",
        "looked",
        "`/offset` of the query does not come back as it was sent",
    ),
    Said(
        "look",
        "looked",
        "`/x_shop` of the headers does not come back as it was sent",
    ),
    Said(
        "sell",
        "sold",
        "`/buyer` of the body does not come back as it was sent",
    ),
];

/// What comes back changed may have been changed on either way.
const EITHER: &str = "1.0.0 to 2.0.0 and back";

#[test]
fn p17_a_value_that_is_lost_is_named_wherever_it_sits() {
    let package = Package::places("places");
    let fine = package.verify(&[], "");
    ends(&fine, 0);
    let told = text(&fine.stdout);
    assert!(
        told.ends_with("verified: 6 handlers of old releases, and nothing is wrong\n"),
        "{told}"
    );

    // The same with values that a person wrote, over HTTP.
    let tests = package.test();
    let said = (text(&tests.stdout), text(&tests.stderr));
    assert!(tests.status.success(), "{}\n{}", said.0, said.1);
    assert!(said.0.contains("4 passed"), "{}", said.0);

    for (how, expected) in [
        ("loses", &LOST[..]),
        ("swaps", &SWAPPED[..]),
        ("changes", &CHANGED[..]),
    ] {
        let output = package.verify(&["--json"], how);
        ends(&output, 1);
        let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        let expected: BTreeSet<String> = expected.iter().map(|said| told_of(how, said)).collect();
        assert_eq!(mistakes(&document), expected, "{document:#}");
    }
}

fn told_of(how: &str, Said(handler, by, what): &Said) -> String {
    let step = match *by {
        _ if how == "changes" => EITHER,
        "looked" | "sold" | "handed_in" | "said" => "1.0.0 to 2.0.0",
        _ => "2.0.0 to 1.0.0",
    };
    let line = line_of(PLACES_TODAY, by);
    format!("{handler}, {step}, by `{by}` (src/main.rs:{line}): {what}")
}

/// Every mistake, with the first of its transformers.
fn mistakes(document: &Value) -> BTreeSet<String> {
    let handlers = document["handlers"].as_array().expect("a list");
    let told = handlers.iter().flat_map(|handler| {
        let mistakes = handler["mistakes"].as_array().expect("a list");
        mistakes.iter().map(|mistake| {
            assert!(mistake["times"].as_u64() > Some(0), "{mistake}");
            let texts = [
                &handler["handler"],
                &mistake["step"],
                &mistake["transformers"][0],
                &mistake["what"],
            ];
            let [handler, step, by, what] = texts.map(|text| text.as_str().expect("a text"));
            format!("{handler}, {step}, by {by}: {what}")
        })
    });
    told.collect()
}
