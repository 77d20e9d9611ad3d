//! A transformer that keeps all rules.

use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Attribute, Type, TypePath};

use super::parse::Draft;

/// A transformer that keeps all rules.
#[derive(Clone)]
pub struct TransformerItem {
    ident: Ident,
    cfgs: Vec<Attribute>,
    rust_deprecated: bool,
    from: TypePath,
    to: TypePath,
    fallible: bool,
    arguments: Vec<TransformerArgument>,
}

/// What an argument gives a transformer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransformerArgument {
    /// The value that it carries.
    Value,
    /// `&mut Lctx` or `&Lctx`: what belongs to this request.
    Lctx,
}

/// The name of the unit struct that stands for a transformer of this name: generated code refers to it.
#[must_use]
pub fn transformer_marker(function: &Ident) -> Ident {
    format_ident!("__gati_transformer_{}", function.unraw(), span = function.span())
}

impl TransformerItem {
    pub(super) fn new(draft: Draft<'_>) -> Option<Self> {
        let is = |attr: &Attribute, name: &str| attr.path().is_ident(name);
        let attrs = &draft.function.attrs;
        Some(Self {
            ident: draft.function.sig.ident.clone(),
            cfgs: attrs.iter().filter(|attr| is(attr, "cfg")).cloned().collect(),
            rust_deprecated: attrs.iter().any(|attr| is(attr, "deprecated")),
            from: path(draft.values.first()?)?.clone(),
            to: path(draft.makes?)?.clone(),
            fallible: draft.fallible,
            arguments: draft.arguments,
        })
    }

    /// The name of the function.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The name of the unit struct that stands for this transformer.
    #[must_use]
    pub fn marker(&self) -> Ident {
        transformer_marker(&self.ident)
    }

    /// The `cfg` attributes that stand below ours: whatever is made beside the function needs them too.
    #[must_use]
    pub fn cfgs(&self) -> &[Attribute] {
        &self.cfgs
    }

    /// Whether Rust warns of calls to the function.
    #[must_use]
    pub fn warns_of_calls(&self) -> bool {
        self.rust_deprecated
    }

    /// The type that it takes.
    #[must_use]
    pub fn from(&self) -> &TypePath {
        &self.from
    }

    /// The type that it makes.
    #[must_use]
    pub fn to(&self) -> &TypePath {
        &self.to
    }

    /// Whether it returns a `Result`: some values cannot be carried.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        self.fallible
    }

    /// Whether it looks at the local context.
    #[must_use]
    pub fn takes_context(&self) -> bool {
        self.arguments.contains(&TransformerArgument::Lctx)
    }

    /// The arguments in the order of the signature.
    #[must_use]
    pub fn arguments(&self) -> &[TransformerArgument] {
        &self.arguments
    }
}

/// A type of a release, as far as its form tells: a path without arguments.
pub(super) fn path(ty: &Type) -> Option<&TypePath> {
    match crate::handler::shape::peel(ty) {
        Type::Path(path) if path.qself.is_none() => Some(path),
        _ => None,
    }
}
