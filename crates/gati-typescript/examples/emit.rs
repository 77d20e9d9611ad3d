//! Writes the SDK of a manifest into a folder: `cargo run -p gati-typescript --example emit -- manifest.json folder`.
//!
//! For the checks of this repository; users have `gati generate`.

use std::fs;
use std::path::Path;

use gati_schema::{Fingerprint, Handler, Manifest, Type, TypeName};
use gati_typescript::{Options, package};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [manifest, folder] = arguments.as_slice() else {
        return Err("usage: emit manifest.json folder".into());
    };
    let mut manifest = Manifest::from_json(&fs::read_to_string(manifest)?)?;
    if manifest.handlers.is_empty() {
        manifest.handlers = manifest.types.keys().enumerate().map(echo).collect();
    }
    let sdk = package(&manifest, &Options::default());
    for (path, content) in &sdk.files {
        let path = Path::new(folder).join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(path, content)?;
    }
    fs::write(Path::new(folder).join(&sdk.tarball_name), &sdk.tarball)?;
    Ok(())
}

/// A handler that takes a type and answers with it, so that a manifest of types alone has something to call.
fn echo((number, name): (usize, &TypeName)) -> Handler {
    let value = json!({"encoding": "json", "type": Type::named(name.clone())});
    let mut answer = value.clone();
    answer["statuses"] = json!([200]);
    let handler = json!({
        "name": format!("echo_{number}"),
        "method": "POST",
        "path": format!("/echo/{number}"),
        "body": value,
        "answer": answer,
        "fingerprint": Fingerprint(0),
    });
    serde_json::from_value(handler).expect("a handler")
}
