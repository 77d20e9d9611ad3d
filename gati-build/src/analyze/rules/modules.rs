//! What several modules have to do with each other.

use std::collections::BTreeMap;

use crate::analyze::modules::{ModuleEntry, start_order};
use crate::report::Report;
use crate::resolve::Resolver;

/// Two modules of one name: they would be one field.
pub(super) fn duplicate(resolver: &mut Resolver<'_>, modules: &[ModuleEntry]) {
    let mut known: BTreeMap<&str, &ModuleEntry> = BTreeMap::new();
    for entry in modules {
        let Some(first) = known.get(entry.name.as_str()) else {
            known.insert(&entry.name, entry);
            continue;
        };
        let program = &resolver.program;
        let report = Report::new(
            "duplicate-module",
            format!("two modules have the name `{}`", entry.name),
        )
        .at(&program.place_of(entry.block), "the second")
        .at(&program.place_of(first.block), "the first")
        .note(format!(
            "handlers reach a module by its name: `gctx.modules.{}`",
            entry.name
        ));
        let report = if entry.ty == first.ty {
            report.help("a type is one module: put the methods of both into one block")
        } else {
            report.help(format!(
                "give one of them another name: `#[gati::module(name = \"other_{}\")]`",
                entry.name
            ))
        };
        resolver.reports.add(report);
    }
}

/// `Handle<X>` where X is a type of this program and no module.
pub(super) fn strangers(resolver: &mut Resolver<'_>, modules: &[ModuleEntry]) {
    for entry in modules {
        for need in &entry.needs {
            let Some(ty) = need.ty else { continue };
            if modules.iter().any(|module| module.ty == ty) {
                continue;
            }
            let program = &resolver.program;
            let name = &program.item(ty).name;
            let report = Report::new(
                "not-a-module",
                format!("the module `{}` asks for `{name}`, which is not a module of this app", entry.name),
            )
            .at(&need.place, "no module")
            .at(&program.place_of(ty), "the type")
            .help(format!(
                "make it one with `#[gati::module] impl {name} {{ … }}` in this crate, or take what the app holds as `&T`"
            ));
            resolver.reports.add(report);
        }
    }
}

/// Modules that wait for each other.
pub(super) fn circles(resolver: &mut Resolver<'_>, modules: &[ModuleEntry]) {
    let (_, circles) = start_order(modules);
    for circle in circles {
        let name = |i: usize| resolver.program.item(modules[i].ty).name.clone();
        let mut way: Vec<String> = circle.iter().map(|i| format!("`{}`", name(*i))).collect();
        way.extend(way.first().cloned());
        let mut report = Report::new(
            "module-cycle",
            if circle.len() == 1 {
                format!("the module {} needs itself to start", way[0])
            } else {
                format!("modules need each other to start: {}", way.join(" needs "))
            },
        );
        for (at, i) in circle.iter().enumerate() {
            let next = circle[(at + 1) % circle.len()];
            let need = modules[*i]
                .needs
                .iter()
                .find(|need| need.ty == Some(modules[next].ty));
            if let Some(need) = need {
                report = report.at(&need.place, format!("`{}` needs `{}`", name(*i), name(next)));
            }
        }
        let report = report
            .note("a module starts after those that its `init` takes")
            .help("take one of them out: move what both need into a module of its own, or give it to the methods as an argument");
        resolver.reports.add(report);
    }
}
