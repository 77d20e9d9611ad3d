//! An attribute of ours on a function: which functions of a crate have it, and what it says there.

use std::rc::Rc;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use proc_macro2::TokenStream;
use syn::{Attribute, ItemFn, Meta};

use crate::report::Report;
use crate::resolve::Resolver;
use crate::source::{CrateId, Fault, ItemId, ItemKind, Place};

/// One of our attributes, and how people call what it makes.
pub(super) struct OnFunction {
    pub(super) is_ours: fn(&Attribute) -> bool,
    pub(super) noun: &'static str,
    /// The report of a function that is not always compiled.
    pub(super) conditional: &'static str,
    /// What that would mean.
    pub(super) sometimes: &'static str,
    /// What to do about one for tests alone.
    pub(super) for_tests: &'static str,
}

impl OnFunction {
    /// The functions of a crate with the attribute, in the order of the source; those that are not always compiled are reported.
    pub(super) fn find(&self, resolver: &mut Resolver<'_>, krate: CrateId) -> Vec<(ItemId, Rc<ItemFn>)> {
        let items: Vec<ItemId> = resolver.program.items_of(krate).collect();
        let mut functions = Vec::new();
        for id in items {
            let item = resolver.program.item(id);
            let ItemKind::Function(function) = &item.kind else {
                continue;
            };
            if !function.attrs.iter().any(self.is_ours) {
                continue;
            }
            if let Some(doubt) = item.presence.doubt.clone() {
                let report = self.is_conditional(resolver, id, &doubt.option, &doubt.place);
                resolver.reports.add(report);
            } else if item.presence.there {
                functions.push((id, Rc::clone(function)));
            }
        }
        functions
    }

    /// Reads a function as its macro does. What the macro reports is a fault.
    pub(super) fn read<T>(
        &self,
        resolver: &mut Resolver<'_>,
        (id, function): (ItemId, &ItemFn),
        parse: fn(TokenStream, &Function, &mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        let mut attrs = function.attrs.iter();
        let arguments = attrs.find(|attr| (self.is_ours)(attr)).map(arguments);
        let mut sink = Diagnostics::new();
        let parsed = parse(
            arguments.unwrap_or_default(),
            &Function::from(function),
            &mut sink,
        );
        take_faults(resolver, id, sink);
        parsed
    }

    /// The table would name something that is not there, or miss something that is.
    fn is_conditional(&self, resolver: &Resolver<'_>, id: ItemId, option: &str, condition: &Place) -> Report {
        let noun = self.noun;
        let report = Report::new(
            self.conditional,
            format!(
                "the {noun} `{}` depends on `{option}`, which the build script does not know",
                resolver.program.item(id).name
            ),
        )
        .at(&resolver.program.place_of(id), self.sometimes)
        .at(condition, "the condition")
        .note(
            "the build script runs once for the program and for its tests, and both take in the same routes",
        );
        if option == "test" {
            report.help(self.for_tests)
        } else {
            report.help(format!("put the {noun} behind a feature of the package instead"))
        }
    }
}

/// What an attribute is told.
pub(super) fn arguments(attr: &Attribute) -> TokenStream {
    match &attr.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
    }
}

/// Takes note of what the macro of an item will report.
pub(super) fn take_faults(resolver: &mut Resolver<'_>, id: ItemId, sink: Diagnostics) {
    let file = resolver.program.file_of(id);
    for error in sink.into_result().err().into_iter().flatten() {
        resolver.program.faults.push(Fault {
            place: Place::new(file, error.span()),
            message: error.to_string(),
        });
    }
}
