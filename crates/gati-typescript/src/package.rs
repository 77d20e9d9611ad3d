//! What an npm package is besides its code.

use std::collections::BTreeMap;

use gati_schema::Manifest;

use crate::model::Model;
use crate::text::literal;
use crate::{License, Options};

/// The licence of what Gati contributes.
const SUPPORT_LICENSE: &str = include_str!("../LICENSE");

/// The name of the npm package.
pub(crate) fn name(manifest: &Manifest, options: &Options) -> String {
    options
        .package_name
        .clone()
        .unwrap_or_else(|| format!("{}-client", manifest.package.name))
}

/// The version of the npm package: that of the API it is for, or of the package it was made from.
pub(crate) fn version(manifest: &Manifest, options: &Options) -> String {
    options
        .api_version
        .clone()
        .unwrap_or_else(|| manifest.package.version.clone())
}

/// `package.json`, `README.md`, `LICENSE`.
pub(crate) fn files(model: &Model<'_>, options: &Options) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("package.json".to_owned(), package_json(model.manifest, options)),
        ("README.md".to_owned(), readme(model, options)),
        (
            "LICENSE".to_owned(),
            license(model.manifest, options.license.as_ref()),
        ),
    ])
}

fn package_json(manifest: &Manifest, options: &Options) -> String {
    let app = &manifest.package.name;
    let license = match &options.license {
        Some(license) => license.name.as_str(),
        None => "SEE LICENSE IN LICENSE",
    };
    // Written out, because the order counts: what comes first of `exports` is taken, and types come first.
    let mut members = vec![
        ("name", literal(&name(manifest, options))),
        ("version", literal(&version(manifest, options))),
        ("description", literal(&format!("Typed client of the {app} API"))),
        ("license", literal(license)),
    ];
    if let Some(repository) = &options.repository {
        members.push((
            "repository",
            format!("{{ \"type\": \"git\", \"url\": {} }}", literal(repository)),
        ));
    }
    members.extend(
        [
            ("type", "\"module\""),
            ("sideEffects", "false"),
            ("engines", "{ \"node\": \">=20\" }"),
            ("main", "\"./client.js\""),
            ("types", "\"./client.d.ts\""),
            ("exports", EXPORTS),
            (
                "files",
                "[\"client.js\", \"client.d.ts\", \"context.js\", \"context.d.ts\", \"src\"]",
            ),
        ]
        .map(|(name, value)| (name, value.to_owned())),
    );
    let lines: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("  {}: {value}", literal(name)))
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

const EXPORTS: &str = r#"{
    ".": { "types": "./client.d.ts", "default": "./client.js" },
    "./context": { "types": "./context.d.ts", "default": "./context.js" },
    "./package.json": "./package.json"
  }"#;

fn readme(model: &Model<'_>, options: &Options) -> String {
    let manifest = model.manifest;
    let name = name(manifest, options);
    let package = &manifest.package;
    let mut text = format!(
        "# {name}\n\nThe typed client of the `{}` API, made from version {}. No dependencies; Node 20 and every current browser.\n\n",
        package.name, package.version
    );
    if !package.description.is_empty() {
        text.push_str(&format!("{}\n\n", package.description.trim()));
    }
    text.push_str(&format!(
        "```ts\nimport {{ Client }} from \"{name}\";\n\nconst client = new Client({{ baseUrl: \"http://127.0.0.1:3000\" }});\n```\n\n"
    ));
    text.push_str("Every handler is a method:\n\n| method | request |\n|---|---|\n");
    for (handler, method) in manifest.handlers.iter().zip(&model.methods) {
        let summary = handler.summary.replace('|', "\\|");
        let dot = if summary.is_empty() { "" } else { " · " };
        text.push_str(&format!(
            "| `{method}` | `{} {}`{dot}{summary} |\n",
            handler.method, handler.path
        ));
    }
    text.push_str(
        "
A call is awaited for its value, and throws a `CallError`; or its `result()` is, which never throws and is told apart by `ok` and `error.kind`.
Integers of 64 bits and more are `bigint`, unless their bounds let `number` hold them exactly. Moments are texts (`Timestamp`) with
`toDate` and `timestamp` beside them. `X-API-Version` is sent with every call, and `onDeprecated` hears of what is going away.

This package is generated and never edited: run `gati generate` again.
",
    );
    text
}

fn license(manifest: &Manifest, license: Option<&License>) -> String {
    let app = &manifest.package.name;
    let theirs = match license {
        Some(license) => license.text.trim_end().to_owned(),
        None => format!(
            "The authors of the `{app}` API have not named a licence for what this package takes from it: the names, shapes and\ncomments of its types and methods. Ask them."
        ),
    };
    format!(
        "{theirs}\n\n---\n\nThe support code in `client.ts`, `client.js` and `client.d.ts` is Gati's:\n\n{}",
        SUPPORT_LICENSE.trim_end()
    ) + "\n"
}

#[cfg(test)]
mod tests {
    use gati_schema::manifest::Package;

    use super::*;

    #[test]
    fn types_come_before_code_and_odd_texts_stay_texts() {
        let about = Package {
            name: "shop".to_owned(),
            version: "1.2.0".to_owned(),
            description: String::new(),
        };
        let manifest = Manifest::new(about, Vec::new(), BTreeMap::new());
        let options = Options {
            repository: Some("https://example.org/\"shop\"".to_owned()),
            ..Options::default()
        };
        let text = package_json(&manifest, &options);
        let package: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(package["name"], "shop-client");
        assert_eq!(package["repository"]["url"], "https://example.org/\"shop\"");
        assert!(text.find("\"types\": \"./context.d.ts\"") < text.find("\"default\": \"./context.js\""));
    }
}
