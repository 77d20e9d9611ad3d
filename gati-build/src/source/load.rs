//! Reads a crate: parses its files and enters their items into the [`Program`].

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::{fs, io};

use gati_syntax::module::is_module;
use syn::{DeriveInput, Ident};

use super::configure::{Conditions, Verdict};
use super::import::{flatten, text};
use super::item::Doubt;
use super::program::Fault;
use super::walk::Folder;
use super::{
    Crate, CrateId, FileId, Item, ItemKind, Module, ModuleId, Place, Presence, Program, Visibility, skim,
};
use crate::package::{Graph, PackageId, RootFile};

impl Program {
    /// Reads a crate and all files of its module tree.
    ///
    /// # Errors
    ///
    /// If the first file cannot be read. Everything else that is wrong becomes a fault and an incomplete module.
    pub(crate) fn load(&mut self, graph: &Graph, package: PackageId, root: &RootFile) -> io::Result<CrateId> {
        let text = fs::read_to_string(&root.path)?;
        let file = self.files.add(root.path.clone(), text);
        let id = CrateId(self.crates.len());
        let module = self.add_module(Module {
            krate: id,
            parent: None,
            path: root.crate_name.clone(),
            depth: 0,
            file,
            presence: Presence::CERTAIN,
            item: None,
            items: Vec::new(),
            types: HashMap::new(),
            values: HashMap::new(),
            imports: HashMap::new(),
            globs: Vec::new(),
            macros: Vec::new(),
            broken: false,
        });
        let info = graph.package(package);
        let mut externs: HashMap<_, _> = graph.extern_crates(package).into_iter().collect();
        if root.kind == crate::package::RootKind::Bin
            && let Some(lib) = &info.lib
        {
            // A binary sees the library of its own package like any other crate.
            externs.insert(
                lib.crate_name.clone(),
                crate::package::ExternCrate::Package(package),
            );
        }
        self.crates.push(Crate {
            name: root.crate_name.clone(),
            package,
            root: module,
            paths_from_root: info.edition == "2015",
            externs,
        });
        let mut loader = Loader {
            program: self,
            conditions: Conditions {
                target: graph.target(),
                features: graph.features(package),
            },
            open: BTreeSet::new(),
        };
        loader.file(module, file, &Folder::of_root(&root.path));
        Ok(id)
    }
}

pub(super) struct Loader<'a> {
    pub(super) program: &'a mut Program,
    pub(super) conditions: Conditions<'a>,
    /// The files between the root and the current one: a file that declares itself would never end.
    pub(super) open: BTreeSet<std::path::PathBuf>,
}

impl Loader<'_> {
    /// Parses a file as the content of a module.
    pub(super) fn file(&mut self, module: ModuleId, file: FileId, folder: &Folder) {
        match skim::parse_with_bodies(self.program.files.text(file)) {
            Ok((mut parsed, bodies)) => {
                let bodies = bodies.into_iter().map(|(start, body)| ((file, start), body));
                self.program.bodies.extend(bodies);
                // `#![cfg(…)]` at the top of a file holds for the module.
                let verdict = self.conditions.configure(&mut parsed.attrs);
                let presence = self
                    .presence(verdict, file)
                    .within(&self.program.module(module).presence);
                self.program.modules[module.0].presence = presence;
                self.items(module, parsed.items, folder);
            }
            Err(error) => {
                self.program.modules[module.0].broken = true;
                for error in error {
                    let message = match error.to_string().as_str() {
                        "cannot parse string into token stream" => {
                            "a bracket or a quote here has no partner".to_owned()
                        }
                        message => message.to_owned(),
                    };
                    self.program.faults.push(Fault {
                        place: Place::new(file, error.span()),
                        message,
                    });
                }
            }
        }
    }

    pub(super) fn items(&mut self, module: ModuleId, items: Vec<syn::Item>, folder: &Folder) {
        for item in items {
            self.item(module, item, folder);
        }
    }

    fn item(&mut self, module: ModuleId, mut item: syn::Item, folder: &Folder) {
        let file = self.program.module(module).file;
        let mut presence = match attributes(&mut item) {
            Some(attrs) => {
                let verdict = self.conditions.configure(attrs);
                self.presence(verdict, file)
            }
            None => Presence::CERTAIN,
        };
        if let Some((option, span)) = self.conditions.configure_inside(&mut item) {
            presence.doubt.get_or_insert(Doubt {
                option,
                place: Place::new(file, span),
            });
        }
        let presence = presence.within(&self.program.module(module).presence);
        match item {
            syn::Item::Struct(item) => self.data(module, item.into(), presence),
            syn::Item::Enum(item) => self.data(module, item.into(), presence),
            syn::Item::Union(item) => self.data(module, item.into(), presence),
            syn::Item::Type(item) => {
                let (ident, vis) = (item.ident.clone(), item.vis.clone());
                self.add(module, &ident, &vis, presence, ItemKind::Alias(Rc::new(item)));
            }
            syn::Item::Const(item) => {
                let (ident, vis) = (item.ident.clone(), item.vis.clone());
                self.add(module, &ident, &vis, presence, ItemKind::Const(Rc::new(item)));
            }
            syn::Item::Fn(item) => {
                let (ident, vis) = (item.sig.ident.clone(), item.vis.clone());
                self.add(module, &ident, &vis, presence, ItemKind::Function(Rc::new(item)));
            }
            syn::Item::Trait(item) => {
                self.add(module, &item.ident, &item.vis, presence, ItemKind::Trait);
            }
            syn::Item::TraitAlias(item) => {
                self.add(module, &item.ident, &item.vis, presence, ItemKind::Trait);
            }
            syn::Item::Impl(item) if item.attrs.iter().any(is_module) => {
                self.module_block(module, item, presence)
            }
            syn::Item::Impl(item) => self.program.serde_by_hand.extend(serde_by_hand(&item)),
            syn::Item::Mod(item) => self.module(module, item, presence, folder),
            syn::Item::Use(item) => {
                let visibility = self.visibility(module, &item.vis);
                for import in flatten(&item, visibility, &presence) {
                    let module = &mut self.program.modules[module.0];
                    match import.name.clone() {
                        Some(name) => module.imports.entry(name).or_default().push(import),
                        None => module.globs.push(import),
                    }
                }
            }
            syn::Item::ExternCrate(item) => self.extern_crate(module, &item, presence),
            syn::Item::Macro(item) => self.macro_call(module, &item, presence),
            _ => {}
        }
    }

    fn data(&mut self, module: ModuleId, item: DeriveInput, presence: Presence) {
        let (ident, vis) = (item.ident.clone(), item.vis.clone());
        self.add(module, &ident, &vis, presence, ItemKind::Data(Rc::new(item)));
    }

    fn module_block(&mut self, module: ModuleId, item: syn::ItemImpl, presence: Presence) {
        // What is no path is reported by the macro.
        let syn::Type::Path(path) = &*item.self_ty else {
            return;
        };
        if let Some(segment) = path.path.segments.last() {
            let ident = segment.ident.clone();
            let kind = ItemKind::ModuleBlock(Rc::new(item));
            self.add(module, &ident, &syn::Visibility::Inherited, presence, kind);
        }
    }

    pub(super) fn add(
        &mut self,
        module: ModuleId,
        ident: &Ident,
        vis: &syn::Visibility,
        presence: Presence,
        kind: ItemKind,
    ) -> super::ItemId {
        let visibility = self.visibility(module, vis);
        self.program.add_item(Item {
            module,
            name: text(ident),
            span: ident.span(),
            visibility,
            presence,
            kind,
        })
    }

    /// `extern crate a as b;` is `use ::a as b;`, and at the root it names the crate for all modules.
    fn extern_crate(&mut self, module: ModuleId, item: &syn::ItemExternCrate, presence: Presence) {
        let name = item.rename.as_ref().map_or(&item.ident, |(_, name)| name);
        if name == "_" {
            return;
        }
        let (name, krate) = (text(name), self.program.module(module).krate);
        let of_itself = item.ident == "self";
        if self.program.module(module).parent.is_none() && presence.there {
            let package = self.program.krate(krate).package;
            let externs = &mut self.program.crates[krate.0].externs;
            let target = if of_itself {
                Some(crate::package::ExternCrate::Package(package))
            } else {
                externs.get(&text(&item.ident)).cloned()
            };
            if let Some(target) = target {
                externs.insert(name.clone(), target);
            }
        }
        let import = super::Import {
            name: Some(name.clone()),
            path: vec![if of_itself {
                "crate".to_owned()
            } else {
                text(&item.ident)
            }],
            absolute: !of_itself,
            visibility: self.visibility(module, &item.vis),
            presence,
        };
        self.program.modules[module.0]
            .imports
            .entry(name)
            .or_default()
            .push(import);
    }

    fn presence(&self, verdict: Verdict, file: FileId) -> Presence {
        Presence {
            there: verdict.there,
            doubt: verdict.doubt.map(|(option, span)| Doubt {
                option,
                place: Place::new(file, span),
            }),
        }
    }

    pub(super) fn visibility(&self, module: ModuleId, vis: &syn::Visibility) -> Visibility {
        match vis {
            syn::Visibility::Public(_) => Visibility::Public,
            syn::Visibility::Inherited => Visibility::Within(module),
            syn::Visibility::Restricted(restricted) => {
                let mut at = module;
                let mut names = 0;
                for (i, segment) in restricted.path.segments.iter().enumerate() {
                    match segment.ident.to_string().as_str() {
                        "self" => {}
                        "super" => at = self.program.module(at).parent.unwrap_or(at),
                        "crate" => at = self.program.krate(self.program.module(module).krate).root,
                        // Only an ancestor can be named, so the number of names says which one.
                        _ if i == 0 => {
                            at = self.program.krate(self.program.module(module).krate).root;
                            names += 1;
                        }
                        _ => names += 1,
                    }
                }
                if names > 0 {
                    let depth = self.program.module(at).depth + names;
                    let mut ancestor = module;
                    while self.program.module(ancestor).depth > depth {
                        let Some(parent) = self.program.module(ancestor).parent else {
                            break;
                        };
                        ancestor = parent;
                    }
                    at = ancestor;
                }
                Visibility::Within(at)
            }
        }
    }
}

fn attributes(item: &mut syn::Item) -> Option<&mut Vec<syn::Attribute>> {
    Some(match item {
        syn::Item::Const(item) => &mut item.attrs,
        syn::Item::Enum(item) => &mut item.attrs,
        syn::Item::ExternCrate(item) => &mut item.attrs,
        syn::Item::Fn(item) => &mut item.attrs,
        syn::Item::Impl(item) => &mut item.attrs,
        syn::Item::Macro(item) => &mut item.attrs,
        syn::Item::Mod(item) => &mut item.attrs,
        syn::Item::Static(item) => &mut item.attrs,
        syn::Item::Struct(item) => &mut item.attrs,
        syn::Item::Trait(item) => &mut item.attrs,
        syn::Item::TraitAlias(item) => &mut item.attrs,
        syn::Item::Type(item) => &mut item.attrs,
        syn::Item::Union(item) => &mut item.attrs,
        syn::Item::Use(item) => &mut item.attrs,
        _ => return None,
    })
}

/// A type and the trait of serde that a block implements for it.
fn serde_by_hand(item: &syn::ItemImpl) -> Option<(String, &'static str)> {
    let (path, _) = item.trait_.as_ref()?;
    let ident = &path.segments.last()?.ident;
    let name = ["Serialize", "Deserialize"]
        .into_iter()
        .find(|name| ident == name)?;
    let syn::Type::Path(ty) = &*item.self_ty else {
        return None;
    };
    Some((super::text(&ty.path.segments.last()?.ident), name))
}
