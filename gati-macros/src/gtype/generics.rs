//! Type parameters in an implementation.

use syn::{GenericParam, Generics, parse_quote};

/// The same parameters, where every type is a `GType` as well: the identity of a type contains those of its arguments.
pub(super) fn with_bounds(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(parse_quote!(::gati::__private::GType));
        }
    }
    generics
}
