//! One form of each scalar and one name of each field, on both sides.
//!
//! A server reads more spellings of an id than it writes, and a field by its aliases. A document that listed them would make
//! every type with such a field two types, for the sake of spellings that nobody should send. So a document promises
//! one form, and the server goes on reading the others.
//!
//! Only spellings of a text are left out. That a decimal is also read from a number is told: a tool that tries whether
//! numbers are refused would rightly complain.

use gati_schema::handler::{AnswerContent, Body};
use gati_schema::ty::{Constraints, Content, Field, Format, Kind, Scalar, Shape, Side};
use gati_schema::{Manifest, Type, json_schema};
use serde_json::Value;

/// The manifest without aliases, and with every scalar that is read in several forms replaced by the one that is
/// written. The types of hooks are types like others here: callers see what hooks fail with.
pub(super) fn canonical(manifest: &Manifest) -> Manifest {
    let mut canonical = manifest.clone();
    canonical.types.append(&mut canonical.hook_types);
    for hook in &mut canonical.hooks {
        hook.error.iter_mut().for_each(replace);
    }
    for definition in canonical.types.values_mut() {
        match &mut definition.shape {
            Shape::Unit => {}
            Shape::Newtype { ty, .. } => replace(ty),
            Shape::Tuple(types) => types.iter_mut().for_each(replace),
            Shape::Object { fields, .. } => fields.iter_mut().for_each(replace_field),
            Shape::Choice(choice) => {
                for variant in &mut choice.variants {
                    variant.aliases.clear();
                    match &mut variant.content {
                        Content::Unit => {}
                        Content::Newtype(ty) => replace(ty),
                        Content::Tuple(types) => types.iter_mut().for_each(replace),
                        Content::Object(fields) => fields.iter_mut().for_each(replace_field),
                    }
                }
            }
        }
    }
    for handler in &mut canonical.handlers {
        let parameters = handler.parameters.iter_mut().map(|parameter| &mut parameter.ty);
        parameters
            .chain(&mut handler.query)
            .chain(&mut handler.headers)
            .chain(&mut handler.error)
            .for_each(replace);
        match &mut handler.body {
            Some(Body::Json { ty } | Body::Form { ty } | Body::Multipart { ty }) => replace(ty),
            Some(Body::Bytes | Body::Stream) | None => {}
        }
        match &mut handler.answer.content {
            AnswerContent::Json { ty } | AnswerContent::JsonLines { ty } | AnswerContent::Events { ty } => {
                replace(ty);
            }
            AnswerContent::Socket { incoming, outgoing } => {
                replace(incoming);
                replace(outgoing);
            }
            AnswerContent::Empty | AnswerContent::Text | AnswerContent::Bytes | AnswerContent::Stream => {}
        }
    }
    canonical
}

fn replace_field(field: &mut Field) {
    field.aliases.clear();
    replace(&mut field.ty);
}

fn replace(ty: &mut Type) {
    match &mut ty.kind {
        Kind::Option { of } | Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => replace(of),
        Kind::Tuple { of } => of.iter_mut().for_each(replace),
        Kind::Map { key, value } => {
            replace(key);
            replace(value);
        }
        Kind::Scalar { scalar } => {
            if let Some(form) = written(*scalar) {
                // What the place itself asks for stays.
                let place = std::mem::take(&mut ty.constraints);
                *ty = Type::from(Kind::Text).constrained(form).constrained(place);
            }
        }
        _ => {}
    }
}

/// What is written, as constraints on a text; `None` if not only texts are read, or no others than are written.
fn written(scalar: Scalar) -> Option<Constraints> {
    let schema = |side| {
        let nobody = gati_schema::manifest::Package {
            name: String::new(),
            version: String::new(),
            description: String::new(),
        };
        let nothing = Manifest::new(nobody, Vec::new(), std::collections::BTreeMap::new());
        json_schema::of_type(&nothing, &Kind::Scalar { scalar }.into(), side, &|name, _| {
            name.to_string()
        })
    };
    let (read, write) = (schema(Side::Read), schema(Side::Write));
    let is_text = |schema: &Value| schema.get("type") == Some(&Value::from("string"));
    if read == write || !is_text(&read) || !is_text(&write) {
        return None;
    }
    let word = |keyword: &str| write.get(keyword).and_then(Value::as_str);
    Some(Constraints {
        format: word("format").and_then(Format::from_name),
        pattern: word("pattern").map(str::to_owned),
        ..Constraints::NONE
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn spellings_of_a_text_are_one_on_both_sides() {
        let manifest = Manifest::from_json(
            r#"{"format": 1, "package": {"name": "p", "version": "0.1.0"}, "handlers": [], "types": {}}"#,
        )
        .unwrap();
        let schema = |ty: &Type, side| json_schema::of_type(&manifest, ty, side, &|name, _| name.to_string());
        for scalar in Scalar::ALL {
            let original = Type::from(Kind::Scalar { scalar }).optional().list();
            let mut replaced = original.clone();
            replace(&mut replaced);
            assert_eq!(schema(&replaced, Side::Write), schema(&original, Side::Write));
            let is_same = schema(&replaced, Side::Read) == schema(&original, Side::Write);
            assert_eq!(is_same, scalar != Scalar::Decimal, "{scalar:?}");
        }
        let mut uuid = Type::from(Kind::Scalar { scalar: Scalar::Uuid });
        replace(&mut uuid);
        assert_eq!(
            schema(&uuid, Side::Read),
            json!({"type": "string", "format": "uuid"})
        );
    }
}
