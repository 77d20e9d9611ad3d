//! Looking at a refused request again, to tell everything that is wrong with it.
//!
//! serde stops at the first mistake, which is right for speed and a nuisance for whoever has to correct a request. Only when
//! serde or a constraint has said no is the request held against the contract itself, the manifest.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use gati_schema::handler::Body;
use gati_schema::ty::{Field, Kind, Shape, Side};
use gati_schema::violation::{Violation as Found, quote};
use gati_schema::{Handler, Manifest, Type, check};
use serde_json::{Map, Number, Value};

use super::Call;
use super::text::list_items;
use crate::GType;
use crate::endpoint::Context;
use crate::problem::Violation;
use crate::problem::catalogue::Part;

/// Everything that is wrong with a value that serde refused with this error.
pub(crate) type MessageChecker = dyn Fn(&Value, &dyn Display) -> Vec<Found> + Send + Sync;

/// What the generated checks find wrong with a value that serde has read or is about to write.
pub(crate) fn validate<T: GType>(value: &T, side: Side) -> Vec<Found> {
    match crate::validate::validate(value, side) {
        Ok(()) => Vec::new(),
        Err(report) => report.into_violations(),
    }
}

/// Says in which part of the request violations were found.
pub(super) fn locate(found: Vec<Found>, place: &'static str) -> Vec<Violation> {
    found
        .into_iter()
        .map(|violation| Violation {
            place: place.into(),
            pointer: violation.pointer,
            keyword: violation.keyword,
            expected: violation.expected,
            actual: violation.actual,
        })
        .collect()
}

/// Violations of one path parameter, which stand under its name.
pub(super) fn under(name: &str, found: Vec<Found>) -> Vec<Violation> {
    let mut violations = locate(found, Part::Path.name());
    for violation in &mut violations {
        violation.pointer.insert_str(0, name);
        violation.pointer.insert(0, '/');
    }
    violations
}

impl<G: Context> Call<G> {
    /// Everything that is wrong with a body of JSON that serde refused.
    #[cold]
    pub(super) fn reread_body(&self, value: &Value, error: &dyn Display) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| Some((manifest, handler.body.as_ref().and_then(Body::ty)?)))
            .map(|(manifest, ty)| check::value(manifest, ty, Side::Read, value));
        or_serde(found, "body", "", describe(value), error)
    }

    /// What finds everything that is wrong with a message of a socket that serde refused.
    pub(crate) fn message_checker(&self) -> Arc<MessageChecker> {
        let (shared, handler, edge) = (Arc::clone(&self.shared), self.route.name, self.edge);
        Arc::new(move |value, error| {
            let found = shared
                .common
                .contract(handler, edge)
                .and_then(|(manifest, handler)| {
                    let (incoming, _) = handler.answer.content.messages()?;
                    Some(check::value(manifest, incoming, Side::Read, value))
                });
            found.filter(|found| !found.is_empty()).unwrap_or_else(|| {
                vec![Found {
                    pointer: String::new(),
                    keyword: Cow::Borrowed("type"),
                    expected: without_position(&error.to_string()),
                    actual: describe(value),
                }]
            })
        })
    }

    /// Everything that is wrong with a form that serde refused.
    #[cold]
    pub(super) fn reread_form(&self, text: &str, error: &dyn Display) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| Some((manifest, handler.body.as_ref().and_then(Body::ty)?)))
            .map(|(manifest, ty)| check_pairs(manifest, ty, pairs(text)));
        or_serde(found, "body", "", quote(text), error)
    }

    /// Everything that is wrong with a form with files that serde refused.
    #[cold]
    pub(super) fn reread_multipart(
        &self,
        parts: Vec<(String, Summary)>,
        error: &dyn Display,
    ) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| Some((manifest, handler.body.as_ref().and_then(Body::ty)?)))
            .map(|(manifest, ty)| {
                let is_file = |pointer: &str| {
                    parts.iter().any(|(name, content)| {
                        matches!(content, Summary::File) && pointer.strip_prefix('/') == Some(name)
                    })
                };
                let mut found = check_fields(manifest, ty, parts.iter().cloned());
                // The size of a file is not known here; it is checked once the form can be read.
                found.retain(|violation| {
                    !(is_file(&violation.pointer) && violation.keyword.ends_with("Length"))
                });
                found
            });
        or_serde(
            found,
            "body",
            "",
            format!("a form of {} parts", parts.len()),
            error,
        )
    }

    /// Everything that is wrong with a query that serde refused.
    #[cold]
    pub(super) fn reread_query(&self, text: &str, error: &dyn Display) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| Some((manifest, handler.query.as_ref()?)))
            .map(|(manifest, ty)| check_pairs(manifest, ty, pairs(text)));
        or_serde(found, Part::Query.name(), "", quote(text), error)
    }

    /// Everything that is wrong with headers that serde refused.
    #[cold]
    pub(super) fn reread_headers(&self, error: &dyn Display) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| Some((manifest, handler.headers.as_ref()?)))
            .map(|(manifest, ty)| {
                // Only headers that the contract names; the others are none of its business.
                let mut named = Vec::new();
                for_each_field(manifest, ty, &mut |field| {
                    for name in names(field) {
                        for value in self.parts().headers.get_all(name.replace('_', "-").as_str()) {
                            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                            if is_list(manifest, &field.ty) {
                                named
                                    .extend(list_items(&text).map(|item| (name.to_owned(), item.to_owned())));
                            } else {
                                named.push((name.to_owned(), text));
                            }
                        }
                    }
                });
                check_pairs(manifest, ty, named)
            });
        or_serde(found, Part::Header.name(), "", "these headers".to_owned(), error)
    }

    /// Everything that is wrong with a path parameter that serde refused.
    #[cold]
    pub(super) fn reread_path(&self, name: &'static str, text: &str, error: &dyn Display) -> Vec<Violation> {
        let found = self
            .contract()
            .and_then(|(manifest, handler)| {
                let parameter = handler
                    .parameters
                    .iter()
                    .find(|parameter| parameter.name == name)?;
                Some((manifest, &parameter.ty))
            })
            .map(|(manifest, ty)| check::value(manifest, ty, Side::Read, &coerce(manifest, ty, text)));
        let mut violations = or_serde(found, Part::Path.name(), "", quote(text), error);
        for violation in &mut violations {
            violation.pointer = format!("/{name}{}", violation.pointer);
        }
        violations
    }

    fn contract(&self) -> Option<(&Manifest, &Handler)> {
        self.shared.common.contract(self.route.name, self.edge)
    }
}

/// What the contract found, or in the rare case that it found nothing (a `Deserialize` written by hand) what serde said.
fn or_serde(
    found: Option<Vec<Found>>,
    place: &'static str,
    pointer: &str,
    actual: String,
    error: &dyn Display,
) -> Vec<Violation> {
    match found {
        Some(found) if !found.is_empty() => locate(found, place),
        _ => vec![Violation {
            place: place.into(),
            pointer: pointer.to_owned(),
            keyword: Cow::Borrowed("type"),
            expected: without_position(&error.to_string()),
            actual,
        }],
    }
}

/// serde_json ends its messages with a position, which a pointer says better.
fn without_position(message: &str) -> String {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(text, _)| text)
        .to_owned()
}

fn describe(value: &Value) -> String {
    gati_schema::violation::describe(value)
}

fn pairs(text: &str) -> Vec<(String, String)> {
    serde_html_form::from_str(text).unwrap_or_default()
}

/// Holds texts with names, as queries and forms have them, against a struct of the contract.
fn check_pairs(manifest: &Manifest, ty: &Type, pairs: Vec<(String, String)>) -> Vec<Found> {
    let texts = pairs.into_iter().map(|(name, text)| (name, Summary::Text(text)));
    check_fields(manifest, ty, texts)
}

/// Holds fields against a struct of the contract.
fn check_fields(
    manifest: &Manifest,
    ty: &Type,
    fields: impl Iterator<Item = (String, Summary)>,
) -> Vec<Found> {
    let mut texts: Vec<(String, Vec<Summary>)> = Vec::new();
    for (name, text) in fields {
        // A caller may send any number of names; what lies beyond the limit would not be reported anyway.
        let is_full = texts.len() == MOST_NAMES;
        match texts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, more)) => more.push(text),
            None if is_full => {}
            None => texts.push((name, vec![text])),
        }
    }
    let mut object = Map::new();
    for (name, mut texts) in texts {
        let field = field_type(manifest, ty, &name);
        let value = match field {
            Some(ty) if is_list(manifest, ty) && !matches!(*texts, [Summary::Json(_)]) => {
                let item = item_type(manifest, ty);
                texts
                    .into_iter()
                    .map(|text| text.coerced(manifest, item))
                    .collect()
            }
            ty if texts.len() == 1 => texts.remove(0).coerced(manifest, ty),
            _ => texts
                .into_iter()
                .map(|text| text.coerced(manifest, None))
                .collect(),
        };
        object.insert(name, value);
    }
    check::value(manifest, ty, Side::Read, &Value::Object(object))
}

const MOST_NAMES: usize = 1000;

/// What a field of a form or a parameter of a query holds.
#[derive(Clone, Debug)]
pub(super) enum Summary {
    /// Text, to be read as what the type asks for.
    Text(String),
    /// What said that it is JSON.
    Json(Value),
    /// A file, of which only its presence matters.
    File,
}

impl Summary {
    fn coerced(self, manifest: &Manifest, ty: Option<&Type>) -> Value {
        match (self, ty) {
            (Self::Text(text), Some(ty)) => coerce(manifest, ty, &text),
            (Self::Text(text), None) => Value::String(text),
            (Self::Json(value), _) => value,
            (Self::File, _) => Value::String(String::new()),
        }
    }
}

/// A text as the JSON value that it would be in a body, or as a text if it is none.
fn coerce(manifest: &Manifest, ty: &Type, text: &str) -> Value {
    let as_text = || Value::String(text.to_owned());
    match &ty.kind {
        Kind::Option { .. } if text.is_empty() => Value::Null,
        Kind::Option { of } => coerce(manifest, of, text),
        Kind::Bool => text.parse().map_or_else(|_| as_text(), Value::Bool),
        Kind::Integer { .. } => text
            .parse::<u64>()
            .map(Number::from)
            .or_else(|_| text.parse::<i64>().map(Number::from))
            .map_or_else(|_| as_text(), Value::Number),
        Kind::Float { .. } => text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(as_text, Value::Number),
        Kind::Named { name } => match manifest.types.get(name).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => coerce(manifest, ty, text),
            _ => as_text(),
        },
        Kind::List { .. } | Kind::Set { .. } | Kind::Array { .. } => {
            let item = item_type(manifest, ty);
            list_items(text)
                .map(|text| item.map_or_else(|| text.into(), |ty| coerce(manifest, ty, text)))
                .collect()
        }
        _ => as_text(),
    }
}

/// The type of the field that reads this name, also where another struct is flattened into this one.
fn field_type<'a>(manifest: &'a Manifest, ty: &'a Type, name: &str) -> Option<&'a Type> {
    let mut found = None;
    for_each_field(manifest, ty, &mut |field| {
        if names(field).any(|known| known == name) {
            found.get_or_insert(&field.ty);
        }
    });
    found
}

/// Whether a type of a query or a form has a field of that name.
pub(crate) fn reads_field(manifest: &Manifest, ty: &Type, name: &str) -> bool {
    field_type(manifest, ty, name).is_some()
}

fn names(field: &Field) -> impl Iterator<Item = &str> {
    let name = field.name.on(Side::Read).as_str();
    std::iter::once(name).chain(field.aliases.iter().map(String::as_str))
}

fn for_each_field<'a>(manifest: &'a Manifest, ty: &'a Type, visit: &mut dyn FnMut(&'a Field)) {
    let Some(definition) = manifest.definition(ty.without_option()) else {
        return;
    };
    match &definition.shape {
        Shape::Newtype { ty, .. } => for_each_field(manifest, ty, visit),
        Shape::Object { fields, .. } => {
            for field in fields {
                if field.flatten {
                    for_each_field(manifest, &field.ty, visit);
                } else {
                    visit(field);
                }
            }
        }
        Shape::Unit | Shape::Tuple(_) | Shape::Choice(_) => {}
    }
}

fn is_list(manifest: &Manifest, ty: &Type) -> bool {
    match &ty.without_option().kind {
        Kind::List { .. } | Kind::Set { .. } | Kind::Array { .. } | Kind::Tuple { .. } => true,
        Kind::Named { name } => match manifest.types.get(name).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => is_list(manifest, ty),
            Some(Shape::Tuple(_)) => true,
            _ => false,
        },
        _ => false,
    }
}

/// The type of every item, if all items have one.
fn item_type<'a>(manifest: &'a Manifest, ty: &'a Type) -> Option<&'a Type> {
    match &ty.without_option().kind {
        Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => Some(of),
        Kind::Named { name } => match manifest.types.get(name).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => item_type(manifest, ty),
            _ => None,
        },
        _ => None,
    }
}
