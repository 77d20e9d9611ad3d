//! Small pieces that several parts of the expansion share.

use gati_syntax::module::{Asyncness, Method, MethodArgument, Passed};
use proc_macro2::TokenStream;
use quote::quote;

/// The tokens if the function is async.
pub(super) fn await_if(asyncness: Asyncness, tokens: TokenStream) -> Option<TokenStream> {
    match asyncness {
        Asyncness::Async => Some(tokens),
        Asyncness::Sync => None,
    }
}

/// The closure type of a method: `dyn Fn(u64, &str) -> bool + Send + Sync`, without the `dyn`.
pub(super) fn closure(method: &Method) -> TokenStream {
    let types = method.arguments.iter().map(|argument| &argument.ty);
    let output = method.output.as_ref().map(|ty| quote!(-> #ty));
    quote!(::core::ops::Fn(#(#types),*) #output + ::core::marker::Send + ::core::marker::Sync + 'static)
}

/// What an argument is read as, since what is read is owned.
pub(super) fn owned(argument: &MethodArgument) -> TokenStream {
    match &argument.passed {
        Passed::Owned => {
            let ty = &argument.ty;
            quote!(#ty)
        }
        Passed::Str => quote!(::std::string::String),
        Passed::Slice(ty) => quote!(::std::vec::Vec<#ty>),
        Passed::Reference(ty) => quote!(#ty),
    }
}
