//! An attribute on a function: the function as it was, and beside it a unit struct that stands for it, since a function has no type
//! that one could name.

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Attribute, FnArg, Ident};

use crate::build_script::BuildScript;
use crate::krate::private;

/// What one of our attributes makes of a function that keeps all rules.
pub(crate) trait OnFunction: Sized {
    /// What is said if the attribute stands on something else.
    const ELSEWHERE: &'static str;

    /// Reads the function; `None` if there is at least one mistake, which is reported.
    fn parse(arguments: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<Self>;

    /// The name of the unit struct that stands for a function of this name.
    fn marker(function: &Ident) -> Ident;

    /// The name of the function.
    fn ident(&self) -> &Ident;

    /// The `cfg` attributes that stand below ours: whatever is made beside the function needs them too.
    fn cfgs(&self) -> &[Attribute];

    /// What it does, as traits of the runtime.
    fn behaviour(&self) -> TokenStream;

    /// What rustc looks at when all else is in order.
    fn afterwards(&self) -> TokenStream {
        TokenStream::new()
    }
}

/// ```text
/// async fn capture(..) -> .. { .. }                  // as it was
///
/// pub(crate) struct __gati_capture;                  // the marker: the function as a type
/// const _: () = {
///     impl Endpoint<..> for __gati_capture { .. }    // the behaviour
///     seen::<__gati_capture>();                      // that the build script knows it
/// };
/// ```
pub(crate) fn expand<A: OnFunction>(
    arguments: TokenStream,
    item: &TokenStream,
    build_script: BuildScript,
) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return for_no_function(item, error, A::ELSEWHERE),
    };
    let mut sink = Diagnostics::new();
    let attributed = A::parse(arguments, &function, &mut sink);
    match (attributed, sink.into_result()) {
        (Some(attributed), Ok(())) => expand_beside(&attributed, item, build_script),
        (_, result) => for_mistakes::<A>(&function, item, result.err()),
    }
}

fn expand_beside<A: OnFunction>(
    attributed: &A,
    item: &TokenStream,
    build_script: BuildScript,
) -> TokenStream {
    let cfgs = attributed.cfgs();
    let marker = expand_marker::<A>(attributed.ident(), cfgs);
    if !build_script.ran() {
        // Without the table there is no app to belong to.
        let missing = build_script.error().map(|error| error.to_compile_error());
        return quote! {
            #item
            #missing
            #marker
        };
    }
    let behaviour = attributed.behaviour();
    let seen = expand_seen::<A>(attributed.ident());
    let afterwards = attributed.afterwards();
    quote! {
        #item
        #marker
        #(#cfgs)*
        const _: () = {
            #behaviour
            #seen
            #afterwards
        };
    }
}

/// The marker exists even when the function has mistakes: generated code mentions it.
fn expand_marker<A: OnFunction>(function: &Ident, cfgs: &[Attribute]) -> TokenStream {
    let marker = A::marker(function);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct #marker;
    }
}

/// The question whether the build script saw the function, which must not be missing unnoticed:
/// `::gati::__private::seen::<__gati_capture>();`
fn expand_seen<A: OnFunction>(function: &Ident) -> TokenStream {
    let span = function.span();
    let private = private(span);
    let mut marker = A::marker(function);
    marker.set_span(span);
    quote_spanned!(span=> #private::seen::<#marker>();)
}

/// Mistakes: all of them, the user's function, and the marker.
fn for_mistakes<A: OnFunction>(
    function: &Function,
    item: &TokenStream,
    mistakes: Option<syn::Error>,
) -> TokenStream {
    let mistakes = mistakes.map(|error| error.to_compile_error());
    let mut inputs = function.sig.inputs.iter();
    let is_method = inputs.any(|input| matches!(input, FnArg::Receiver(_)));
    // A method stands in an `impl`, where no struct can.
    let marker = (!is_method).then(|| {
        let cfgs = function.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        expand_marker::<A>(&function.sig.ident, &cfgs.cloned().collect::<Vec<_>>())
    });
    quote! {
        #mistakes
        #item
        #marker
    }
}

/// The attribute stands on something else.
fn for_no_function(item: &TokenStream, error: syn::Error, elsewhere: &str) -> TokenStream {
    let mut words = item.clone().into_iter();
    let is_function = words.any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
    let error = if is_function {
        error
    } else {
        syn::Error::new(first_word(item), elsewhere)
    };
    let error = error.to_compile_error();
    quote! {
        #error
        #item
    }
}

/// The first word that belongs to the item rather than to its attributes.
pub(crate) fn first_word(item: &TokenStream) -> Span {
    let mut tokens = item.clone().into_iter();
    let word = tokens.find_map(|token| match token {
        TokenTree::Ident(word) => Some(word.span()),
        TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    });
    word.unwrap_or_else(Span::call_site)
}
