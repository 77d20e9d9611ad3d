//! The form of a type that can be frozen: what only code of its author knows cannot.

use gati_schema::ty::{
    Choice, Constraints, Content, Default, Field, Kind, Shape, Side, Sided, Tagging, Variant, Written,
};
use gati_schema::{Definition, Type};

use super::spell::has_order;

/// A definition as its frozen type has it.
///
/// - A `check` function may be gone: what it refused is not refused.
/// - So may the function of a default: a field that may be absent is an `Option`, which is `None` for what a server of then filled in.
/// - A function that left a field out of answers becomes one that leaves out what is empty, or nothing at all.
pub(crate) fn frozen_form(definition: &Definition) -> Definition {
    Definition {
        shape: match &definition.shape {
            Shape::Unit => Shape::Unit,
            Shape::Newtype { ty, transparent } => Shape::Newtype {
                ty: frozen_type(ty),
                transparent: *transparent,
            },
            Shape::Tuple(types) => Shape::Tuple(types.iter().map(frozen_type).collect()),
            Shape::Object {
                fields,
                deny_unknown_fields,
            } => Shape::Object {
                fields: fields.iter().map(frozen_field).collect(),
                deny_unknown_fields: *deny_unknown_fields,
            },
            Shape::Choice(choice) => Shape::Choice(Choice {
                variants: choice.variants.iter().map(frozen_variant).collect(),
                ..choice.clone()
            }),
        },
        ..definition.clone()
    }
}

fn frozen_variant(variant: &Variant) -> Variant {
    Variant {
        content: match &variant.content {
            Content::Unit => Content::Unit,
            Content::Newtype(ty) => Content::Newtype(frozen_type(ty)),
            Content::Tuple(types) => Content::Tuple(types.iter().map(frozen_type).collect()),
            Content::Object(fields) => Content::Object(fields.iter().map(frozen_field).collect()),
        },
        ..variant.clone()
    }
}

fn frozen_field(field: &Field) -> Field {
    let mut ty = frozen_type(&field.ty);
    let mut default = field.default.clone();
    let mut written = field.written;
    if may_be_left_open(field) {
        if !matches!(ty.kind, Kind::Option { .. }) {
            ty = optional(ty);
            written = Written::WhenSome;
        }
        default = Default::None;
    }
    let is_option = matches!(ty.kind, Kind::Option { .. });
    written = match written {
        Written::Always => Written::Always,
        Written::WhenSome | Written::Sometimes if is_option => Written::WhenSome,
        Written::Sometimes if empty_test(&ty).is_some() => Written::Sometimes,
        Written::WhenSome | Written::Sometimes => Written::Always,
    };
    Field {
        ty,
        default,
        written,
        ..field.clone()
    }
}

/// Whether a field is absent where the server of then computed what stands for it.
pub(crate) fn may_be_left_open(field: &Field) -> bool {
    field.default == Default::Computed && !field.flatten
}

/// `Option<T>`, the constraints being those of `T` as they stand at a field.
fn optional(ty: Type) -> Type {
    let constraints = ty.constraints;
    Type::plain(ty.kind).optional().constrained(constraints)
}

/// The function that says whether a value of this type has nothing in it.
pub(super) fn empty_test(ty: &Type) -> Option<&'static str> {
    Some(match &ty.kind {
        Kind::Set { of } if has_order(of) => "::std::collections::BTreeSet::is_empty",
        Kind::List { .. } | Kind::Set { .. } => "::std::vec::Vec::is_empty",
        Kind::Map { .. } => "::std::collections::BTreeMap::is_empty",
        Kind::Text => "::std::string::String::is_empty",
        Kind::AnyObject => "::gati::__private::Map::is_empty",
        _ => return None,
    })
}

fn frozen_type(ty: &Type) -> Type {
    Type {
        kind: match &ty.kind {
            Kind::Option { of } => Kind::Option { of: inner(of) },
            Kind::List { of } => Kind::List { of: inner(of) },
            Kind::Set { of } => Kind::Set { of: inner(of) },
            Kind::Array { of, len } => Kind::Array {
                of: inner(of),
                len: *len,
            },
            Kind::Tuple { of } => Kind::Tuple {
                of: of.iter().map(frozen_type).collect(),
            },
            Kind::Map { key, value } => Kind::Map {
                key: inner(key),
                value: inner(value),
            },
            kind => kind.clone(),
        },
        constraints: unchecked(&ty.constraints),
    }
}

fn inner(ty: &Type) -> Box<Type> {
    Box::new(frozen_type(ty))
}

/// The constraints without functions of their author's.
fn unchecked(constraints: &Constraints) -> Constraints {
    let inside = |part: &Option<Box<Constraints>>| {
        let part = part.as_deref().map(unchecked)?;
        (!part.is_empty()).then(|| Box::new(part))
    };
    Constraints {
        check: None,
        items: inside(&constraints.items),
        also: inside(&constraints.also),
        ..constraints.clone()
    }
}

/// The key and the value that `#[serde(tag = "…")]` on a struct writes: the model has them as a first field, Rust has none.
pub(crate) fn struct_tag(fields: &[Field]) -> Option<(&str, &str)> {
    let tag = fields.first()?;
    let value = tag.examples.first()?.as_str()?;
    let is_tag = tag.skip == Sided::new(true, false)
        && tag.ty.kind == Kind::Text
        && tag.docs == format!("Always `{value}`.")
        && tag.ty.constraints.pattern.is_some();
    is_tag.then(|| (tag.name.on(Side::Write).as_str(), value))
}

/// The fields that the Rust struct has.
pub(crate) fn fields_in_rust(fields: &[Field]) -> &[Field] {
    if struct_tag(fields).is_some() {
        &fields[1..]
    } else {
        fields
    }
}

/// Whether a type is the error of handlers: only those have statuses.
pub(super) fn is_error(definition: &Definition) -> bool {
    match &definition.shape {
        Shape::Choice(choice) => {
            matches!(choice.tagging, Tagging::Internal { .. })
                && !choice.variants.is_empty()
                && choice.variants.iter().all(|variant| variant.status.is_some())
        }
        _ => false,
    }
}
