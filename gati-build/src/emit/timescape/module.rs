//! The module of one release: its types under their names, and for each handler what it takes and answers.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::handler::{AnswerContent, Body};
use gati_schema::ty::Kind;
use gati_schema::{Fingerprint, Handler, Type, TypeName, identity};
use proc_macro2::TokenStream;
use quote::quote;

use super::frozen::{Scope, frozen_item, ident};
use crate::analyze::Today;
use crate::analyze::live::types_in_rust;
use crate::story::{Edition, Editions, handler_module};

/// Writes the module of an edition.
pub(crate) fn emit(editions: &Editions, at: usize, today: &Today) -> TokenStream {
    let edition = &editions.all[at];
    let scope = scope(editions, at, today, TokenStream::new());
    let mut shared: BTreeMap<usize, Vec<&TypeName>> = BTreeMap::new();
    let mut items = TokenStream::new();
    for (name, definition) in &edition.manifest.types {
        let home = editions.home(at, name);
        if at == editions.today() {
            items.extend(live(name, today));
        } else if home == at {
            let frozen = frozen_item(definition, &scope, editions.sides_of(at, name));
            items.extend(frozen.tokens);
            items.extend(agreement(name, frozen.fingerprint, &edition.version.to_string()));
        } else {
            shared.entry(home).or_default().push(name);
        }
    }
    let shared = shared.into_iter().map(|(home, names)| {
        let module = ident(&editions.all[home].module);
        let names = names.iter().map(|name| ident(&name.identifier()));
        quote! {
            #[allow(unused_imports)]
            pub(crate) use super::#module::{#(#names),*};
        }
    });
    let shared: TokenStream = shared.collect();
    let inside = self::scope(editions, at, today, quote!(super::));
    let handlers = edition
        .manifest
        .handlers
        .iter()
        .map(|handler| emit_handler(editions, at, handler, &inside));
    quote! {
        #shared
        #items
        #(#handlers)*
    }
}

/// What the types of an edition are, for code that writes `prefix` before their names.
pub(crate) fn scope<'a>(editions: &'a Editions, at: usize, today: &Today, prefix: TokenStream) -> Scope<'a> {
    let types = &editions.all[at].manifest.types;
    let ids = types.keys().map(|name| (name, id(editions, at, name, today)));
    Scope {
        ids: ids.collect(),
        cycles: cycles(editions, at),
        prefix,
        shadows: Scope::shadows(types.keys()),
    }
}

fn id(editions: &Editions, at: usize, name: &TypeName, today: &Today) -> Fingerprint {
    let home = editions.home(at, name);
    if home == editions.today() {
        return today.types.get(name).map_or(Fingerprint(0), |live| live.id);
    }
    let (krate, module) = (&today.krate, &editions.all[home].module);
    identity::defined(&format!("{krate}::app::{module}::{}", name.identifier()), &[])
}

/// Today's type under the name that the release gives it.
fn live(name: &TypeName, today: &Today) -> Option<TokenStream> {
    let live = today.types.get(name)?;
    let ident = ident(&name.identifier());
    let path: TokenStream = live.path.parse().ok()?;
    Some(if live.is_generic {
        quote! {
            #[allow(dead_code)]
            pub(crate) type #ident = #path;
        }
    } else {
        quote! {
            #[allow(unused_imports)]
            pub(crate) use #path as #ident;
        }
    })
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

/// The types frozen in this edition that contain each other by value, numbered by circle.
fn cycles(editions: &Editions, at: usize) -> BTreeMap<&TypeName, usize> {
    let types = &editions.all[at].manifest.types;
    let frozen: BTreeSet<&TypeName> = types
        .keys()
        .filter(|name| editions.home(at, name) == at && at != editions.today())
        .collect();
    let inside = |name: &TypeName| -> BTreeSet<&TypeName> {
        let mut held = BTreeSet::new();
        for ty in types.get(name).into_iter().flat_map(types_in_rust) {
            by_value(ty, &mut held);
        }
        held
    };
    let mut reached: BTreeMap<&TypeName, BTreeSet<&TypeName>> = BTreeMap::new();
    for name in &frozen {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&TypeName> = inside(name).into_iter().collect();
        while let Some(inner) = open.pop() {
            if frozen.contains(inner) && seen.insert(inner) {
                open.extend(inside(inner));
            }
        }
        reached.insert(name, seen);
    }
    let mut cycles = BTreeMap::new();
    for (number, (name, seen)) in reached.iter().enumerate() {
        if !seen.contains(name) || cycles.contains_key(name) {
            continue;
        }
        for other in seen.iter().filter(|other| reached[**other].contains(name)) {
            cycles.insert(*other, number);
        }
    }
    cycles
}

fn by_value<'a>(ty: &'a Type, held: &mut BTreeSet<&'a TypeName>) {
    match &ty.kind {
        Kind::Named { name } => {
            held.insert(name);
        }
        Kind::Option { of } | Kind::Array { of, .. } => by_value(of, held),
        Kind::Tuple { of } => of.iter().for_each(|part| by_value(part, held)),
        _ => {}
    }
}

fn emit_handler(editions: &Editions, at: usize, handler: &Handler, scope: &Scope<'_>) -> TokenStream {
    let Edition {
        version, manifest, ..
    } = &editions.all[at];
    let module = ident(&handler_module(handler, manifest));
    let docs = format!(" `{} {}` in release {version}.", handler.method, handler.path);
    let request = emit_request(editions, at, handler, scope);
    let alias = |name: &str, docs: &str, ty: TokenStream| {
        let (name, docs) = (ident(name), format!(" {docs}"));
        quote! {
            #[doc = #docs]
            #[allow(dead_code)]
            pub type #name = #ty;
        }
    };
    let rust = |ty: &Type| scope.spell(ty).rust;
    let answer = match &handler.answer.content {
        AnswerContent::Empty => alias("Answer", "What it answers: nothing.", quote!(())),
        AnswerContent::Text => alias("Answer", "What it answers.", quote!(::std::string::String)),
        AnswerContent::Bytes => alias("Answer", "What it answers.", quote!(::gati::Bytes)),
        AnswerContent::Stream => alias("Answer", "What it answers.", quote!(::gati::ByteStream)),
        AnswerContent::Json { ty } => alias("Answer", "What it answers.", rust(ty)),
        AnswerContent::JsonLines { ty } => alias("Answer", "One line of what it answers.", rust(ty)),
        AnswerContent::Events { ty } => alias("Answer", "One event of those that it answers.", rust(ty)),
        AnswerContent::Socket { incoming, outgoing } => {
            let message = alias("Message", "What callers send through the socket.", rust(incoming));
            let answer = alias(
                "Answer",
                "What the server sends through the socket.",
                rust(outgoing),
            );
            quote!(#message #answer)
        }
    };
    let error = handler
        .error
        .as_ref()
        .map(|ty| alias("Error", "What it fails with.", rust(ty)));
    quote! {
        #[doc = #docs]
        pub mod #module {
            #request
            #answer
            #error
        }
    }
}

fn emit_request(editions: &Editions, at: usize, handler: &Handler, scope: &Scope<'_>) -> TokenStream {
    let home = editions.request_home(at, &handler.name);
    if home != at {
        let edition = &editions.all[home];
        let release = ident(&edition.module);
        let newer = edition
            .manifest
            .handlers
            .iter()
            .find(|newer| newer.name == handler.name);
        let module = ident(&handler_module(newer.unwrap_or(handler), &edition.manifest));
        return quote! {
            #[allow(unused_imports)]
            pub use super::super::#release::#module::Request;
        };
    }
    let mut fields = TokenStream::new();
    let mut field = |name: &str, docs: &str, ty: TokenStream| {
        let (name, docs) = (ident(name), format!(" {docs}"));
        fields.extend(quote! {
            #[doc = #docs]
            pub #name: #ty,
        });
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
    quote! {
        /// What callers send.
        #[allow(dead_code)]
        pub struct Request { #fields }
    }
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
