//! Paths of several segments.

use gati_schema::builtin;

use super::Resolver;
use super::name::{Namespace, Target};
use crate::source::{ItemId, ModuleId, Place};

/// Why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A name that nothing here declares.
    Name {
        /// The name.
        name: String,
        /// Where it was looked for.
        module: ModuleId,
    },
    /// A name inside of a type: a variant, an associated type.
    Associated {
        /// The type.
        item: ItemId,
        /// The name.
        name: String,
    },
}

/// What else may have declared a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suspects {
    /// A macro that is called among the items of the module.
    pub(crate) macro_call: Option<(String, Place)>,
    /// A glob over a crate whose source is not read.
    pub(crate) glob: Option<String>,
    /// An item of that name that is compiled only sometimes.
    pub(crate) conditional: Option<ItemId>,
    /// Whether the module itself could not be read, about which rustc will speak.
    pub(crate) broken: bool,
}

impl Resolver<'_> {
    /// The path of a `use`.
    pub(super) fn import_path(
        &mut self,
        module: ModuleId,
        space: Namespace,
        path: &[String],
        absolute: bool,
    ) -> Result<Target, Missing> {
        let krate = self.program.module(module).krate;
        let root = self.program.krate(krate).root;
        if self.program.krate(krate).paths_from_root && !is_keyword(path.first()) {
            let from_root = self.walk(Target::Module(root), space, path);
            let [first, rest @ ..] = path else {
                return Ok(Target::Module(root));
            };
            return from_root.or_else(|missing| {
                let krate = self.extern_crate(module, first).ok_or(missing)?;
                self.walk(krate, space, rest)
            });
        }
        self.path(module, space, path, absolute)
    }

    /// A path in code, `Self`, generics and qualified paths aside.
    pub(crate) fn path(
        &mut self,
        module: ModuleId,
        space: Namespace,
        path: &[String],
        absolute: bool,
    ) -> Result<Target, Missing> {
        let [first, rest @ ..] = path else {
            return Ok(Target::Module(self.root_of(module)));
        };
        let missing = || Missing::Name {
            name: first.clone(),
            module,
        };
        if absolute {
            let krate = self.extern_crate(module, first).ok_or_else(missing)?;
            return self.walk(krate, space, rest);
        }
        match first.as_str() {
            "crate" | "$crate" => {
                let root = self.root_of(module);
                return self.walk(Target::Module(root), space, rest);
            }
            "self" => return self.walk(Target::Module(module), space, rest),
            "super" => {
                let parent = self.program.module(module).parent.ok_or_else(missing)?;
                let supers = rest.iter().take_while(|name| *name == "super").count();
                let mut at = parent;
                for _ in 0..supers {
                    at = self.program.module(at).parent.ok_or_else(missing)?;
                }
                return self.walk(Target::Module(at), space, &rest[supers..]);
            }
            _ => {}
        }
        let first_space = if rest.is_empty() { space } else { Namespace::Types };
        let start = match self.lookup(module, first_space, first) {
            Some(binding) => binding.target,
            None if first_space == Namespace::Types => self
                .extern_crate(module, first)
                .or_else(|| builtin::prelude(first).map(|path| Target::Opaque(path.to_owned())))
                .ok_or_else(missing)?,
            None => return Err(missing()),
        };
        self.walk(start, space, rest)
    }

    fn walk(&mut self, start: Target, space: Namespace, path: &[String]) -> Result<Target, Missing> {
        let mut at = start;
        for (i, name) in path.iter().enumerate() {
            let last = i + 1 == path.len();
            let space = if last { space } else { Namespace::Types };
            at = match at {
                Target::Module(module) => match self.lookup(module, space, name) {
                    Some(binding) => binding.target,
                    // `use a::{self}`
                    None if name == "self" => Target::Module(module),
                    None => {
                        return Err(Missing::Name {
                            name: name.clone(),
                            module,
                        });
                    }
                },
                Target::Opaque(path) => Target::Opaque(format!("{path}::{name}")),
                Target::Item(item) => {
                    return Err(Missing::Associated {
                        item,
                        name: name.clone(),
                    });
                }
            };
        }
        Ok(at)
    }

    fn root_of(&self, module: ModuleId) -> ModuleId {
        self.program.krate(self.program.module(module).krate).root
    }

    /// Who may have declared a name that was not found in a module, looking through its globs as well.
    pub(super) fn suspects(&mut self, module: ModuleId, name: &str) -> Suspects {
        let mut suspects = Suspects::default();
        let mut seen = vec![module];
        let mut next = 0;
        while let Some(&at) = seen.get(next) {
            next += 1;
            let info = self.program.module(at);
            suspects.broken |= info.broken;
            if suspects.macro_call.is_none() {
                suspects.macro_call = info.macros.first().cloned();
            }
            if suspects.conditional.is_none() {
                let ids = info.types.get(name).into_iter().flatten();
                let hidden = |id: &&ItemId| self.program.item(**id).presence.doubt.is_some();
                suspects.conditional = ids.copied().collect::<Vec<_>>().iter().find(hidden).copied();
            }
            if suspects.glob.is_none() {
                suspects.glob = self.closed_globs(at).into_iter().next();
            }
            let globs = self.program.module(at).globs.clone();
            let named = self.program.module(at).imports.get(name).cloned();
            for import in globs {
                let target = self.import_path(at, Namespace::Types, &import.path, import.absolute);
                if let Ok(Target::Module(module)) = target
                    && !seen.contains(&module)
                {
                    seen.push(module);
                }
            }
            // A name that is imported is missing where it comes from.
            for import in named.into_iter().flatten() {
                let [parents @ .., _] = import.path.as_slice() else {
                    continue;
                };
                let target = self.import_path(at, Namespace::Types, parents, import.absolute);
                match target {
                    Ok(Target::Module(module)) if !seen.contains(&module) => seen.push(module),
                    Err(Missing::Name { module, .. }) if !seen.contains(&module) => seen.push(module),
                    _ => {}
                }
            }
        }
        suspects
    }
}

fn is_keyword(segment: Option<&String>) -> bool {
    segment.is_some_and(|segment| matches!(segment.as_str(), "crate" | "self" | "super"))
}
