//! Requests: what moves from one part to another.

use gati_transform::{Fill, How, RequestStep, plan};
use serde_json::{Value, json};

use super::{handler, manifest, named, object, take, text};

#[test]
fn a_field_moves_from_the_query_to_the_body_and_from_the_query_to_the_path() {
    let types = json!({
        "Q": object(json!([text("limit"), text("shop"), text("kept")])),
        "R": object(json!([text("kept")])),
        "B": object(json!([text("note")])),
        "C": object(json!([text("note"), text("limit")])),
    });
    let old = manifest(
        types.clone(),
        Some(handler(
            json!({ "query": named("Q"), "body": { "encoding": "json", "type": named("B") } }),
        )),
    );
    let new = manifest(
        types,
        Some(handler(json!({
            "path": "/:shop/it",
            "parameters": [{ "name": "shop", "type": { "kind": "text" } }],
            "query": named("R"),
            "body": { "encoding": "json", "type": named("C") },
        }))),
    );
    let step = plan(&old, &new, &[], &[]);
    assert_eq!(step.gaps, []);
    let RequestStep::Derived { parts, .. } = &step.handlers[0].request else {
        panic!("{step:?}")
    };
    assert!(!step.handlers[0].same_route);
    let part = |name: &str| {
        &parts
            .iter()
            .find(|part| part.field == name)
            .expect("a part")
            .value
    };
    assert_eq!(*part("shop"), take(&["query", "shop"], How::Move));
    let Fill::Build { fields, .. } = part("body") else {
        panic!("{parts:?}")
    };
    assert_eq!(fields[0].value, take(&["body", "note"], How::Move));
    assert_eq!(fields[1].value, take(&["query", "limit"], How::Move));
}

/// How a handler whose path has these placeholders gets them from one whose path had those.
fn placeholders(old: (&str, &[&str]), new: (&str, &[&str])) -> Vec<(String, Fill)> {
    let it = |(path, names): (&str, &[&str])| {
        let parameter = |name: &&str| json!({ "name": name, "type": { "kind": "text" } });
        let parameters: Vec<Value> = names.iter().map(parameter).collect();
        manifest(
            json!({}),
            Some(handler(json!({ "path": path, "parameters": parameters }))),
        )
    };
    let step = plan(&it(old), &it(new), &[], &[]);
    match &step.handlers[0].request {
        RequestStep::Same => Vec::new(),
        RequestStep::Derived { parts, .. } => parts
            .iter()
            .map(|part| (part.field.clone(), part.value.clone()))
            .collect(),
        RequestStep::Given(_) => panic!("{step:?}"),
    }
}

#[test]
fn a_placeholder_is_found_where_it_stands_in_the_same_path_and_by_its_name_in_another() {
    let gets = |field: &str, from: &str| (field.to_owned(), take(&[from], How::Move));
    // The URLs are the same, whatever their parts are called.
    assert_eq!(
        placeholders(
            ("/:shop/it/:id", &["shop", "id"]),
            ("/:store/it/:key", &["store", "key"])
        ),
        [gets("store", "shop"), gets("key", "id")]
    );
    // They change places, and both are text: what is what must not be mixed up.
    assert_eq!(
        placeholders(
            ("/shops/:shop/its/:id", &["shop", "id"]),
            ("/its/:id/shops/:shop", &["id", "shop"])
        ),
        [gets("id", "id"), gets("shop", "shop")]
    );
    // One kept its name, so that the other is meant.
    assert_eq!(
        placeholders(
            ("/shops/:shop/its/:id", &["shop", "id"]),
            ("/its/:id/of/:store", &["id", "store"])
        ),
        [gets("id", "id"), gets("store", "shop")]
    );
}

#[test]
fn of_several_placeholders_in_a_new_path_nothing_says_which_is_which() {
    let got = placeholders(("/shops/:a/its/:b", &["a", "b"]), ("/its/:x/of/:y", &["x", "y"]));
    assert!(
        got.iter().all(|(_, fill)| matches!(fill, Fill::Lack(_))),
        "{got:?}"
    );
}
