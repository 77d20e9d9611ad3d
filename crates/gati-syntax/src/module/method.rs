//! The methods that others may call.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Attribute, FnArg, Ident, Pat, PatType, ReturnType, Safety, Type, Visibility};

use super::block::Member;
use super::item::Asyncness;
use crate::diagnostics::Diagnostics;
use crate::handler::shape::{is_unit, named, peel};

/// A method that others may call.
#[derive(Clone)]
pub struct Method {
    /// Its name.
    pub ident: Ident,
    /// Who may call it.
    pub vis: Visibility,
    /// Whether it is awaited.
    pub asyncness: Asyncness,
    /// What it is given, in order.
    pub arguments: Vec<MethodArgument>,
    /// What it gives back when it succeeds, unless that is nothing.
    pub result: Option<Type>,
    /// What it gives back when it fails, if it can.
    pub error: Option<Type>,
    /// The return type as it is written.
    pub output: Option<Type>,
    /// The attributes that callers see too: docs, deprecation, `must_use`.
    pub shown: Vec<Attribute>,
    /// The doc comment.
    pub docs: String,
}

/// An argument of a method.
#[derive(Clone)]
pub struct MethodArgument {
    /// Its name.
    pub ident: Ident,
    /// Its type, as it is written.
    pub ty: Type,
    /// How the value is passed.
    pub passed: Passed,
}

/// How a value is passed.
#[derive(Clone)]
pub enum Passed {
    /// As it is.
    Owned,
    /// `&str`.
    Str,
    /// `&[T]`.
    Slice(Type),
    /// `&T`.
    Reference(Type),
}

impl MethodArgument {
    /// Whether it is lent to the method.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        !matches!(self.passed, Passed::Owned)
    }
}

/// Reads a method; `None` means that a mistake was reported.
pub(super) fn read(member: &Member, sink: &mut Diagnostics) -> Option<Method> {
    let before = sink.len();
    let sig = &member.sig;
    check_signature(member, sink);
    let mut arguments: Vec<MethodArgument> = Vec::new();
    for input in &sig.inputs {
        if let FnArg::Typed(argument) = input
            && let Some(argument) = read_argument(argument, sink)
        {
            arguments.push(argument);
        }
    }
    let (result, error, output) = read_output(&sig.output, sink);
    let shown = |attr: &&Attribute| {
        ["doc", "deprecated", "must_use"]
            .iter()
            .any(|name| attr.path().is_ident(name))
    };
    (sink.len() == before).then(|| Method {
        ident: sig.ident.clone(),
        vis: member.vis.clone(),
        asyncness: member.asyncness(),
        arguments,
        result,
        error,
        output,
        shown: member.attrs.iter().filter(shown).cloned().collect(),
        docs: crate::docs::text(&member.attrs),
    })
}

fn check_signature(member: &Member, sink: &mut Diagnostics) {
    let sig = &member.sig;
    if let Some(receiver) = sig.receiver()
        && !member.is_shared()
    {
        sink.push(syn::Error::new_spanned(
            receiver,
            "a module is shared by all requests, so its methods take `&self`\nhelp: take `&self`, and put what changes behind a lock or an atomic; a method without `pub` may take what it likes",
        ));
    }
    if let Some(parameter) = sig.generics.params.first() {
        let what = match parameter {
            syn::GenericParam::Lifetime(_) => {
                "a method of a module needs no lifetimes: its arguments are borrowed for the call alone, and its result owns its data"
            }
            syn::GenericParam::Type(_) | syn::GenericParam::Const(_) => {
                "a method of a module has no type parameters: its manifest names every type\nhelp: write one method per type, and share a generic function without `pub`"
            }
        };
        sink.push(syn::Error::new_spanned(parameter, what));
    }
    if let Safety::Unsafe(unsafe_) = &sig.safety {
        sink.push(syn::Error::new_spanned(
            unsafe_,
            "a method of a module cannot be `unsafe`: its handle could not promise what it asks for",
        ));
    }
    if sig.ident.unraw() == "new" {
        sink.error(
            sig.ident.span(),
            "a method of a module cannot be called `new`, which makes its fake\nhelp: call it by what it does, as in `create`",
        );
    }
    if let Some(cfg) = member.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
        sink.push(syn::Error::new_spanned(
            cfg.path(),
            "a module offers the same methods in every build\nhelp: take the condition away, or put it inside of the method",
        ));
    }
}

fn read_argument(argument: &PatType, sink: &mut Diagnostics) -> Option<MethodArgument> {
    let Pat::Ident(name) = &*argument.pat else {
        sink.push(syn::Error::new_spanned(
            &argument.pat,
            "an argument of a module's method has a name, which stands in the manifest\nhelp: give it a name and take it apart inside of the method",
        ));
        return None;
    };
    let ty = &*argument.ty;
    if let Some(opaque) = opaque(ty) {
        sink.push(syn::Error::new_spanned(
            opaque,
            "the arguments of a module's method have types with a name\nhelp: write the type, as it stands in the manifest",
        ));
        return None;
    }
    let passed = match peel(ty) {
        Type::Reference(reference) => {
            if reference.mutability.is_some() {
                sink.push(syn::Error::new_spanned(
                    ty,
                    "what a module's method is given goes in, and nothing comes back through it\nhelp: take it by value or as `&T`, and return what changed",
                ));
                return None;
            }
            match peel(&reference.elem) {
                Type::Slice(slice) => Passed::Slice((*slice.elem).clone()),
                inner if named(inner).is_some_and(|shape| shape.ident == "str") => Passed::Str,
                inner => Passed::Reference(inner.clone()),
            }
        }
        _ => Passed::Owned,
    };
    let inside = match &passed {
        Passed::Owned => ty,
        Passed::Str => return Some(of(name.ident.clone(), ty, passed)),
        Passed::Slice(inner) | Passed::Reference(inner) => inner,
    };
    if let Some(borrow) = first_borrow(inside.to_token_stream()) {
        sink.push(syn::Error::new_spanned(
            borrow,
            "an argument may be borrowed as a whole (`&str`, `&[T]`, `&T`), and owns everything inside\nhelp: write `String` for `&str`, `Vec<T>` for `&[T]`",
        ));
        return None;
    }
    Some(of(name.ident.clone(), ty, passed))
}

fn of(ident: Ident, ty: &Type, passed: Passed) -> MethodArgument {
    MethodArgument {
        ident,
        ty: ty.clone(),
        passed,
    }
}

type Output = (Option<Type>, Option<Type>, Option<Type>);

fn read_output(output: &ReturnType, sink: &mut Diagnostics) -> Output {
    let ReturnType::Type(_, ty) = output else {
        return (None, None, None);
    };
    if let Some(opaque) = opaque(ty) {
        sink.push(syn::Error::new_spanned(
            opaque,
            "what a module's method gives back has a type with a name\nhelp: write the type, as it stands in the manifest",
        ));
        return (None, None, None);
    }
    if let Some(borrow) = first_borrow(ty.to_token_stream()) {
        sink.push(syn::Error::new_spanned(
            borrow,
            "what a module's method gives back owns its data: the module may be replaced while the caller still looks at it\nhelp: write `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`",
        ));
        return (None, None, None);
    }
    let (result, error) = match named(ty) {
        Some(shape) if shape.ident == "Result" => match shape.arguments.as_slice() {
            [result, error] => ((*result).clone(), Some((*error).clone())),
            _ => {
                sink.push(syn::Error::new_spanned(
                    ty,
                    "this `Result` does not name its error, which is part of the manifest\nhelp: write `Result<T, E>` with an error `E` that derives `GType`",
                ));
                return (None, None, None);
            }
        },
        _ => ((**ty).clone(), None),
    };
    let result = (!is_unit(&result)).then_some(result);
    (result, error, Some((**ty).clone()))
}

/// The first `impl Trait` or `Self` in a type, neither of which a handle could repeat.
fn opaque(ty: &Type) -> Option<TokenStream> {
    find(
        ty.to_token_stream(),
        &|token, _| matches!(token, TokenTree::Ident(word) if word == "impl" || word == "Self"),
    )
}

/// The first `&`, or the first lifetime other than `'static`.
fn first_borrow(tokens: TokenStream) -> Option<TokenStream> {
    find(tokens, &|token, next| match token {
        TokenTree::Punct(punct) if punct.as_char() == '&' => true,
        TokenTree::Punct(punct) if punct.as_char() == '\'' => {
            !matches!(next, Some(TokenTree::Ident(name)) if name == "static")
        }
        _ => false,
    })
}

fn find(tokens: TokenStream, wanted: &dyn Fn(&TokenTree, Option<&TokenTree>) -> bool) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        if wanted(token, tokens.get(i + 1)) {
            return Some(token.clone().into());
        }
        if let TokenTree::Group(group) = token
            && let Some(found) = find(group.stream(), wanted)
        {
            return Some(found);
        }
    }
    None
}
