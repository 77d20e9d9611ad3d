//! Applies `cfg` and `cfg_attr` to items, as rustc does before macros see them.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Fields, Item, Meta, Token};

use super::cfg::{Predicate, Truth};
use crate::cargo::Target;

/// Whether something is compiled.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// Whether it is there as far as can be told; what cannot be known counts as not set.
    pub(super) there: bool,
    /// What cannot be known although it matters, and where it is asked.
    pub(super) doubt: Option<(String, Span)>,
}

/// The conditions of one compilation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conditions<'a> {
    pub(super) target: &'a Target,
    pub(super) features: &'a BTreeSet<String>,
}

impl Conditions<'_> {
    /// Replaces every `cfg_attr` by what it stands for, judges every `cfg` and removes it.
    pub(super) fn configure(self, attrs: &mut Vec<Attribute>) -> Verdict {
        let mut verdict = Verdict {
            there: true,
            doubt: None,
        };
        let is_ours = |attr: &Attribute| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr");
        if !attrs.iter().any(is_ours) {
            return verdict;
        }
        let mut open: Vec<Attribute> = std::mem::take(attrs);
        open.reverse();
        while let Some(attr) = open.pop() {
            let Meta::List(list) = &attr.meta else {
                attrs.push(attr);
                continue;
            };
            if list.path.is_ident("cfg") {
                if let Ok(predicate) = list.parse_args::<Predicate>() {
                    verdict.there &= self.judge(&predicate, list.span(), &mut verdict.doubt);
                }
            } else if list.path.is_ident("cfg_attr") {
                let Ok(conditional) = list.parse_args::<Conditional>() else {
                    continue;
                };
                if self.judge(&conditional.predicate, list.span(), &mut verdict.doubt) {
                    let attrs = conditional.attrs.into_iter().rev();
                    open.extend(attrs.map(|meta| Attribute { meta, ..attr.clone() }));
                }
            } else {
                attrs.push(attr);
            }
        }
        verdict
    }

    fn judge(self, predicate: &Predicate, span: Span, doubt: &mut Option<(String, Span)>) -> bool {
        match predicate.holds(self.target, self.features) {
            Truth::Yes => true,
            Truth::No => false,
            Truth::Unknown(name) => {
                // What the scan reads is the program itself, not its tests: `cfg(test)` counts as not set.
                *doubt = Some((name.clone(), span));
                predicate.holds_without_unseen(self.target, self.features)
            }
        }
    }

    /// Removes the fields and variants that are not compiled. Returns the first doubt.
    pub(super) fn configure_inside(self, item: &mut Item) -> Option<(String, Span)> {
        match item {
            Item::Struct(item) => self.fields(&mut item.fields),
            Item::Union(item) => {
                let mut fields = Fields::Named(item.fields.clone());
                let doubt = self.fields(&mut fields);
                if let Fields::Named(fields) = fields {
                    item.fields = fields;
                }
                doubt
            }
            Item::Enum(item) => {
                let mut doubt = None;
                let variants = std::mem::take(&mut item.variants);
                for pair in variants.into_pairs() {
                    let (mut variant, comma) = pair.into_tuple();
                    let verdict = self.configure(&mut variant.attrs);
                    doubt = doubt.or(verdict.doubt);
                    if verdict.there {
                        doubt = doubt.or(self.fields(&mut variant.fields));
                        item.variants.push_value(variant);
                        item.variants.push_punct(comma.unwrap_or_default());
                    }
                }
                doubt
            }
            _ => None,
        }
    }

    fn fields(self, fields: &mut Fields) -> Option<(String, Span)> {
        let list = match fields {
            Fields::Named(named) => &mut named.named,
            Fields::Unnamed(unnamed) => &mut unnamed.unnamed,
            Fields::Unit => return None,
        };
        let mut doubt = None;
        for pair in std::mem::take(list).into_pairs() {
            let (mut field, comma) = pair.into_tuple();
            let verdict = self.configure(&mut field.attrs);
            doubt = doubt.or(verdict.doubt);
            if verdict.there {
                list.push_value(field);
                list.push_punct(comma.unwrap_or_default());
            }
        }
        doubt
    }
}

/// `cfg_attr(predicate, attribute, …)`.
struct Conditional {
    predicate: Predicate,
    attrs: Vec<Meta>,
}

impl Parse for Conditional {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let predicate = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        let attrs = input.parse_terminated(Meta::parse, Token![,])?;
        Ok(Self {
            predicate,
            attrs: attrs.into_iter().collect(),
        })
    }
}
