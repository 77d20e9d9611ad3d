//! `use` declarations, one entry per name that they bring.

use syn::ext::IdentExt;
use syn::{Ident, ItemUse, UseTree};

use super::{Presence, Visibility};

/// One name, or one `*`, of a `use`.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// What it is called here; `None` for a glob.
    pub(crate) name: Option<String>,
    /// What is imported.
    pub(crate) path: Vec<String>,
    /// Whether the path starts with `::`.
    pub(crate) absolute: bool,
    pub(crate) visibility: Visibility,
    pub(crate) presence: Presence,
}

/// Spreads a `use` out.
pub(super) fn flatten(item: &ItemUse, visibility: Visibility, presence: &Presence) -> Vec<Import> {
    let mut imports = Vec::new();
    let absolute = item.leading_colon.is_some();
    let mut add = |name: Option<String>, path: &[String]| {
        imports.push(Import {
            name,
            path: path.to_vec(),
            absolute,
            visibility,
            presence: presence.clone(),
        });
    };
    walk(&item.tree, &mut Vec::new(), &mut add);
    imports
}

fn walk(tree: &UseTree, path: &mut Vec<String>, add: &mut dyn FnMut(Option<String>, &[String])) {
    match tree {
        UseTree::Path(step) => {
            path.push(text(&step.ident));
            walk(&step.tree, path, add);
            path.pop();
        }
        UseTree::Name(name) => bring(&name.ident, &name.ident, path, add),
        UseTree::Rename(rename) if rename.rename == "_" => {}
        UseTree::Rename(rename) => bring(&rename.ident, &rename.rename, path, add),
        UseTree::Glob(_) => add(None, path),
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, path, add);
            }
        }
    }
}

/// `use a::b::{self}` brings `b`; `use a as c` brings `c`.
fn bring(
    ident: &Ident,
    name: &Ident,
    path: &mut Vec<String>,
    add: &mut dyn FnMut(Option<String>, &[String]),
) {
    if ident == "self" && !path.is_empty() {
        let name = if name == "self" {
            path.last().cloned()
        } else {
            Some(text(name))
        };
        add(name, path);
        return;
    }
    path.push(text(ident));
    add(Some(text(name)), path);
    path.pop();
}

/// The name of an identifier, raw or not.
pub(crate) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A name as code spells it: `r#type` for `type`.
pub(crate) fn spell(name: &str) -> String {
    if matches!(name, "self" | "super" | "crate" | "Self") || syn::parse_str::<Ident>(name).is_ok() {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}
