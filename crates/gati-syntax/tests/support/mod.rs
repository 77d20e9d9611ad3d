//! Reading items in tests.

#![allow(dead_code, reason = "each test uses its own part")]

use gati_schema::ty::{Choice, Field, Kind, Shape, Type, Variant};
use gati_schema::{Definition, TypeName};
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype::{self, TypeItem};
use quote::ToTokens;

/// Parses an item that must have no mistakes.
pub(crate) fn parse(item: &str) -> TypeItem {
    let mut sink = Diagnostics::new();
    let parsed = gtype::parse(&syn::parse_str(item).expect("an item"), &mut sink);
    let messages = sink.into_messages();
    assert!(messages.is_empty(), "{messages:?}");
    parsed.expect("an item without mistakes")
}

/// The mistakes in an item.
pub(crate) fn mistakes(item: &str) -> Vec<String> {
    let mut sink = Diagnostics::new();
    let parsed = gtype::parse(&syn::parse_str(item).expect("an item"), &mut sink);
    let messages = sink.into_messages();
    assert_eq!(
        parsed.is_none(),
        !messages.is_empty(),
        "no item without a mistake and the reverse"
    );
    messages
}

/// The only mistake in an item.
pub(crate) fn mistake(item: &str) -> String {
    let [message] = <[String; 1]>::try_from(mistakes(item)).expect("one mistake");
    message
}

/// The definition, in which every type is a name: its spelling in the source.
pub(crate) fn lower(item: &str) -> Definition {
    let item = parse(item);
    let name = TypeName::new(item.public_name());
    item.lower(name, &mut |ty| spelled(ty))
}

/// A type by its spelling.
pub(crate) fn spelled(ty: &syn::Type) -> Type {
    named(&ty.to_token_stream().to_string().replace(' ', ""))
}

/// A type of that name.
pub(crate) fn named(name: &str) -> Type {
    Type::named(TypeName::new(name))
}

/// The name in a type made by [`spelled`].
pub(crate) fn name_of(ty: &Type) -> &str {
    match &ty.kind {
        Kind::Named { name } => name.as_str(),
        kind => panic!("a name was expected, not {kind:?}"),
    }
}

/// The fields of a struct.
pub(crate) fn fields(item: &str) -> Vec<Field> {
    match lower(item).shape {
        Shape::Object { fields, .. } => fields,
        shape => panic!("an object was expected, not {shape:?}"),
    }
}

/// The only field of a struct that is written around `field`.
pub(crate) fn field(field: &str) -> Field {
    let fields = fields(&format!("struct S {{ {field} }}"));
    let [field] = <[Field; 1]>::try_from(fields).expect("one field");
    field
}

/// The choice behind an enum.
pub(crate) fn choice(item: &str) -> Choice {
    match lower(item).shape {
        Shape::Choice(choice) => choice,
        shape => panic!("an enum was expected, not {shape:?}"),
    }
}

/// The variants of an enum.
pub(crate) fn variants(item: &str) -> Vec<Variant> {
    choice(item).variants
}
