//! Rules about the block as a whole.

use gati_schema::module::Capability;
use syn::spanned::Spanned;

use super::block::{Block, Member};
use super::init::Init;
use super::keys::Keys;
use super::{needs, symbol};
use crate::diagnostics::Diagnostics;
use crate::handler::is_test_only;

/// A module is one type, by name.
pub(super) fn is_plain(block: &Block, sink: &mut Diagnostics) {
    if let Some(span) = block.of_trait {
        sink.error(
            span,
            "a module is described by its own methods, not by those of a trait\nhelp: write `impl Ledger { … }`, and implement the trait in a block of its own",
        );
    }
    if let Some(parameter) = block.generics.params.first() {
        sink.push(syn::Error::new_spanned(
            parameter,
            "a module has no type parameters: there is one of it in the app\nhelp: write the types out, or give the module a type of its own: `struct Ledger(Store<Disk>);`",
        ));
    } else if block.ident().is_none() {
        sink.error(
            block.ty.span(),
            "a module is a struct or an enum without type arguments\nhelp: give the module a type of its own: `struct Ledger(Store<Disk>);`",
        );
    }
    if let Some(span) = is_test_only(&block.attrs) {
        sink.error(
            span,
            "a module for tests alone would change the app in test builds\nhelp: take the `cfg` away; in tests a fake stands in for a module",
        );
    }
}

/// A life without functions of its name would pass unnoticed: `dispose` and `health` are what Gati calls.
pub(super) fn life(member: &Member, gives_result: bool, sink: &mut Diagnostics) -> bool {
    let before = sink.len();
    let name = &member.sig.ident;
    let shape = if gives_result {
        "pub async fn health(&self) -> Result<(), E>"
    } else {
        "pub async fn dispose(&self)"
    };
    if !member.is_shared() || member.sig.inputs.len() != 1 || !member.sig.generics.params.is_empty() {
        sink.error(
            name.span(),
            format_args!("`{name}` takes `&self` and nothing else\nhelp: write `{shape}`"),
        );
    }
    let output = match &member.sig.output {
        syn::ReturnType::Default => None,
        syn::ReturnType::Type(_, ty) => Some(&**ty),
    };
    let fits = match output {
        None => !gives_result,
        Some(ty) if gives_result => {
            crate::handler::shape::named(ty).is_some_and(|shape| shape.ident == "Result")
        }
        Some(ty) => crate::handler::shape::is_unit(ty),
    };
    if !fits {
        let what = if gives_result {
            "says whether the module works: `Result<(), E>`"
        } else {
            "gives nothing: when it is called the app is stopping, and what goes wrong belongs in the log"
        };
        sink.error(
            member.output_span(),
            format_args!("`{name}` {what}\nhelp: write `{shape}`"),
        );
    }
    sink.len() == before
}

/// What a module uses it has declared.
pub(super) fn capabilities(block: &Block, init: Option<&Init>, keys: &Keys, sink: &mut Diagnostics) {
    let mut needed = init.map(needs::of_init).unwrap_or_default();
    needed.extend(needs::of_bodies(block));
    let declared: Vec<Capability> = keys.capabilities.iter().map(|(one, _)| *one).collect();
    let mut all = declared.clone();
    all.extend(needed.iter().map(|need| need.capability));
    all.sort();
    all.dedup();
    let list: Vec<String> = all.iter().map(|one| format!("{:?}", one.name())).collect();
    for need in needed {
        if !declared.contains(&need.capability) {
            sink.error(
                need.span,
                format_args!(
                    "{}, which this module has not declared\nhelp: write `#[gati::module({} = [{}])]`",
                    need.what,
                    symbol::CAPABILITIES,
                    list.join(", ")
                ),
            );
        }
    }
}

/// Keys about health say something only where there is `health`.
pub(super) fn health_keys(keys: &Keys, has_health: bool, sink: &mut Diagnostics) {
    if let (Some(span), false) = (keys.health_at, has_health) {
        sink.error(
            span,
            "this module has no `health` that could be asked\nhelp: add `pub async fn health(&self) -> Result<(), E>`, or take the key away",
        );
    }
}
