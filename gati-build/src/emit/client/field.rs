//! A field, as the client's side of it.

use gati_schema::ty::{Default, Field, Kind, Side, Written};
use gati_schema::{Type, TypeName};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::docs;
use super::model::{Model, Way};
use super::names::{self, unraw};
use super::ty::{self, Place};

/// What the client does with a field.
pub(super) struct Plan<'a> {
    pub(super) field: &'a Field,
    /// Whether the client adds an `Option` of its own: the value may be left out, or is not always there.
    wrapped: bool,
    /// Whether `None` is left out rather than sent as null.
    omit_none: bool,
    /// Whether leaving the value out means the empty one of its type.
    empty_is_absent: bool,
    /// On which side of the client the field does not exist although the struct has it.
    only: Option<Way>,
}

/// The plans of all fields that the client has.
pub(super) fn plans<'a>(way: Way, fields: &'a [Field]) -> Vec<Plan<'a>> {
    fields.iter().filter_map(|field| plan(way, field)).collect()
}

fn plan(way: Way, field: &Field) -> Option<Plan<'_>> {
    // What the server does not read is not sent, what it does not write is not received.
    let (unsent, unreceived) = (*field.skip.on(Side::Read), *field.skip.on(Side::Write));
    let only = match (way, unsent, unreceived) {
        (Way::Sent, true, _) | (Way::Received, _, true) | (Way::Both, true, true) => return None,
        (Way::Both, true, false) => Some(Way::Received),
        (Way::Both, false, true) => Some(Way::Sent),
        _ => None,
    };
    if field.flatten {
        return Some(Plan {
            field,
            wrapped: false,
            omit_none: false,
            empty_is_absent: false,
            only: None,
        });
    }
    let is_option = matches!(field.ty.kind, Kind::Option { .. });
    // Leaving the field out means something else than null.
    let has_default = !matches!(&field.default, Default::None | Default::Known(Value::Null));
    let may_be_absent = way != Way::Sent && field.written == Written::Sometimes && !is_option;
    let empty_is_absent = match way {
        Way::Sent => has_default && has_empty_value(field),
        Way::Received | Way::Both => may_be_absent && has_empty_value(field),
    };
    let wrapped = match way {
        Way::Sent => has_default && !empty_is_absent,
        Way::Received => may_be_absent && !empty_is_absent,
        Way::Both => (only.is_some() && !is_option) || (may_be_absent && !empty_is_absent),
    };
    let omit_none = match way {
        Way::Sent => is_option || wrapped,
        Way::Received => false,
        // A plain `None` must be said if leaving it out would give the server's default instead.
        Way::Both => wrapped || (is_option && !has_default),
    };
    Some(Plan {
        field,
        wrapped,
        omit_none,
        empty_is_absent,
        only,
    })
}

/// Whether leaving the field out means the empty value of its Rust type: its default says so, or, where only a writer
/// leaves it out, it is a list, a map or a text, of which nothing but the empty one ever is.
fn has_empty_value(field: &Field) -> bool {
    match (&field.default, &field.ty.kind) {
        (Default::Known(value), Kind::Bool) => *value == Value::Bool(false),
        (Default::Known(value), Kind::Integer { .. }) => value.as_u64() == Some(0),
        (
            default,
            Kind::List { .. }
            | Kind::Set { .. }
            | Kind::Map { .. }
            | Kind::AnyObject
            | Kind::Text
            | Kind::Bytes,
        ) => match default {
            Default::Known(value) => is_empty(value),
            Default::None => true,
            Default::Computed => false,
        },
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

impl Plan<'_> {
    /// The field of a struct, without its visibility: `#[serde(…)] name: Type`.
    pub(super) fn expand(
        &self,
        model: &Model<'_>,
        owner: &TypeName,
        way: Way,
        renamed: bool,
        visibility: &TokenStream,
    ) -> TokenStream {
        let Self { field, .. } = self;
        let ident = names::ident(&field.rust_name);
        let comment = docs::paragraphs(&[&field.docs, &self.remark()]);
        let deprecated = docs::deprecated(field.deprecated.as_ref(), None);
        let attributes = if model.has_upload(owner) {
            TokenStream::new()
        } else {
            self.attributes(way, &ident.to_string(), renamed)
        };
        let mut ty = ty::owned(model, Place::Within(owner), &field.ty);
        if self.wrapped {
            ty = quote!(Option<#ty>);
        }
        quote!(#comment #deprecated #attributes #visibility #ident: #ty)
    }

    fn attributes(&self, way: Way, ident: &str, renamed: bool) -> TokenStream {
        let mut keys = Vec::new();
        if self.field.flatten {
            keys.push(quote!(flatten));
        } else {
            keys.extend(rename(way, &self.field.name, ident, renamed));
        }
        if self.empty_is_absent {
            keys.push(quote!(default));
        }
        match self.only {
            Some(Way::Received) => keys.push(quote!(skip_serializing)),
            Some(_) => keys.push(quote!(skip_deserializing)),
            None => {}
        }
        if self.omit_none && self.only != Some(Way::Received) {
            keys.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        if keys.is_empty() {
            TokenStream::new()
        } else {
            quote!(#[serde(#(#keys),*)])
        }
    }

    /// What the type does not say.
    fn remark(&self) -> String {
        let mut remarks = Vec::new();
        if self.wrapped && self.omit_none && self.only.is_none() {
            match &self.field.default {
                Default::Known(value) => remarks.push(format!("When left out: `{value}`.")),
                Default::Computed => remarks.push("When left out, the server fills it in.".to_owned()),
                Default::None => {}
            }
        }
        match self.only {
            Some(Way::Received) => remarks.push("Only in answers.".to_owned()),
            Some(_) => remarks.push("Only in requests.".to_owned()),
            None => {}
        }
        remarks.extend(constraints(&self.field.ty));
        remarks.join(" ")
    }

    /// Whether a value of the struct can be made without thinking of this field.
    pub(super) fn has_default(&self) -> bool {
        let ty = &self.field.ty.kind;
        self.wrapped
            || self.empty_is_absent
            || matches!(
                ty,
                Kind::Option { .. } | Kind::List { .. } | Kind::Set { .. } | Kind::Map { .. }
            )
    }
}

/// The `rename` that a name needs: none if it is the Rust name, or if a rule on the container says it.
pub(super) fn rename(
    way: Way,
    name: &gati_schema::ty::Sided<String>,
    ident: &str,
    renamed: bool,
) -> Option<TokenStream> {
    // The client writes what the server reads, and the other way round.
    let (serialize, deserialize) = wire_names(way, name);
    if serialize != deserialize {
        return Some(quote!(rename(serialize = #serialize, deserialize = #deserialize)));
    }
    (!renamed && serialize != unraw(ident)).then(|| quote!(rename = #serialize))
}

/// The name that the client writes, and the one that it reads.
pub(super) fn wire_names(way: Way, name: &gati_schema::ty::Sided<String>) -> (&str, &str) {
    let (sent, received) = (name.on(Side::Read).as_str(), name.on(Side::Write).as_str());
    match way {
        Way::Sent => (sent, sent),
        Way::Received => (received, received),
        Way::Both => (sent, received),
    }
}

/// The constraints of a place, for people.
pub(super) fn constraints(ty: &Type) -> Option<String> {
    let bounds = &ty.constraints;
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| format!("`{name} = {value}`")));
    };
    let text = |number: &Option<gati_schema::ty::Number>| number.as_ref().map(ToString::to_string);
    fact("min", text(&bounds.min));
    fact("max", text(&bounds.max));
    fact("exclusive_min", text(&bounds.exclusive_min));
    fact("exclusive_max", text(&bounds.exclusive_max));
    fact("multiple_of", text(&bounds.multiple_of));
    fact("min_length", bounds.min_length.map(|count| count.to_string()));
    fact("max_length", bounds.max_length.map(|count| count.to_string()));
    fact(
        "pattern",
        bounds.pattern.as_ref().map(|pattern| format!("{pattern:?}")),
    );
    fact(
        "format",
        bounds.format.map(|format| format!("{:?}", format.name())),
    );
    fact("min_items", bounds.min_items.map(|count| count.to_string()));
    fact("max_items", bounds.max_items.map(|count| count.to_string()));
    fact("unique", bounds.unique.then(|| "true".to_owned()));
    fact(
        "min_properties",
        bounds.min_properties.map(|count| count.to_string()),
    );
    fact(
        "max_properties",
        bounds.max_properties.map(|count| count.to_string()),
    );
    (!facts.is_empty()).then(|| format!("Constraints: {}.", facts.join(", ")))
}
