//! The hooks that a handler names: `before = [guard, crate::hooks::audit]`.

use gati_schema::hook::Stage;
use quote::ToTokens;
use syn::{Expr, ExprArray, ExprPath, Path, PathArguments};

use crate::diagnostics::Diagnostics;

/// The paths of the hooks, stage by stage and in the order in which they are written.
#[derive(Clone, Default)]
pub struct HookNames {
    /// `before = [..]`.
    pub before: Vec<Path>,
    /// `after = [..]`.
    pub after: Vec<Path>,
    /// `catch = [..]`.
    pub catch: Vec<Path>,
}

impl HookNames {
    /// The hooks of one stage.
    #[must_use]
    pub fn of(&self, stage: Stage) -> &[Path] {
        match stage {
            Stage::Before => &self.before,
            Stage::After => &self.after,
            Stage::Catch => &self.catch,
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Path> {
        self.before.iter().chain(&self.after).chain(&self.catch)
    }
}

/// A list of different paths; what cannot be one is reported and left out.
pub(super) fn read(stage: Stage, value: &Expr, sink: &mut Diagnostics) -> Vec<Path> {
    let Expr::Array(ExprArray { elems, .. }) = value else {
        sink.push(syn::Error::new_spanned(
            value,
            format!(
                "`{stage}` is a list of hooks\nhelp: write `{stage} = [{}]`",
                if path(value).is_some() {
                    print(value)
                } else {
                    "my_hook".to_owned()
                }
            ),
        ));
        return Vec::new();
    };
    if elems.is_empty() {
        sink.push(syn::Error::new_spanned(
            value,
            format!("the list is empty\nhelp: leave `{stage}` out"),
        ));
    }
    let mut paths: Vec<Path> = Vec::new();
    for element in elems {
        let Some(path) = path(element) else {
            sink.push(syn::Error::new_spanned(
                element,
                "a hook is named by the path of its function\nhelp: write `guard` or `crate::hooks::guard`",
            ));
            continue;
        };
        if paths.iter().any(|earlier| same(earlier, path)) {
            sink.push(syn::Error::new_spanned(
                element,
                format!("`{}` is in this list twice", print(element)),
            ));
        } else {
            paths.push(path.clone());
        }
    }
    paths
}

/// A path of plain names.
fn path(value: &Expr) -> Option<&Path> {
    match value {
        Expr::Path(ExprPath {
            qself: None, path, ..
        }) if path
            .segments
            .iter()
            .all(|segment| matches!(segment.arguments, PathArguments::None)) =>
        {
            Some(path)
        }
        Expr::Group(group) => self::path(&group.expr),
        _ => None,
    }
}

fn same(a: &Path, b: &Path) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}

fn print(value: &Expr) -> String {
    value.to_token_stream().to_string().replace(' ', "")
}
