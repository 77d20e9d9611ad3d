//! How long a comparison takes: 1,000 routes, 2,000 types that all lie on one cycle, and a few changes among them.
//!
//! Where the system tells (Linux), it is the time of the processor, so that others on the machine do not count.
//!
//! `cargo run --release -p gati-diff --example speed`

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use gati_diff::{Changes, Today, compare};
use gati_schema::Manifest;
use serde_json::{Value, json};

const ROUTES: usize = 1_000;
const TYPES: usize = 2_000;
const ROUNDS: usize = 20;

/// What a comparison may take at most.
const TARGET: Duration = Duration::from_millis(50);

fn main() {
    let old = manifest(&|_| false);
    let new = manifest(&|at| at % 100 == 7);
    let same = fastest(&old, &old);
    let (changed, changes) = (fastest(&old, &new), compare(&old, &new, Today::Unknown));
    println!("{ROUTES} routes, {TYPES} types on one cycle, best of {ROUNDS}:");
    println!("  no change    {same:>9.2?}");
    println!("  {:>2} changes   {changed:>9.2?}", changes.changes.len());
    report(&changes);
    let verdict = if changed < TARGET { "within" } else { "beyond" };
    println!("  {verdict} the target of {TARGET:?}");
}

fn report(changes: &Changes) {
    let reached: usize = changes.changes.iter().map(|change| change.handlers.len()).sum();
    println!(
        "  they reach {reached} handlers; the API needs a {} version",
        changes.bump.wire.name()
    );
}

fn fastest(old: &Manifest, new: &Manifest) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = now();
        std::hint::black_box(compare(old, new, Today::Unknown));
        best = best.min(now().saturating_sub(start));
    }
    best
}

/// How long this thread has been at work, or, where nobody knows, how long ago it began.
fn now() -> Duration {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok())
        .map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}

/// A manifest whose types hold each other in a ring, with some ways across; those that `is_changed` names have another field.
fn manifest(is_changed: &dyn Fn(usize) -> bool) -> Manifest {
    let named = |at: usize| json!({"kind": "named", "name": format!("T{}", at % TYPES)});
    let option = |of: Value| json!({"kind": "option", "of": of});
    let list = |of: Value| json!({"kind": "list", "of": of});
    let types: BTreeMap<String, Value> = (0..TYPES)
        .map(|at| {
            let name = format!("T{at}");
            let field = |name: &str, ty: Value| json!({"rust_name": name, "name": name, "type": ty});
            let mut fields = vec![
                field("id", json!({"kind": "integer", "width": "u64"})),
                field(
                    "name",
                    json!({"kind": "text", "constraints": {"max_length": 100}}),
                ),
                field("price", json!({"kind": "float", "width": "f64"})),
                field("tags", list(json!({"kind": "text"}))),
                field("at", json!({"kind": "scalar", "scalar": "timestamp"})),
                field("next", option(named(at + 1))),
                field("far", list(named(at * 7 + 3))),
            ];
            if is_changed(at) {
                fields.push(field("added", json!({"kind": "bool"})));
            }
            let shape = json!({"object": {"fields": fields}});
            (name.clone(), json!({"name": name, "shape": shape}))
        })
        .collect();
    let handlers: Vec<Value> = (0..ROUTES)
        .map(|at| {
            json!({
                "name": format!("handler_{at}"),
                "method": "POST",
                "path": format!("/resource-{at}/:id"),
                "parameters": [{"name": "id", "type": {"kind": "integer", "width": "u64"}}],
                "body": {"encoding": "json", "type": named(at * 2)},
                "answer": {"statuses": [200], "encoding": "json", "type": named(at * 2 + 1)},
                "fingerprint": "0".repeat(32),
            })
        })
        .collect();
    let manifest = json!({
        "format": 1,
        "package": {"name": "speed", "version": "1.0.0"},
        "handlers": handlers,
        "types": types,
    });
    serde_json::from_value(manifest).expect("the manifest above is one")
}
