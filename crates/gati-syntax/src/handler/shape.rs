//! What a type looks like, judged by its last segment: the roles of arguments and answers are recognised by syntax.

use syn::{GenericArgument, Ident, PathArguments, Type};

/// The last segment of a type's path with its type arguments: `gati::Json<Capture>` is `Json` and `[Capture]`.
pub(crate) struct Named<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) arguments: Vec<&'a Type>,
}

/// The type without the parentheses and invisible groups around it.
pub(crate) fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Paren(paren) => peel(&paren.elem),
        Type::Group(group) => peel(&group.elem),
        _ => ty,
    }
}

/// The name of a type, if it has one.
pub(crate) fn named(ty: &Type) -> Option<Named<'_>> {
    let Type::Path(path) = peel(ty) else { return None };
    let last = path.path.segments.last()?;
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        PathArguments::None | PathArguments::Parenthesized(_) => Vec::new(),
    };
    Some(Named {
        ident: &last.ident,
        arguments,
    })
}

/// Whether the type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peel(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The type as a reader would write it: `Json<Vec<u8>>` rather than the spaced-out tokens.
pub(crate) fn print(ty: &Type) -> String {
    let spaced = quote::quote!(#ty).to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut chars = spaced.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            let before = text.chars().next_back();
            let after = chars.peek().copied();
            let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'');
            let keeps_words_apart = word(before) && (word(after) || after == Some('&'));
            let after_comma = matches!(before, Some(',' | '=' | '+' | ';'));
            let before_sign = matches!(after, Some('=' | '+'));
            if keeps_words_apart || after_comma || before_sign {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
    text
}
