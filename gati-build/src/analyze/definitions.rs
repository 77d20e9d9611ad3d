//! The types that handlers mention, directly or not.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use gati_schema::{Definition, Fingerprint, TypeName};

use super::defaults;
use super::mentioned::Mentioned;
use super::{Defined, Definitions};
use crate::report::Report;
use crate::resolve::{Refusal, Resolver};

/// Lowers every type that came up, and those that come up while doing so.
pub(super) fn collect(resolver: &mut Resolver<'_>) -> Definitions {
    let mut definitions = Definitions::new();
    let mut at = 0;
    while at < resolver.instances.len() {
        let outcome = lower(resolver, at);
        let name = resolver.instances[at].name.clone();
        match definitions.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(Defined {
                    whole: outcome.is_ok(),
                    instance: at,
                    outcome,
                });
            }
            Entry::Occupied(entry) => clash(resolver, entry.get().instance, at),
        }
        at += 1;
    }
    by_identifier(resolver, &definitions);
    spread_refusals(&mut definitions);
    definitions
}

/// A type is not known if one that it mentions is not.
fn spread_refusals(definitions: &mut Definitions) {
    let mut users: BTreeMap<TypeName, Vec<TypeName>> = BTreeMap::new();
    let mut open: Vec<TypeName> = Vec::new();
    for (name, defined) in definitions.iter() {
        match &defined.outcome {
            Ok((definition, _)) => {
                for ty in definition.types() {
                    ty.for_each_name(&mut |used| users.entry(used.clone()).or_default().push(name.clone()));
                }
            }
            Err(_) => open.push(name.clone()),
        }
    }
    while let Some(name) = open.pop() {
        for user in users.remove(&name).unwrap_or_default() {
            if let Some(defined) = definitions.get_mut(&user)
                && std::mem::replace(&mut defined.whole, false)
            {
                open.push(user);
            }
        }
    }
}

fn lower(resolver: &mut Resolver<'_>, at: usize) -> Result<(Definition, Fingerprint), Refusal> {
    let instance = resolver.instances[at].clone();
    doubtful(resolver, at)?;
    let mut mentioned = Mentioned::find(resolver, &instance.source.holes, &instance.scope)?;
    let mut definition = instance
        .source
        .item
        .lower(instance.name.clone(), &mut |_| mentioned.next());
    defaults::learn(resolver, &instance, &mut definition);
    Ok((definition, mentioned.fingerprint(instance.source.local)))
}

/// A type that looks different in tests, or exists only there, is no contract.
fn doubtful(resolver: &mut Resolver<'_>, at: usize) -> Result<(), Refusal> {
    let instance = &resolver.instances[at];
    let item = resolver.program.item(instance.item);
    let Some(doubt) = item.presence.doubt.clone() else {
        return Ok(());
    };
    let report = Report::new(
        "conditional-type",
        format!(
            "the type `{}` depends on `{}`, which the build script does not know",
            item.name, doubt.option
        ),
    )
    .at(&doubt.place, "the condition")
    .at(&instance.used.place(), "the type is part of the contract here")
    .note("the build script runs once for the program and for its tests, and both must agree on the contract")
    .help("put it behind a feature of the package instead");
    resolver.reports.add(report);
    Err(Refusal::Told)
}

/// Two types that people would call by one name.
fn clash(resolver: &mut Resolver<'_>, first: usize, second: usize) {
    let (first, second) = (&resolver.instances[first], &resolver.instances[second]);
    let program = &resolver.program;
    let a = program.item(first.item);
    let report = if first.item == second.item {
        Report::new(
            "type-name-clash",
            format!(
                "two instances of `{}` would both be called `{}`",
                a.name, second.name
            ),
        )
        .at(&second.used.place(), "the second one")
        .at(&first.used.place(), "the first one")
        .help("give one of the type arguments another public name with `#[gtype(name = \"…\")]`")
    } else {
        Report::new(
            "type-name-clash",
            format!("two types have the public name `{}`", second.name),
        )
        .at(&program.place_of(second.item), "this type")
        .at(&program.place_of(first.item), "and this type")
        .note("the public name stands in the manifest, in OpenAPI and in clients")
        .help("give one of them a name of its own: `#[gtype(name = \"…\")]`")
    };
    resolver.reports.add(report);
}

/// Names that differ only in what an identifier cannot hold: `Page<Item>` and `PageItem`.
fn by_identifier(resolver: &mut Resolver<'_>, definitions: &Definitions) {
    let mut known = std::collections::BTreeMap::new();
    for (name, defined) in definitions {
        let Some((other, first)) = known.insert(name.identifier(), (name, defined.instance)) else {
            continue;
        };
        let (a, b) = (&resolver.instances[first], &resolver.instances[defined.instance]);
        // The one without type arguments can be renamed.
        let ((plain, plain_name), (other, other_name)) = if !a.is_generic() {
            ((a, other), (b, name))
        } else {
            ((b, name), (a, other))
        };
        let program = &resolver.program;
        let report = Report::new(
            "type-name-clash",
            format!(
                "`{plain_name}` and `{other_name}` are both called `{}` where a name is one word",
                plain_name.identifier()
            ),
        )
        .at(&program.place_of(plain.item), "this type")
        .at(
            &program.place_of(other.item),
            format!("and an instance of this one, used as `{other_name}`"),
        )
        .note("OpenAPI and clients have no generic types, so their names run together there")
        .help("give one of them a name of its own: `#[gtype(name = \"…\")]`");
        resolver.reports.add(report);
    }
}
