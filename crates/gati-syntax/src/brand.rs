//! The items of `gati::brand!`: primitives with a meaning, each in one line.
//!
//! ```text
//! gati::brand! {
//!     /// An address to write to.
//!     pub Email(String), format = "email", max_length = 254;
//!     pub Percent(u8), max = 100;
//! }
//! ```

use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Token, Visibility, parenthesized, parse_quote};

use crate::attr::entry;
use crate::diagnostics::Diagnostics;
use crate::gtype::ast::Body;
use crate::gtype::{self, TypeItem};

/// One branded primitive.
#[derive(Clone)]
pub struct Brand {
    /// What is said above it to rustc, doc comment included.
    pub attrs: Vec<Attribute>,
    /// Who may use it.
    pub vis: Visibility,
    /// What it is called.
    pub ident: Ident,
    /// What it is made of.
    pub inner: syn::Type,
    /// The same as a type: a transparent struct around its inner type, with the constraints on it. `None` if a mistake in it
    /// was reported.
    pub item: Option<TypeItem>,
}

/// Reads every brand. One that cannot even be named is left out, and the mistake reported.
pub fn parse(tokens: proc_macro2::TokenStream, sink: &mut Diagnostics) -> Vec<Brand> {
    let parser = |input: ParseStream| {
        let mut brands = Vec::new();
        while !input.is_empty() {
            match parse_one(input, sink) {
                Ok(brand) => brands.push(brand),
                Err(error) => {
                    sink.push(error);
                    skip_one(input);
                }
            }
        }
        Ok(brands)
    };
    let parsed = parser.parse2(tokens);
    sink.ok(parsed).unwrap_or_default()
}

fn parse_one(input: ParseStream, sink: &mut Diagnostics) -> syn::Result<Brand> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    let ident: Ident = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected the name of a type\nhelp: a brand looks like `pub Email(String), format = \"email\";`",
        )
    })?;
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(
            ident.span(),
            format_args!(
                "`{ident}` does not say what it is made of\nhelp: write `{ident}(String)`, or another type"
            ),
        ));
    }
    let inside;
    parenthesized!(inside in input);
    // Taken out whole, since `syn` reports what is left behind in parentheses a second time.
    let inner = parse_inner.parse2(inside.parse()?)?;
    let mut constraints = proc_macro2::TokenStream::new();
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        while !input.is_empty() && !input.peek(Token![;]) {
            constraints.extend([input.parse::<proc_macro2::TokenTree>()?]);
        }
    }
    if !input.is_empty() {
        input.parse::<Token![;]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected `,` and a constraint, or `;` at the end of the brand",
            )
        })?;
    }
    check_attributes(&attrs, sink);
    let constraints = (!constraints.is_empty()).then(|| quote::quote!(#[gtype(#constraints)]));
    let item: syn::DeriveInput = parse_quote! {
        #(#attrs)*
        #constraints
        #[serde(transparent)]
        #vis struct #ident(#inner);
    };
    let item = gtype::parse(&item, sink);
    if let Some(Body::Wire(_)) = item.as_ref().map(TypeItem::body) {
        sink.error_with_help(
            ident.span(),
            "a brand has the JSON form of its inner value, and no other",
            "remove `as`, or write a struct with `#[derive(Serialize, Deserialize, GType)]`",
        );
    }
    let attrs = attrs.into_iter().filter(|attr| !attr.path().is_ident("gtype"));
    Ok(Brand {
        attrs: attrs.collect(),
        vis,
        ident,
        inner,
        item,
    })
}

fn parse_inner(inside: ParseStream) -> syn::Result<syn::Type> {
    let inner = inside.parse()?;
    if inside.is_empty() {
        Ok(inner)
    } else {
        Err(inside.error("a brand holds one value"))
    }
}

/// A brand has the JSON form of its inner value; nothing about that can be changed.
fn check_attributes(attrs: &[Attribute], sink: &mut Diagnostics) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        sink.error_with_help(
            syn::spanned::Spanned::span(attr.path()),
            "a brand has the JSON form of its inner value, which serde attributes cannot change",
            "remove it, or write a struct with `#[derive(Serialize, Deserialize, GType)]`",
        );
    }
}

fn skip_one(input: ParseStream) {
    while !input.is_empty() && !input.peek(Token![;]) {
        entry::skip_value(input);
        let _: syn::Result<Token![,]> = input.parse();
    }
    let _: syn::Result<Token![;]> = input.parse();
}
