//! Whether the new package is part of a workspace above it. Cargo refuses a package below a workspace that does not list it, unless the package
//! says that it is a workspace of its own.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// What stands above a new package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    /// No workspace, or one that says to leave it out.
    Alone,
    /// A workspace that takes it in.
    Member {
        /// The folder of the workspace.
        root: PathBuf,
    },
    /// A workspace that does not know it.
    Stranger {
        /// The folder of the workspace.
        root: PathBuf,
    },
}

impl Membership {
    /// Looks above a folder.
    pub(super) fn of(folder: &Path) -> Self {
        let found = folder.ancestors().skip(1).find_map(|dir| {
            let text = fs::read_to_string(dir.join("Cargo.toml")).ok()?;
            let manifest: Table = text.parse().ok()?;
            let workspace = manifest.get("workspace")?.as_table()?.clone();
            Some((dir.to_owned(), workspace))
        });
        let Some((root, workspace)) = found else {
            return Self::Alone;
        };
        let below = folder.strip_prefix(&root).unwrap_or(folder);
        let lists = |key: &str, fits: &dyn Fn(&str) -> bool| {
            let list = workspace.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).any(fits)
        };
        if lists("members", &|pattern| is_matched(pattern, below)) {
            Self::Member { root }
        } else if lists("exclude", &|path| below.starts_with(path.trim_end_matches('/'))) {
            Self::Alone
        } else {
            Self::Stranger { root }
        }
    }

    /// What the user should know.
    pub(super) fn note(&self) -> Option<String> {
        match self {
            Self::Alone => None,
            Self::Member { root } => Some(format!("it is a member of the workspace in {}", root.display())),
            Self::Stranger { root } => Some(format!(
                "it is a workspace of its own; to make it a member of the one in {}, list it there and remove `[workspace]` here",
                root.display()
            )),
        }
    }
}

/// Whether a pattern such as `services/*` names a path. Each `*` and `?` stays within one part of it.
fn is_matched(pattern: &str, path: &Path) -> bool {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let wanted: Vec<&str> = pattern.split('/').collect();
    let parts: Vec<String> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    wanted.len() == parts.len()
        && wanted
            .iter()
            .zip(&parts)
            .all(|(wanted, part)| is_like(wanted.as_bytes(), part.as_bytes()))
}

fn is_like(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=text.len()).any(|skipped| is_like(rest, &text[skipped..])),
        ([b'?', rest @ ..], [_, text @ ..]) => is_like(rest, text),
        ([a, rest @ ..], [b, text @ ..]) => a == b && is_like(rest, text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(workspace: &str, folder: &str) -> Membership {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("Cargo.toml"), workspace).unwrap();
        match Membership::of(&root.path().join(folder)) {
            Membership::Alone => Membership::Alone,
            Membership::Member { .. } => Membership::Member { root: PathBuf::new() },
            Membership::Stranger { .. } => Membership::Stranger { root: PathBuf::new() },
        }
    }

    #[test]
    fn a_workspace_takes_in_what_it_lists() {
        let member = Membership::Member { root: PathBuf::new() };
        let stranger = Membership::Stranger { root: PathBuf::new() };
        let workspace =
            "[workspace]\nmembers = [\"services/*\", \"tool-?\", \"a/b/\"]\nexclude = [\"old\"]\n";
        for (folder, expected) in [
            ("services/shop", &member),
            ("tool-x", &member),
            ("a/b", &member),
            ("shop", &stranger),
            ("services/deep/shop", &stranger),
            ("tool-xy", &stranger),
            ("old/shop", &Membership::Alone),
        ] {
            assert_eq!(&below(workspace, folder), expected, "{folder}");
        }
    }

    #[test]
    fn a_package_above_is_no_workspace() {
        assert_eq!(below("[package]\nname = \"a\"\n", "shop"), Membership::Alone);
    }
}
