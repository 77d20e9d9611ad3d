//! From our words to the model.

use gati_schema::TypeName;
use gati_schema::ty::{
    Choice, Constraints, Content as Carried, Default, Definition, Field as Member, Kind, Shape, Sided, Type,
    Variant as Case, Written,
};

use super::ast::{Body, Content, Element, Field, Place, TypeItem, Variant};

/// What turns a type of the source into one of the model.
type Resolve<'r> = &'r mut dyn FnMut(&syn::Type) -> Type;

impl TypeItem {
    /// The definition, under a name that the caller knows (an instance of a generic type has one of its own).
    ///
    /// Every type at a place of use goes through `resolve` once, in the order of the source; the constraints of the place are
    /// added to the result.
    #[must_use]
    pub fn lower(&self, name: TypeName, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> Definition {
        Definition {
            name,
            shape: self.shape(resolve),
            docs: self.docs.clone(),
            deprecated: self.deprecated.clone(),
            examples: self.examples.clone(),
        }
    }

    fn shape(&self, resolve: Resolve<'_>) -> Shape {
        match &self.body {
            // Conversions go straight to the other type: an `Option` in there is one to serde, too.
            Body::Wire(place) => Shape::Newtype {
                ty: lower_place(place, resolve),
                transparent: true,
            },
            Body::Unit => Shape::Unit,
            Body::Newtype { element, transparent } => Shape::Newtype {
                ty: lower_place(&element.place, resolve),
                transparent: *transparent,
            },
            Body::Tuple(elements) => Shape::Tuple(lower_elements(elements, resolve)),
            Body::Object {
                fields,
                deny_unknown_fields,
                tag,
            } => {
                let tag = tag
                    .iter()
                    .map(|(key, value)| lower_struct_tag(key, value, fields));
                let fields = fields.iter().map(|field| lower_field(field, resolve));
                Shape::Object {
                    fields: tag.chain(fields).collect(),
                    deny_unknown_fields: *deny_unknown_fields,
                }
            }
            Body::Choice {
                tagging,
                variants,
                skipped: _,
                deny_unknown_fields,
            } => Shape::Choice(Choice {
                tagging: tagging.clone(),
                variants: variants
                    .iter()
                    .map(|variant| lower_variant(variant, resolve))
                    .collect(),
                deny_unknown_fields: *deny_unknown_fields,
            }),
        }
    }
}

fn lower_place(place: &Place, resolve: Resolve<'_>) -> Type {
    resolve(place.described()).constrained(place.constraints.lower())
}

fn lower_elements(elements: &[Element], resolve: Resolve<'_>) -> Vec<Type> {
    elements
        .iter()
        .map(|element| lower_place(&element.place, resolve))
        .collect()
}

fn lower_field(field: &Field, resolve: Resolve<'_>) -> Member {
    Member {
        rust_name: plain_name(&field.ident),
        name: field.name.clone(),
        aliases: field.aliases.clone(),
        ty: lower_place(&field.place, resolve),
        default: field.default.clone(),
        written: field.written,
        skip: field.skip.clone(),
        flatten: field.flatten,
        docs: field.docs.clone(),
        deprecated: field.deprecated.clone(),
        examples: field.examples.clone(),
    }
}

/// `#[serde(tag = "kind")] struct Created { … }` writes `"kind": "Created"` and does not look at it when it reads: a text with
/// one possible value that exists on the writing side only.
fn lower_struct_tag(key: &str, value: &str, fields: &[Field]) -> Member {
    let constraints = Constraints {
        pattern: Some(literal_pattern(value)),
        ..Constraints::default()
    };
    Member {
        rust_name: free_name(key, fields),
        name: Sided::Same(key.to_owned()),
        aliases: Vec::new(),
        ty: Type::from(Kind::Text).constrained(constraints),
        default: Default::None,
        written: Written::Always,
        skip: Sided::new(true, false),
        flatten: false,
        docs: format!("Always `{value}`."),
        deprecated: None,
        examples: vec![value.into()],
    }
}

/// A Rust name after a key of the wire, which no field has.
fn free_name(key: &str, fields: &[Field]) -> String {
    let mut name: String = key
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name.insert_str(0, "tag_");
    }
    while fields.iter().any(|field| plain_name(&field.ident) == name) {
        name.push('_');
    }
    name
}

/// A pattern that matches one text only, in the characters that Rust's and JavaScript's grammar both let escape.
fn literal_pattern(text: &str) -> String {
    let mut pattern = String::from("^");
    for c in text.chars() {
        if r"^$\.*+?()[]{}|".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('$');
    pattern
}

fn lower_variant(variant: &Variant, resolve: Resolve<'_>) -> Case {
    let content = match &variant.content {
        Content::Unit => Carried::Unit,
        Content::Wire(ty) => Carried::Newtype(resolve(ty)),
        Content::Newtype(element) => Carried::Newtype(lower_place(&element.place, resolve)),
        Content::Tuple(elements) => Carried::Tuple(lower_elements(elements, resolve)),
        Content::Object(fields) => {
            Carried::Object(fields.iter().map(|field| lower_field(field, resolve)).collect())
        }
    };
    Case {
        rust_name: plain_name(&variant.ident),
        name: variant.name.clone(),
        aliases: variant.aliases.clone(),
        content,
        untagged: variant.untagged,
        other: variant.other,
        skip: variant.skip.clone(),
        status: variant.status.as_ref().map(|status| status.value),
        docs: variant.docs.clone(),
        deprecated: variant.deprecated.clone(),
    }
}

/// An identifier without `r#`.
fn plain_name(ident: &syn::Ident) -> String {
    syn::ext::IdentExt::unraw(ident).to_string()
}
