//! Types as frozen modules write them.

use std::collections::BTreeMap;
use std::rc::Rc;

use gati_schema::ty::{Constraints, IntWidth, Kind, Scalar};
use gati_schema::{Fingerprint, Type, TypeName, builtin, identity};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::words::ident;

/// The names that can be used without a path, unless a type of the release has one of them.
const SHORT: [&str; 4] = ["Box", "Option", "String", "Vec"];

/// A module with frozen types, as far as a type inside of it needs to know.
pub(crate) struct Scope<'a> {
    /// The types of the release.
    pub(crate) types: Rc<Types<'a>>,
    /// What stands before the name of one.
    pub(crate) prefix: TokenStream,
}

/// What is known of the types of a release together.
#[derive(Default)]
pub(crate) struct Types<'a> {
    /// The identity of each.
    pub(crate) ids: BTreeMap<&'a TypeName, Fingerprint>,
    /// Those that contain each other by value, and would be infinitely large.
    pub(crate) cycles: BTreeMap<&'a TypeName, usize>,
    /// Whether one has one of the names of [`SHORT`].
    pub(crate) shadows: bool,
}

impl Types<'_> {
    /// Whether one of the names of [`SHORT`] is taken.
    pub(crate) fn shadows(is_taken: impl Fn(&str) -> bool) -> bool {
        SHORT.into_iter().any(is_taken)
    }

    /// Whether a type stands in a box where another holds it.
    pub(crate) fn is_boxed(&self, name: &TypeName, owner: Option<&TypeName>) -> bool {
        let cycle = self.cycles.get(name);
        cycle.is_some() && owner.is_some_and(|owner| self.cycles.get(owner) == cycle)
    }
}

/// A type in Rust.
#[derive(Clone)]
pub(crate) struct Spelled {
    /// What holds the value.
    pub(crate) rust: TokenStream,
    /// Whose form on the wire it has, where `rust` is only its stand-in.
    pub(crate) wire: Option<TokenStream>,
    /// Which type that is.
    pub(crate) id: Fingerprint,
}

/// A type at a place with attributes.
pub(super) struct Place {
    pub(super) spelled: Spelled,
    /// What the attributes must say.
    pub(super) constraints: Constraints,
}

impl Scope<'_> {
    /// A type at a place whose attributes say the constraints; `owner` is the type that holds it by value.
    pub(super) fn place(&self, ty: &Type, owner: &TypeName) -> Place {
        if let Some(place) = self.branded(ty) {
            return place;
        }
        let constraints = ty.constraints.clone();
        let mut spelled = self.spell_in(&Type::plain(ty.kind.clone()), Some(owner));
        if spelled.wire.is_none() && is_beyond_stand_ins(&ty.kind, &constraints) {
            spelled.wire = Some(spelled.rust.clone());
        }
        Place { spelled, constraints }
    }

    /// A place asks for each thing once; where two are asked for, the type itself asks for one of them.
    fn branded(&self, ty: &Type) -> Option<Place> {
        ty.constraints.also.as_ref()?;
        let constraints = Constraints {
            also: None,
            ..ty.constraints.clone()
        };
        let plain = Type::plain(ty.kind.clone());
        brands(&plain).find_map(|(path, brand, id)| {
            (brand.constrained(constraints.clone()) == *ty).then(|| Place {
                spelled: Spelled {
                    rust: self.brand(path, &plain),
                    wire: None,
                    id,
                },
                constraints: constraints.clone(),
            })
        })
    }

    /// A type at a place without attributes.
    pub(crate) fn spell(&self, ty: &Type) -> Spelled {
        self.spell_in(ty, None)
    }

    fn spell_in(&self, ty: &Type, owner: Option<&TypeName>) -> Spelled {
        if !ty.constraints.is_empty()
            && let Some(brand) = self.spell_brand(ty)
        {
            return brand;
        }
        match &ty.kind {
            Kind::Option { of } => {
                let option = self.std("Option", "option");
                self.container("option", &[of], owner, |parts| quote!(#option<#(#parts)*>))
            }
            Kind::List { of } => {
                let vec = self.std("Vec", "vec");
                self.container("list", &[of], None, |parts| quote!(#vec<#(#parts)*>))
            }
            Kind::Set { of } => self.set(of),
            Kind::Array { of, len } => self.array(of, *len, owner),
            Kind::Tuple { of } => {
                let of: Vec<&Type> = of.iter().collect();
                self.container("tuple", &of, owner, |parts| quote!((#(#parts,)*)))
            }
            Kind::Map { key, value } => self.map(key, value),
            Kind::Named { name } => self.named(name, owner),
            kind => Spelled {
                rust: self.plain(kind),
                wire: None,
                id: identity::builtin(kind.identity_name()),
            },
        }
    }

    fn named(&self, name: &TypeName, owner: Option<&TypeName>) -> Spelled {
        let (prefix, ident) = (&self.prefix, ident(&name.identifier()));
        let mut rust = quote!(#prefix #ident);
        if self.types.is_boxed(name, owner) {
            let boxed = self.std("Box", "boxed");
            rust = quote!(#boxed<#rust>);
        }
        Spelled {
            rust,
            wire: None,
            id: self.types.ids.get(name).copied().unwrap_or(Fingerprint(0)),
        }
    }

    fn container(
        &self,
        name: &str,
        parts: &[&Type],
        owner: Option<&TypeName>,
        build: impl Fn(&[TokenStream]) -> TokenStream,
    ) -> Spelled {
        let parts: Vec<Spelled> = parts.iter().map(|part| self.spell_in(part, owner)).collect();
        let ids: Vec<Fingerprint> = parts.iter().map(|part| part.id).collect();
        let rust: Vec<TokenStream> = parts.iter().map(|part| part.rust.clone()).collect();
        let wire: Vec<TokenStream> = parts.iter().map(|part| part.wire().clone()).collect();
        let differs = parts.iter().any(|part| part.wire.is_some());
        Spelled {
            rust: build(&rust),
            wire: differs.then(|| build(&wire)),
            id: identity::container(name, &ids),
        }
    }

    /// A set whose items may have no order is held by a list.
    fn set(&self, of: &Type) -> Spelled {
        let spelled = self.container(
            "set",
            &[of],
            None,
            |parts| quote!(::std::collections::BTreeSet<#(#parts)*>),
        );
        if has_order(of) {
            return spelled;
        }
        let list = self.spell(&of.clone().list());
        Spelled {
            rust: list.rust,
            wire: Some(spelled.wire().clone()),
            id: spelled.id,
        }
    }

    /// Serde reads arrays of up to 32 items; longer ones are held by lists.
    fn array(&self, of: &Type, len: u64, owner: Option<&TypeName>) -> Spelled {
        let count = Literal::u64_unsuffixed(len);
        let item = self.spell_in(of, owner);
        let mut spelled = self.container("array", &[of], owner, |parts| quote!([#(#parts)*; #count]));
        spelled.id = identity::array(len, item.id);
        if len > 32 {
            let wire = spelled.wire().clone();
            spelled.rust = self.spell(&of.clone().list()).rust;
            spelled.wire = Some(wire);
        }
        spelled
    }

    /// A map whose keys may have no order is held by one of texts, which is what keys are on the wire.
    fn map(&self, key: &Type, value: &Type) -> Spelled {
        let map = |parts: &[TokenStream]| quote!(::std::collections::BTreeMap<#(#parts),*>);
        let spelled = self.container("map", &[key, value], None, map);
        if has_order(key) {
            return spelled;
        }
        let texts = self.container("map", &[&Type::plain(Kind::Text), value], None, map);
        Spelled {
            rust: texts.rust,
            wire: Some(spelled.wire().clone()),
            id: spelled.id,
        }
    }

    fn spell_brand(&self, ty: &Type) -> Option<Spelled> {
        let plain = Type::plain(ty.kind.clone());
        brands(&plain).find_map(|(path, brand, id)| {
            (brand == *ty).then(|| Spelled {
                rust: self.brand(path, &plain),
                wire: None,
                id,
            })
        })
    }

    fn brand(&self, path: &str, plain: &Type) -> TokenStream {
        let name = ident(path.rsplit("::").next().unwrap_or(path));
        if plain.kind == Kind::Text {
            quote!(::gati::types::#name)
        } else {
            let number = self.plain(&plain.kind);
            quote!(::gati::types::#name<#number>)
        }
    }

    fn std(&self, name: &str, module: &str) -> TokenStream {
        let (ident, module) = (ident(name), ident(module));
        if self.types.shadows {
            quote!(::std::#module::#ident)
        } else {
            quote!(#ident)
        }
    }

    /// A type that holds no other.
    fn plain(&self, kind: &Kind) -> TokenStream {
        match kind {
            Kind::Null => quote!(()),
            Kind::Bool => quote!(bool),
            Kind::Integer { width, non_zero } => {
                let number = ident(IntWidth::rust_name(*width));
                if *non_zero {
                    quote!(::std::num::NonZero<#number>)
                } else {
                    quote!(#number)
                }
            }
            Kind::Float { width } => {
                let number = ident(width.rust_name());
                quote!(#number)
            }
            Kind::Text => self.std("String", "string"),
            Kind::Char => quote!(char),
            Kind::Bytes => quote!(::gati::Bytes),
            Kind::Scalar { scalar } => spell_scalar(*scalar),
            Kind::Any => quote!(::gati::__private::Value),
            Kind::AnyObject => {
                let text = self.std("String", "string");
                quote!(::gati::__private::Map<#text, ::gati::__private::Value>)
            }
            Kind::Upload => quote!(::gati::Upload),
            Kind::Option { .. }
            | Kind::List { .. }
            | Kind::Set { .. }
            | Kind::Array { .. }
            | Kind::Tuple { .. }
            | Kind::Map { .. }
            | Kind::Named { .. } => self.spell(&Type::plain(kind.clone())).rust,
        }
    }
}

impl Spelled {
    /// The type that the contract shows.
    pub(crate) fn wire(&self) -> &TokenStream {
        self.wire.as_ref().unwrap_or(&self.rust)
    }
}

/// The brands of `gati::types` over a plain type: path, type and identity.
fn brands(plain: &Type) -> impl Iterator<Item = (&'static str, Type, Fingerprint)> {
    let argument = (plain.clone(), identity::builtin(plain.kind.identity_name()));
    let is_text = plain.kind == Kind::Text;
    let of_types = builtin::paths().filter(|(path, _)| path.starts_with("gati::types::"));
    of_types.filter_map(move |(path, arity)| {
        let arguments: &[_] = match (arity, is_text) {
            (0, true) => &[],
            (1, false) => std::slice::from_ref(&argument),
            _ => return None,
        };
        let (ty, id) = builtin::resolve(path, arguments)?.ok()?;
        Some((path, ty, id))
    })
}

fn spell_scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Duration => quote!(::std::time::Duration),
        Scalar::SystemTime => quote!(::std::time::SystemTime),
        Scalar::IpAddr => quote!(::std::net::IpAddr),
        Scalar::Ipv4Addr => quote!(::std::net::Ipv4Addr),
        Scalar::Ipv6Addr => quote!(::std::net::Ipv6Addr),
        Scalar::SocketAddr => quote!(::std::net::SocketAddr),
        Scalar::Path => quote!(::std::path::PathBuf),
        // Of crates that a package of today need not depend on any more.
        Scalar::Uuid
        | Scalar::Timestamp
        | Scalar::Zoned
        | Scalar::CivilDateTime
        | Scalar::CivilDate
        | Scalar::CivilTime
        | Scalar::Span
        | Scalar::SignedDuration
        | Scalar::Url
        | Scalar::Decimal
        | Scalar::Semver => {
            let name = ident(&format!("{scalar:?}"));
            quote!(::gati::__private::scalar::#name)
        }
    }
}

/// Whether values of a type have an order, as far as is known.
pub(crate) fn has_order(ty: &Type) -> bool {
    match &ty.kind {
        Kind::Null | Kind::Bool | Kind::Integer { .. } | Kind::Text | Kind::Char | Kind::Bytes => true,
        Kind::Scalar { scalar } => !matches!(scalar, Scalar::Span),
        Kind::Option { of } | Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => has_order(of),
        Kind::Tuple { of } => of.iter().all(has_order),
        Kind::Map { key, value } => has_order(key) && has_order(value),
        Kind::Float { .. } | Kind::Any | Kind::AnyObject | Kind::Upload | Kind::Named { .. } => false,
    }
}

/// Constraints that only some types can be asked for, while a frozen type at this place may be none of them: the contract says them,
/// the type does not check them.
fn is_beyond_stand_ins(kind: &Kind, constraints: &Constraints) -> bool {
    match kind {
        Kind::Option { of } => is_beyond_stand_ins(&of.kind, constraints),
        Kind::Named { .. } => !constraints.is_empty(),
        Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } | Kind::Map { value: of, .. } => {
            let items = constraints.items.as_deref();
            (constraints.unique && !has_order(of))
                || items.is_some_and(|items| is_beyond_stand_ins(&of.kind, items))
        }
        _ => false,
    }
}
