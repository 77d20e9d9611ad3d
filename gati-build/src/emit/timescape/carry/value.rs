//! One value from its place in one edition to its place in another.

use gati_schema::ty::Kind;
use gati_schema::{Type, TypeName};
use gati_transform::{How, Seg};
use proc_macro2::TokenStream;
use quote::quote;

use super::held::{Held, Realm};
use crate::analyze::live::{LiveForm, Repr};

/// The edition from which values come, and that to which they go.
pub(super) struct Bridge<'a> {
    pub(super) source: &'a Realm<'a>,
    pub(super) target: &'a Realm<'a>,
    /// The functions of the step's conversions, by number.
    pub(super) functions: &'a [TokenStream],
}

/// Where ways into the source begin.
pub(super) enum Root<'r> {
    /// A value.
    Value(TokenStream, Box<Held>),
    /// Variables, by the first step.
    Parts(&'r [(Seg, TokenStream, Option<Held>)]),
}

impl Bridge<'_> {
    /// What [`How`] says, for a value that is there.
    pub(super) fn carry(&self, how: &How, code: TokenStream, source: &Held, target: &Held) -> TokenStream {
        match how {
            How::Move => self.moved(code, source, target),
            How::Recode => quote!(::gati::__private::recode(#code)?),
            How::IfFits(reason) => quote! {
                ::gati::__private::recode(#code).map_err(|_| ::gati::__private::acknowledged(#reason))?
            },
            How::Call(number) => {
                let function = &self.functions[*number];
                let value = opened(code, source);
                closed(quote!(#function(#value, passing)?), target)
            }
            How::Unwrap(how) => self.unwrapped(how, code, source, target),
            How::Wrap(name, how) => self.wrapped_in(name, how, code, source, target),
            _ if source.repr == Repr::Other => {
                let ty = self.source.canonical(&source.ty);
                let plain = Held {
                    repr: Repr::Plain,
                    ..source.clone()
                };
                let value = self.carry(how, quote!(value), &plain, target);
                quote!({
                    let value: #ty = ::gati::__private::recode(#code)?;
                    #value
                })
            }
            _ if target.repr == Repr::Other => {
                let ty = self.target.canonical(&target.ty);
                let plain = Held {
                    repr: Repr::Plain,
                    ..target.clone()
                };
                let value = self.carry(how, code, source, &plain);
                quote!({
                    let value: #ty = #value;
                    ::gati::__private::recode(value)?
                })
            }
            How::Widen if is_wider_by_itself(&source.ty, &target.ty) => {
                quote!(::core::convert::From::from(#code))
            }
            How::Widen => quote!(::gati::__private::recode(#code)?),
            How::ToText => quote!(::std::string::ToString::to_string(&#code)),
            How::Some(how) => {
                let value = self.carry(how, code, source, &target.part(0));
                quote!(::core::option::Option::Some(#value))
            }
            How::OrElse(how, otherwise) => {
                let value = self.carry(how, quote!(value), &source.part(0), target);
                let otherwise = self.constant(otherwise, target);
                quote!(match #code {
                    ::core::option::Option::Some(value) => #value,
                    ::core::option::Option::None => #otherwise,
                })
            }
            How::OrAbsent(how) => {
                let value = self.carry(how, quote!(value), &source.part(0), target);
                let absent = self.absent(target);
                quote!(match #code {
                    ::core::option::Option::Some(value) => #value,
                    ::core::option::Option::None => #absent,
                })
            }
            How::Option(how) => {
                let value = self.carry(how, quote!(value), &source.part(0), &target.part(0));
                quote!(match #code {
                    ::core::option::Option::Some(value) => ::core::option::Option::Some(#value),
                    ::core::option::Option::None => ::core::option::Option::None,
                })
            }
            How::Each(how) => {
                let value = self.carry(how, quote!(value), &source.part(0), &target.part(0));
                let each = match target.ty.kind {
                    Kind::Array { .. } if target.repr != Repr::StandIn => quote!(array),
                    _ => quote!(each),
                };
                quote!(::gati::__private::#each(#code, |value| ::core::result::Result::Ok(#value))?)
            }
            How::Values(how) => {
                let value = self.carry(how, quote!(value), &source.part(1), &target.part(1));
                quote!(::gati::__private::values(#code, |value| ::core::result::Result::Ok(#value))?)
            }
            How::Positions(hows) => {
                let names: Vec<_> = (0..hows.len())
                    .map(|at| quote::format_ident!("part_{at}"))
                    .collect();
                let values = hows.iter().zip(&names).enumerate().map(|(at, (how, name))| {
                    self.carry(how, quote!(#name), &source.part(at), &target.part(at))
                });
                let values: Vec<TokenStream> = values.collect();
                quote!({
                    let (#(#names,)*) = #code;
                    (#(#values,)*)
                })
            }
        }
    }

    fn moved(&self, code: TokenStream, source: &Held, target: &Held) -> TokenStream {
        match (&source.repr, &target.repr) {
            (Repr::Other, _) | (_, Repr::Other) => quote!(::gati::__private::recode(#code)?),
            (Repr::Boxed, Repr::Plain) => quote!(*#code),
            (Repr::Plain, Repr::Boxed) => quote!(::std::boxed::Box::new(#code)),
            (a, b) if a == b && self.is_one_type(source, target) => code,
            _ => quote!(::gati::__private::recode(#code)?),
        }
    }

    /// Whether one kind of value is held by one type: a brand inside of a list is a type of its own.
    fn is_one_type(&self, source: &Held, target: &Held) -> bool {
        let spell = |realm: &Realm<'_>, ty: &Type| {
            // At a place of its own constraints are said by attributes.
            let plain = Type::plain(ty.kind.clone());
            let prefix = realm.scope.prefix.to_string();
            realm.scope.spell(&plain).rust.to_string().replace(&prefix, "")
        };
        spell(self.source, &source.ty) == spell(self.target, &target.ty)
    }

    fn unwrapped(&self, how: &How, code: TokenStream, source: &Held, target: &Held) -> TokenStream {
        let Kind::Named { name } = &source.ty.kind else {
            return never("a newtype that is none");
        };
        let Some((inner, member)) = self.source.newtype(name) else {
            return never("a newtype that is none");
        };
        if let Some(LiveForm::Closed(_)) = self.source.live(name) {
            let ty = self.source.canonical(&inner.ty);
            let plain = Held::plain(&inner.ty, Repr::Plain);
            let value = self.carry(how, quote!(value), &plain, target);
            return quote!({
                let value: #ty = ::gati::__private::recode(#code)?;
                #value
            });
        }
        let code = opened(code, source);
        self.carry(how, quote!(#code.#member), &inner, target)
    }

    fn wrapped_in(
        &self,
        name: &TypeName,
        how: &How,
        code: TokenStream,
        source: &Held,
        target: &Held,
    ) -> TokenStream {
        let Some((inner, member)) = self.target.newtype(name) else {
            return never("a newtype that is none");
        };
        let path = self.target.path(name);
        if let Some(LiveForm::Closed(_)) = self.target.live(name) {
            let ty = self.target.canonical(&inner.ty);
            let plain = Held::plain(&inner.ty, Repr::Plain);
            let value = self.carry(how, code, source, &plain);
            return closed(
                quote!({
                    let value: #ty = #value;
                    ::gati::__private::recode::<_, #path>(value)?
                }),
                target,
            );
        }
        let value = self.carry(how, code, source, &inner);
        closed(quote!(#path { #member: #value }), target)
    }
}

/// A value out of whatever holds it.
fn opened(code: TokenStream, source: &Held) -> TokenStream {
    match source.repr {
        Repr::Boxed => quote!(*#code),
        Repr::Other => quote!(::gati::__private::recode(#code)?),
        Repr::Plain | Repr::Inside(_) | Repr::StandIn => code,
    }
}

/// A value in what is to hold it.
pub(super) fn closed(code: TokenStream, target: &Held) -> TokenStream {
    match target.repr {
        Repr::Boxed => quote!(::std::boxed::Box::new(#code)),
        Repr::Other => quote!(::gati::__private::recode(#code)?),
        Repr::Plain | Repr::Inside(_) | Repr::StandIn => code,
    }
}

/// A value that cannot be carried, for a reason that somebody gave.
pub(super) fn refused(reason: &str) -> TokenStream {
    quote!(return ::core::result::Result::Err(::gati::__private::acknowledged(#reason)))
}

/// What a plan without gaps never asks for.
pub(super) fn never(what: &str) -> TokenStream {
    let reason = format!("this value cannot be carried: it needs {what}");
    quote!(return ::core::result::Result::Err(::gati::Untransformable::new(#reason)))
}

/// Whether the standard library converts between two kinds of number.
fn is_wider_by_itself(source: &Type, target: &Type) -> bool {
    use gati_schema::ty::{FloatWidth, IntWidth};
    let bits = |width: IntWidth| match width {
        IntWidth::U8 => Some((false, 8)),
        IntWidth::U16 => Some((false, 16)),
        IntWidth::U32 => Some((false, 32)),
        IntWidth::U64 => Some((false, 64)),
        IntWidth::U128 => Some((false, 128)),
        IntWidth::I8 => Some((true, 8)),
        IntWidth::I16 => Some((true, 16)),
        IntWidth::I32 => Some((true, 32)),
        IntWidth::I64 => Some((true, 64)),
        IntWidth::I128 => Some((true, 128)),
        IntWidth::Usize | IntWidth::Isize => None,
    };
    match (&source.kind, &target.kind) {
        (
            Kind::Integer {
                width: from,
                non_zero: a,
            },
            Kind::Integer {
                width: to,
                non_zero: b,
            },
        ) if a == b => match (bits(*from), bits(*to)) {
            (Some((false, from)), Some((true, to))) => from < to,
            (Some((from_signed, from)), Some((to_signed, to))) => from_signed == to_signed && from <= to,
            _ => false,
        },
        (
            Kind::Integer {
                width: from,
                non_zero: false,
            },
            Kind::Float { width: to },
        ) => {
            let most = match to {
                FloatWidth::F32 => 16,
                FloatWidth::F64 => 32,
            };
            bits(*from).is_some_and(|(_, bits)| bits <= most)
        }
        (
            Kind::Float {
                width: FloatWidth::F32,
            },
            Kind::Float { .. },
        ) => true,
        (Kind::Float { width: from }, Kind::Float { width: to }) => from == to,
        _ => false,
    }
}
