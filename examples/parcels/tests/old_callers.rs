//! Callers of every release, served by the handlers of today.

use gati::testing::{TestAnswer, TestApp, verify};
use parcels::app::{self, Gctx};
use serde_json::{Value, json};

async fn start() -> TestApp<Gctx> {
    TestApp::of(app::new()).start().await
}

async fn send(app: &TestApp<Gctx>, version: &str, parcel: &Value) -> TestAnswer {
    app.post("/parcels")
        .header("x-api-version", version)
        .json(parcel)
        .await
}

async fn find(app: &TestApp<Gctx>, version: &str, path: &str) -> TestAnswer {
    app.get(path).header("x-api-version", version).await
}

#[tokio::test]
async fn a_caller_of_each_release_sends_and_gets_what_it_knows() {
    let app = start().await;
    let old = json!({ "weight": 500, "to": "Elm Street 1,Springwood", "note": null });
    let first: Value = send(&app, "1.0.0", &old).await.json();
    // The address comes back as it was written, from the local context.
    assert_eq!(
        first,
        json!({ "id": 1, "status": "waiting", "parcel": { "weight": 500, "to": "Elm Street 1,Springwood", "note": null } })
    );
    let second: Value = find(&app, "2.0.0", "/parcels/1").await.json();
    assert_eq!(
        second["parcel"],
        json!({ "weight": 500, "to": "Elm Street 1, Springwood", "note": null, "express": false })
    );
    let third: Value = find(&app, "3.0.0", "/shipments/1").await.json();
    assert_eq!(
        third["parcel"],
        json!({ "grams": 500, "to": "Elm Street 1, Springwood", "note": null, "express": false })
    );
    let today: Value = app.get("/shipments/1").await.json();
    assert_eq!(
        today["parcel"],
        json!({ "grams": 500, "to": { "street": "Elm Street 1", "city": "Springwood" }, "note": null, "express": false })
    );
}

#[tokio::test]
async fn a_route_is_found_where_its_release_had_it() {
    let app = start().await;
    let parcel = json!({ "weight": 1, "to": "a, b", "note": null });
    send(&app, "1.0.0", &parcel).await;
    assert_eq!(find(&app, "1.0.0", "/parcels/1").await.status(), 200);
    assert_eq!(find(&app, "1.0.0", "/shipments/1").await.status(), 404);
    assert_eq!(find(&app, "3.0.0", "/shipments/1").await.status(), 200);
    assert_eq!(find(&app, "3.0.0", "/parcels/1").await.status(), 404);
}

#[tokio::test]
async fn a_request_is_held_against_the_contract_that_its_caller_knows() {
    let app = start().await;
    let refused = send(&app, "1.0.0", &json!({ "grams": 500, "to": "a, b" })).await;
    let problem = refused.problem(422);
    assert_eq!(problem["violations"][0]["pointer"], "/weight");
}

#[tokio::test]
async fn a_value_that_cannot_be_carried_is_told_with_the_reason() {
    let app = start().await;
    let refused = send(
        &app,
        "2.0.0",
        &json!({ "weight": 1, "to": "somewhere", "note": null }),
    )
    .await;
    let problem = refused.problem(422);
    assert_eq!(problem["version"], "2.0.0");
    assert_eq!(
        problem["reason"],
        "an address needs a comma between street and city"
    );
}

#[tokio::test]
async fn errors_that_were_one_are_one_again() {
    let app = start().await;
    let nowhere = json!({ "weight": 1, "to": "Elm Street 1, Nowhere", "note": null });
    assert_eq!(
        send(&app, "1.0.0", &nowhere).await.problem(422)["code"],
        "unknown_address"
    );
    let nowhere = json!({ "grams": 1, "to": "Elm Street 1, Nowhere", "note": null, "express": true });
    assert_eq!(
        send(&app, "3.0.0", &nowhere).await.problem(422)["code"],
        "no_such_city"
    );
    let heavy = json!({ "weight": 30_001, "to": "a, b", "note": null });
    let heavy = send(&app, "2.0.0", &heavy).await;
    let heavy = heavy.problem(422);
    assert_eq!(
        (&heavy["code"], &heavy["most"]),
        (&json!("too_heavy"), &json!(30_000))
    );
}

#[tokio::test]
async fn what_was_a_query_is_a_body() {
    let app = start().await;
    send(
        &app,
        "1.0.0",
        &json!({ "weight": 1, "to": "Elm Street 1, Springwood", "note": null }),
    )
    .await;
    send(
        &app,
        "1.0.0",
        &json!({ "weight": 2, "to": "Oak Street 1, Riverdale", "note": null }),
    )
    .await;
    let found: Value = find(&app, "3.0.0", "/search?text=Oak").await.json();
    assert_eq!(found[0]["parcel"]["grams"], 2);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    // Nobody asked for an order then: a function of today's type says which it is.
    let found: Value = find(&app, "3.0.0", "/search?text=Street").await.json();
    assert_eq!((&found[0]["id"], &found[1]["id"]), (&json!(2), &json!(1)));
    let found: Value = app
        .post("/search")
        .json(&json!({ "text": "Springwood", "limit": null }))
        .await
        .json();
    assert_eq!(found[0]["id"], 1);
    assert_eq!(find(&app, "1.0.0", "/search").await.status(), 400);
}

#[tokio::test]
async fn made_up_values_of_every_release_are_carried() {
    let verification = verify(app::new(), 1).await.expect("the app is set up");
    verification.assert();
    let send = verification
        .handlers()
        .iter()
        .find(|found| found.handler == "send");
    let send = send.expect("parcels were sent in every release");
    // Most texts are no addresses, as the transformer says; some are.
    assert!(send.lifted > 0, "{verification}");
    let refusal = &send.refusals[0];
    assert_eq!(refusal.step.as_deref(), Some("3.0.0 to 4.0.0"), "{verification}");
    assert!(refusal.what.contains("needs a comma"), "{verification}");
}

#[tokio::test]
async fn every_event_of_a_stream_is_carried() {
    let app = start().await;
    let old = find(&app, "1.0.0", "/parcels/1/journey").await.text().to_owned();
    assert!(old.contains(r#"data: {"at":1,"status":"moving"}"#), "{old}");
    let today = app.get("/parcels/1/journey").await.text().to_owned();
    assert!(today.contains(r#"data: {"hour":1,"status":"held"}"#), "{today}");
}
