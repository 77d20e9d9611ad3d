//! Things that the generated table must name and cannot, because something on the way is private.

use crate::analyze::Definitions;
use crate::analyze::handlers::Endpoint;
use crate::analyze::hooks::HookFn;
use crate::analyze::modules::ModuleEntry;
use crate::report::Report;
use crate::resolve::{Reach, Refusal, Resolver, Unreachable};
use crate::source::{ItemId, ItemKind, ModuleId, Place};

/// A handler in a module that the root of the crate cannot see.
pub(super) fn handlers(resolver: &mut Resolver<'_>, reach: &mut Reach, endpoints: &[Endpoint]) {
    for endpoint in endpoints {
        if endpoint.marker(resolver, reach).is_some() {
            continue;
        }
        let module = resolver.program.item(endpoint.item).module;
        let place = resolver.program.place_of(endpoint.item);
        report(
            resolver,
            reach,
            module,
            None,
            &format!("the handler `{}`", endpoint.name),
            &place,
        );
    }
}

/// A module whose type the root of the crate cannot see.
pub(super) fn modules(resolver: &mut Resolver<'_>, reach: &mut Reach, modules: &[ModuleEntry]) {
    for entry in modules {
        if reach.path(resolver, entry.ty).is_some() {
            continue;
        }
        let (module, label) = {
            let info = resolver.program.item(entry.ty);
            (info.module, format!("the module `{}`", info.name))
        };
        let place = resolver.program.place_of(entry.block);
        report(resolver, reach, module, Some(entry.ty), &label, &place);
    }
}

/// A hook in a module that the root of the crate cannot see.
pub(super) fn hooks(resolver: &mut Resolver<'_>, reach: &mut Reach, hooks: &[HookFn]) {
    for hook in hooks {
        if hook.marker(resolver, reach).is_some() {
            continue;
        }
        let module = resolver.program.item(hook.item).module;
        let place = resolver.program.place_of(hook.item);
        report(
            resolver,
            reach,
            module,
            None,
            &format!("the hook `{}`", hook.name),
            &place,
        );
    }
}

/// A type of the contract that the root of the crate cannot see.
pub(super) fn types(resolver: &mut Resolver<'_>, reach: &mut Reach, definitions: &Definitions) {
    for (name, defined) in definitions {
        if matches!(defined.outcome, Err(Refusal::Macro | Refusal::Told)) {
            continue;
        }
        let instance = resolver.instances[defined.instance].clone();
        match reach.spell(resolver, &instance.rust) {
            Ok(_) => {}
            Err(Unreachable::Item(item)) => {
                let (module, label) = {
                    let info = resolver.program.item(item);
                    (info.module, format!("the type `{}`", info.name))
                };
                report(
                    resolver,
                    reach,
                    module,
                    Some(item),
                    &label,
                    &instance.used.place(),
                );
            }
            Err(Unreachable::Crate(krate)) => {
                let report = Report::new(
                    "unnamed-crate",
                    format!("`{name}` mentions a type of `{krate}`, which this package does not depend on"),
                )
                .at(&instance.used.place(), "part of the contract here")
                .note("the generated route table names every type of the contract")
                .help(format!("add `{krate}` to the dependencies of this package"));
                resolver.reports.add(report);
            }
        }
    }
}

fn report(
    resolver: &mut Resolver<'_>,
    reach: &Reach,
    module: ModuleId,
    item: Option<ItemId>,
    what: &str,
    place: &Place,
) {
    let Some(barrier) = reach.barrier(resolver, module, item) else {
        // Everything on the way is visible, so the crate itself is what cannot be named.
        let krate = resolver
            .program
            .krate(resolver.program.module(module).krate)
            .name
            .clone();
        let report = Report::new(
            "unnamed-crate",
            format!("{what} is in the crate `{krate}`, which this package does not depend on"),
        )
        .at(place, "part of the contract here")
        .note("the generated route table names every type of the contract")
        .help(format!(
            "add `{krate}` to the dependencies of this package, or re-export the type"
        ));
        resolver.reports.add(report);
        return;
    };
    let private = resolver.program.item(barrier.item);
    let kind = match private.kind {
        ItemKind::Module(_) => "module",
        _ => "type",
    };
    let parent = &resolver.program.module(private.module).path;
    let named = if kind == "module" { "what is in it" } else { "it" };
    let title = format!(
        "the {kind} `{}` is private, and the route table must name {named}",
        private.name
    );
    let help = if barrier.foreign {
        format!("make it `pub`, or re-export {what} where it is")
    } else {
        let word = match &private.kind {
            ItemKind::Module(_) => "mod",
            ItemKind::Data(data) if matches!(data.data, syn::Data::Enum(_)) => "enum",
            _ => "struct",
        };
        format!("declare it `pub(crate) {word} {}`", private.name)
    };
    let mut report = Report::new("private", title);
    let private_place = resolver.program.place_of(barrier.item);
    report = report.at(&private_place, format!("private to `{parent}`"));
    if private_place != *place {
        let text = if item.is_some() {
            "part of the contract here".to_owned()
        } else {
            what.to_owned()
        };
        report = report.at(place, text);
    }
    let report = report
        .note("the table is a module at the root of the crate and names every handler and every type of the contract by its path")
        .help(help);
    resolver.reports.add(report);
}
