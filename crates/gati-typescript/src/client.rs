//! `client.ts`, `client.js` and `client.d.ts`: the types of the API, the client, and what it stands on, in one file.

use gati_schema::Manifest;
use serde_json::{Map, Value};

use crate::model::Model;
use crate::text::literal;
use crate::{Form, Options, codec, definition, method, text};

/// What every client stands on.
pub(crate) const RUNTIME: &str = include_str!("../runtime/runtime.ts");

impl Form {
    const fn runtime(self) -> &'static str {
        match self {
            Self::Source => RUNTIME,
            Self::Script => include_str!("../runtime/runtime.js"),
            Self::Declaration => include_str!("../runtime/runtime.d.ts"),
        }
    }
}

/// The file in one of its forms.
pub(crate) fn emit(model: &Model<'_>, options: &Options, form: Form) -> String {
    let mut file = head(model.manifest);
    if form != Form::Script {
        file.push_str(&handler_names(model));
    }
    file.push_str(&version(options, form));
    if form != Form::Script {
        for (definition, side, name) in model.definitions() {
            file.push('\n');
            file.push_str(&definition::emit(model, definition, side, name));
        }
    }
    if form != Form::Declaration {
        file.push_str(&tables(model, form));
    }
    file.push_str(&class(model, form));
    file.push('\n');
    file.push_str(form.runtime());
    file
}

/// The first line of every generated file.
pub(crate) fn head(manifest: &Manifest) -> String {
    let package = &manifest.package;
    format!(
        "// Made by Gati from the `{}` API {}. Do not edit; run `gati generate` again.\n",
        package.name, package.version
    )
}

fn handler_names(model: &Model<'_>) -> String {
    let names: Vec<String> = model.methods.iter().map(|name| literal(name)).collect();
    let names = if names.is_empty() {
        " never".to_owned()
    } else {
        names.iter().map(|name| format!("\n    | {name}")).collect()
    };
    format!("\n/** The methods of the client, one for each handler. */\nexport type HandlerName ={names};\n")
}

fn version(options: &Options, form: Form) -> String {
    let comment = "\n/** The API version that this client was made for, which every call says; `null` before the first release. */\n";
    let value = options
        .api_version
        .as_ref()
        .map_or_else(|| "null".to_owned(), |version| literal(version));
    match form {
        Form::Source => format!("{comment}export const API_VERSION: string | null = {value};\n"),
        Form::Script => format!("{comment}export const API_VERSION = {value};\n"),
        Form::Declaration => format!("{comment}export declare const API_VERSION: string | null;\n"),
    }
}

/// What the runtime knows of types and handlers.
fn tables(model: &Model<'_>, form: Form) -> String {
    let codecs: Map<String, Value> = model
        .definitions()
        .filter_map(|(definition, side, name)| {
            Some((name.to_owned(), codec::of_definition(model, side, definition)?))
        })
        .collect();
    let handlers: Vec<(&str, Value)> = model
        .manifest
        .handlers
        .iter()
        .zip(&model.methods)
        .map(|(handler, name)| (name.as_str(), method::facts(model, handler)))
        .collect();
    let (codecs_type, handlers_type) = match form {
        Form::Source => (
            ": WireCodecs",
            ": { readonly [name in HandlerName]: WireHandler }",
        ),
        Form::Script | Form::Declaration => ("", ""),
    };
    let codecs = object(codecs.iter().map(|(name, codec)| (name.as_str(), codec)));
    let handlers = object(handlers.iter().map(|(name, facts)| (*name, facts)));
    format!(
        "\n// Where integers stand that `number` cannot hold exactly.\nconst CODECS{codecs_type} = {codecs};\n\nconst HANDLERS{handlers_type} = {handlers};\n"
    )
}

/// An object literal with one member per line.
fn object<'v>(members: impl Iterator<Item = (&'v str, &'v Value)>) -> String {
    let lines: String = members
        .map(|(name, value)| format!("    {}: {},\n", key(name), text::value(value)))
        .collect();
    if lines.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{\n{lines}}}")
    }
}

/// The name of a member of an object literal, where `__proto__` would not be one.
fn key(name: &str) -> String {
    if name == "__proto__" {
        "[\"__proto__\"]".to_owned()
    } else {
        text::property(name)
    }
}

fn class(model: &Model<'_>, form: Form) -> String {
    let package = &model.manifest.package;
    let about = format!(
        "The client of the `{}` API {}: one method for each handler.",
        package.name, package.version
    );
    let comment = text::comment(
        "",
        &[
            &about,
            &package.description,
            "A method sends its call at once; the call is awaited for its value, or asked for its `result()`.",
        ],
    );
    let begin = match form {
        Form::Declaration => {
            "export declare class Client {\n    #private;\n    constructor(options: ClientOptions);\n"
        }
        Form::Source => {
            "export class Client {\n    readonly #wire: Wire;\n\n    constructor(options: ClientOptions) {\n        this.#wire = new Wire(options, API_VERSION, CODECS);\n    }\n"
        }
        Form::Script => {
            "export class Client {\n    #wire;\n\n    constructor(options) {\n        this.#wire = new Wire(options, API_VERSION, CODECS);\n    }\n"
        }
    };
    let mut class = format!("\n{comment}{begin}");
    for (handler, name) in model.manifest.handlers.iter().zip(&model.methods) {
        if form != Form::Declaration {
            class.push('\n');
        }
        class.push_str(&method::emit(model, handler, name, form));
    }
    class.push_str("}\n");
    class
}
