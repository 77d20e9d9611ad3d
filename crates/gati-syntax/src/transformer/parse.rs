//! From tokens to a checked transformer.

use proc_macro2::TokenStream;
use syn::{Attribute, FnArg, Meta, ReturnType, Type};

use super::check;
use super::item::{TransformerArgument, TransformerItem};
use crate::diagnostics::Diagnostics;
use crate::handler::Function;
use crate::handler::shape::{named, peel};
use crate::plain::is_ours;

const TRANSFORMER: &str = "transformer";

/// Everything that was read of a transformer, before the rules look at it.
pub(super) struct Draft<'a> {
    pub(super) function: &'a Function,
    /// What the attribute is told.
    pub(super) args: TokenStream,
    /// The role of each argument.
    pub(super) arguments: Vec<TransformerArgument>,
    /// The types of the values that it takes; there should be one.
    pub(super) values: Vec<&'a Type>,
    /// The type that it makes, out of its `Result` if it returns one.
    pub(super) makes: Option<&'a Type>,
    pub(super) fallible: bool,
}

/// Reads a transformer. `None` means that at least one mistake was reported; all that can be found in one go are.
pub fn parse(args: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<TransformerItem> {
    let mut found = Diagnostics::new();
    let draft = read(args, function);
    check::check(&draft, &mut found);
    if found.is_empty() {
        TransformerItem::new(draft)
    } else {
        sink.append(found);
        None
    }
}

fn read(args: TokenStream, function: &Function) -> Draft<'_> {
    let mut draft = Draft {
        function,
        args,
        arguments: Vec::new(),
        values: Vec::new(),
        makes: None,
        fallible: false,
    };
    for input in &function.sig.inputs {
        let FnArg::Typed(argument) = input else { continue };
        if is_context(&argument.ty) {
            draft.arguments.push(TransformerArgument::Lctx);
        } else {
            draft.arguments.push(TransformerArgument::Value);
            draft.values.push(&argument.ty);
        }
    }
    if let ReturnType::Type(_, ty) = &function.sig.output {
        let shape = named(ty);
        let result = shape.filter(|shape| shape.ident == "Result");
        draft.fallible = result.is_some();
        draft.makes = match result {
            Some(result) => result.arguments.first().copied(),
            None => Some(ty),
        };
    }
    draft
}

fn is_context(ty: &Type) -> bool {
    let ty = match peel(ty) {
        Type::Reference(reference) => &reference.elem,
        other => other,
    };
    named(ty).is_some_and(|shape| shape.ident == "Lctx")
}

/// Whether this attribute is ours: `#[gati::transformer]`, or `#[transformer]` for those who import it.
#[must_use]
pub fn is_transformer(attr: &Attribute) -> bool {
    // Other crates may have an attribute of this name; ours is told nothing.
    is_ours(attr, TRANSFORMER, |meta| matches!(meta, Meta::Path(_)))
}
