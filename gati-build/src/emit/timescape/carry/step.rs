//! The module of one step: `v1_0_0_to_v1_1_0`.

use std::cell::RefCell;
use std::collections::BTreeSet;

use gati_schema::ty::{Content, Shape};
use gati_schema::{Type, TypeName};
use gati_transform::{Arm, Body, By, Conversion, Ease, Fill, Given, Part, Role, Seg, To, Way};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::frozen::{ident, snake};
use super::super::scopes::Scopes;
use super::held::{Held, Realm};
use super::value::{Bridge, Root, refused};
use crate::analyze::Today;
use crate::analyze::live::{LiveForm, Repr};
use crate::story::Story;

/// A type of today that generated code would have to take apart or put together, and cannot; and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Closed {
    pub(crate) name: TypeName,
    pub(crate) why: String,
    pub(crate) way: Way,
    pub(crate) step: usize,
}

/// The name of the module of a step.
pub(crate) fn step_module(story: &Story, step: usize) -> Ident {
    let editions = &story.editions.all;
    format_ident!("{}_to_{}", editions[step].module, editions[step + 1].module)
}

/// The name of the function that carries a part of a handler, by its name in the older edition.
pub(crate) fn function(handler: &str, part: Part) -> Ident {
    let verb = part.way().verb();
    format_ident!("{verb}_{}_{}", handler, part.type_name().to_lowercase())
}

/// Writes the module of a step.
pub(crate) fn emit(
    story: &Story,
    today: &Today,
    scopes: &Scopes<'_>,
    step: usize,
) -> (TokenStream, BTreeSet<Closed>) {
    let writer = Writer {
        story,
        step,
        older: Realm::new(&story.editions, today, scopes, step),
        newer: Realm::new(&story.editions, today, scopes, step + 1),
        functions: functions(&story.plans[step].conversions),
        closed: RefCell::default(),
    };
    let plan = &story.plans[step];
    let conversions = plan.conversions.iter().enumerate();
    let conversions: TokenStream = conversions
        .map(|(number, conversion)| writer.conversion(number, conversion))
        .collect();
    let handlers: TokenStream = plan
        .handlers
        .iter()
        .map(|handler| writer.handler(handler))
        .collect();
    let name = step_module(story, step);
    let editions = &story.editions.all;
    let docs = format!(
        " Between {} and {}.",
        editions[step].version,
        editions[step + 1].version
    );
    let tokens = quote! {
        #[doc = #docs]
        mod #name {
            #[allow(unused_imports)]
            use ::gati::__private::{Passing, Transformer};
            #[allow(unused_imports)]
            use ::gati::Untransformable;

            #conversions
            #handlers
        }
    };
    (tokens, writer.closed.into_inner())
}

/// A name for each conversion, that tells what it does.
fn functions(conversions: &[Conversion]) -> Vec<TokenStream> {
    let mut taken = BTreeSet::new();
    let names = conversions.iter().map(|conversion| {
        let (from, to) = (
            snake(&conversion.from.identifier()),
            snake(&conversion.to.identifier()),
        );
        let mut name = format!("{}_{from}", conversion.way.verb());
        if from != to {
            name.push_str(&format!("_to_{to}"));
        }
        if conversion.role == Role::Error {
            name.push_str("_as_error");
        }
        // The functions of handlers end with the name of a part.
        name = format!("{name}_value");
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        let ident = format_ident!("{name}");
        quote!(#ident)
    });
    names.collect()
}

pub(super) struct Writer<'a> {
    pub(super) story: &'a Story,
    step: usize,
    pub(super) older: Realm<'a>,
    pub(super) newer: Realm<'a>,
    pub(super) functions: Vec<TokenStream>,
    closed: RefCell<BTreeSet<Closed>>,
}

impl<'a> Writer<'a> {
    pub(super) fn bridge(&'a self, way: Way) -> Bridge<'a> {
        let (source, target) = match way {
            Way::Lift => (&self.older, &self.newer),
            Way::Lower => (&self.newer, &self.older),
        };
        Bridge {
            source,
            target,
            functions: &self.functions,
        }
    }

    fn conversion(&'a self, number: usize, conversion: &Conversion) -> TokenStream {
        let bridge = self.bridge(conversion.way);
        let (from, to) = (
            bridge.source.path(&conversion.from),
            bridge.target.path(&conversion.to),
        );
        let is_error = conversion.role == Role::Error;
        let gives = if is_error {
            quote!(::core::option::Option<#to>)
        } else {
            to
        };
        let body = match &conversion.by {
            By::Given(given) => {
                let applied = self.applied(*given, &quote!(source));
                if is_error {
                    quote!(#applied.map(::core::option::Option::Some))
                } else {
                    applied
                }
            }
            By::Derived { body, .. } => {
                let made = self.derived(&bridge, conversion, body);
                match (body, is_error) {
                    // Its arms say whether there is something.
                    (Body::Choice(_), true) | (_, false) => quote!(::core::result::Result::Ok(#made)),
                    (_, true) => quote!(::core::result::Result::Ok(::core::option::Option::Some(#made))),
                }
            }
        };
        let name = &self.functions[number];
        let docs = format!(" {} `{}`.", verb(conversion.way), conversion.from);
        let had = self.had(number, &from, &gives);
        quote! {
            #had
            #[doc = #docs]
            pub(super) fn #name(
                source: #from,
                passing: &mut Passing<'_>,
            ) -> ::core::result::Result<#gives, Untransformable> {
                #body
            }
        }
    }

    /// The conversion as transformers of the user's may have it, for parts of what they carry.
    fn had(&self, number: usize, from: &TokenStream, to: &TokenStream) -> TokenStream {
        let given: Vec<Given> = self.story.given[self.step]
            .iter()
            .map(|given| given.given.clone())
            .collect();
        let name = &self.functions[number];
        match self.story.plans[self.step].ease(number, &given) {
            Ease::Total => quote! {
                impl ::core::convert::From<#from> for #to {
                    fn from(source: #from) -> Self {
                        ::gati::__private::into(source, #name)
                    }
                }
            },
            Ease::Fallible => quote! {
                impl ::core::convert::TryFrom<#from> for #to {
                    type Error = Untransformable;

                    fn try_from(source: #from) -> ::core::result::Result<Self, Untransformable> {
                        ::gati::__private::try_into(source, #name)
                    }
                }
            },
            Ease::Never => TokenStream::new(),
        }
    }

    /// A call of a transformer of the user's.
    pub(super) fn applied(&self, given: usize, value: &TokenStream) -> TokenStream {
        let given = self.story.given[self.step].get(given);
        let marker: TokenStream = given
            .and_then(|given| given.marker.parse().ok())
            .unwrap_or_default();
        quote!(<#marker as Transformer>::apply(#value, passing))
    }

    fn derived(&self, bridge: &Bridge<'_>, conversion: &Conversion, body: &Body) -> TokenStream {
        let whole = Held::plain(&Type::named(conversion.from.clone()), Repr::Plain);
        let root = Root::Value(quote!(source), Box::new(whole));
        let to = &conversion.to;
        match body {
            Body::Unit => {
                let path = bridge.constructor(to, None);
                quote!(#path {})
            }
            Body::Newtype(fill) => self.newtype(bridge, conversion, fill),
            Body::Tuple(fills) => {
                self.needs(bridge, conversion);
                bridge.tuple(to, None, fills, &root)
            }
            Body::Object(assigns) => {
                self.needs(bridge, conversion);
                bridge.object(to, None, assigns, &root)
            }
            Body::Choice(arms) => {
                self.needs(bridge, conversion);
                self.choice(bridge, conversion, arms)
            }
            Body::Refuse(reason) => refused(reason),
            Body::Lack(_) => refuse("it has no counterpart"),
        }
    }

    /// Both ends are taken apart or put together, so their fields must be in sight.
    fn needs(&self, bridge: &Bridge<'_>, conversion: &Conversion) {
        for (realm, name) in [(bridge.source, &conversion.from), (bridge.target, &conversion.to)] {
            if let Some(LiveForm::Closed(why)) = realm.live(name) {
                self.closed.borrow_mut().insert(Closed {
                    name: name.clone(),
                    why: why.clone(),
                    way: conversion.way,
                    step: self.step,
                });
            }
        }
    }

    /// What only its author may open has the form of its value on the wire, and can be had through that.
    fn newtype(&self, bridge: &Bridge<'_>, conversion: &Conversion, fill: &Fill) -> TokenStream {
        let (from, to) = (&conversion.from, &conversion.to);
        let is_closed =
            |realm: &Realm<'_>, name: &TypeName| matches!(realm.live(name), Some(LiveForm::Closed(_)));
        let whole = Held::plain(&Type::named(from.clone()), Repr::Plain);
        let mut before = TokenStream::new();
        let mut parts = Vec::new();
        let root = match bridge
            .source
            .newtype(from)
            .filter(|_| is_closed(bridge.source, from))
        {
            Some((inner, _)) => {
                let ty = bridge.source.canonical(&inner.ty);
                before = quote!(let value: #ty = ::gati::__private::recode(source)?;);
                parts.push((
                    Seg::Position(0),
                    quote!(value),
                    Some(Held::plain(&inner.ty, Repr::Plain)),
                ));
                Root::Parts(&parts)
            }
            None => Root::Value(quote!(source), Box::new(whole)),
        };
        if is_closed(bridge.target, to)
            && let Some((inner, _)) = bridge.target.newtype(to)
        {
            let plain = Held::plain(&inner.ty, Repr::Plain);
            let (ty, value) = (
                bridge.target.canonical(&inner.ty),
                bridge.fill(fill, &root, &plain),
            );
            return quote!({
                #before
                let value: #ty = #value;
                ::gati::__private::recode(value)?
            });
        }
        let made = bridge.tuple(to, None, std::slice::from_ref(fill), &root);
        quote!({
            #before
            #made
        })
    }

    fn choice(&self, bridge: &Bridge<'_>, conversion: &Conversion, arms: &[Arm]) -> TokenStream {
        let from = bridge.source.path(&conversion.from);
        let is_error = conversion.role == Role::Error;
        let arms = arms.iter().map(|arm| {
            let variant = ident(&arm.variant);
            let (pattern, parts) = self.pattern(bridge, &conversion.from, &arm.variant);
            let root = Root::Parts(&parts);
            let made = match &arm.to {
                To::Unit(name) => {
                    let path = bridge.constructor(&conversion.to, Some(name));
                    quote!(#path)
                }
                To::Positions(name, fills) => bridge.tuple(&conversion.to, Some(name), fills, &root),
                To::Object(name, assigns) => bridge.object(&conversion.to, Some(name), assigns, &root),
                To::AsItIs => return quote!(#from::#variant { .. } => ::core::option::Option::None,),
                To::Never => {
                    let never = refuse("it has a value that does not travel this way");
                    return quote!(#from::#variant { .. } => #never,);
                }
                To::Refuse(reason) => {
                    let refused = refused(reason);
                    return quote!(#from::#variant { .. } => #refused,);
                }
                To::Lack(_) => {
                    let lack = refuse("a value of it has no counterpart");
                    return quote!(#from::#variant { .. } => #lack,);
                }
            };
            let made = if is_error {
                quote!(::core::option::Option::Some(#made))
            } else {
                made
            };
            quote!(#from::#variant #pattern => #made,)
        });
        let arms: TokenStream = arms.collect();
        let more = bridge
            .source
            .open_form(&conversion.from)
            .is_some_and(|form| form.has_more_variants);
        let others = more.then(|| {
            let never = refuse("it has a value that never travels");
            quote!(_ => #never,)
        });
        quote!(match source { #arms #others })
    }

    /// A pattern that takes a variant apart, and its variables.
    fn pattern(
        &self,
        bridge: &Bridge<'_>,
        name: &TypeName,
        variant: &str,
    ) -> (TokenStream, Vec<(Seg, TokenStream, Option<Held>)>) {
        let shape = bridge.source.definition(name).map(|definition| &definition.shape);
        let content = match shape {
            Some(Shape::Choice(choice)) => choice.variants.iter().find(|known| known.rust_name == variant),
            _ => None,
        };
        match content.map(|variant| &variant.content) {
            Some(Content::Object(_)) => {
                let fields = bridge.source.fields(name, Some(variant));
                let parts = fields.into_iter().map(|(field, held)| {
                    let variable = format_ident!("from_{}", field.rust_name);
                    (Seg::Field(field.rust_name.clone()), quote!(#variable), Some(held))
                });
                let parts: Vec<_> = parts.collect();
                let bound = parts.iter().map(|(seg, variable, _)| {
                    let field = ident(&seg.to_string());
                    quote!(#field: #variable,)
                });
                (quote!({ #(#bound)* .. }), parts)
            }
            Some(Content::Newtype(_) | Content::Tuple(_)) => {
                let values = bridge.source.positions(name, Some(variant));
                let parts = values.into_iter().enumerate().map(|(at, held)| {
                    let variable = format_ident!("from_{at}");
                    (Seg::Position(at), quote!(#variable), Some(held))
                });
                let parts: Vec<_> = parts.collect();
                let bound = parts.iter().map(|(_, variable, _)| variable);
                (quote!((#(#bound,)* ..)), parts)
            }
            _ => (quote!({ .. }), Vec::new()),
        }
    }
}

const fn verb(way: Way) -> &'static str {
    match way {
        Way::Lift => "Lifts",
        Way::Lower => "Lowers",
    }
}

pub(super) fn refuse(what: &str) -> TokenStream {
    let reason = format!("this value cannot be carried: {what}");
    quote!(return ::core::result::Result::Err(::gati::Untransformable::new(#reason)))
}
