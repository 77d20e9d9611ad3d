//! From `mod name;` to the file that holds it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Expr, ExprLit, ItemMod, Lit, Meta};

use super::import::{spell, text};
use super::load::Loader;
use super::program::Fault;
use super::{ItemKind, Module, ModuleId, Place, Presence};

/// Where the modules declared in some place are looked for.
///
/// This follows rustc: `src/a.rs` declares `mod b;` in `src/a/b.rs`, while `src/a/mod.rs` and files named by `#[path]`
/// declare it beside themselves; and `#[path]` in a file starts at the file's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// The folder of the file, and of the inline modules around the place.
    path: PathBuf,
    /// The name that a file such as `a.rs` adds for the modules that it declares.
    own: Option<String>,
}

impl Folder {
    /// For the first file of a crate.
    pub(super) fn of_root(file: &Path) -> Self {
        Self::beside(file)
    }

    /// For `mod.rs` and for files named by `#[path]`.
    fn beside(file: &Path) -> Self {
        Self {
            path: file.parent().unwrap_or(Path::new("")).to_owned(),
            own: None,
        }
    }

    /// For the content of an inline module.
    fn inline(&self, name: &str, path_attribute: Option<&str>) -> Self {
        match path_attribute {
            Some(path) => Self {
                path: self.path.join(path),
                own: None,
            },
            None => Self {
                path: self.inside().join(name),
                own: None,
            },
        }
    }

    fn inside(&self) -> PathBuf {
        match &self.own {
            Some(own) => self.path.join(own),
            None => self.path.clone(),
        }
    }

    /// The files that may hold `mod name;`, each with the folder of the modules that it declares.
    fn candidates(&self, name: &str, path_attribute: Option<&str>) -> Vec<(PathBuf, Self)> {
        if let Some(path) = path_attribute {
            let file = self.path.join(path);
            let folder = Self::beside(&file);
            return vec![(file, folder)];
        }
        let inside = self.inside();
        let plain = inside.join(format!("{name}.rs"));
        let nested = inside.join(name).join("mod.rs");
        let plain_folder = Self {
            path: inside,
            own: Some(name.to_owned()),
        };
        let nested_folder = Self::beside(&nested);
        vec![(plain, plain_folder), (nested, nested_folder)]
    }
}

impl Loader<'_> {
    pub(super) fn module(&mut self, parent: ModuleId, item: ItemMod, presence: Presence, folder: &Folder) {
        let name = text(&item.ident);
        let outer = self.program.module(parent);
        let (krate, depth, file) = (outer.krate, outer.depth + 1, outer.file);
        let path = format!("{}::{}", outer.path, spell(&name));
        let id = self.program.add_module(Module {
            krate,
            parent: Some(parent),
            path,
            depth,
            file,
            presence: presence.clone(),
            item: None,
            items: Vec::new(),
            types: HashMap::new(),
            values: HashMap::new(),
            imports: HashMap::new(),
            globs: Vec::new(),
            macros: Vec::new(),
            broken: false,
        });
        let declared = self.add(
            parent,
            &item.ident,
            &item.vis,
            presence.clone(),
            ItemKind::Module(id),
        );
        self.program.modules[id.0].item = Some(declared);
        let path_attribute = path_attribute(&item);
        if let Some((_, items)) = item.content {
            self.items(id, items, &folder.inline(&name, path_attribute.as_deref()));
            return;
        }
        // What is certainly not compiled need not even exist.
        if !presence.there && presence.doubt.is_none() {
            return;
        }
        let candidates = folder.candidates(&name, path_attribute.as_deref());
        let found = candidates
            .iter()
            .find_map(|(path, folder)| Some((path, folder, fs::read_to_string(path).ok()?)));
        let Some((path, folder, content)) = found else {
            self.program.modules[id.0].broken = true;
            if presence.there {
                self.program.faults.push(Fault {
                    place: Place::new(file, item.ident.span()),
                    message: format!("there is no file for the module `{name}`"),
                });
                self.program
                    .missing
                    .extend(candidates.into_iter().map(|(path, _)| path));
            }
            return;
        };
        if !self.open.insert(path.clone()) {
            self.program.modules[id.0].broken = true;
            return;
        }
        let file = self.program.files.add(path.clone(), content);
        self.program.modules[id.0].file = file;
        self.file(id, file, folder);
        self.open.remove(path);
    }
}

/// The text of `#[path = "…"]`.
fn path_attribute(item: &ItemMod) -> Option<String> {
    item.attrs.iter().find_map(|attr| match &attr.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(path), ..
            }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Folder, name: &str, path: Option<&str>) -> Vec<String> {
        let candidates = folder.candidates(name, path).into_iter();
        candidates.map(|(path, _)| path.display().to_string()).collect()
    }

    #[test]
    fn a_plain_file_declares_modules_in_a_folder_of_its_name() {
        let root = Folder::of_root(Path::new("src/lib.rs"));
        assert_eq!(files(&root, "a", None), ["src/a.rs", "src/a/mod.rs"]);
        let [(_, plain), (_, nested)] = <[_; 2]>::try_from(root.candidates("a", None)).unwrap();
        assert_eq!(files(&plain, "b", None), ["src/a/b.rs", "src/a/b/mod.rs"]);
        assert_eq!(files(&nested, "b", None), ["src/a/b.rs", "src/a/b/mod.rs"]);
    }

    #[test]
    fn a_path_starts_at_the_folder_of_the_file_and_at_the_folder_of_an_inline_module() {
        let root = Folder::of_root(Path::new("src/lib.rs"));
        let (_, plain) = root.candidates("a", None).remove(0);
        assert_eq!(files(&plain, "b", Some("x.rs")), ["src/x.rs"]);
        assert_eq!(
            files(&plain.inline("i", None), "b", Some("x.rs")),
            ["src/a/i/x.rs"]
        );
        assert_eq!(files(&root.inline("i", None), "b", Some("x.rs")), ["src/i/x.rs"]);
        assert_eq!(
            files(&root.inline("i", Some("t")), "b", None),
            ["src/t/b.rs", "src/t/b/mod.rs"]
        );
    }

    #[test]
    fn a_file_named_by_path_declares_modules_beside_itself() {
        let root = Folder::of_root(Path::new("src/lib.rs"));
        let (_, named) = root.candidates("a", Some("other/x.rs")).remove(0);
        assert_eq!(files(&named, "b", None), ["src/other/b.rs", "src/other/b/mod.rs"]);
    }
}
