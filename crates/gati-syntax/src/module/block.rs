//! The block under the attribute, without the bodies of its methods.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Ident, ReceiverKind, Signature, Token, Type, Visibility, braced, token};

use super::symbol::MODULE;
use crate::handler::shape::named;
use crate::plain::is_ours;

/// `impl Ledger { … }`, whose bodies were left alone so that half-typed code still expands.
#[derive(Clone)]
pub struct Block {
    /// The attributes of the block.
    pub attrs: Vec<Attribute>,
    /// Its parameters, which a module cannot have.
    pub generics: Generics,
    /// Where `for` stands, if this is the implementation of a trait.
    pub of_trait: Option<Span>,
    /// What the block is for.
    pub ty: Type,
    /// Its functions, in order.
    pub members: Vec<Member>,
}

/// A function of the block.
#[derive(Clone)]
pub struct Member {
    /// Its attributes.
    pub attrs: Vec<Attribute>,
    /// Who may call it.
    pub vis: Visibility,
    /// Everything between the visibility and the body.
    pub sig: Signature,
    /// The body.
    pub body: TokenStream,
}

impl Block {
    /// The name of the type, if it is a plain one.
    #[must_use]
    pub fn ident(&self) -> Option<&Ident> {
        let shape = named(&self.ty)?;
        shape.arguments.is_empty().then_some(shape.ident)
    }
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        input.parse::<Option<Token![unsafe]>>()?;
        input.parse::<Token![impl]>()?;
        let mut generics: Generics = if input.peek(Token![<]) {
            input.parse()?
        } else {
            Generics::default()
        };
        let mut ty: Type = input.parse()?;
        let mut of_trait = None;
        if input.peek(Token![for]) {
            of_trait = Some(input.parse::<Token![for]>()?.span);
            ty = input.parse()?;
        }
        generics.where_clause = input.parse()?;
        let content;
        braced!(content in input);
        content.call(Attribute::parse_inner)?;
        let mut members = Vec::new();
        while !content.is_empty() {
            members.extend(member(&content)?);
        }
        Ok(Self {
            attrs,
            generics,
            of_trait,
            ty,
            members,
        })
    }
}

/// One item of the block; `None` for what is no function.
fn member(input: ParseStream<'_>) -> syn::Result<Option<Member>> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    if !is_function(input) {
        skip(input)?;
        return Ok(None);
    }
    let sig = input.parse()?;
    let body = if input.peek(token::Brace) {
        let content;
        braced!(content in input);
        content.parse()?
    } else {
        // A semicolon that rustc will complain about.
        skip(input)?;
        TokenStream::new()
    };
    Ok(Some(Member {
        attrs,
        vis,
        sig,
        body,
    }))
}

/// Whether `fn` comes before the end of the item, with nothing but words and texts between: `pub const unsafe extern "C" fn`.
fn is_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    while !ahead.is_empty() {
        if ahead.peek(Token![fn]) {
            return true;
        }
        match ahead.parse::<TokenTree>() {
            Ok(TokenTree::Ident(_) | TokenTree::Literal(_)) => {}
            _ => return false,
        }
    }
    false
}

/// Passes over an item that is no function.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        let token: TokenTree = input.parse()?;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            // A macro call in braces ends without a semicolon, a constant does not.
            TokenTree::Group(group)
                if group.delimiter() == proc_macro2::Delimiter::Brace && !input.peek(Token![;]) =>
            {
                break;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether this attribute is ours: `#[gati::module]`, or `#[module]` for those who import it.
#[must_use]
pub fn is_module(attr: &Attribute) -> bool {
    is_ours(attr, MODULE, |_| true)
}

impl Member {
    /// Whether it is called on a value.
    #[must_use]
    pub fn is_method(&self) -> bool {
        self.sig.receiver().is_some()
    }

    /// Whether somebody outside of the module of the source can call it.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        !matches!(self.vis, Visibility::Inherited)
    }

    /// Whether it is called on `&self`.
    pub(super) fn is_shared(&self) -> bool {
        self.sig
            .receiver()
            .is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(_, _, None)))
    }

    pub(super) fn name_span(&self) -> Span {
        self.sig.ident.span()
    }

    /// The return type as it is written, or the name where there is none.
    pub(super) fn output_span(&self) -> Span {
        match &self.sig.output {
            syn::ReturnType::Default => self.name_span(),
            syn::ReturnType::Type(_, ty) => ty.span(),
        }
    }
}
