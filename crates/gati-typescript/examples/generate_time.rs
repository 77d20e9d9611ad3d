//! How long an SDK takes: `cargo run --release -p gati-typescript --example generate_time`.
//!
//! Each handler has a path parameter, a query, a JSON body, a JSON answer and an error enum; four types of its own stand behind them.

use std::time::Instant;

use gati_schema::{Fingerprint, Manifest};
use gati_typescript::{Options, package};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("handlers      whole ms   ms per handler   bytes");
    for count in [10, 100, 1_000] {
        let manifest = manifest(count)?;
        // The best of a few: what the machine does besides is not ours.
        let mut best = f64::INFINITY;
        let mut bytes = 0;
        for _ in 0..5 {
            let started = Instant::now();
            let sdk = package(&manifest, &Options::default());
            best = best.min(started.elapsed().as_secs_f64() * 1000.0);
            bytes = sdk.files.values().map(String::len).sum();
        }
        println!(
            "{count:>8} {best:>13.2} {:>16.4} {bytes:>7}",
            best / f64::from(count)
        );
    }
    Ok(())
}

fn manifest(count: u32) -> Result<Manifest, serde_json::Error> {
    let named = |name: String| json!({"kind": "named", "name": name});
    let mut types = serde_json::Map::new();
    let mut handlers = Vec::new();
    for i in 0..count {
        let text = json!({"kind": "text"});
        let wide = json!({"kind": "integer", "width": "u64"});
        let field =
            |name: &str, ty: &Value| json!({"rust_name": name, "name": name, "type": ty, "docs": "A field."});
        let mut define = |name: String, shape: Value| {
            types.insert(
                name.clone(),
                json!({"name": name, "shape": shape, "docs": "A type."}),
            );
        };
        let object = |fields: Vec<Value>| json!({"object": {"fields": fields}});
        let optional = json!({"kind": "option", "of": text});
        define(
            format!("Query{i}"),
            object(vec![field("search", &optional), field("cursor", &optional)]),
        );
        define(
            format!("Body{i}"),
            object(vec![
                field("amount", &wide),
                field("note", &optional),
                field("name", &text),
                field("city", &text),
            ]),
        );
        let list = json!({"kind": "list", "of": named(format!("Body{i}"))});
        define(
            format!("Answer{i}"),
            object(vec![
                field("id", &wide),
                field("body", &named(format!("Body{i}"))),
                field("all", &list),
            ]),
        );
        let variant = |name: &str, content: Value| json!({"rust_name": name, "name": name, "content": content, "status": 409, "docs": "What went wrong."});
        define(
            format!("Error{i}"),
            json!({"choice": {"tagging": {"internal": {"tag": "code"}}, "variants": [
                variant("not_found", json!("unit")),
                variant("short", json!({"object": [field("available", &wide)]})),
            ]}}),
        );
        handlers.push(json!({
            "name": format!("handler_{i}"),
            "method": "POST",
            "path": format!("/things{i}/:id"),
            "parameters": [{"name": "id", "type": wide}],
            "query": named(format!("Query{i}")),
            "body": {"encoding": "json", "type": named(format!("Body{i}"))},
            "answer": {"statuses": [200], "encoding": "json", "type": named(format!("Answer{i}"))},
            "error": named(format!("Error{i}")),
            "summary": "Does something.",
            "fingerprint": Fingerprint(0),
        }));
    }
    let package = json!({"name": "large", "version": "1.0.0"});
    serde_json::from_value(json!({"format": 1, "package": package, "handlers": handlers, "types": types}))
}
