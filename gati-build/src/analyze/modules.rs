//! The modules of a crate: what stands under `#[gati::module]`, and in which order they start.

use std::collections::BTreeMap;

use gati_schema::Module;
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::module::{Block, ModuleItem, field_name, is_module, parse};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{ItemImpl, Type};

use super::Definitions;
use super::function::{arguments, take_faults};
use super::mentioned::Mentioned;
use crate::report::Report;
use crate::resolve::{Namespace, Refusal, Resolver, Scope, Target};
use crate::source::{CrateId, ItemId, ItemKind, ModuleId, Place, text};

/// A block with our attribute.
pub(crate) struct ModuleEntry {
    /// The block.
    pub(crate) block: ItemId,
    /// The type whose block it is.
    pub(crate) ty: ItemId,
    /// The field by which it is reached.
    pub(crate) name: String,
    /// What the handle shows of its documentation.
    pub(crate) summary: String,
    /// The types of the modules that `init` takes.
    pub(crate) needs: Vec<Need>,
    pub(crate) state: ModuleState,
}

/// A module that another one is given.
pub(crate) struct Need {
    /// What is written between `Handle<` and `>`.
    pub(crate) place: Place,
    /// The type; none if rustc has something to say about it.
    pub(crate) ty: Option<ItemId>,
}

/// What came of reading a module.
pub(crate) enum ModuleState {
    Read(Box<Module>),
    Refused(Refusal),
}

/// Finds the modules of a crate, in the order of the source.
pub(super) fn collect(resolver: &mut Resolver<'_>, krate: CrateId) -> Vec<ModuleEntry> {
    let items: Vec<ItemId> = resolver.program.items_of(krate).collect();
    let mut entries = Vec::new();
    for id in items {
        let item = resolver.program.item(id);
        let ItemKind::ModuleBlock(block) = &item.kind else {
            continue;
        };
        let (block, presence, home) = (block.clone(), item.presence.clone(), item.module);
        if let Some(doubt) = presence.doubt {
            conditional(resolver, id, &doubt.option, &doubt.place);
            continue;
        }
        // Without a type there is nothing to stand behind a field; rustc knows what is wrong with it.
        if presence.there
            && let Some(ty) = type_item(resolver, &block.self_ty, home)
        {
            entries.push(read(resolver, id, ty, &block));
        }
    }
    entries
}

fn read(resolver: &mut Resolver<'_>, id: ItemId, ty: ItemId, item: &ItemImpl) -> ModuleEntry {
    let file = resolver.program.file_of(id);
    let home = resolver.program.item(id).module;
    let mut entry = ModuleEntry {
        block: id,
        ty,
        name: block_name(item).unwrap_or_default(),
        summary: String::new(),
        needs: Vec::new(),
        state: ModuleState::Refused(Refusal::Macro),
    };
    let mut sink = Diagnostics::new();
    let parsed = as_the_macro_sees_it(item)
        .map_err(|error| sink.push(error))
        .ok()
        .and_then(|(args, block)| parse(args, &block, &mut sink));
    take_faults(resolver, id, sink);
    let Some(source) = parsed else {
        return entry;
    };
    source.name().clone_into(&mut entry.name);
    for ty in source.init.modules() {
        entry.needs.push(Need {
            place: Place::new(file, ty.span()),
            ty: type_item(resolver, ty, home),
        });
    }
    entry.state = match lower(resolver, home, &source) {
        Ok(module) => {
            entry.summary.clone_from(&module.summary);
            ModuleState::Read(Box::new(module))
        }
        Err(refusal) => ModuleState::Refused(refusal),
    };
    entry
}

/// The field for the type of a block.
fn block_name(item: &ItemImpl) -> Option<String> {
    let Type::Path(path) = &*item.self_ty else {
        return None;
    };
    path.path
        .segments
        .last()
        .map(|segment| field_name(&segment.ident))
}

/// The keys of our attribute, and the block without it. Every `cfg` above ours is worked off by then.
fn as_the_macro_sees_it(item: &ItemImpl) -> syn::Result<(proc_macro2::TokenStream, Block)> {
    let mut item = item.clone();
    let ours = item.attrs.iter().position(is_module);
    let args = ours.map(|at| arguments(&item.attrs[at]));
    item.attrs.retain(|attr| !is_module(attr));
    Ok((args.unwrap_or_default(), syn::parse2(item.into_token_stream())?))
}

/// The module with its types found. All of them are looked at, so that every mistake is reported in one go.
fn lower(resolver: &mut Resolver<'_>, home: ModuleId, source: &ModuleItem) -> Result<Module, Refusal> {
    let scope = Scope::of_module(home);
    let (local, holes) = source.local();
    let mut mentioned = Mentioned::find(resolver, &holes, &scope)?;
    let mut module = source.lower(&mut |_| mentioned.next());
    module.fingerprint = mentioned.fingerprint(local);
    Ok(module)
}

/// The struct or enum that a type without arguments names, through aliases.
fn type_item(resolver: &mut Resolver<'_>, ty: &Type, home: ModuleId) -> Option<ItemId> {
    let (mut ty, mut home) = (ty.clone(), home);
    // Aliases in a circle are rustc's to report.
    for _ in 0..16 {
        let Type::Path(path) = &ty else { return None };
        let names: Vec<String> = path
            .path
            .segments
            .iter()
            .map(|segment| text(&segment.ident))
            .collect();
        let absolute = path.path.leading_colon.is_some();
        let Ok(Target::Item(item)) = resolver.path(home, Namespace::Types, &names, absolute) else {
            return None;
        };
        let info = resolver.program.item(item);
        match &info.kind {
            ItemKind::Data(_) => return Some(item),
            ItemKind::Alias(alias) => {
                home = info.module;
                ty = (*alias.ty).clone();
            }
            _ => return None,
        }
    }
    None
}

/// A module that is not always compiled: the context would have a field whose type is not there.
fn conditional(resolver: &mut Resolver<'_>, id: ItemId, option: &str, condition: &Place) {
    let name = &resolver.program.item(id).name;
    let report = Report::new(
        "conditional-module",
        format!("the module `{name}` depends on `{option}`, which the build script does not know"),
    )
    .at(
        &resolver.program.place_of(id),
        "this module would be there only sometimes",
    )
    .at(condition, "the condition")
    .note("the build script runs once for the program and for its tests, and both have the same context")
    .help("put it behind a feature of the package; in tests a fake stands in for a module");
    resolver.reports.add(report);
}

impl ModuleEntry {
    /// The module, if it and all types it mentions are known.
    pub(crate) fn known(&self, definitions: &Definitions) -> Option<&Module> {
        let ModuleState::Read(module) = &self.state else {
            return None;
        };
        let mut whole = true;
        for ty in module.types() {
            ty.for_each_name(&mut |name| whole &= definitions.get(name).is_some_and(|defined| defined.whole));
        }
        whole.then_some(module)
    }
}

/// The entries in an order in which each comes after those that it needs, and the circles that make that impossible.
///
/// Among those that could come next the name decides, so that the same modules always start in the same order.
pub(crate) fn start_order(entries: &[ModuleEntry]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let by_type: BTreeMap<ItemId, usize> = entries
        .iter()
        .enumerate()
        .map(|(i, entry)| (entry.ty, i))
        .collect();
    let needs: Vec<Vec<usize>> = entries
        .iter()
        .map(|entry| {
            let known = entry
                .needs
                .iter()
                .filter_map(|need| by_type.get(&need.ty?).copied());
            known.collect()
        })
        .collect();
    let mut names: Vec<usize> = (0..entries.len()).collect();
    names.sort_by_key(|i| (&entries[*i].name, *i));
    let mut order = Vec::new();
    while order.len() < entries.len() {
        let is_ready = |i: &usize| !order.contains(i) && needs[*i].iter().all(|need| order.contains(need));
        match names.iter().copied().find(is_ready) {
            Some(i) => order.push(i),
            None => break,
        }
    }
    let rest: Vec<usize> = names.into_iter().filter(|i| !order.contains(i)).collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for start in &rest {
        if circles.iter().all(|circle| !circle.contains(start))
            && let Some(circle) = circle_through(*start, &needs)
        {
            circles.push(circle);
        }
    }
    order.extend(rest);
    (order, circles)
}

/// The shortest way from a module back to itself, if there is one.
fn circle_through(start: usize, needs: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut open = std::collections::VecDeque::from([vec![start]]);
    let mut seen = Vec::new();
    while let Some(path) = open.pop_front() {
        for next in &needs[*path.last()?] {
            if *next == start {
                return Some(path);
            }
            if !seen.contains(next) {
                seen.push(*next);
                let mut longer = path.clone();
                longer.push(*next);
                open.push_back(longer);
            }
        }
    }
    None
}
