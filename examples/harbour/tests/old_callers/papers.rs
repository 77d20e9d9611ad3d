//! Forms with files, and bytes.

use serde_json::{Value, json};

use crate::{FIRST, TODAY, get, start};

const BOUNDARY: &str = "tide";

/// A form with a text for each field, and a file.
fn form(fields: &[(&str, &str)], file: &str) -> String {
    let mut body = String::new();
    for (name, text) in fields {
        body.push_str(&format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str(&format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"scan\"; filename=\"scan.png\"\r\n\
         content-type: image/png\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    ));
    body
}

#[tokio::test]
async fn a_form_with_a_file_is_carried() {
    let app = start().await;
    let hand_in = async |version: &str, fields: &[(&str, &str)], file: &str| {
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        app.post("/papers")
            .header("x-api-version", version)
            .body(&media_type, form(fields, file))
            .await
    };
    let old = hand_in(FIRST, &[("ship", "Beagle")], "pixels").await;
    assert_eq!(old.status(), 201, "{}", old.text());
    assert_eq!(old.json::<Value>(), json!({ "ship": "Beagle", "size": 6 }));
    let new = hand_in(TODAY, &[("vessel", "Beagle"), ("flag", "British")], "pixels").await;
    assert_eq!(
        new.json::<Value>(),
        json!({ "vessel": "Beagle", "flag": "British", "size": 6 })
    );
    // What is too much then is too much now, and told by the names of then.
    let refused = hand_in(FIRST, &[("ship", "")], &"x".repeat(1_000_001)).await;
    let problem = refused.problem(422);
    let pointers: Vec<&str> = problem["violations"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|violation| violation["pointer"].as_str())
        .collect();
    assert_eq!(pointers, ["/ship", "/scan"]);
}

#[tokio::test]
async fn bytes_are_given_to_whoever_reads_them_whole_or_as_they_come() {
    let app = start().await;
    for (what, was) in [
        ("charts", "whole then and now"),
        ("logs", "as they come, then and now"),
        ("plans", "whole then, as they come now"),
        ("soundings", "as they came then, whole now"),
    ] {
        for version in [FIRST, TODAY] {
            let answer = app
                .put(&format!("/{what}/7"))
                .header("x-api-version", version)
                .body("application/octet-stream", "0123456789".repeat(1000))
                .await;
            assert_eq!(answer.status(), 200, "{was}, {version}: {}", answer.text());
            let known: Value = answer.json();
            assert_eq!(known, json!({ "number": 7, "size": 10_000 }), "{was}, {version}");
        }
    }
}

#[tokio::test]
async fn a_number_that_grew_beside_bytes_is_still_read_as_it_was() {
    let app = start().await;
    let put = async |version: &str| {
        app.put("/charts/70000000000")
            .header("x-api-version", version)
            .body("application/octet-stream", "x")
            .await
    };
    assert_eq!(
        put(FIRST).await.problem(400)["violations"][0]["pointer"],
        "/number"
    );
    assert_eq!(put(TODAY).await.json::<Value>()["number"], 70_000_000_000_u64);
}

#[tokio::test]
async fn who_sent_no_body_sends_no_bytes() {
    let app = start().await;
    let old = app.post("/bell").header("x-api-version", FIRST).await;
    assert_eq!(
        old.json::<Value>(),
        json!({ "number": 1, "size": 0 }),
        "{}",
        old.text()
    );
    let new = app.post("/bell").body("text/plain", "ahoy").await;
    assert_eq!(new.json::<Value>()["size"], 4);
}

#[tokio::test]
async fn who_was_told_nothing_is_told_nothing() {
    let app = start().await;
    for path in ["/anchors/3", "/anchors/3/certificate"] {
        let old = app.post(path).header("x-api-version", FIRST).await;
        assert_eq!((old.status(), old.text().as_str()), (204, ""), "{path}");
        assert_eq!(old.header("content-type"), None, "{path}");
        let new = app.post(path).header("x-api-version", TODAY).await;
        assert_eq!(new.status(), 200, "{path}");
        assert!(new.text().contains('3'), "{}", new.text());
    }
    // The release before had no anchors at all.
    assert_eq!(get(&app, "2.0.0", "/anchors/3").await.status(), 404);
}
