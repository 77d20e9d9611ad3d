//! A place of the contract as a Rust type.

use gati_schema::ty::{Kind, Scalar};
use gati_schema::{Type, TypeName};
use proc_macro2::TokenStream;
use quote::quote;

use super::model::Model;
use super::usage;

/// The longest array for which serde has an implementation.
const LONGEST_ARRAY: u64 = 32;

/// Where a type is written.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// In the module of types, as part of the value of this type.
    Within(&'a TypeName),
    /// In the module of types, behind an allocation: here a type may hold itself.
    Behind,
    /// In the signature of a method.
    Signature,
}

impl Place<'_> {
    fn behind(self) -> Self {
        match self {
            Self::Within(_) | Self::Behind => Self::Behind,
            Self::Signature => Self::Signature,
        }
    }
}

/// The owned type.
pub(super) fn owned(model: &Model<'_>, place: Place<'_>, ty: &Type) -> TokenStream {
    let of = |ty: &Type| owned(model, place, ty);
    let indirect = |ty: &Type| owned(model, place.behind(), ty);
    match &ty.kind {
        Kind::Null => quote!(()),
        Kind::Bool => quote!(bool),
        Kind::Integer { width, .. } => word(width.rust_name()),
        Kind::Float { width } => word(width.rust_name()),
        Kind::Text => quote!(String),
        Kind::Char => quote!(char),
        Kind::Bytes => quote!(Vec<u8>),
        Kind::Scalar { scalar } => scalar_path(*scalar),
        Kind::Any => quote!(::gati_client::serde_json::Value),
        Kind::AnyObject => quote!(::gati_client::serde_json::Map<String, ::gati_client::serde_json::Value>),
        Kind::Option { of: inner } => {
            let inner = of(inner);
            quote!(Option<#inner>)
        }
        Kind::List { of: item } => {
            let item = indirect(item);
            quote!(Vec<#item>)
        }
        Kind::Set { of: item } => {
            let item_type = indirect(item);
            if has_order(model, item) {
                quote!(::std::collections::BTreeSet<#item_type>)
            } else {
                quote!(Vec<#item_type>)
            }
        }
        Kind::Array { of: item, len } => match usize::try_from(*len) {
            Ok(length) if *len <= LONGEST_ARRAY => {
                let item = of(item);
                let length = proc_macro2::Literal::usize_unsuffixed(length);
                quote!([#item; #length])
            }
            _ => {
                let item = indirect(item);
                quote!(Vec<#item>)
            }
        },
        Kind::Tuple { of: parts } => {
            let parts = parts.iter().map(of);
            quote!((#(#parts,)*))
        }
        Kind::Map { key, value } => {
            let (key, value) = (indirect(key), indirect(value));
            quote!(::std::collections::BTreeMap<#key, #value>)
        }
        Kind::Upload => quote!(::gati_client::Upload),
        Kind::Named { name } => {
            let ident = model.ident(name);
            match place {
                Place::Within(owner) if model.needs_box(owner, name) => quote!(Box<#ident>),
                Place::Within(_) | Place::Behind => quote!(#ident),
                Place::Signature => quote!(types::#ident),
            }
        }
    }
}

/// What a method takes for a value that it only reads, and the expression that refers to it.
pub(super) fn argument(
    model: &Model<'_>,
    ty: &Type,
    name: &proc_macro2::Ident,
) -> (TokenStream, TokenStream) {
    let owned = |ty| owned(model, Place::Signature, ty);
    match &ty.kind {
        Kind::Text => (quote!(&str), quote!(#name)),
        Kind::List { of } => {
            let item = owned(of);
            (quote!(&[#item]), quote!(#name))
        }
        _ if is_small(model, ty) => (owned(ty), quote!(&#name)),
        _ => {
            let ty = owned(ty);
            (quote!(&#ty), quote!(#name))
        }
    }
}

/// The feature of gati-client without which a scalar is not there.
pub(super) fn feature(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::Uuid => Some("uuid"),
        Scalar::Timestamp
        | Scalar::Zoned
        | Scalar::CivilDateTime
        | Scalar::CivilDate
        | Scalar::CivilTime
        | Scalar::Span
        | Scalar::SignedDuration => Some("jiff"),
        Scalar::Url => Some("url"),
        Scalar::Decimal => Some("rust_decimal"),
        Scalar::Semver => Some("semver"),
        Scalar::Duration
        | Scalar::SystemTime
        | Scalar::IpAddr
        | Scalar::Ipv4Addr
        | Scalar::Ipv6Addr
        | Scalar::SocketAddr
        | Scalar::Path => None,
    }
}

fn scalar_path(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Uuid => quote!(::gati_client::uuid::Uuid),
        Scalar::Timestamp => quote!(::gati_client::jiff::Timestamp),
        Scalar::Zoned => quote!(::gati_client::jiff::Zoned),
        Scalar::CivilDateTime => quote!(::gati_client::jiff::civil::DateTime),
        Scalar::CivilDate => quote!(::gati_client::jiff::civil::Date),
        Scalar::CivilTime => quote!(::gati_client::jiff::civil::Time),
        Scalar::Span => quote!(::gati_client::jiff::Span),
        Scalar::SignedDuration => quote!(::gati_client::jiff::SignedDuration),
        Scalar::Duration => quote!(::std::time::Duration),
        Scalar::SystemTime => quote!(::std::time::SystemTime),
        Scalar::Url => quote!(::gati_client::url::Url),
        Scalar::Decimal => quote!(::gati_client::rust_decimal::Decimal),
        Scalar::IpAddr => quote!(::std::net::IpAddr),
        Scalar::Ipv4Addr => quote!(::std::net::Ipv4Addr),
        Scalar::Ipv6Addr => quote!(::std::net::Ipv6Addr),
        Scalar::SocketAddr => quote!(::std::net::SocketAddr),
        Scalar::Path => quote!(::std::path::PathBuf),
        Scalar::Semver => quote!(::gati_client::semver::Version),
    }
}

/// A Rust type of one word.
fn word(name: &str) -> TokenStream {
    let ident = super::names::ident(name);
    quote!(#ident)
}

/// Whether a set can hold it.
fn has_order(model: &Model<'_>, ty: &Type) -> bool {
    let mut ordered = true;
    ty.for_each_name(&mut |name| ordered &= model.has_order(name));
    ordered && !usage::holds(ty, &usage::has_no_order)
}

/// Whether it is passed by value: numbers and their kin, and types that are no more than that.
pub(super) fn is_small(model: &Model<'_>, ty: &Type) -> bool {
    match &ty.kind {
        Kind::Bool | Kind::Integer { .. } | Kind::Float { .. } | Kind::Char => true,
        Kind::Scalar { scalar } => !matches!(
            scalar,
            Scalar::Zoned | Scalar::Span | Scalar::Url | Scalar::Path | Scalar::Semver
        ),
        Kind::Named { name } => model.is_small(name),
        _ => false,
    }
}
