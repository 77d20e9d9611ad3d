//! What a name means in a module: its items, its imports, its globs.

use gati_schema::builtin;

use super::Resolver;
use crate::package::ExternCrate;
use crate::source::{ItemId, ItemKind, ModuleId, Visibility};

/// The two name spaces in which we look: that of types and modules, and that of constants and functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Namespace {
    Types,
    Values,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Module(ModuleId),
    Item(ItemId),
    /// A path into a crate whose source is not read, with that crate's own name in front.
    Opaque(String),
}

/// A target, and from where the name for it can be used.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) target: Target,
    pub(super) visibility: Visibility,
}

impl Resolver<'_> {
    /// What `name` means inside of `module`, the preludes aside.
    pub(super) fn lookup(&mut self, module: ModuleId, space: Namespace, name: &str) -> Option<Binding> {
        let key = (module, space, name.to_owned());
        if let Some(known) = self.names.get(&key) {
            return known.clone();
        }
        if !self.open.insert(key.clone()) {
            self.circle = true;
            return None;
        }
        let outer_circle = std::mem::replace(&mut self.circle, false);
        let found = self
            .declared(module, space, name)
            .or_else(|| self.imported(module, space, name))
            .or_else(|| self.through_globs(module, space, name));
        self.open.remove(&key);
        if found.is_some() || !self.circle || self.open.is_empty() {
            self.names.insert(key, found.clone());
        }
        self.circle = !self.open.is_empty() && (self.circle || outer_circle);
        found
    }

    fn declared(&self, module: ModuleId, space: Namespace, name: &str) -> Option<Binding> {
        let module = self.program.module(module);
        let names = match space {
            Namespace::Types => &module.types,
            Namespace::Values => &module.values,
        };
        let ids = names.get(name)?;
        let id = ids.iter().find(|id| self.program.item(**id).presence.there)?;
        let item = self.program.item(*id);
        let target = match item.kind {
            ItemKind::Module(module) => Target::Module(module),
            _ => Target::Item(*id),
        };
        Some(Binding {
            target,
            visibility: item.visibility,
        })
    }

    fn imported(&mut self, module: ModuleId, space: Namespace, name: &str) -> Option<Binding> {
        let imports = self.program.module(module).imports.get(name)?.clone();
        let present = imports.into_iter().filter(|import| import.presence.there);
        for import in present {
            let found = self.import_path(module, space, &import.path, import.absolute);
            if let Ok(target) = found {
                return Some(Binding {
                    target,
                    visibility: import.visibility,
                });
            }
        }
        None
    }

    fn through_globs(&mut self, module: ModuleId, space: Namespace, name: &str) -> Option<Binding> {
        let globs = self.program.module(module).globs.clone();
        for glob in globs.into_iter().filter(|glob| glob.presence.there) {
            let source = self.import_path(module, Namespace::Types, &glob.path, glob.absolute);
            let target = match source {
                Ok(Target::Module(source)) => {
                    let Some(found) = self.lookup(source, space, name) else {
                        continue;
                    };
                    if !self.program.is_visible(found.visibility, module) {
                        continue;
                    }
                    found.target
                }
                // Of what a closed crate exports, only the types that Gati knows are known.
                Ok(Target::Opaque(path)) if space == Namespace::Types => {
                    let path = format!("{path}::{name}");
                    if builtin::resolve(&path, &[]).is_none() {
                        continue;
                    }
                    Target::Opaque(path)
                }
                _ => continue,
            };
            return Some(Binding {
                target,
                visibility: glob.visibility,
            });
        }
        None
    }

    /// The crate that a name in front of `::` stands for in the code of `module`.
    pub(super) fn extern_crate(&mut self, module: ModuleId, name: &str) -> Option<Target> {
        let krate = self.program.module(module).krate;
        match self.program.krate(krate).externs.get(name).cloned() {
            Some(ExternCrate::Package(package)) => {
                let library = self.library(package)?;
                Some(Target::Module(self.program.krate(library).root))
            }
            Some(ExternCrate::Opaque(name)) => Some(Target::Opaque(name)),
            None if matches!(name, "std" | "core" | "alloc") => Some(Target::Opaque("std".to_owned())),
            None => None,
        }
    }

    /// The closed crates whose globs may bring names into a module, as they are written.
    pub(super) fn closed_globs(&mut self, module: ModuleId) -> Vec<String> {
        let globs = self.program.module(module).globs.clone();
        let mut closed = Vec::new();
        for glob in globs {
            let target = self.import_path(module, Namespace::Types, &glob.path, glob.absolute);
            // What the standard library and Gati itself export is known.
            if let Ok(Target::Opaque(path)) = target
                && !matches!(path.split("::").next(), Some("std" | "gati"))
            {
                closed.push(glob.path.join("::"));
            }
        }
        closed
    }
}
