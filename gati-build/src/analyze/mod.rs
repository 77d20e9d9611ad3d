//! From a program to what it serves: handlers, the types they mention, and every mistake that takes more than one item
//! to see.

mod config;
mod defaults;
mod definitions;
pub(crate) mod ends;
mod function;
mod handlers;
mod hooks;
pub(crate) mod live;
mod mentioned;
pub(crate) mod modules;
mod rules;
pub(crate) mod transformers;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::manifest::Package;
use gati_schema::{Definition, Fingerprint, Handler, Hook, Manifest, Module, Type, TypeName};
use gati_syntax::handler::Versions;

pub(crate) use config::ConfigModel;
pub(crate) use handlers::{Endpoint, State};

use hooks::HookFn;
use modules::{ModuleEntry, ModuleState};

use crate::package::Graph;
use crate::report::Report;
use crate::resolve::{Reach, Refusal, Resolver};
use crate::source::{CrateId, ItemId, Place, Program};

/// What a program serves, and what was found wrong with it.
pub(crate) struct Analysis {
    pub(crate) manifest: Manifest,
    pub(crate) table: Table,
    /// What the configuration looks like (`config.json`), if the app has one.
    pub(crate) config: Option<ConfigModel>,
    pub(crate) reports: Vec<Report>,
    pub(crate) program: Program,
    /// What is known of today beyond the manifest, for the sake of releases.
    pub(crate) today: Today,
}

/// What generated code needs to carry values between releases and the program of today.
#[derive(Debug, Default)]
pub(crate) struct Today {
    /// The name of the crate that calls `gati::app!()`.
    pub(crate) krate: String,
    /// The types; nothing is known of them in a package that has no releases.
    pub(crate) types: live::LiveTypes,
    /// The transformers.
    pub(crate) transformers: Vec<transformers::TransformerFn>,
    /// The handlers by name; the same holds of them.
    pub(crate) handlers: BTreeMap<String, ends::LiveHandler>,
}

/// What the generated table needs beyond the manifest.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// One for each handler that stands in the source, served or not.
    pub(crate) markers: Vec<Marker>,
    /// Where the names of the served handlers stand.
    pub(crate) places: BTreeMap<String, Place>,
    /// The handlers that are kept for old releases.
    pub(crate) kept: Vec<KeptHandler>,
    /// One for each hook that stands in the source.
    pub(crate) hooks: Vec<Marker>,
    /// One for each transformer that stands in the source.
    pub(crate) transformers: Vec<Marker>,
    /// What rustc must find to be the same.
    pub(crate) checks: Vec<Check>,
    /// The modules in the order in which they start.
    pub(crate) modules: Vec<TableModule>,
}

/// A handler that is kept for old releases. It is no part of the newest contract.
#[derive(Debug)]
pub(crate) struct KeptHandler {
    /// The path of the unit struct that stands for it.
    pub(crate) marker: String,
    /// The releases.
    pub(crate) versions: Versions,
    /// Where its name stands.
    pub(crate) place: Place,
    pub(crate) handler: Handler,
    /// The types that it mentions, directly or not.
    pub(crate) types: BTreeMap<TypeName, Definition>,
}

/// A module in the table.
#[derive(Debug)]
pub(crate) struct TableModule {
    /// The field.
    pub(crate) name: String,
    /// The path of its type.
    pub(crate) path: String,
    /// One line for people.
    pub(crate) summary: String,
    /// Whether it is without mistakes that rustc reports.
    pub(crate) works: bool,
}

/// A handler or a hook in the table.
#[derive(Debug)]
pub(crate) struct Marker {
    /// The path of the unit struct that stands for it.
    pub(crate) path: String,
    /// Its name in the manifest; none if it is not served because of a mistake that rustc reports.
    pub(crate) serves: Option<String>,
}

/// Something of which the table asserts that rustc reads it as the scan did.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) subject: Subject,
    pub(crate) expected: Expected,
    /// The file and the line, for the sentence.
    pub(crate) place: String,
}

/// What is asserted.
#[derive(Debug)]
pub(crate) enum Subject {
    /// A type, as code names it and as people do.
    Type { path: String, name: String },
    /// A handler, by its marker and its name.
    Handler { marker: String, name: String },
    /// A module, by the path and the name of its type.
    Module { path: String, name: String },
    /// A hook, by its marker and its name.
    Hook { marker: String, name: String },
}

/// What the scan thinks of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Fingerprint(Fingerprint),
    /// rustc must refuse it, since a part of it has no description; should rustc accept it, the assertion fails.
    Refused,
}

/// Reads everything that can be reached from the handlers of a crate.
pub(crate) fn analyze(
    graph: &Graph,
    program: Program,
    krate: CrateId,
    library: bool,
    has_releases: bool,
) -> Analysis {
    let mut resolver = Resolver::new(graph, program, krate, library);
    let mut endpoints = handlers::collect(&mut resolver, krate);
    let hooks = hooks::collect(&mut resolver, krate);
    hooks::connect(&mut resolver, &mut endpoints, &hooks);
    let modules = modules::collect(&mut resolver, krate);
    uses::find(&mut resolver, &mut endpoints, &modules);
    let config = config::find(&mut resolver, krate);
    let definitions = definitions::collect(&mut resolver);
    let mut reach = Reach::new(&resolver, krate);
    let parts = rules::Parts {
        endpoints: &endpoints,
        hooks: &hooks,
        modules: &modules,
        definitions: &definitions,
    };
    rules::check(&mut resolver, &mut reach, &parts);
    let mut table = table(&mut resolver, &mut reach, &endpoints, &definitions);
    hooks::list(&mut resolver, &mut reach, &hooks, &mut table);
    add_modules(&mut table, &mut resolver, &mut reach, &modules, &definitions);
    let manifest = with_hooks(
        manifest(graph, &endpoints, &modules, &definitions),
        &hooks,
        &definitions,
    );
    let config = config.and_then(|ty| config::describe(&manifest, ty, &definitions));
    let mut today = Today {
        krate: resolver.program.krate(krate).name.clone(),
        transformers: transformers::collect(&mut resolver, &mut reach, krate),
        ..Today::default()
    };
    let markers = today.transformers.iter().map(|transformer| Marker {
        path: transformer.marker.clone(),
        serves: None,
    });
    table.transformers = markers.collect();
    if has_releases {
        today.types = live::collect(&mut resolver, &mut reach, &definitions);
        today.handlers = ends::collect(&mut resolver, &mut reach, &endpoints);
    }
    let reports = std::mem::take(&mut resolver.reports).into_sorted();
    Analysis {
        today,
        manifest,
        table,
        config,
        reports,
        program: resolver.program,
    }
}

/// The definitions by the name of their type, or why there is none.
pub(crate) type Definitions = BTreeMap<TypeName, Defined>;

/// A defined type of the program.
pub(crate) struct Defined {
    /// Whether it and everything inside it is known.
    pub(crate) whole: bool,
    /// Its number among the instances of the resolver.
    pub(crate) instance: usize,
    pub(crate) outcome: Result<(Definition, Fingerprint), Refusal>,
}

fn manifest(
    graph: &Graph,
    endpoints: &[Endpoint],
    modules: &[ModuleEntry],
    definitions: &Definitions,
) -> Manifest {
    let package = graph.package(graph.root());
    let package = Package {
        name: package.name.clone(),
        version: package.version.clone(),
        description: package.description.clone(),
    };
    let served: Vec<_> = endpoints
        .iter()
        .filter(|endpoint| endpoint.versions.is_none())
        .filter_map(|endpoint| endpoint.served(definitions))
        .collect();
    let types = reached(
        served
            .iter()
            .flat_map(|handler| handler.types())
            .map(|(_, ty)| ty),
        definitions,
    );
    let modules: Vec<Module> = modules
        .iter()
        .filter_map(|entry| {
            let mut module = entry.known(definitions)?.clone();
            let by_type = |ty| modules.iter().find(|other| Some(other.ty) == ty);
            let needs = entry.needs.iter().filter_map(|need| by_type(need.ty));
            module.needs = needs.map(|other| other.name.clone()).collect();
            Some(module)
        })
        .collect();
    let mut module_types = reached(modules.iter().flat_map(Module::types), definitions);
    module_types.retain(|name, _| !types.contains_key(name));
    Manifest::new(package, served.into_iter().cloned().collect(), types).with_modules(modules, module_types)
}

fn with_hooks(manifest: Manifest, hooks: &[HookFn], definitions: &Definitions) -> Manifest {
    let hooks: Vec<Hook> = hooks
        .iter()
        .filter_map(|hook| hook.hook.as_ref().ok().cloned())
        .collect();
    let mut types = reached(hooks.iter().filter_map(|hook| hook.error.as_ref()), definitions);
    types.retain(|name, _| !manifest.types.contains_key(name));
    manifest.with_hooks(hooks, types)
}

/// The types in these and inside of these, with their definitions.
fn reached<'a>(
    roots: impl Iterator<Item = &'a Type>,
    definitions: &Definitions,
) -> BTreeMap<TypeName, Definition> {
    let mut names: BTreeSet<TypeName> = BTreeSet::new();
    let mut open: Vec<TypeName> = Vec::new();
    for ty in roots {
        ty.for_each_name(&mut |name| open.push(name.clone()));
    }
    while let Some(name) = open.pop() {
        if !names.insert(name.clone()) {
            continue;
        }
        if let Some(definition) = definition(definitions, &name) {
            for ty in definition.types() {
                ty.for_each_name(&mut |name| open.push(name.clone()));
            }
        }
    }
    names
        .into_iter()
        .filter_map(|name| {
            let definition = definition(definitions, &name)?.clone();
            Some((name, definition))
        })
        .collect()
}

fn definition<'a>(definitions: &'a Definitions, name: &TypeName) -> Option<&'a Definition> {
    let defined = definitions.get(name)?;
    defined.outcome.as_ref().ok().map(|(definition, _)| definition)
}

fn table(
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    endpoints: &[Endpoint],
    definitions: &Definitions,
) -> Table {
    let mut table = Table::default();
    for endpoint in endpoints {
        let Some(path) = endpoint.marker(resolver, reach) else {
            continue;
        };
        let served = endpoint.served(definitions);
        let expected = match (&endpoint.state, served) {
            (_, Some(handler)) => Some(Expected::Fingerprint(handler.fingerprint)),
            (State::Refused(Refusal::Compiler), None) => Some(Expected::Refused),
            _ => None,
        };
        if let Some(expected) = expected {
            table.checks.push(Check {
                subject: Subject::Handler {
                    marker: path.clone(),
                    name: endpoint.name.clone(),
                },
                expected,
                place: place(resolver, endpoint.item),
            });
        }
        if let (Some(handler), None) = (served, endpoint.versions) {
            let place = resolver.program.place_of(endpoint.item);
            table.places.insert(handler.name.clone(), place);
        }
        if let (Some(handler), Some(versions)) = (served, endpoint.versions) {
            let types = reached(handler.types().into_iter().map(|(_, ty)| ty), definitions);
            table.kept.push(KeptHandler {
                marker: path.clone(),
                versions,
                place: resolver.program.place_of(endpoint.item),
                handler: handler.clone(),
                types,
            });
        }
        table.markers.push(Marker {
            path,
            serves: served
                .filter(|_| endpoint.versions.is_none())
                .map(|handler| handler.name.clone()),
        });
    }
    for (name, defined) in definitions {
        let expected = match &defined.outcome {
            Ok((_, fingerprint)) => Expected::Fingerprint(*fingerprint),
            Err(Refusal::Compiler) => Expected::Refused,
            Err(Refusal::Macro | Refusal::Told) => continue,
        };
        let instance = resolver.instances[defined.instance].clone();
        let Ok(path) = reach.spell(resolver, &instance.rust) else {
            continue;
        };
        table.checks.push(Check {
            subject: Subject::Type {
                path,
                name: name.to_string(),
            },
            expected,
            place: place(resolver, instance.item),
        });
    }
    table
}

/// The modules in the order in which they start, and what rustc must know of them.
fn add_modules(
    table: &mut Table,
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    modules: &[ModuleEntry],
    definitions: &Definitions,
) {
    let (order, _) = modules::start_order(modules);
    for entry in order.into_iter().map(|i| &modules[i]) {
        let Some(path) = reach.path(resolver, entry.ty) else {
            continue;
        };
        let expected = match (entry.known(definitions), &entry.state) {
            (Some(module), _) => Some(Expected::Fingerprint(module.fingerprint)),
            (None, ModuleState::Refused(Refusal::Compiler)) => Some(Expected::Refused),
            (None, _) => None,
        };
        if let Some(expected) = expected {
            table.checks.push(Check {
                subject: Subject::Module {
                    path: path.clone(),
                    name: resolver.program.item(entry.ty).name.clone(),
                },
                expected,
                place: place(resolver, entry.block),
            });
        }
        table.modules.push(TableModule {
            name: entry.name.clone(),
            path,
            summary: entry.summary.clone(),
            works: !matches!(entry.state, ModuleState::Refused(Refusal::Macro)),
        });
    }
}

/// `src/model.rs:12`, relative to the package in which the item stands.
fn place(resolver: &Resolver<'_>, item: ItemId) -> String {
    let program = &resolver.program;
    let info = program.item(item);
    let place = program.place_of(item);
    let path = program.files.path(place.file);
    let package = program.krate(program.module(info.module).krate).package;
    let info_of = resolver.graph.package(package);
    let path = path.strip_prefix(&info_of.dir).unwrap_or(path);
    let line = program.files.line(&place);
    if package == resolver.graph.root() {
        format!("{}:{line}", path.display())
    } else {
        format!("{}:{line} of `{}`", path.display(), info_of.name)
    }
}
