//! What a part of the target gets: something of the source, a constant, or what stands for nothing.

use gati_schema::TypeName;
use gati_schema::ty::{Content, Default, Kind, Shape, Side};
use gati_transform::{Assign, Fill, How, Seg};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::super::frozen::ident;
use super::held::Held;
use super::value::{Bridge, Root, closed, never, refused};
use crate::analyze::live::Repr;

impl Bridge<'_> {
    /// What a part of the target gets.
    pub(super) fn fill(&self, fill: &Fill, root: &Root<'_>, target: &Held) -> TokenStream {
        match fill {
            Fill::Take { path, how } => match self.take(path, root) {
                Some((code, Some(source))) => self.adjust(how, code, &source, target),
                Some((code, None)) => code,
                None => never("a part that is not there"),
            },
            Fill::Constant(value) => wrapped(self.constant(value, target), target),
            Fill::Absent => self.absent(target),
            Fill::Build { ty, fields } => {
                let built = self.object(ty, None, fields, root);
                wrapped(closed(built, target), target)
            }
            Fill::Refuse(reason) => refused(reason),
            Fill::Lack(_) => never("a part that nobody gives"),
        }
    }

    fn take(&self, path: &[Seg], root: &Root<'_>) -> Option<(TokenStream, Option<Held>)> {
        match root {
            Root::Value(code, held) => {
                let (code, held) = self.source.walk(code.clone(), (**held).clone(), path)?;
                Some((code, Some(held)))
            }
            Root::Parts(parts) => {
                let (first, rest) = path.split_first()?;
                let (_, code, held) = parts.iter().find(|(seg, ..)| seg == first)?;
                match held {
                    None => Some((code.clone(), None)),
                    Some(held) => {
                        let (code, held) = self.source.walk(code.clone(), held.clone(), rest)?;
                        Some((code, Some(held)))
                    }
                }
            }
        }
    }

    /// A struct, or a variant with named fields, from its fields.
    pub(super) fn object(
        &self,
        name: &TypeName,
        variant: Option<&str>,
        assigns: &[Assign],
        root: &Root<'_>,
    ) -> TokenStream {
        let path = self.constructor(name, variant);
        let fields = self
            .target
            .fields(name, variant)
            .into_iter()
            .map(|(field, held)| {
                let ident = ident(&field.rust_name);
                let assign = assigns.iter().find(|assign| assign.field == field.rust_name);
                let value = match assign {
                    Some(assign) => self.fill(&assign.value, root, &held),
                    None => self.absent(&held),
                };
                quote!(#ident: #value,)
            });
        let fields: TokenStream = fields.collect();
        let form = self.target.open_form(name);
        let left_out = form.and_then(|form| form.left_out.get(&variant.map(str::to_owned)));
        let left_out = left_out.into_iter().flatten().map(|name| {
            let ident = ident(name);
            quote!(#ident: ::core::default::Default::default(),)
        });
        quote!(#path { #fields #(#left_out)* })
    }

    /// A struct, or a variant with unnamed values, from them.
    pub(super) fn tuple(
        &self,
        name: &TypeName,
        variant: Option<&str>,
        fills: &[Fill],
        root: &Root<'_>,
    ) -> TokenStream {
        let path = self.constructor(name, variant);
        let held = self.target.positions(name, variant);
        let newtype = self
            .target
            .newtype(name)
            .filter(|_| variant.is_none() && fills.len() == 1);
        let values = fills.iter().zip(&held).enumerate().map(|(i, (fill, held))| {
            let value = self.fill(fill, root, held);
            let member = match &newtype {
                Some((_, member)) => member.clone(),
                None => {
                    let index = syn::Index::from(i);
                    quote!(#index)
                }
            };
            quote!(#member: #value,)
        });
        let values: TokenStream = values.collect();
        let filler = self.needs_filler(name, variant).then(|| quote!(1: (),));
        // By position and not as a call: a name for an instance of a generic type cannot be called.
        quote!(#path { #values #filler })
    }

    /// Whether a frozen list of one has a second value that tells it from a newtype.
    fn needs_filler(&self, name: &TypeName, variant: Option<&str>) -> bool {
        if self.target.live(name).is_some() {
            return false;
        }
        match (
            self.target.definition(name).map(|definition| &definition.shape),
            variant,
        ) {
            (Some(Shape::Tuple(types)), None) => types.len() == 1,
            (Some(Shape::Choice(choice)), Some(variant)) => choice
                .variants
                .iter()
                .find(|known| known.rust_name == variant)
                .is_some_and(|variant| matches!(&variant.content, Content::Tuple(types) if types.len() == 1)),
            _ => false,
        }
    }

    pub(super) fn constructor(&self, name: &TypeName, variant: Option<&str>) -> TokenStream {
        let path = self.target.path(name);
        match variant {
            Some(variant) => {
                let variant = ident(variant);
                quote!(#path::#variant)
            }
            None => path,
        }
    }

    /// A value that a side may leave open.
    fn adjust(&self, how: &How, code: TokenStream, source: &Held, target: &Held) -> TokenStream {
        let carried = |code: TokenStream| self.carry(how, code, source, target);
        match (source.open, target.open) {
            (false, false) => carried(code),
            (false, true) => {
                let value = carried(code);
                quote!(::core::option::Option::Some(#value))
            }
            (true, true) if is_move(how, source, target) => code,
            (true, true) => {
                let value = carried(quote!(value));
                quote!(match #code {
                    ::core::option::Option::Some(value) => ::core::option::Option::Some(#value),
                    ::core::option::Option::None => ::core::option::Option::None,
                })
            }
            (true, false) => {
                let value = carried(quote!(value));
                let absent = self.absent(target);
                quote!(match #code {
                    ::core::option::Option::Some(value) => #value,
                    ::core::option::Option::None => #absent,
                })
            }
        }
    }

    /// What a place has where nothing was sent.
    pub(super) fn absent(&self, target: &Held) -> TokenStream {
        if target.open || matches!(target.ty.kind, Kind::Option { .. }) && target.repr != Repr::Other {
            return quote!(::core::option::Option::None);
        }
        match (&target.default, &target.field) {
            (Default::Known(value), _) => self.constant(value, target),
            (Default::Computed, Some((owner, field))) if self.target.live(owner).is_some() => {
                let owner = self.target.path(owner);
                quote!(::gati::__private::absent::<#owner, _>(#field)?)
            }
            _ => match target.ty.kind {
                Kind::List { .. }
                | Kind::Set { .. }
                | Kind::Map { .. }
                | Kind::AnyObject
                | Kind::Option { .. }
                | Kind::Text => quote!(::core::default::Default::default()),
                Kind::Named { .. } => quote!(::gati::__private::known("{}")),
                _ => {
                    let name = target.field.as_ref().map_or("a value", |(_, field)| field);
                    let reason = format!("`{name}` was left open, and today nothing can stand for it");
                    quote!(return ::core::result::Result::Err(::gati::Untransformable::new(#reason)))
                }
            },
        }
    }

    /// A value that the contract states.
    pub(super) fn constant(&self, value: &Value, target: &Held) -> TokenStream {
        let text = value.to_string();
        let spelled = || quote!(::gati::__private::known(#text));
        if target.repr == Repr::Other || target.repr == Repr::Boxed {
            return spelled();
        }
        match (&target.ty.kind, value) {
            (Kind::Bool, Value::Bool(flag)) => quote!(#flag),
            (Kind::Integer { non_zero: false, .. }, Value::Number(_)) => {
                text.parse().unwrap_or_else(|_| spelled())
            }
            (Kind::Text, Value::String(text))
                if target.ty.constraints.is_empty() || target.field.is_some() =>
            {
                quote!(::std::borrow::ToOwned::to_owned(#text))
            }
            (Kind::Option { .. }, Value::Null) => quote!(::core::option::Option::None),
            (Kind::Named { name }, Value::String(text)) => {
                self.variant_called(name, text).unwrap_or_else(spelled)
            }
            _ => spelled(),
        }
    }

    /// The variant without content of that name on the wire.
    fn variant_called(&self, name: &TypeName, text: &str) -> Option<TokenStream> {
        let Shape::Choice(choice) = &self.target.definition(name)?.shape else {
            return None;
        };
        let found = choice.variants.iter().find(|variant| {
            matches!(variant.content, Content::Unit)
                && (variant.name.on(Side::Read) == text || variant.name.on(Side::Write) == text)
        })?;
        Some(self.constructor(name, Some(&found.rust_name)))
    }
}

fn wrapped(code: TokenStream, target: &Held) -> TokenStream {
    if target.open {
        quote!(::core::option::Option::Some(#code))
    } else {
        code
    }
}

fn is_move(how: &How, source: &Held, target: &Held) -> bool {
    *how == How::Move && source.repr == target.repr && source.repr != Repr::Other
}
