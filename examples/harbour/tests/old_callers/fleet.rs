//! Types that contain each other, and lines of a stream.

use serde_json::{Value, json};

use crate::{FIRST, TODAY, get, post, start};

#[tokio::test]
async fn every_line_is_carried() {
    let app = start().await;
    let old = get(&app, FIRST, "/ships").await;
    assert_eq!(old.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(
        old.text(),
        "{\"name\":\"Ada\",\"masts\":1}\n{\"name\":\"Beagle\",\"masts\":3}\n"
    );
    let new = get(&app, TODAY, "/ships").await;
    assert_eq!(
        new.text(),
        "{\"title\":\"Ada\",\"masts\":1}\n{\"title\":\"Beagle\",\"masts\":3}\n"
    );
}

#[tokio::test]
async fn types_that_contain_each_other_are_carried_to_their_depth() {
    let app = start().await;
    let crew = |word: &str, feet: u32| {
        let guests = json!({ word: "Ben", "boats": [{ "feet": feet, "guests": null }] });
        json!({ word: "Ada", "boats": [{ "feet": 30, "guests": guests }, { "feet": 12, "guests": null }] })
    };
    let old: Value = post(&app, FIRST, "/crews", &crew("captain", 9)).await.json();
    assert_eq!(old, crew("captain", 9));
    let new: Value = post(&app, TODAY, "/crews", &crew("master", 70_000)).await.json();
    assert_eq!(new, crew("master", 70_000));
    // Deep inside of a guest's boat the old contract counts, too.
    let refused = post(&app, FIRST, "/crews", &crew("captain", 70_000)).await;
    assert_eq!(
        refused.problem(422)["violations"][0]["pointer"],
        "/boats/0/guests/boats/0/feet"
    );
}

#[tokio::test]
async fn an_enum_that_contains_itself_is_carried_to_its_depth() {
    let app = start().await;
    let piece = |word: &str, weight: u64| json!({ "kind": "piece", word: weight });
    let load = |word: &str, weight: u64| {
        let pair =
            json!({ "kind": "pair", "port": piece(word, weight), "starboard": piece(word, 2 * weight) });
        json!({ "kind": "stack", "layers": [piece(word, 3 * weight), pair] })
    };
    let old: Value = post(&app, FIRST, "/loads", &load("tons", 4)).await.json();
    assert_eq!(old, load("tons", 4));
    let new: Value = post(&app, TODAY, "/loads", &load("kilograms", 4000)).await.json();
    assert_eq!(new, load("kilograms", 4000));
    let nothing = json!({ "kind": "stack", "layers": [{ "kind": "empty" }] });
    assert_eq!(post(&app, TODAY, "/loads", &nothing).await.status(), 200);
    assert_eq!(
        post(&app, FIRST, "/loads", &nothing).await.status(),
        422,
        "unknown then"
    );
}
