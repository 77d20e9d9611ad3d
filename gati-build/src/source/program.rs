//! All crates that were read, as flat tables: modules and items refer to each other by number.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use gati_syntax::app::AppItem;
use proc_macro2::TokenStream;

use super::{FileId, Files, Import, Item, ItemId, Place, Presence, Visibility};
use crate::package::{ExternCrate, PackageId};

/// A crate of a [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CrateId(pub(super) usize);

/// A module of a [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ModuleId(pub(super) usize);

/// Everything that was read so far.
#[derive(Default)]
pub(crate) struct Program {
    pub(crate) files: Files,
    pub(super) crates: Vec<Crate>,
    pub(super) modules: Vec<Module>,
    pub(super) items: Vec<Item>,
    /// The bodies of functions, by where they begin.
    pub(super) bodies: HashMap<(FileId, usize), TokenStream>,
    /// What rustc will refuse by itself: the build script is silent about it, the command line shows it.
    pub(crate) faults: Vec<Fault>,
    /// Files that are looked for and not there; the build must be looked at again when they appear.
    pub(crate) missing: Vec<PathBuf>,
    /// The types, by their bare name, for which a trait of serde is written by hand.
    pub(crate) serde_by_hand: HashSet<(String, &'static str)>,
    /// What `gati::app!` is told, and in which module.
    pub(crate) apps: Vec<(ModuleId, AppItem, Place)>,
}

/// A crate.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) package: PackageId,
    pub(crate) root: ModuleId,
    /// Whether `use` paths start at the root, as they did before edition 2018.
    pub(crate) paths_from_root: bool,
    /// The crates that its code can name.
    pub(crate) externs: HashMap<String, ExternCrate>,
}

/// A module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) krate: CrateId,
    pub(crate) parent: Option<ModuleId>,
    /// Its path as `module_path!()` prints it.
    pub(crate) path: String,
    pub(crate) depth: usize,
    pub(crate) file: FileId,
    pub(crate) presence: Presence,
    /// The item that declares it; none for the root.
    pub(crate) item: Option<ItemId>,
    /// Everything declared in it, in order.
    pub(crate) items: Vec<ItemId>,
    /// Types, modules and traits by name.
    pub(crate) types: HashMap<String, Vec<ItemId>>,
    /// Constants and functions by name.
    pub(crate) values: HashMap<String, Vec<ItemId>>,
    pub(crate) imports: HashMap<String, Vec<Import>>,
    pub(crate) globs: Vec<Import>,
    /// Macros that are called among the items, any of which may declare names that are not seen here.
    pub(crate) macros: Vec<(String, Place)>,
    /// Whether its file could not be read or parsed, so that nothing is known about its names.
    pub(crate) broken: bool,
}

/// A mistake that rustc reports too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    pub(crate) message: String,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program")
            .field("files", &self.files.paths().count())
            .field("items", &self.items.len())
            .finish_non_exhaustive()
    }
}

impl Program {
    pub(crate) fn krate(&self, id: CrateId) -> &Crate {
        &self.crates[id.0]
    }

    pub(crate) fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    pub(crate) fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0]
    }

    /// The file in which an item stands.
    pub(crate) fn file_of(&self, id: ItemId) -> FileId {
        self.module(self.item(id).module).file
    }

    /// The body of a function, as it was written.
    pub(crate) fn body_of(&self, id: ItemId) -> Option<&TokenStream> {
        let super::ItemKind::Function(function) = &self.item(id).kind else {
            return None;
        };
        let start = function.block.brace_token.span.open().byte_range().start;
        self.bodies.get(&(self.file_of(id), start))
    }

    /// Where the name of an item stands.
    pub(crate) fn place_of(&self, id: ItemId) -> Place {
        Place::new(self.file_of(id), self.item(id).span)
    }

    /// The full path of an item, as `module_path!()`, `::` and its name.
    pub(crate) fn path_of(&self, id: ItemId) -> String {
        let item = self.item(id);
        format!("{}::{}", self.module(item.module).path, item.name)
    }

    /// Every item of a crate, in the order of the source.
    pub(crate) fn items_of(&self, krate: CrateId) -> impl Iterator<Item = ItemId> + '_ {
        let ids = (0..self.items.len()).map(ItemId);
        ids.filter(move |id| self.module(self.item(*id).module).krate == krate)
    }

    /// Whether `inner` is `outer` or lies in it.
    pub(crate) fn is_within(&self, inner: ModuleId, outer: ModuleId) -> bool {
        let mut at = Some(inner);
        while let Some(module) = at {
            if module == outer {
                return true;
            }
            at = self.module(module).parent;
        }
        false
    }

    /// Whether something can be named from a module.
    pub(crate) fn is_visible(&self, visibility: Visibility, from: ModuleId) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Within(module) => self.is_within(from, module),
        }
    }

    pub(super) fn add_module(&mut self, module: Module) -> ModuleId {
        self.modules.push(module);
        ModuleId(self.modules.len() - 1)
    }

    pub(super) fn add_item(&mut self, item: Item) -> ItemId {
        let id = ItemId(self.items.len());
        let module = &mut self.modules[item.module.0];
        module.items.push(id);
        if matches!(item.kind, super::ItemKind::ModuleBlock(_)) {
            self.items.push(item);
            return id;
        }
        let names = if item.kind.is_type() {
            &mut module.types
        } else {
            &mut module.values
        };
        names.entry(item.name.clone()).or_default().push(id);
        self.items.push(item);
        id
    }
}
