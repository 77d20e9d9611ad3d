//! The types that a handler mentions, each under one name of our own.
//!
//! A type that does not exist is reported wherever it is named. The one place where generated code names it is written so
//! that rustc says of it, letter by letter, what it said of the user's function; and what it says twice it prints once.

use gati_syntax::handler::{HandlerItem, Role};
use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use crate::span::blame;

/// The types of one handler.
pub(super) struct Types {
    /// Each type once.
    types: Vec<Known>,
    /// The name of the function: rustc proposes to give *it* a type parameter where a type does not exist.
    anchor: Span,
}

struct Known {
    text: String,
    tokens: TokenStream,
    /// Whether it stands inside another type (`Json<Capture>`): only there does rustc propose a type parameter.
    is_inside: bool,
}

impl Types {
    pub(super) fn of(handler: &HandlerItem) -> Self {
        let mut types = Self {
            types: Vec::new(),
            anchor: handler.ident().span(),
        };
        for (_, argument) in handler.path_parameters() {
            types.add(&argument.ty, false);
        }
        let (_, holes) = handler.local();
        holes.iter().for_each(|ty| types.add(ty, true));
        for argument in handler.arguments() {
            if let Role::Extract(ty) | Role::Response(ty) = &argument.role {
                types.add(ty, true);
            }
        }
        types
    }

    fn add(&mut self, ty: &Type, is_inside: bool) {
        let tokens = without_lifetimes(ty.to_token_stream());
        let text = tokens.to_string();
        if self.types.iter().all(|known| known.text != text) {
            self.types.push(Known {
                text,
                tokens,
                is_inside,
            });
        }
    }

    /// ```text
    /// type __T0 = u64;
    /// type __T1 = Same<Capture>;
    /// ```
    pub(super) fn expand(&self) -> TokenStream {
        let types = self.types.iter().enumerate();
        let aliases = types.map(
            |(
                i,
                Known {
                    tokens, is_inside, ..
                },
            )| {
                let name = format_ident!("__T{i}", span = self.anchor);
                if *is_inside {
                    quote!(type #name = ::gati::__private::Same<#tokens>;)
                } else {
                    quote!(type #name = #tokens;)
                }
            },
        );
        aliases.collect()
    }

    /// Our name of a type, placed where the type is blamed.
    pub(super) fn name(&self, ty: &Type) -> Ident {
        let text = without_lifetimes(ty.to_token_stream()).to_string();
        let position = self.types.iter().position(|known| known.text == text);
        let position = position.expect("every type of the handler was added when the list was made");
        format_ident!("__T{position}", span = blame(ty))
    }
}

/// An alias has no lifetimes of its own, and identities do not depend on them: all become `'static`.
fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(quote) if quote.as_char() == '\'' => {
                let name = tokens.next().map_or_else(|| quote.span(), |name| name.span());
                out.extend([TokenTree::from(quote), Ident::new("static", name).into()]);
            }
            TokenTree::Punct(and) if and.as_char() == '&' => {
                let span = and.span();
                out.extend([TokenTree::from(and)]);
                let named = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                if !named {
                    let mut quote = Punct::new('\'', Spacing::Joint);
                    quote.set_span(span);
                    out.extend([TokenTree::from(quote), Ident::new("static", span).into()]);
                }
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_lifetimes(group.stream()));
                inner.set_span(group.span());
                out.extend([TokenTree::from(inner)]);
            }
            token => out.extend([token]),
        }
    }
    out
}
