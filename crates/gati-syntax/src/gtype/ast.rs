//! A type as its author wrote it, in our words.

use gati_schema::ty::{Default, Deprecation, Sided, Tagging, Written};
use serde_json::Value;
use syn::{Ident, Member};

use super::detail::Detail;
use crate::attr::constraint::ConstraintSet;
use crate::attr::entry::Slot;

/// A struct or enum with `#[derive(GType)]`, its attributes parsed and checked.
#[derive(Clone)]
pub struct TypeItem {
    pub(super) ident: Ident,
    pub(super) generics: syn::Generics,
    pub(super) public_name: String,
    pub(super) docs: String,
    pub(super) deprecated: Option<Deprecation>,
    pub(super) examples: Vec<Value>,
    pub(super) is_api_error: bool,
    pub(super) body: Body,
}

/// How a type looks.
#[derive(Clone)]
pub enum Body {
    /// The JSON form of another type: `#[gtype(as = T)]`, or `#[serde(from = "T", into = "T")]`.
    Wire(Place),
    /// A unit struct.
    Unit,
    /// A struct around one value.
    Newtype {
        /// The value.
        element: Element,
        /// Whether serde sees straight through.
        transparent: bool,
    },
    /// A tuple struct.
    Tuple(Vec<Element>),
    /// A struct with named fields.
    Object {
        /// The fields.
        fields: Vec<Field>,
        /// Whether unknown keys are refused.
        deny_unknown_fields: bool,
        /// The key and the value that `#[serde(tag = "…")]` adds when the struct is written.
        tag: Option<(String, String)>,
    },
    /// An enum.
    Choice {
        /// How variants are told apart.
        tagging: Tagging,
        /// The variants.
        variants: Vec<Variant>,
        /// The variants that serde skips on both sides: values of Rust that never travel.
        skipped: Vec<Ident>,
        /// Whether unknown keys are refused.
        deny_unknown_fields: bool,
    },
}

/// A place that holds a value.
#[derive(Clone)]
pub struct Place {
    /// The type in Rust.
    pub ty: syn::Type,
    /// The type whose JSON form it has, where that is another one.
    pub wire: Option<syn::Type>,
    /// What must hold of it.
    pub constraints: ConstraintSet,
}

impl Place {
    /// The type that the contract speaks of.
    #[must_use]
    pub fn described(&self) -> &syn::Type {
        self.wire.as_ref().unwrap_or(&self.ty)
    }
}

/// An unnamed value, or the only named one of a transparent struct.
#[derive(Clone)]
pub struct Element {
    /// How Rust reaches it.
    pub member: Member,
    /// What it holds.
    pub place: Place,
}

/// A named field.
#[derive(Clone)]
pub struct Field {
    /// How Rust reaches it.
    pub ident: Ident,
    /// What it holds.
    pub place: Place,
    /// Its name on the wire.
    pub name: Sided<String>,
    /// Further names that are read.
    pub aliases: Vec<String>,
    /// What a reader takes when it is absent.
    pub default: Default,
    /// The function that computes the default, if there is one.
    pub default_function: Option<syn::ExprPath>,
    /// Whether the default of the whole struct has its default: the field has no attribute of its own.
    pub(super) default_of_struct: bool,
    /// Whether a writer always emits it.
    pub written: Written,
    /// The function that says whether a writer leaves it out.
    pub skip_if: Option<syn::ExprPath>,
    /// On which side it does not exist.
    pub skip: Sided<bool>,
    /// Whether its fields stand in this object.
    pub flatten: bool,
    /// The doc comment.
    pub docs: String,
    /// Whether its use is discouraged.
    pub deprecated: Option<Deprecation>,
    /// Values that show how it is meant.
    pub examples: Vec<Value>,
}

impl Field {
    /// Whether its default comes out of that of the whole struct.
    #[must_use]
    pub fn takes_default_of_struct(&self) -> bool {
        self.default_of_struct
    }
}

/// A variant that exists on at least one side.
#[derive(Clone)]
pub struct Variant {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its name on the wire.
    pub name: Sided<String>,
    /// Further names that are read.
    pub aliases: Vec<String>,
    /// What it carries.
    pub content: Content,
    /// Whether it has no tag.
    pub untagged: bool,
    /// Whether it stands for every unknown name.
    pub other: bool,
    /// On which side it does not exist.
    pub skip: Sided<bool>,
    /// The HTTP status, if the enum is an error.
    pub status: Slot<u16>,
    /// Whether a mistake in its attributes was reported, so that what is missing may only be misspelt.
    pub(super) is_flawed: bool,
    /// The text about one such error.
    pub detail: Option<Detail>,
    /// The doc comment.
    pub docs: String,
    /// Whether its use is discouraged.
    pub deprecated: Option<Deprecation>,
}

/// What a variant carries.
#[derive(Clone)]
pub enum Content {
    /// Nothing.
    Unit,
    /// The JSON form of another type: `#[gtype(as = T)]` on the variant.
    Wire(Box<syn::Type>),
    /// One unnamed value.
    Newtype(Box<Element>),
    /// Several unnamed values.
    Tuple(Vec<Element>),
    /// Named fields.
    Object(Vec<Field>),
}

/// A field whose default is computed by a function, for those who can look at the function.
#[derive(Clone, Copy)]
pub struct ComputedDefault<'a> {
    /// The variant that has the field, if the type is an enum.
    pub variant: Option<&'a Ident>,
    /// The field.
    pub field: &'a Ident,
    /// The path in `#[serde(default = "path")]`.
    pub function: &'a syn::ExprPath,
}

impl TypeItem {
    /// The name in Rust.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The parameters and the where clause.
    #[must_use]
    pub fn generics(&self) -> &syn::Generics {
        &self.generics
    }

    /// The public name: `#[gtype(name = "…")]` or the identifier.
    #[must_use]
    pub fn public_name(&self) -> &str {
        &self.public_name
    }

    /// The doc comment.
    #[must_use]
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// Whether it also derives `ApiError`. A derive macro cannot see that; the build script can.
    #[must_use]
    pub fn is_api_error(&self) -> bool {
        self.is_api_error
    }

    /// How it looks.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Every named field, with the variant it belongs to.
    pub fn fields(&self) -> impl Iterator<Item = (Option<&Ident>, &Field)> {
        let (fields, variants): (&[Field], &[Variant]) = match &self.body {
            Body::Object { fields, .. } => (fields, &[]),
            Body::Choice { variants, .. } => (&[], variants),
            Body::Wire(_) | Body::Unit | Body::Newtype { .. } | Body::Tuple(_) => (&[], &[]),
        };
        let of_variants = variants.iter().flat_map(|variant| {
            let fields: &[Field] = match &variant.content {
                Content::Object(fields) => fields,
                Content::Unit | Content::Wire(_) | Content::Newtype(_) | Content::Tuple(_) => &[],
            };
            fields.iter().map(|field| (Some(&variant.ident), field))
        });
        fields.iter().map(|field| (None, field)).chain(of_variants)
    }

    /// The fields whose default only a function knows, so that a reader of the whole crate may look for a literal in it.
    ///
    /// What is found there belongs into the definition after [`TypeItem::local`] was taken: rustc's reading does not know it.
    pub fn computed_defaults(&self) -> impl Iterator<Item = ComputedDefault<'_>> {
        self.fields().filter_map(|(variant, field)| {
            let function = field.default_function.as_ref()?;
            (field.default == Default::Computed).then_some(ComputedDefault {
                variant,
                field: &field.ident,
                function,
            })
        })
    }
}
