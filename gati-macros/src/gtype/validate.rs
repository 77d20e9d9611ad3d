//! The body of `validate`: each value at its place, variants by `match`.

use gati_schema::ty::{Side, Sided, Tagging, Written};
use gati_syntax::gtype::TypeItem;
use gati_syntax::gtype::ast::{Body, Content, Element, Field, Variant};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Ident, Member};

use super::place::{self, Access};

/// What is to be checked, one entry per field; an entry without tokens for a field that cannot be wrong.
type Checks = Vec<TokenStream>;

/// An enum, as far as this file looks at it.
struct Choice<'a> {
    tagging: &'a Tagging,
    variants: &'a [Variant],
    /// How many variants never travel.
    skipped: usize,
}

/// The statements; empty if nothing can be wrong with a value of this type.
pub(super) fn expand(item: &TypeItem, at: &Ident) -> TokenStream {
    match item.body() {
        Body::Wire(place) => place::expand(place, &Access::Whole, at),
        Body::Unit => TokenStream::new(),
        Body::Newtype { element, .. } => {
            place::expand(&element.place, &Access::Field(element.member.clone()), at)
        }
        Body::Tuple(elements) => {
            let access = |index: usize| Access::Field(elements[index].member.clone());
            expand_elements(elements, at, access).into_iter().collect()
        }
        Body::Object { fields, .. } => {
            let access = |index: usize| Access::Field(Member::Named(fields[index].ident.clone()));
            expand_fields(fields, at, access).into_iter().collect()
        }
        Body::Choice {
            tagging,
            variants,
            skipped,
            ..
        } => {
            let choice = Choice {
                tagging,
                variants,
                skipped: skipped.len(),
            };
            expand_variants(&choice, at)
        }
    }
}

fn expand_elements(elements: &[Element], at: &Ident, access: impl Fn(usize) -> Access) -> Checks {
    let checks = elements.iter().enumerate().map(|(index, element)| {
        let checks = place::expand(&element.place, &access(index), at);
        let step = Literal::usize_unsuffixed(index);
        block(inside(&quote!(index(#step)), checks, at))
    });
    checks.collect()
}

fn expand_fields(fields: &[Field], at: &Ident, access: impl Fn(usize) -> Access) -> Checks {
    let checks = fields.iter().enumerate().map(|(index, field)| {
        let access = access(index);
        let checks = place::expand(&field.place, &access, at);
        if checks.is_empty() {
            return checks;
        }
        let checks = if field.flatten {
            checks
        } else {
            inside(&step(&field.name), checks, at)
        };
        match when_there(field, &access, at) {
            Some(condition) => quote!(if #condition { #checks }),
            None if field.flatten => checks,
            None => block(checks),
        }
    });
    checks.collect()
}

/// A field is only looked at on the sides where it exists, and a writer may leave it out.
fn when_there(field: &Field, access: &Access, at: &Ident) -> Option<TokenStream> {
    let read = quote!(#at.side() == ::gati::__private::Side::Read);
    let write = quote!(#at.side() == ::gati::__private::Side::Write);
    let left_out = match (&field.skip_if, field.written) {
        (Some(function), Written::Sometimes) => {
            let value = access.reference(&field.place.ty);
            Some(quote!(#function(#value)))
        }
        _ => None,
    };
    match (field.skip.on(Side::Read), field.skip.on(Side::Write), left_out) {
        (false, true, _) => Some(read),
        (true, _, None) => Some(write),
        (true, _, Some(left_out)) => Some(quote!(#write && !#left_out)),
        (false, false, None) => None,
        (false, false, Some(left_out)) => Some(quote!(#read || !#left_out)),
    }
}

/// ```text
/// match self {
///     Self::Card { number: field_0, .. } => { … }
///     _ => {}
/// }
/// ```
fn expand_variants(choice: &Choice<'_>, at: &Ident) -> TokenStream {
    let arms: Vec<TokenStream> = choice
        .variants
        .iter()
        .filter_map(|variant| expand_variant(choice.tagging, variant, at))
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    let others = (arms.len() < choice.variants.len() + choice.skipped).then(|| quote!(_ => {}));
    quote! {
        match self {
            #(#arms)*
            #others
        }
    }
}

fn expand_variant(tagging: &Tagging, variant: &Variant, at: &Ident) -> Option<TokenStream> {
    let bound = |index| Access::Variable(variable(index));
    let (members, checks): (Vec<Member>, Checks) = match &variant.content {
        Content::Unit | Content::Wire(_) => return None,
        Content::Newtype(element) => {
            let checks = place::expand(&element.place, &bound(0), at);
            (vec![element.member.clone()], vec![checks])
        }
        Content::Tuple(elements) => {
            let members = elements.iter().map(|element| element.member.clone());
            (members.collect(), expand_elements(elements, at, bound))
        }
        Content::Object(fields) => {
            let members = fields.iter().map(|field| Member::Named(field.ident.clone()));
            (members.collect(), expand_fields(fields, at, bound))
        }
    };
    // Only what is checked is bound to a variable.
    let members = members.iter().enumerate().zip(&checks);
    let patterns = members
        .filter(|(_, checks)| !checks.is_empty())
        .map(|((index, member), _)| {
            let variable = variable(index);
            quote!(#member: #variable,)
        });
    let patterns: TokenStream = patterns.collect();
    let checks: TokenStream = checks.into_iter().collect();
    if checks.is_empty() {
        return None;
    }
    let checks = match tagging {
        _ if variant.untagged => checks,
        Tagging::External => inside(&step(&variant.name), checks, at),
        Tagging::Adjacent { content, .. } => inside(&quote!(field(#content)), checks, at),
        Tagging::Internal { .. } | Tagging::Untagged => checks,
    };
    let ident = &variant.ident;
    Some(quote!(Self::#ident { #patterns .. } => { #checks }))
}

fn variable(index: usize) -> Ident {
    format_ident!("field_{index}", span = Span::mixed_site())
}

/// The way from an object to one of its fields.
fn step(name: &Sided<String>) -> TokenStream {
    let (read, write) = (name.on(Side::Read), name.on(Side::Write));
    if read == write {
        quote!(field(#read))
    } else {
        quote!(sided(#read, #write))
    }
}

/// Checks one step further inside.
fn inside(step: &TokenStream, checks: TokenStream, at: &Ident) -> TokenStream {
    if checks.is_empty() {
        return checks;
    }
    quote! {
        let #at = &mut #at.#step;
        #checks
    }
}

/// A scope for the place that [`inside`] makes.
fn block(checks: TokenStream) -> TokenStream {
    if checks.is_empty() {
        return checks;
    }
    quote!({ #checks })
}
