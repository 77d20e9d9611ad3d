//! What packages can be made of. The files stand in `templates/`, as they will be but for the names.

use std::path::PathBuf;

use clap::ValueEnum;

use super::source::Source;
use super::workspace::Membership;

/// What to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Template {
    /// One handler in one file
    Minimal,
    /// Types with constraints, errors, state, and tests of the whole
    Api,
    /// The same with a typed client, callers that prove who they are, events, CI, and an image
    Full,
}

/// A file: its path in the package, and its text.
type File = (&'static str, &'static str);

/// `file!("Cargo.toml", "minimal/Cargo.toml.tmpl")`.
macro_rules! file {
    ($path:literal, $source:literal) => {
        ($path, include_str!(concat!("../../../templates/", $source)))
    };
}

const SHARED: &[File] = &[
    file!(".gitignore", "shared/gitignore.tmpl"),
    file!("build.rs", "shared/build.rs"),
];

const MINIMAL: &[File] = &[
    file!("Cargo.toml", "minimal/Cargo.toml.tmpl"),
    file!("README.md", "minimal/README.md.tmpl"),
    file!("src/main.rs", "minimal/src/main.rs"),
];

const API: &[File] = &[
    file!("Cargo.toml", "api/Cargo.toml.tmpl"),
    file!("README.md", "api/README.md.tmpl"),
    file!("src/handlers.rs", "api/src/handlers.rs"),
    file!("src/lib.rs", "api/src/lib.rs"),
    file!("src/main.rs", "api/src/main.rs"),
    file!("src/note.rs", "api/src/note.rs"),
    file!("src/notebook.rs", "api/src/notebook.rs"),
    file!("tests/api.rs", "api/tests/api.rs"),
];

const FULL: &[File] = &[
    file!(".dockerignore", "full/dockerignore.tmpl"),
    file!(".env", "full/env.tmpl"),
    file!(".env.example", "full/env.example.tmpl"),
    file!(".github/workflows/ci.yml", "full/ci.yml.tmpl"),
    file!("Cargo.toml", "full/Cargo.toml.tmpl"),
    file!("Dockerfile", "full/Dockerfile.tmpl"),
    file!("README.md", "full/README.md.tmpl"),
    file!("client/Cargo.toml", "full/client/Cargo.toml.tmpl"),
    file!("client/build.rs", "full/client/build.rs"),
    file!("client/src/lib.rs", "full/client/src/lib.rs"),
    file!("client/tests/whole.rs", "full/client/tests/whole.rs"),
    file!("src/access.rs", "full/src/access.rs"),
    file!("src/handlers/mod.rs", "full/src/handlers/mod.rs"),
    file!("src/handlers/read.rs", "full/src/handlers/read.rs"),
    file!("src/handlers/watch.rs", "full/src/handlers/watch.rs"),
    file!("src/handlers/write.rs", "full/src/handlers/write.rs"),
    file!("src/lib.rs", "full/src/lib.rs"),
    file!("src/main.rs", "full/src/main.rs"),
    file!("src/note.rs", "full/src/note.rs"),
    file!("src/notebook.rs", "full/src/notebook.rs"),
];

/// What is filled into the files.
pub(super) struct Names<'a> {
    /// The name of the package.
    pub(super) name: &'a str,
    /// Where Gati comes from.
    pub(super) source: &'a Source,
    /// What stands above the package.
    pub(super) membership: &'a Membership,
}

/// How a package is built that is the root of its workspace.
const PROFILE: &str = "
# Less to write and to link: changes show sooner. Panics still name their lines.
[profile.dev]
debug = \"line-tables-only\"
";

impl Template {
    /// All of them, the smallest first.
    pub(super) const ALL: [Self; 3] = [Self::Minimal, Self::Api, Self::Full];

    /// The one for those who say nothing.
    pub(super) const DEFAULT: usize = 1;

    /// The name as it is typed.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Api => "api",
            Self::Full => "full",
        }
    }

    /// What it is, in one line.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Minimal => "one handler in one file",
            Self::Api => "types with constraints, errors, state, and tests of the whole",
            Self::Full => {
                "the same with a typed client, callers that prove who they are, events, CI, and an image"
            }
        }
    }

    /// Whether it has more than one package.
    pub(super) const fn is_workspace(self) -> bool {
        matches!(self, Self::Full)
    }

    /// The files of a package, with its names filled in.
    pub(super) fn files(self, names: &Names<'_>) -> impl Iterator<Item = (PathBuf, String)> {
        let own = match self {
            Self::Minimal => MINIMAL,
            Self::Api => API,
            Self::Full => FULL,
        };
        let root = match names.membership {
            Membership::Member { .. } => String::new(),
            Membership::Stranger { .. } if !self.is_workspace() => format!("\n[workspace]\n{PROFILE}"),
            Membership::Stranger { .. } | Membership::Alone => PROFILE.to_owned(),
        };
        let replacements = [
            ("{{name}}", names.name.to_owned()),
            ("{{crate}}", names.name.replace('-', "_")),
            ("{{gati}}", names.source.dependency("gati")),
            ("{{gati-build}}", names.source.dependency("gati-build")),
            ("{{gati-client}}", names.source.dependency("gati-client")),
            ("{{root}}\n", root),
        ];
        SHARED.iter().chain(own).map(move |(path, text)| {
            let mut text = (*text).to_owned();
            for (mark, value) in &replacements {
                text = text.replace(mark, value);
            }
            (PathBuf::from(path), text)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn nothing_is_left_to_be_filled_in_and_every_manifest_is_toml() {
        let source = Source::Published { version: "1.2.3" };
        for membership in [
            Membership::Alone,
            Membership::Member { root: PathBuf::new() },
            Membership::Stranger { root: PathBuf::new() },
        ] {
            let names = Names {
                name: "my-shop",
                source: &source,
                membership: &membership,
            };
            for (path, text) in Template::ALL
                .into_iter()
                .flat_map(|template| template.files(&names))
            {
                assert!(!text.contains("{{"), "{}: {text}", path.display());
                if path.ends_with("Cargo.toml") {
                    let manifest: toml::Table = text.parse().unwrap();
                    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
                    assert_eq!(
                        manifest["build-dependencies"]["gati-build"]["version"].as_str(),
                        Some("1.2.3")
                    );
                }
            }
        }
    }

    #[test]
    fn every_file_below_templates_is_used() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut there = BTreeSet::new();
        let mut folders = vec![folder.clone()];
        while let Some(dir) = folders.pop() {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path != folder.join("README.md") {
                    there.insert(fs::read_to_string(path).unwrap());
                }
            }
        }
        let used: BTreeSet<String> = [SHARED, MINIMAL, API, FULL]
            .concat()
            .into_iter()
            .map(|(_, text)| text.to_owned())
            .collect();
        assert_eq!(there, used);
    }
}
