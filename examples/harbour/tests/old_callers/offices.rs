//! Handlers that were kept, and breaks that somebody acknowledged.

use serde_json::{Value, json};

use crate::{FIRST, NEW, TODAY, post, start};

#[tokio::test]
async fn a_kept_handler_has_its_own_body_and_its_own_errors() {
    let app = start().await;
    let old = post(&app, FIRST, "/pilots", &json!({ "ship": "Beagle" })).await;
    assert_eq!(old.status(), 201, "{}", old.text());
    assert_eq!(old.json::<Value>(), json!({ "name": "Ben", "minutes": 40 }));
    let unknown = post(&app, FIRST, "/pilots", &json!({ "ship": "Flying Dutchman" })).await;
    assert_eq!(unknown.problem(404)["code"], "unknown_ship");
    let short = post(&app, FIRST, "/pilots", &json!({ "ship": "B" })).await;
    assert_eq!(short.problem(422)["violations"][0]["pointer"], "/ship");
    assert_eq!(short.header("x-api-version"), Some(FIRST));

    let deep = json!({ "vessel": "Beagle", "draught": 1200 });
    assert_eq!(
        post(&app, TODAY, "/pilots", &deep).await.problem(422)["code"],
        "too_deep"
    );
    let new: Value = post(
        &app,
        TODAY,
        "/pilots",
        &json!({ "vessel": "Beagle", "draught": 300 }),
    )
    .await
    .json();
    assert_eq!(new["name"], "Ada");
    // Today's body is none of the kept handler's, nor the other way round.
    assert_eq!(post(&app, FIRST, "/pilots", &deep).await.status(), 422);
    assert_eq!(
        post(&app, TODAY, "/pilots", &json!({ "ship": "Beagle" }))
            .await
            .status(),
        422
    );
}

#[tokio::test]
async fn a_range_of_versions_has_two_ends() {
    let app = start().await;
    let before = post(&app, NEW, "/pilots", &json!({ "ship": "Beagle" })).await;
    let problem = before.problem(404);
    assert_eq!(problem["available"], json!([FIRST, TODAY]));
}

#[tokio::test]
async fn who_was_given_up_is_served_as_far_as_it_goes() {
    let app = start().await;
    // What fits is carried; a wish that nobody reads any more is left out.
    let fits = json!({ "tons": 50, "wish": "on account" });
    let fits: Value = post(&app, FIRST, "/tolls", &fits).await.json();
    assert_eq!(fits, json!({ "tons": 50, "payment": "coins" }));
    // What does not fit is refused with the reason that somebody gave.
    let heavy = post(&app, FIRST, "/tolls", &json!({ "tons": 70_000 })).await;
    let problem = heavy.problem(422);
    assert_eq!(problem["type"], "urn:gati:problem:version_cannot_serve");
    assert_eq!(
        (&problem["version"], &problem["reason"]),
        (&json!(FIRST), &json!("such ships do not fit into the harbour"))
    );
    // So is an answer that callers of then could not read.
    let small = post(&app, FIRST, "/tolls", &json!({ "tons": 5 })).await;
    let problem = small.problem(406);
    assert_eq!(problem["reason"], "nobody small ever asked");
    let small: Value = post(&app, TODAY, "/tolls", &json!({ "tons": 5 })).await.json();
    assert_eq!(small["payment"], "goods");
}
