//! One statement per argument that reads it from the request, and what is passed on to the function.

use gati_syntax::handler::{Argument, BodyItem, HandlerItem, Role};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;

use super::types::Types;
use crate::krate::private;
use crate::span::blame;

/// The variable that holds the argument at this position of the signature.
fn variable(position: usize, argument: &Argument) -> Ident {
    // The prefix keeps the variables away from the user's functions and from our own variables.
    match &argument.name {
        Some(name) => format_ident!("__arg_{}", name),
        None => format_ident!("__arg_{position}"),
    }
}

/// The variable of `res: &mut Response<T>`, if the handler takes it.
pub(super) fn response(handler: &HandlerItem) -> Option<Ident> {
    let mut arguments = handler.arguments().iter().enumerate();
    arguments
        .find_map(|(i, argument)| matches!(argument.role, Role::Response(_)).then(|| variable(i, argument)))
}

/// What gives the local context back before an answer is written that may be lowered: what the lift has kept lies in it.
pub(super) fn expand_return_of_lctx(handler: &HandlerItem) -> Option<TokenStream> {
    let mut arguments = handler.arguments().iter().enumerate();
    arguments.find_map(|(i, argument)| {
        let variable = variable(i, argument);
        matches!(argument.role, Role::Lctx).then(|| quote!(::core::mem::drop(#variable);))
    })
}

/// The statements, cheapest reading first: a request that fails early costs little, and the body is read when all else is right.
pub(super) fn expand_statements(handler: &HandlerItem, types: &Types) -> TokenStream {
    let mut statements = vec![(0, expand_path(handler, types))];
    for (i, argument) in handler.arguments().iter().enumerate() {
        let variable = variable(i, argument);
        let statement = match &argument.role {
            Role::Path(_) => continue,
            Role::Query(ty) => (1, read(&variable, "query", ty, types)),
            Role::Headers(ty) => (2, read(&variable, "headers", ty, types)),
            Role::Extract(ty) => (3, extract(&variable, ty, types)),
            Role::Body(body) => (4, expand_body(&variable, body, types)),
            Role::Socket(incoming, outgoing) => (4, expand_socket(&variable, incoming, outgoing, types)),
            Role::Request => (5, quote!(let mut #variable = __call.take_request().await?;)),
            Role::Response(ty) => (6, expand_response(&variable, ty, handler.default_status(), types)),
            Role::Lctx => (7, quote!(let mut #variable = __call.take_lctx();)),
            Role::Gctx(_) => (8, quote!(let #variable = __call.gctx();)),
        };
        statements.push(statement);
    }
    // Stable: equals stay in the order of the signature.
    statements.sort_by_key(|(order, _)| *order);
    statements.into_iter().map(|(_, statement)| statement).collect()
}

/// What the function is called with, in the order of its signature.
pub(super) fn expand_call(handler: &HandlerItem) -> Vec<TokenStream> {
    let arguments = handler.arguments().iter().enumerate();
    arguments
        .map(|(i, argument)| {
            let variable = variable(i, argument);
            match &argument.role {
                Role::Lctx | Role::Request | Role::Response(_) => quote!(&mut #variable),
                Role::Path(_)
                | Role::Query(_)
                | Role::Headers(_)
                | Role::Extract(_)
                | Role::Body(_)
                | Role::Socket(..)
                | Role::Gctx(_) => quote!(#variable),
            }
        })
        .collect()
}

/// `let (__arg_id, __arg_rest) = __call.path((Parameter::<u64>::named("id"), Parameter::<String>::named("rest")))?;`
///
/// Every parameter is read before the first mistake counts, and each type answers for itself.
fn expand_path(handler: &HandlerItem, types: &Types) -> TokenStream {
    let parameters = handler.path_parameters();
    if parameters.is_empty() {
        return TokenStream::new();
    }
    let readers = parameters.iter().map(|(name, argument)| {
        let span = blame(&argument.ty);
        let private = private(span);
        let ty = types.name(&argument.ty);
        quote_spanned!(span=> #private::Parameter::<#ty>::named(#name))
    });
    let variables = parameters.iter().filter_map(|(name, _)| {
        let mut arguments = handler.arguments().iter().enumerate();
        arguments.find_map(|(i, argument)| match &argument.role {
            Role::Path(placeholder) if placeholder == name => Some(variable(i, argument)),
            _ => None,
        })
    });
    quote!(let (#(#variables,)*) = __call.path((#(#readers,)*))?;)
}

fn expand_body(variable: &Ident, body: &BodyItem, types: &Types) -> TokenStream {
    match body {
        BodyItem::Json(ty) => receive(variable, "json", ty, types),
        BodyItem::Form(ty) => receive(variable, "form", ty, types),
        BodyItem::Multipart(ty) => receive(variable, "multipart", ty, types),
        BodyItem::Bytes => quote!(let #variable = __call.bytes().await?;),
        BodyItem::Stream => quote!(let #variable = __call.stream()?;),
    }
}

/// `let __arg_query = __call.query::<Listing>()?;`, to be blamed on the type.
fn read(variable: &Ident, method: &str, ty: &Type, types: &Types) -> TokenStream {
    let method = Ident::new(method, blame(ty));
    let ty = types.name(ty);
    quote!(let #variable = __call.#method::<#ty>()?;)
}

/// `let __arg_body = __call.json().await?.read::<Capture>()?;`, to be blamed on the type.
///
/// What is awaited knows nothing of the type: otherwise rustc would look at it once more, for the future as a whole, and
/// complain once more.
fn receive(variable: &Ident, method: &str, ty: &Type, types: &Types) -> TokenStream {
    let method = Ident::new(method, Span::call_site());
    let read = Ident::new("read", blame(ty));
    let ty = types.name(ty);
    quote!(let #variable = __call.#method().await?.#read::<#ty>()?;)
}

/// `let __arg_claims = __call.extract::<Claims, _>().await?;`, to be blamed on the type.
fn extract(variable: &Ident, ty: &Type, types: &Types) -> TokenStream {
    let method = Ident::new("extract", blame(ty));
    let ty = types.name(ty);
    quote!(let #variable = __call.#method::<#ty, _>().await?;)
}

/// `let __arg_socket = __call.socket::<ClientMessage, ServerMessage>()?;`
fn expand_socket(variable: &Ident, incoming: &Type, outgoing: &Type, types: &Types) -> TokenStream {
    let method = Ident::new("socket", blame(incoming));
    let (incoming, outgoing) = (types.name(incoming), types.name(outgoing));
    quote!(let #variable = __call.#method::<#incoming, #outgoing>()?;)
}

/// `let mut __arg_res = ::gati::Response::<Capturing>::new(202);`
fn expand_response(variable: &Ident, ty: &Type, status: u16, types: &Types) -> TokenStream {
    let ty = types.name(ty);
    quote!(let mut #variable = ::gati::Response::<#ty>::new(#status);)
}
