//! Values as they are in Rust, read from JSON and written as JSON by the model: an independent picture of what serde does.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::ty::{
    Choice, Content, Default as Fallback, Field, Kind, Shape, Side, Tagging, Variant, Written,
};
use gati_schema::{Definition, Manifest, Type, TypeName, check};
use serde_json::{Map, Value, json};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    /// Anything without parts.
    Plain(Value),
    /// What only the program knows: the result of a function for a field that was not there, or of a field that does not travel.
    Unknown,
    Nothing,
    Something(Box<Data>),
    /// A list, set, array or tuple, and what a tuple struct holds.
    Items(Vec<Data>),
    Entries(BTreeMap<String, Data>),
    Newtype(Box<Data>),
    Object(BTreeMap<String, Data>),
    Variant(String, Box<Data>),
    Unit,
}

/// Reads a value that is known to be valid; `None` where this picture does not reach.
pub(crate) fn read(manifest: &Manifest, ty: &Type, side: Side, value: &Value) -> Option<Data> {
    Some(match &ty.kind {
        Kind::Option { .. } if value.is_null() => Data::Nothing,
        Kind::Option { of } => Data::Something(Box::new(read(manifest, of, side, value)?)),
        Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => {
            let items = value
                .as_array()?
                .iter()
                .map(|item| read(manifest, of, side, item));
            Data::Items(items.collect::<Option<_>>()?)
        }
        Kind::Tuple { of } => positions(manifest, of, side, value)?,
        Kind::Map { value: of, .. } => Data::Entries(entries(manifest, of, side, value.as_object()?)?),
        Kind::Named { name } => definition(manifest, manifest.types.get(name)?, side, value)?,
        _ => Data::Plain(value.clone()),
    })
}

fn positions(manifest: &Manifest, types: &[Type], side: Side, value: &Value) -> Option<Data> {
    let items = types.iter().zip(value.as_array()?);
    let items = items.map(|(ty, item)| read(manifest, ty, side, item));
    Some(Data::Items(items.collect::<Option<_>>()?))
}

fn entries(
    manifest: &Manifest,
    of: &Type,
    side: Side,
    object: &Map<String, Value>,
) -> Option<BTreeMap<String, Data>> {
    let read = |(key, value): (&String, &Value)| Some((key.clone(), read(manifest, of, side, value)?));
    object.iter().map(read).collect()
}

fn definition(manifest: &Manifest, definition: &Definition, side: Side, value: &Value) -> Option<Data> {
    Some(match &definition.shape {
        Shape::Unit => Data::Unit,
        Shape::Newtype { ty, .. } => Data::Newtype(Box::new(read(manifest, ty, side, value)?)),
        Shape::Tuple(types) => positions(manifest, types, side, value)?,
        Shape::Object { fields, .. } => Data::Object(object(manifest, fields, side, value.as_object()?)?),
        Shape::Choice(choice) => variant(manifest, choice, side, value)?,
    })
}

/// The keys that fields of an object claim.
fn claimed(manifest: &Manifest, fields: &[Field], side: Side) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for field in fields.iter().filter(|field| !field.skip.on(side)) {
        if !field.flatten {
            keys.insert(field.name.on(side).clone());
            keys.extend(field.aliases.iter().cloned());
        } else if let Some(inner) = flat(manifest, field) {
            keys.extend(claimed(manifest, inner, side));
        }
    }
    keys
}

fn flat<'m>(manifest: &'m Manifest, field: &Field) -> Option<&'m [Field]> {
    match &manifest.definition(&field.ty)?.shape {
        Shape::Object { fields, .. } => Some(fields),
        _ => None,
    }
}

fn object(
    manifest: &Manifest,
    fields: &[Field],
    side: Side,
    object: &Map<String, Value>,
) -> Option<BTreeMap<String, Data>> {
    let all = claimed(manifest, fields, side);
    let mut data = BTreeMap::new();
    for field in fields {
        let value = if *field.skip.on(side) {
            Data::Unknown
        } else if let (true, Some(inner)) = (field.flatten, flat(manifest, field)) {
            Data::Object(self::object(manifest, inner, side, object)?)
        } else if let (true, Kind::Map { value, .. }) = (field.flatten, &field.ty.kind) {
            let rest = object.iter().filter(|(key, _)| !all.contains(*key));
            let rest: Map<String, Value> = rest.map(|(key, value)| (key.clone(), value.clone())).collect();
            Data::Entries(entries(manifest, value, side, &rest)?)
        } else if field.flatten {
            return None;
        } else {
            let names = std::iter::once(field.name.on(side)).chain(&field.aliases);
            match (names.filter_map(|name| object.get(name)).next(), &field.default) {
                (Some(value), _) => read(manifest, &field.ty, side, value)?,
                // There was a value that some function did not want to be written: nobody here knows which.
                (None, _) if side == Side::Write && field.written == Written::Sometimes => return None,
                (None, _) if side == Side::Write && field.written == Written::WhenSome => Data::Nothing,
                (None, Fallback::Known(value)) => read(manifest, &field.ty, Side::Read, value)?,
                (None, Fallback::None) if matches!(field.ty.kind, Kind::Option { .. }) => Data::Nothing,
                (None, _) => Data::Unknown,
            }
        };
        data.insert(field.rust_name.clone(), value);
    }
    Some(data)
}

fn variant(manifest: &Manifest, choice: &Choice, side: Side, value: &Value) -> Option<Data> {
    let is_called = |variant: &&Variant, name: &str| {
        !variant.untagged
            && !variant.skip.on(side)
            && (variant.name.on(side) == name || variant.aliases.iter().any(|alias| alias == name))
    };
    let by_name = |name: &str| {
        let other = || choice.variants.iter().find(|variant| variant.other);
        choice
            .variants
            .iter()
            .find(|variant| is_called(variant, name))
            .or_else(other)
    };
    let without = |key: &str| {
        let mut rest = value.as_object().cloned().unwrap_or_default();
        rest.remove(key);
        Value::Object(rest)
    };
    let tagged = match &choice.tagging {
        Tagging::External => match value {
            Value::String(name) => by_name(name).map(|variant| (variant, Value::Null)),
            Value::Object(map) if map.len() == 1 => map
                .iter()
                .next()
                .and_then(|(name, value)| Some((by_name(name)?, value.clone()))),
            _ => None,
        },
        Tagging::Internal { tag } => value[tag]
            .as_str()
            .and_then(by_name)
            .map(|variant| (variant, without(tag))),
        Tagging::Adjacent { tag, content } => value[tag]
            .as_str()
            .and_then(by_name)
            .map(|variant| (variant, value[content].clone())),
        Tagging::Untagged => None,
    };
    let (variant, content) = tagged.or_else(|| {
        let tagless = |variant: &&Variant| variant.untagged || choice.tagging == Tagging::Untagged;
        let fits = |variant: &&Variant| content_fits(manifest, choice, &variant.content, side, value);
        let found = choice.variants.iter().filter(tagless).find(fits)?;
        Some((found, value.clone()))
    })?;
    let data = match &variant.content {
        Content::Unit => Data::Unit,
        Content::Newtype(ty) => Data::Items(vec![read(manifest, ty, side, &content)?]),
        Content::Tuple(types) => positions(manifest, types, side, &content)?,
        Content::Object(fields) => Data::Object(object(manifest, fields, side, content.as_object()?)?),
    };
    Some(Data::Variant(variant.rust_name.clone(), Box::new(data)))
}

/// Whether a value is the content of a variant without a tag.
fn content_fits(manifest: &Manifest, choice: &Choice, content: &Content, side: Side, value: &Value) -> bool {
    let shape = match content {
        Content::Unit => Shape::Unit,
        Content::Newtype(ty) => Shape::Newtype {
            ty: ty.clone(),
            transparent: false,
        },
        Content::Tuple(types) => Shape::Tuple(types.clone()),
        Content::Object(fields) => Shape::Object {
            fields: fields.clone(),
            deny_unknown_fields: choice.deny_unknown_fields,
        },
    };
    let name = TypeName::new("the content");
    let mut with = manifest.clone();
    with.types.insert(
        name.clone(),
        Definition {
            name: name.clone(),
            shape,
            docs: String::new(),
            deprecated: None,
            examples: Vec::new(),
        },
    );
    check::value(&with, &Type::named(name), side, value).is_empty()
}

/// Writes a value; `None` where this picture does not reach.
pub(crate) fn write(manifest: &Manifest, ty: &Type, side: Side, data: &Data) -> Option<Value> {
    Some(match (&ty.kind, data) {
        (Kind::Option { .. }, Data::Nothing) => Value::Null,
        (Kind::Option { of }, Data::Something(inner)) => write(manifest, of, side, inner)?,
        (Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. }, Data::Items(items)) => {
            let items = items.iter().map(|item| write(manifest, of, side, item));
            Value::Array(items.collect::<Option<_>>()?)
        }
        (Kind::Tuple { of }, data) => write_positions(manifest, of, side, data)?,
        (Kind::Map { value, .. }, Data::Entries(entries)) => {
            Value::Object(write_entries(manifest, value, side, entries)?)
        }
        (Kind::Named { name }, data) => match (&manifest.types.get(name)?.shape, data) {
            (Shape::Unit, Data::Unit) => Value::Null,
            (Shape::Newtype { ty, .. }, Data::Newtype(inner)) => write(manifest, ty, side, inner)?,
            (Shape::Tuple(types), data) => write_positions(manifest, types, side, data)?,
            (Shape::Object { fields, .. }, Data::Object(data)) => {
                let mut object = Map::new();
                write_object(manifest, fields, side, data, &mut object)?;
                Value::Object(object)
            }
            (Shape::Choice(choice), Data::Variant(name, content)) => {
                write_variant(manifest, choice, side, name, content)?
            }
            _ => return None,
        },
        (_, Data::Plain(value)) => value.clone(),
        _ => return None,
    })
}

fn write_positions(manifest: &Manifest, types: &[Type], side: Side, data: &Data) -> Option<Value> {
    let Data::Items(items) = data else { return None };
    let items = types
        .iter()
        .zip(items)
        .map(|(ty, item)| write(manifest, ty, side, item));
    Some(Value::Array(items.collect::<Option<_>>()?))
}

fn write_entries(
    manifest: &Manifest,
    of: &Type,
    side: Side,
    data: &BTreeMap<String, Data>,
) -> Option<Map<String, Value>> {
    let write = |(key, data): (&String, &Data)| Some((key.clone(), write(manifest, of, side, data)?));
    data.iter().map(write).collect()
}

fn write_object(
    manifest: &Manifest,
    fields: &[Field],
    side: Side,
    data: &BTreeMap<String, Data>,
    object: &mut Map<String, Value>,
) -> Option<()> {
    for field in fields.iter().filter(|field| !field.skip.on(side)) {
        let value = data.get(&field.rust_name)?;
        match (value, flat(manifest, field), &field.ty.kind) {
            // What only the program knows is what a reader takes when the field is not there.
            (Data::Unknown, ..) => {}
            (Data::Nothing, ..) if field.written == Written::WhenSome => {}
            (Data::Object(inner), Some(fields), _) if field.flatten => {
                write_object(manifest, fields, side, inner, object)?;
            }
            (Data::Entries(rest), _, Kind::Map { value, .. }) if field.flatten => {
                object.extend(write_entries(manifest, value, side, rest)?);
            }
            (value, ..) => {
                object.insert(
                    field.name.on(side).clone(),
                    write(manifest, &field.ty, side, value)?,
                );
            }
        }
    }
    Some(())
}

fn write_variant(manifest: &Manifest, choice: &Choice, side: Side, name: &str, data: &Data) -> Option<Value> {
    let variant = choice.variants.iter().find(|variant| variant.rust_name == name)?;
    let content = match (&variant.content, data) {
        (Content::Unit, _) => Value::Null,
        (Content::Newtype(ty), Data::Items(items)) => write(manifest, ty, side, items.first()?)?,
        (Content::Tuple(types), data) => write_positions(manifest, types, side, data)?,
        (Content::Object(fields), Data::Object(data)) => {
            let mut object = Map::new();
            write_object(manifest, fields, side, data, &mut object)?;
            Value::Object(object)
        }
        _ => return None,
    };
    let is_unit = variant.content == Content::Unit;
    let name = variant.name.on(side);
    if variant.untagged {
        return Some(content);
    }
    Some(match &choice.tagging {
        Tagging::Untagged => content,
        Tagging::External if is_unit => json!(name),
        Tagging::External => json!({ name: content }),
        Tagging::Internal { tag } => {
            let mut object = Map::from_iter([(tag.clone(), json!(name))]);
            object.extend(content.as_object().cloned().unwrap_or_default());
            Value::Object(object)
        }
        Tagging::Adjacent { tag, .. } if is_unit => json!({ tag: name }),
        Tagging::Adjacent { tag, content: key } => json!({ tag: name, key: content }),
    })
}
