//! By which path the generated table, a module at the root of the crate, can name an item.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Resolver;
use super::name::{Namespace, Target};
use super::ty::Rust;
use crate::package::ExternCrate;
use crate::source::{CrateId, Item, ItemId, ItemKind, ModuleId, Visibility, spell};

/// The paths that were found, for one root.
#[derive(Debug)]
pub(crate) struct Reach {
    root: ModuleId,
    items: HashMap<ItemId, String>,
    modules: HashMap<ModuleId, String>,
    /// Modules whose names stand in another module through a glob: the path of that one.
    globbed: HashMap<ModuleId, String>,
    /// Whether re-exports were followed already.
    complete: bool,
}

/// What the generated table cannot name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unreachable {
    /// An item, because something on the way is private.
    Item(ItemId),
    /// A crate that the package does not depend on.
    Crate(String),
}

/// What keeps an item out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Barrier {
    /// The outermost thing that is private.
    pub(crate) item: ItemId,
    /// Whether it is in another crate, where only `pub` helps.
    pub(crate) foreign: bool,
}

impl Reach {
    /// For the crate of the table.
    pub(crate) fn new(resolver: &Resolver<'_>, krate: CrateId) -> Self {
        let root = resolver.program.krate(krate).root;
        let mut reach = Self {
            root,
            items: HashMap::new(),
            modules: HashMap::new(),
            globbed: HashMap::new(),
            complete: false,
        };
        reach.descend(resolver, root, "crate".to_owned());
        reach
    }

    /// The root of the crate of the table.
    pub(crate) const fn root(&self) -> ModuleId {
        self.root
    }

    /// Follows declarations only: the path of an item is then the one where it is written.
    fn descend(&mut self, resolver: &Resolver<'_>, module: ModuleId, path: String) {
        for id in &resolver.program.module(module).items {
            let item = resolver.program.item(*id);
            if !item.presence.there || !self.sees(resolver, item) {
                continue;
            }
            let inner = format!("{path}::{}", spell(&item.name));
            if let ItemKind::Module(module) = item.kind {
                self.descend(resolver, module, inner);
            } else if !matches!(item.kind, ItemKind::ModuleBlock(_)) {
                self.items.insert(*id, inner);
            }
        }
        self.modules.insert(module, path);
    }

    fn sees(&self, resolver: &Resolver<'_>, item: &Item) -> bool {
        resolver.program.is_visible(item.visibility, self.root)
    }

    /// The path of a type.
    pub(crate) fn path(&mut self, resolver: &mut Resolver<'_>, item: ItemId) -> Option<String> {
        if !self.items.contains_key(&item) {
            self.follow_exports(resolver);
        }
        self.items.get(&item).cloned()
    }

    /// A type as code at the root of the crate writes it.
    pub(crate) fn spell(&mut self, resolver: &mut Resolver<'_>, rust: &Rust) -> Result<String, Unreachable> {
        let mut each = |parts: &[Rust]| -> Result<Vec<String>, Unreachable> {
            parts.iter().map(|part| self.spell(resolver, part)).collect()
        };
        Ok(match rust {
            Rust::Item(item, arguments) => {
                let mut arguments = each(arguments)?;
                let path = self.path(resolver, *item).ok_or(Unreachable::Item(*item))?;
                if let ItemKind::Data(data) = &resolver.program.item(*item).kind {
                    let lifetimes = data.generics.lifetimes().map(|_| "'static".to_owned());
                    arguments = lifetimes.chain(arguments).collect();
                }
                with_arguments(path, &arguments)
            }
            Rust::Opaque(path, arguments) => {
                let mut arguments = each(arguments)?;
                if path == "std::borrow::Cow" {
                    arguments.insert(0, "'static".to_owned());
                }
                with_arguments(self.spell_opaque(resolver, path)?, &arguments)
            }
            Rust::Reference(inner) => format!("&'static {}", self.spell(resolver, inner)?),
            Rust::Slice(inner) => format!("[{}]", self.spell(resolver, inner)?),
            Rust::Array(inner, len) => format!("[{}; {len}]", self.spell(resolver, inner)?),
            Rust::Number(number) => number.clone(),
            Rust::Tuple(parts) => {
                let parts: String = each(parts)?.into_iter().map(|part| part + ", ").collect();
                format!("({})", parts.trim_end())
            }
        })
    }

    fn spell_opaque(&self, resolver: &Resolver<'_>, path: &str) -> Result<String, Unreachable> {
        let Some((krate, rest)) = path.split_once("::") else {
            return Ok(path.to_owned());
        };
        if krate == "std" {
            return Ok(format!("::{path}"));
        }
        let own = resolver.program.module(self.root).krate;
        let externs = &resolver.program.krate(own).externs;
        let mut names: Vec<&String> = externs
            .iter()
            .filter(|(_, target)| matches!(target, ExternCrate::Opaque(name) if name == krate))
            .map(|(name, _)| name)
            .collect();
        names.sort();
        let name = names
            .first()
            .ok_or_else(|| Unreachable::Crate(krate.to_owned()))?;
        Ok(format!("::{name}::{rest}"))
    }

    /// The path of something that is generated beside a handler, visible in the whole crate.
    pub(crate) fn beside(
        &mut self,
        resolver: &mut Resolver<'_>,
        module: ModuleId,
        name: &str,
    ) -> Option<String> {
        if !self.modules.contains_key(&module) {
            self.follow_exports(resolver);
        }
        let path = self.modules.get(&module).or_else(|| self.globbed.get(&module))?;
        Some(format!("{path}::{name}"))
    }

    /// Looks through re-exports, in this crate and in those that it can name, once.
    fn follow_exports(&mut self, resolver: &mut Resolver<'_>) {
        if std::mem::replace(&mut self.complete, true) {
            return;
        }
        let mut open: VecDeque<(ModuleId, String)> = VecDeque::from([(self.root, "crate".to_owned())]);
        let krate = resolver.program.module(self.root).krate;
        let externs = resolver.program.krate(krate).externs.clone();
        let mut names: Vec<String> = externs
            .into_iter()
            .filter(|(_, krate)| matches!(krate, ExternCrate::Package(_)))
            .map(|(name, _)| name)
            .collect();
        names.sort();
        for name in names {
            if let Some(Target::Module(module)) = resolver.extern_crate(self.root, &name) {
                open.push_back((module, format!("::{name}")));
            }
        }
        let mut seen = HashSet::new();
        while let Some((module, path)) = open.pop_front() {
            if !seen.insert(module) {
                continue;
            }
            self.modules.entry(module).or_insert_with(|| path.clone());
            let info = resolver.program.module(module);
            let items = info.items.clone();
            let mut imports: Vec<_> = info.imports.values().flatten().cloned().collect();
            imports.sort_by(|a, b| a.name.cmp(&b.name));
            let globs = info.globs.clone();
            for id in items {
                let item = resolver.program.item(id);
                if item.presence.there && self.sees(resolver, item) {
                    let inner = format!("{path}::{}", spell(&item.name));
                    match item.kind {
                        ItemKind::Module(module) => open.push_back((module, inner)),
                        _ => {
                            self.items.entry(id).or_insert(inner);
                        }
                    }
                }
            }
            for import in imports {
                let Some(name) = import.name.filter(|_| import.presence.there) else {
                    continue;
                };
                if !self.exports(resolver, import.visibility) {
                    continue;
                }
                let inner = format!("{path}::{}", spell(&name));
                match resolver.import_path(module, Namespace::Types, &import.path, import.absolute) {
                    Ok(Target::Module(module)) => open.push_back((module, inner)),
                    Ok(Target::Item(item)) => {
                        self.items.entry(item).or_insert(inner);
                    }
                    _ => {}
                }
            }
            for glob in globs {
                if !glob.presence.there || !self.exports(resolver, glob.visibility) {
                    continue;
                }
                let target = resolver.import_path(module, Namespace::Types, &glob.path, glob.absolute);
                if let Ok(Target::Module(source)) = target {
                    self.globbed.entry(source).or_insert_with(|| path.clone());
                    for id in resolver.program.module(source).items.clone() {
                        let item = resolver.program.item(id);
                        let visible = item.visibility == Visibility::Public
                            || resolver.program.is_visible(item.visibility, self.root);
                        if !item.presence.there || !visible {
                            continue;
                        }
                        let inner = format!("{path}::{}", spell(&item.name));
                        match item.kind {
                            ItemKind::Module(module) => open.push_back((module, inner)),
                            _ => {
                                self.items.entry(id).or_insert(inner);
                            }
                        }
                    }
                }
            }
        }
    }

    fn exports(&self, resolver: &Resolver<'_>, visibility: Visibility) -> bool {
        resolver.program.is_visible(visibility, self.root)
    }

    /// What keeps something in `module`, or `item` itself, out of reach.
    pub(crate) fn barrier(
        &self,
        resolver: &Resolver<'_>,
        module: ModuleId,
        item: Option<ItemId>,
    ) -> Option<Barrier> {
        let own = resolver.program.module(self.root).krate;
        let foreign = resolver.program.module(module).krate != own;
        let mut found = None;
        let mut check = |id: ItemId| {
            if !self.sees(resolver, resolver.program.item(id)) {
                found = Some(Barrier { item: id, foreign });
            }
        };
        if let Some(item) = item {
            check(item);
        }
        let mut at = Some(module);
        while let Some(module) = at {
            let info = resolver.program.module(module);
            if let Some(item) = info.item {
                check(item);
            }
            at = info.parent;
        }
        found
    }
}

fn with_arguments(path: String, arguments: &[String]) -> String {
    if arguments.is_empty() {
        path
    } else {
        format!("{path}<{}>", arguments.join(", "))
    }
}
