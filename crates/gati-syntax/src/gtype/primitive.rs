//! Types that are known by how they are written: enough to skip needless calls and to judge plain defaults.
//!
//! Whoever shadows `u64` or `String` with a type of another kind gets a wrong answer here and a type error from rustc.

use gati_schema::ty::IntWidth;
use syn::{GenericArgument, PathArguments, Type};

/// What a type is, as far as its spelling tells.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is the type of its name")]
pub enum Primitive {
    Bool,
    Integer(IntWidth),
    Float,
    Text,
    Char,
    Option,
    /// `Vec`, `VecDeque`, `HashSet`, `BTreeSet`.
    List,
    /// `HashMap`, `BTreeMap`.
    Map,
}

impl Primitive {
    /// Reads the last segment of a path.
    #[must_use]
    pub fn of(ty: &Type) -> Option<Self> {
        let ident = last_segment(ty)?.ident.to_string();
        let width = IntWidth::ALL.into_iter().find(|width| width.rust_name() == ident);
        if let Some(width) = width {
            return Some(Self::Integer(width));
        }
        Some(match ident.as_str() {
            "bool" => Self::Bool,
            "f32" | "f64" => Self::Float,
            "String" | "str" => Self::Text,
            "char" => Self::Char,
            "Option" => Self::Option,
            "Vec" | "VecDeque" | "HashSet" | "BTreeSet" => Self::List,
            "HashMap" | "BTreeMap" => Self::Map,
            _ => return None,
        })
    }

    /// Whether a value of the type can never be wrong by itself, so that asking it is needless.
    #[must_use]
    pub fn is_always_valid(ty: &Type) -> bool {
        match ty {
            Type::Array(array) => return Self::is_always_valid(&array.elem),
            Type::Tuple(tuple) => return tuple.elems.iter().all(Self::is_always_valid),
            _ => {}
        }
        let ty = peeled(ty);
        match Self::of(ty) {
            Some(Self::Bool | Self::Integer(_) | Self::Text | Self::Char) => true,
            Some(Self::List) => item_of(ty).is_some_and(Self::is_always_valid),
            // A float may be one that JSON has no word for.
            Some(Self::Float | Self::Option | Self::Map) | None => false,
        }
    }
}

/// The type inside `Option`, `Box`, `Arc` and `Rc`, through which constraints reach.
pub(super) fn peeled(ty: &Type) -> &Type {
    let inner = || {
        let segment = last_segment(ty)?;
        if !["Option", "Box", "Arc", "Rc"]
            .iter()
            .any(|name| segment.ident == name)
        {
            return None;
        }
        only_argument(&segment.arguments)
    };
    inner().map_or(ty, peeled)
}

/// The items of a list or set, the values of a map.
pub(super) fn item_of(ty: &Type) -> Option<&Type> {
    let ty = peeled(ty);
    match Primitive::of(ty)? {
        Primitive::List => only_argument(&last_segment(ty)?.arguments),
        Primitive::Map => last_argument(&last_segment(ty)?.arguments),
        _ => None,
    }
}

/// Whether the type is written as `Option<…>`.
pub(super) fn is_option(ty: &Type) -> bool {
    Primitive::of(ty) == Some(Primitive::Option)
}

/// Whether the type is written as `PhantomData<…>`.
pub(super) fn is_phantom(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "PhantomData")
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

fn only_argument(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) if arguments.args.len() == 1 => last_type(arguments),
        _ => None,
    }
}

fn last_argument(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) => last_type(arguments),
        _ => None,
    }
}

fn last_type(arguments: &syn::AngleBracketedGenericArguments) -> Option<&Type> {
    match arguments.args.last()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn types_are_known_by_their_last_segment() {
        assert_eq!(
            Primitive::of(&parse_quote!(u64)),
            Some(Primitive::Integer(IntWidth::U64))
        );
        assert_eq!(
            Primitive::of(&parse_quote!(std::string::String)),
            Some(Primitive::Text)
        );
        assert_eq!(Primitive::of(&parse_quote!(Currency)), None);
        assert_eq!(Primitive::of(&parse_quote!((u8, u8))), None);
    }

    #[test]
    fn what_is_made_of_plain_values_is_always_valid() {
        for plain in ["u8", "Option<String>", "Vec<Box<u8>>", "[(bool, char); 3]", "()"] {
            assert!(
                Primitive::is_always_valid(&syn::parse_str(plain).unwrap()),
                "{plain}"
            );
        }
        for other in [
            "f64",
            "Email",
            "Option<Email>",
            "HashMap<Key, u8>",
            "(u8, Email)",
            "Vec<T>",
        ] {
            assert!(
                !Primitive::is_always_valid(&syn::parse_str(other).unwrap()),
                "{other}"
            );
        }
    }

    #[test]
    fn constraints_reach_through_options_and_pointers() {
        let ty: Type = parse_quote!(Option<Box<u8>>);
        assert_eq!(Primitive::of(peeled(&ty)), Some(Primitive::Integer(IntWidth::U8)));
        assert_eq!(
            item_of(&parse_quote!(Option<Vec<u8>>)).and_then(Primitive::of),
            Some(Primitive::Integer(IntWidth::U8))
        );
        assert_eq!(
            item_of(&parse_quote!(HashMap<String, f64>)).and_then(Primitive::of),
            Some(Primitive::Float)
        );
        assert!(item_of(&parse_quote!(u8)).is_none());
    }
}
