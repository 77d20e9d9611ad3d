//! Names that must be unique in an API.

use std::collections::BTreeMap;

use super::read;
use crate::analyze::handlers::Endpoint;
use crate::analyze::hooks::HookFn;
use crate::report::Report;
use crate::resolve::Resolver;

/// Two handlers of one name: OpenAPI and clients could not tell them apart.
pub(super) fn duplicate_handler(resolver: &mut Resolver<'_>, endpoints: &[Endpoint]) {
    let mut known: BTreeMap<&str, Vec<&Endpoint>> = BTreeMap::new();
    for (endpoint, _, _) in read(endpoints) {
        let namesakes = known.entry(&endpoint.name).or_default();
        let Some(first) = namesakes.iter().find(|other| other.meets(endpoint)).copied() else {
            namesakes.push(endpoint);
            continue;
        };
        let program = &resolver.program;
        let report = Report::new(
            "duplicate-handler",
            format!("two handlers have the name `{}`", endpoint.name),
        )
        .at(&program.place_of(endpoint.item), "the second")
        .at(&program.place_of(first.item), "the first")
        .note("the name is the `operationId` in OpenAPI and the name of the method in clients")
        .help(format!(
            "give one of them another name: `#[gati::handler(\"…\", name = \"{}\")]`",
            suggestion(resolver, [endpoint, first])
        ));
        resolver.reports.add(report);
    }
}

/// Two hooks of one name: events and snapshots could not tell them apart.
pub(super) fn duplicate_hook(resolver: &mut Resolver<'_>, hooks: &[HookFn]) {
    let mut known: BTreeMap<&str, &HookFn> = BTreeMap::new();
    for hook in hooks {
        let Some(first) = known.get(hook.name.as_str()) else {
            known.insert(&hook.name, hook);
            continue;
        };
        let program = &resolver.program;
        let report = Report::new(
            "duplicate-hook",
            format!("two hooks have the name `{}`", hook.name),
        )
        .at(&program.place_of(hook.item), "the second")
        .at(&program.place_of(first.item), "the first")
        .note("the name says in the manifest, in events and in snapshots which hook it is")
        .help("rename one of them");
        resolver.reports.add(report);
    }
}

/// The name with its module in front, `refunds_get` for `refunds::get`, of the one that is deeper in the tree.
fn suggestion(resolver: &Resolver<'_>, endpoints: [&Endpoint; 2]) -> String {
    let modules = endpoints.map(|endpoint| {
        resolver
            .program
            .module(resolver.program.item(endpoint.item).module)
    });
    let [second, first] = modules;
    let module = if second.depth >= first.depth {
        second
    } else {
        first
    };
    let word = module.path.rsplit("::").next().unwrap_or_default();
    format!("{word}_{}", endpoints[0].name)
}
