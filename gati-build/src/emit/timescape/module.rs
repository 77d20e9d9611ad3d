//! The module of one release: its types under their names, and for each handler what it takes and answers.
//!
//! Most of it says for hundreds of types and handlers that they are those of another release. That is plain text; only the items of frozen types are
//! printed from tokens, which takes a hundred times as long.

use std::collections::BTreeMap;

use gati_schema::handler::{AnswerContent, Body};
use gati_schema::{Fingerprint, Handler, Type, TypeName};
use proc_macro2::TokenStream;
use quote::quote;

use super::frozen::{Scope, frozen_item, ident};
use super::printed;
use super::scopes::Scopes;
use super::text::{as_text, put};
use crate::analyze::Today;
use crate::story::Editions;

/// Writes the module of an edition.
pub(crate) fn emit(editions: &Editions, at: usize, today: &Today, scopes: &Scopes<'_>) -> String {
    let edition = &editions.all[at];
    let scope = scopes.of(at, TokenStream::new());
    let mut shared: BTreeMap<usize, Vec<&TypeName>> = BTreeMap::new();
    let mut text = String::new();
    let mut items = TokenStream::new();
    for (name, definition) in &edition.manifest.types {
        let home = editions.home(at, name);
        if at == editions.today() {
            live(&mut text, name, today);
        } else if home == at {
            let frozen = frozen_item(definition, &scope, editions.sides_of(at, name));
            items.extend(frozen.tokens);
            items.extend(agreement(name, frozen.fingerprint, &edition.version.to_string()));
        } else {
            shared.entry(home).or_default().push(name);
        }
    }
    for (home, names) in shared {
        re_export(&mut text, &editions.all[home].module, &names);
    }
    text.push_str(&printed(&items));
    let scope = scopes.of(at, quote!(super::));
    for handler in &edition.manifest.handlers {
        emit_handler(&mut text, editions, at, handler, &scope);
    }
    text
}

/// The types that are those of a later release.
fn re_export(text: &mut String, module: &str, names: &[&TypeName]) {
    let module = ident(module);
    let names: Vec<_> = names.iter().map(|name| ident(&name.identifier())).collect();
    put(
        text,
        format_args!("#[allow(unused_imports)]\npub(crate) use super::{module}::"),
    );
    if let [name] = names.as_slice() {
        return put(text, format_args!("{name};\n"));
    }
    text.push_str("{\n");
    for name in names {
        put(text, format_args!("    {name},\n"));
    }
    text.push_str("};\n");
}

/// Today's type under the name that the release gives it.
fn live(text: &mut String, name: &TypeName, today: &Today) {
    let Some(live) = today.types.get(name) else {
        return;
    };
    let Ok(path) = live.path.parse() else {
        return;
    };
    let (name, path) = (ident(&name.identifier()), as_text(path));
    if live.is_generic {
        let what = format_args!("#[allow(dead_code)]\npub(crate) type {name} = {path};\n");
        put(text, what);
    } else {
        let what = format_args!("#[allow(unused_imports)]\npub(crate) use {path} as {name};\n");
        put(text, what);
    }
}

fn agreement(name: &TypeName, fingerprint: Fingerprint, version: &str) -> TokenStream {
    let ident = ident(&name.identifier());
    let sentence = format!(
        "the type `{name}` of release {version} is not what was recorded. The frozen types of an app are written by its build \
         script: this is a mistake of Gati, and worth a report"
    );
    let fingerprint = proc_macro2::Literal::u128_unsuffixed(fingerprint.0);
    quote! {
        const _: () = if !<#ident as ::gati::GType>::FINGERPRINT
            .same(::gati::__private::Fingerprint(#fingerprint))
        {
            panic!(#sentence)
        };
    }
}

fn emit_handler(text: &mut String, editions: &Editions, at: usize, handler: &Handler, scope: &Scope<'_>) {
    let edition = &editions.all[at];
    let (version, module) = (&edition.version, ident(&edition.handler_module(handler)));
    put(
        text,
        format_args!(
            "/// `{} {}` in release {version}.\npub mod {module} {{\n",
            handler.method, handler.path
        ),
    );
    emit_request(text, editions, at, handler, scope);
    let mut alias = |name: &str, docs: &str, ty: TokenStream| {
        let ty = as_text(ty);
        put(
            text,
            format_args!("    /// {docs}\n    #[allow(dead_code)]\n    pub type {name} = {ty};\n"),
        );
    };
    let rust = |ty: &Type| scope.spell(ty).rust;
    match &handler.answer.content {
        AnswerContent::Empty => alias("Answer", "What it answers: nothing.", quote!(())),
        AnswerContent::Text => alias("Answer", "What it answers.", quote!(::std::string::String)),
        AnswerContent::Bytes => alias("Answer", "What it answers.", quote!(::gati::Bytes)),
        AnswerContent::Stream => alias("Answer", "What it answers.", quote!(::gati::ByteStream)),
        AnswerContent::Json { ty } => alias("Answer", "What it answers.", rust(ty)),
        AnswerContent::JsonLines { ty } => alias("Answer", "One line of what it answers.", rust(ty)),
        AnswerContent::Events { ty } => alias("Answer", "One event of those that it answers.", rust(ty)),
        AnswerContent::Socket { incoming, outgoing } => {
            alias("Message", "What callers send through the socket.", rust(incoming));
            let docs = "What the server sends through the socket.";
            alias("Answer", docs, rust(outgoing));
        }
    }
    if let Some(ty) = &handler.error {
        alias("Error", "What it fails with.", rust(ty));
    }
    text.push_str("}\n");
}

fn emit_request(text: &mut String, editions: &Editions, at: usize, handler: &Handler, scope: &Scope<'_>) {
    let home = editions.request_home(at, &handler.name);
    if home != at {
        let edition = &editions.all[home];
        let newer = edition.handler(&handler.name).unwrap_or(handler);
        let (release, module) = (ident(&edition.module), ident(&edition.handler_module(newer)));
        put(
            text,
            format_args!(
                "    #[allow(unused_imports)]\n    pub use super::super::{release}::{module}::Request;\n"
            ),
        );
        return;
    }
    text.push_str("    /// What callers send.\n    #[allow(dead_code)]\n    pub struct Request {\n");
    let mut field = |name: &str, docs: &str, ty: TokenStream| {
        let (name, ty) = (ident(name), as_text(ty));
        put(
            text,
            format_args!("        /// {docs}\n        pub {name}: {ty},\n"),
        );
    };
    for parameter in &handler.parameters {
        let name = parameter_field(&parameter.name);
        field(&name, "From the path.", scope.spell(&parameter.ty).rust);
    }
    if let Some(ty) = &handler.query {
        field("query", "The query.", scope.spell(ty).rust);
    }
    if let Some(ty) = &handler.headers {
        field("headers", "The headers.", scope.spell(ty).rust);
    }
    match &handler.body {
        None => {}
        Some(Body::Bytes) => field("body", "The body.", quote!(::gati::Bytes)),
        Some(Body::Stream) => field("body", "The body.", quote!(::gati::ByteStream)),
        Some(Body::Json { ty } | Body::Form { ty } | Body::Multipart { ty }) => {
            field("body", "The body.", scope.spell(ty).rust);
        }
    }
    text.push_str("    }\n");
}

/// The parts of a request by name: path parameters, then `query`, `headers` and `body`. A raw body has no type.
pub(crate) fn request_parts(handler: &Handler) -> Vec<(String, Option<&Type>)> {
    let parameters = handler.parameters.iter();
    let mut parts: Vec<(String, Option<&Type>)> = parameters
        .map(|parameter| (parameter.name.clone(), Some(&parameter.ty)))
        .collect();
    for (name, ty) in [("query", &handler.query), ("headers", &handler.headers)] {
        parts.extend(ty.as_ref().map(|ty| (name.to_owned(), Some(ty))));
    }
    parts.extend(handler.body.as_ref().map(|body| ("body".to_owned(), body.ty())));
    parts
}

/// The field of a path parameter; three names are taken by the other parts.
pub(crate) fn parameter_field(name: &str) -> String {
    if matches!(name, "query" | "headers" | "body") {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}
