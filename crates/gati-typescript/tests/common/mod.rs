//! Manifests of every kind, with names that ask for trouble.

use std::collections::BTreeMap;

use gati_schema::handler::{Answer, AnswerContent, Body, Handler, Method, PathParameter};
use gati_schema::manifest::Package;
use gati_schema::ty::{
    Choice, Constraints, Content, Default, Deprecation, Field, FloatWidth, IntWidth, Kind, Number, Scalar,
    Shape, Sided, Tagging, Variant, Written,
};
use gati_schema::{Definition, Fingerprint, Manifest, Type, TypeName};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

/// Names of types: those of the language, of browsers, of ours, of generics, and of other scripts.
const TYPES: [&str; 16] = [
    "Promise",
    "Call",
    "Client",
    "string",
    "Event",
    "Größe",
    "Page<Item>",
    "Page<u64>",
    "PageItem",
    "Item",
    "ItemInput",
    "Record",
    "Outcome",
    "__proto__",
    "Payment",
    "Error",
];

const FIELDS: [&str; 16] = [
    "amount",
    "class",
    "a-b",
    "x y",
    "\"quoted\"",
    "*/",
    "constructor",
    "__proto__",
    "then",
    "größe",
    "1st",
    "",
    "line\nbreak",
    "kind",
    "content",
    "\\",
];

const HANDLERS: [&str; 12] = [
    "capture",
    "delete",
    "then",
    "constructor",
    "file_receipt",
    "fileReceipt",
    "r#type",
    "2fa",
    "__proto__",
    "to_string",
    "größe",
    "new",
];

const DOCS: [&str; 4] = [
    "",
    "One line.",
    "*/ alert(1) /*",
    "Two\n\n```\nlines */ `${x}`\n```",
];

/// A manifest with up to eight types that mention each other at will, and up to six handlers.
pub(crate) fn manifest() -> impl Strategy<Value = Manifest> {
    let names = proptest::sample::subsequence(TYPES.to_vec(), 1..=8);
    names.prop_flat_map(|names| {
        let shapes: Vec<_> = (0..names.len()).map(|index| definition(&names, index)).collect();
        let handlers = proptest::sample::subsequence(HANDLERS.to_vec(), 0..=6);
        let handlers = handlers.prop_flat_map({
            let names = names.clone();
            move |handlers| {
                let handlers: Vec<_> = handlers.iter().map(|name| handler(name, &names)).collect();
                handlers
            }
        });
        (shapes, handlers).prop_map(|(definitions, handlers)| {
            let package = Package {
                name: "app".to_owned(),
                version: "1.0.0".to_owned(),
                description: "*/".to_owned(),
            };
            let types: BTreeMap<TypeName, Definition> = definitions
                .into_iter()
                .map(|definition| (definition.name.clone(), definition))
                .collect();
            Manifest::new(package, handlers, types)
        })
    })
}

fn definition(names: &[&'static str], index: usize) -> BoxedStrategy<Definition> {
    let name = TypeName::new(names[index]);
    let any = ty(names, 2);
    // serde sees through a transparent struct, so that one around itself would not compile.
    let earlier = ty(&names[..index], 2);
    let shape = prop_oneof![
        1 => Just(Shape::Unit),
        2 => any.clone().prop_map(|ty| Shape::Newtype { ty, transparent: false }),
        1 => earlier.prop_map(|ty| Shape::Newtype { ty, transparent: true }),
        1 => prop::collection::vec(any, 1..3).prop_map(Shape::Tuple),
        4 => fields(names).prop_map(|fields| Shape::Object { fields, deny_unknown_fields: false }),
        4 => choice(names).prop_map(Shape::Choice),
    ];
    (shape, select(&DOCS[..]), deprecation())
        .prop_map(move |(shape, docs, deprecated)| Definition {
            name: name.clone(),
            shape,
            docs: docs.to_owned(),
            deprecated,
            examples: Vec::new(),
        })
        .boxed()
}

fn choice(names: &[&'static str]) -> impl Strategy<Value = Choice> + use<> {
    let tagging = prop_oneof![
        Just(Tagging::External),
        Just(Tagging::Internal {
            tag: "kind".to_owned()
        }),
        Just(Tagging::Adjacent {
            tag: "kind".to_owned(),
            content: "content".to_owned()
        }),
        Just(Tagging::Untagged),
    ];
    let content = prop_oneof![
        2 => Just(Content::Unit),
        2 => ty(names, 1).prop_map(Content::Newtype),
        1 => prop::collection::vec(ty(names, 1), 2..3).prop_map(Content::Tuple),
        2 => fields(names).prop_map(Content::Object),
    ];
    let variant = (
        sided(),
        content,
        prop::bool::weighted(0.1),
        skip(),
        select(&DOCS[..]),
        deprecation(),
    )
        .prop_map(|(name, content, untagged, skip, docs, deprecated)| Variant {
            rust_name: "Variant".to_owned(),
            name,
            aliases: Vec::new(),
            content,
            untagged,
            other: false,
            skip,
            status: None,
            docs: docs.to_owned(),
            deprecated,
        });
    (tagging, prop::collection::vec(variant, 0..4)).prop_map(|(tagging, variants)| Choice {
        tagging,
        variants,
        deny_unknown_fields: false,
    })
}

fn fields(names: &[&'static str]) -> impl Strategy<Value = Vec<Field>> + use<> {
    let default = prop_oneof![
        3 => Just(Default::None),
        1 => Just(Default::Computed),
        1 => Just(Default::Known("*/".into())),
    ];
    let written = select(vec![Written::Always, Written::WhenSome, Written::Sometimes]);
    let field = (
        (sided(), ty(names, 2), default, written),
        (
            skip(),
            prop::bool::weighted(0.2),
            select(&DOCS[..]),
            deprecation(),
        ),
    )
        .prop_map(
            |((name, ty, default, written), (skip, flatten, docs, deprecated))| Field {
                rust_name: "field".to_owned(),
                name,
                aliases: vec!["alias".to_owned()],
                ty,
                default,
                written,
                skip,
                flatten,
                docs: docs.to_owned(),
                deprecated,
                examples: Vec::new(),
            },
        );
    prop::collection::vec(field, 0..4)
}

fn sided() -> impl Strategy<Value = Sided<String>> {
    (
        select(&FIELDS[..]),
        select(&FIELDS[..]),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(read, write, differs)| {
            Sided::new(read.to_owned(), if differs { write } else { read }.to_owned())
        })
}

fn skip() -> impl Strategy<Value = Sided<bool>> {
    (prop::bool::weighted(0.1), prop::bool::weighted(0.1)).prop_map(|(read, write)| Sided::new(read, write))
}

fn deprecation() -> impl Strategy<Value = Option<Deprecation>> {
    option::weighted(
        0.1,
        Just(Deprecation {
            since: None,
            note: Some("use */ another".to_owned()),
        }),
    )
}

fn constraints() -> impl Strategy<Value = Constraints> {
    prop_oneof![
        3 => Just(Constraints::NONE),
        1 => Just(Constraints { max: Some(Number::from(1_000_u64)), min: Some(Number::from(0_u64)), ..Constraints::NONE }),
        1 => Just(Constraints { pattern: Some("^*/$".to_owned()), unique: true, ..Constraints::NONE }),
    ]
}

fn ty(names: &[&'static str], depth: u32) -> BoxedStrategy<Type> {
    let leaf = prop_oneof![
        Just(Kind::Null),
        Just(Kind::Bool),
        (select(IntWidth::ALL.to_vec()), any::<bool>())
            .prop_map(|(width, non_zero)| Kind::Integer { width, non_zero }),
        Just(Kind::Float {
            width: FloatWidth::F64
        }),
        Just(Kind::Text),
        Just(Kind::Char),
        Just(Kind::Bytes),
        select(Scalar::ALL.to_vec()).prop_map(|scalar| Kind::Scalar { scalar }),
        Just(Kind::Any),
        Just(Kind::AnyObject),
        Just(Kind::Upload),
    ];
    let leaf = if names.is_empty() {
        leaf.boxed()
    } else {
        let named = select(names.to_vec()).prop_map(|name| Kind::Named {
            name: TypeName::new(name),
        });
        prop_oneof![1 => leaf, 2 => named].boxed()
    };
    let plain = (leaf, constraints())
        .prop_map(|(kind, constraints)| Type { kind, constraints })
        .boxed();
    if depth == 0 {
        return plain;
    }
    let inner = ty(names, depth - 1).prop_map(Box::new);
    let nested = prop_oneof![
        inner.clone().prop_map(|of| Kind::Option { of }),
        inner.clone().prop_map(|of| Kind::List { of }),
        inner.clone().prop_map(|of| Kind::Set { of }),
        (inner.clone(), 0_u64..12).prop_map(|(of, len)| Kind::Array { of, len }),
        prop::collection::vec(ty(names, depth - 1), 1..3).prop_map(|of| Kind::Tuple { of }),
        (inner.clone(), inner).prop_map(|(key, value)| Kind::Map { key, value }),
    ]
    .prop_map(Type::from);
    prop_oneof![2 => plain, 1 => nested].boxed()
}

fn handler(name: &'static str, names: &[&'static str]) -> BoxedStrategy<Handler> {
    let one = ty(names, 1);
    let body = prop_oneof![
        Just(Body::Bytes),
        Just(Body::Stream),
        one.clone().prop_map(|ty| Body::Json { ty }),
        one.clone().prop_map(|ty| Body::Form { ty }),
        one.clone().prop_map(|ty| Body::Multipart { ty }),
    ];
    let content = prop_oneof![
        Just(AnswerContent::Empty),
        Just(AnswerContent::Text),
        Just(AnswerContent::Bytes),
        Just(AnswerContent::Stream),
        one.clone().prop_map(|ty| AnswerContent::Json { ty }),
        one.clone().prop_map(|ty| AnswerContent::JsonLines { ty }),
        one.clone().prop_map(|ty| AnswerContent::Events { ty }),
        (one.clone(), one.clone())
            .prop_map(|(incoming, outgoing)| AnswerContent::Socket { incoming, outgoing }),
    ];
    let parameters = prop::collection::vec(one.clone(), 0..3);
    (
        (
            select(Method::ALL.to_vec()),
            parameters,
            option::of(one.clone()),
            option::of(one.clone()),
        ),
        (
            option::of(body),
            content,
            option::of(one),
            select(&DOCS[..]),
            deprecation(),
        ),
    )
        .prop_map(
            move |((method, parameters, query, headers), (body, content, error, docs, deprecated))| {
                let words = ["class", "options", "body"];
                let parameters: Vec<PathParameter> = parameters
                    .into_iter()
                    .zip(words)
                    .map(|(ty, name)| PathParameter {
                        name: name.to_owned(),
                        ty,
                        wildcard: false,
                    })
                    .collect();
                let path: String = parameters
                    .iter()
                    .map(|parameter| format!("/:{}", parameter.name))
                    .collect();
                let answer = Answer {
                    statuses: vec![200],
                    content,
                };
                // As JSON, so that what a handler learns to say besides changes nothing here.
                let handler = json!({
                    "name": name,
                    "method": method,
                    "path": format!("/base{path}"),
                    "parameters": parameters,
                    "query": query,
                    "headers": headers,
                    "body": body,
                    "answer": answer,
                    "error": error,
                    "summary": docs,
                    "description": docs,
                    "tags": ["*/"],
                    "deprecated": deprecated,
                    "fingerprint": Fingerprint(0),
                });
                serde_json::from_value(handler).expect("a handler")
            },
        )
        .boxed()
}
