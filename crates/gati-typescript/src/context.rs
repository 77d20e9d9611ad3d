//! `context.ts`, `context.js` and `context.d.ts`: the API as a whole, for code that works with any handler.

use std::collections::BTreeSet;

use gati_schema::Handler;
use serde_json::json;

use crate::method::{Part, Signature};
use crate::model::Model;
use crate::text::{self, literal};
use crate::{Form, client, usage};

/// What the file takes of the client besides the types of the API.
const IMPORTS: &[&str] = &["API_VERSION", "Client", "HandlerName", "ResponseInfo"];

/// Types of the runtime that handlers mention by themselves.
const RUNTIME: &[&str] = &[
    "BytesBody",
    "CivilDate",
    "CivilDateTime",
    "CivilTime",
    "Decimal",
    "Json",
    "Span",
    "Timestamp",
    "Upload",
    "Uuid",
    "Zoned",
];

/// The file in one of its forms.
pub(crate) fn emit(model: &Model<'_>, form: Form) -> String {
    let signatures: Vec<Signature> = model
        .manifest
        .handlers
        .iter()
        .map(|handler| Signature::new(model, handler))
        .collect();
    let mut file = client::head(model.manifest);
    let handlers: String = model
        .manifest
        .handlers
        .iter()
        .zip(&signatures)
        .zip(&model.methods)
        .map(|((handler, signature), method)| one(handler, signature, method))
        .collect();
    file.push_str(&imports(model, &handlers, form));
    if form != Form::Script {
        file.push_str(&format!(
            "\n/** What each handler takes and answers, by the name of its method. */\nexport interface Handlers {{\n{handlers}}}\n"
        ));
        file.push_str(TYPES);
    }
    file.push_str(&facts(model, form));
    file.push_str(&function(model, form));
    file
}

fn one(handler: &Handler, signature: &Signature, method: &str) -> String {
    let part = |part: &Option<Part>| match part {
        None => "undefined".to_owned(),
        Some(part) if part.optional => format!("{} | undefined", part.ty),
        Some(part) => part.ty.clone(),
    };
    let path: Vec<String> = signature
        .path
        .iter()
        .map(|(name, _, ty)| format!("{}: {ty}", text::property(name)))
        .collect();
    let path = if path.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", path.join("; "))
    };
    let comment = text::comment("    ", &[&handler.summary]);
    format!(
        "{comment}    {}: {{\n        method: {};\n        template: {};\n        path: {path};\n        query: {};\n        headers: {};\n        body: {};\n        answer: {};\n        error: {};\n    }};\n",
        text::property(method),
        literal(handler.method.as_str()),
        literal(&handler.path.to_string()),
        part(&signature.query),
        part(&signature.headers),
        part(&signature.body),
        answer(handler, signature),
        signature.error.as_deref().unwrap_or("never"),
    )
}

/// The value of an answer, or one item of it; for a socket, what either side sends.
fn answer(handler: &Handler, signature: &Signature) -> String {
    if handler.answer.content.messages().is_some() {
        format!("[{}]", signature.answer)
    } else {
        signature.answer.clone()
    }
}

/// The types that handlers mention themselves come from the client.
fn imports(model: &Model<'_>, text: &str, form: Form) -> String {
    if form == Form::Script {
        return "import { API_VERSION } from \"./client.js\";\n".to_owned();
    }
    let mut names: BTreeSet<&str> = IMPORTS[1..].iter().copied().collect();
    for handler in &model.manifest.handlers {
        for (side, ty) in handler.types() {
            for name in usage::names(ty) {
                let name = model.name(name, side);
                if name != "unknown" {
                    names.insert(name);
                }
            }
        }
    }
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    names.extend(RUNTIME.iter().filter(|name| words.contains(*name)));
    let names: Vec<&str> = names.into_iter().collect();
    let types = format!("import type {{ {} }} from \"./client.js\";\n", names.join(", "));
    match form {
        Form::Source => format!("import {{ API_VERSION }} from \"./client.js\";\n{types}"),
        Form::Script | Form::Declaration => types,
    }
}

const TYPES: &str = "
/** What is known of a handler while the program runs. */
export interface HandlerFacts {
    readonly method: string;
    /** The path with its placeholders: `/payments/:id`. */
    readonly template: string;
    readonly tags: readonly string[];
    /** Whether the same call may be repeated without further effect. */
    readonly idempotent: boolean;
    readonly deprecated: boolean;
    /** How the caller proves who it is, and the roles of which it must have one. */
    readonly auth: { readonly scheme: string; readonly roles: readonly string[] } | null;
}

/** What holds for one call of a handler: what it was called with, and what its answer says. */
export interface LocalContext<Name extends HandlerName = HandlerName> {
    readonly handler: Name;
    readonly path: Handlers[Name][\"path\"];
    readonly query: Handlers[Name][\"query\"];
    readonly body: Handlers[Name][\"body\"];
    /** Absent until there is an answer. */
    readonly response?: ResponseInfo;
}

/** What holds for the whole API. */
export interface GlobalContext {
    readonly app: string;
    /** The version of the package that the client was made from. */
    readonly packageVersion: string;
    /** The API version that every call says. */
    readonly apiVersion: string | null;
    readonly client: Client;
    readonly handlers: { readonly [Name in HandlerName]: HandlerFacts };
}
";

fn facts(model: &Model<'_>, form: Form) -> String {
    let comment = "\n/** What is known of each handler. */\n";
    let ty = "{ readonly [Name in HandlerName]: HandlerFacts }";
    let ty = match form {
        Form::Source => format!(": {ty}"),
        Form::Script => String::new(),
        Form::Declaration => return format!("{comment}export declare const handlers: {ty};\n"),
    };
    let lines: String = model
        .manifest
        .handlers
        .iter()
        .zip(&model.methods)
        .map(|(handler, method)| {
            let auth = handler
                .auth
                .as_ref()
                .map(|auth| json!({"scheme": auth.scheme.name(), "roles": auth.roles}));
            let facts = json!({
                "method": handler.method.as_str(),
                "template": handler.path.to_string(),
                "tags": handler.tags,
                "idempotent": handler.idempotent || handler.method.is_idempotent(),
                "deprecated": handler.deprecated.is_some(),
                "auth": auth,
            });
            format!("    {}: {facts},\n", text::property(method))
        })
        .collect();
    let value = if lines.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{\n{lines}}}")
    };
    format!("{comment}export const handlers{ty} = {value};\n")
}

fn function(model: &Model<'_>, form: Form) -> String {
    let package = &model.manifest.package;
    let comment =
        "\n/** The context of an app that calls this API: made once, handed to whatever needs it. */\n";
    let signature = match form {
        Form::Source => "export function globalContext(client: Client): GlobalContext",
        Form::Script => "export function globalContext(client)",
        Form::Declaration => {
            return format!(
                "{comment}export declare function globalContext(client: Client): GlobalContext;\n"
            );
        }
    };
    format!(
        "{comment}{signature} {{\n    return {{ app: {}, packageVersion: {}, apiVersion: API_VERSION, client, handlers }};\n}}\n",
        literal(&package.name),
        literal(&package.version)
    )
}
