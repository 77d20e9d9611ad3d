//! What holds of every function under an attribute of ours: generated code calls it, by its name and with nothing chosen.

use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericParam, Ident, Meta, Safety};

use crate::diagnostics::Diagnostics;
use crate::handler::{Function, is_test_only};
use crate::symbol::GATI;

/// How the functions of one attribute are called, and what is said of those that cannot be called.
pub(crate) struct Plain {
    /// `a hook`.
    pub(crate) noun: &'static str,
    /// Of one for tests alone.
    pub(crate) for_tests: &'static str,
    /// What to do about type parameters; empty if nothing helps.
    pub(crate) generic: &'static str,
    /// Of a method.
    pub(crate) method: &'static str,
}

impl Plain {
    /// The program and its tests are one contract.
    pub(crate) fn is_in_every_build(&self, function: &Function, sink: &mut Diagnostics) {
        if let Some(span) = is_test_only(&function.attrs) {
            sink.error(span, self.for_tests);
        }
    }

    /// Generated code calls the function, and cannot promise what an unsafe one asks for.
    pub(crate) fn is_safe(&self, function: &Function, sink: &mut Diagnostics) {
        if let Safety::Unsafe(word) = &function.sig.safety {
            let noun = self.noun;
            sink.error(
                word.span(),
                format!("{noun} cannot be `unsafe`: nobody could keep what it asks of its caller"),
            );
        }
    }

    /// Nobody could choose what a parameter stands for. Lifetimes are fine.
    pub(crate) fn has_no_type_parameters(&self, function: &Function, sink: &mut Diagnostics) {
        for parameter in &function.sig.generics.params {
            let (what, name) = match parameter {
                GenericParam::Lifetime(_) => continue,
                GenericParam::Type(parameter) => ("type", &parameter.ident),
                GenericParam::Const(parameter) => ("const", &parameter.ident),
            };
            let Self { noun, generic, .. } = self;
            sink.push(syn::Error::new_spanned(
                parameter,
                format!("{noun} has no {what} parameters: nobody could choose `{name}`{generic}"),
            ));
        }
    }

    /// There is no value that a method could be called on.
    pub(crate) fn has_no_receiver(&self, function: &Function, sink: &mut Diagnostics) {
        for input in &function.sig.inputs {
            if let FnArg::Receiver(receiver) = input {
                sink.push(syn::Error::new_spanned(receiver, self.method));
            }
        }
    }
}

/// Whether an attribute is `#[gati::name]`, or `#[name]` for those who import it. Other crates have attributes of such names, too: what ours is
/// told must look like it.
pub(crate) fn is_ours(attr: &Attribute, name: &str, looks_like_ours: impl FnOnce(&Meta) -> bool) -> bool {
    let segments: Vec<&Ident> = attr
        .path()
        .segments
        .iter()
        .map(|segment| &segment.ident)
        .collect();
    match segments.as_slice() {
        [krate, own] => *krate == GATI && *own == name,
        [own] => *own == name && looks_like_ours(&attr.meta),
        _ => false,
    }
}
