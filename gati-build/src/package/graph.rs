//! A package and every folder that it depends on, with the features that are on in each.
//!
//! Cargo unifies features over everything that it builds, and a build script cannot see that. What is worked out here
//! is what this package alone asks for; should the build turn on more, and should that change a type, then the check in
//! the generated table fails and says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::features::activate;
use super::manifest::{Dependency, DependencySource, Package, PackageError, normal};
use crate::cargo::Target;
use crate::source::cfg::{Predicate, Truth};

/// A package of a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PackageId(pub(crate) usize);

/// A package and the folders that it depends on, directly or not.
#[derive(Debug)]
pub(crate) struct Graph {
    packages: Vec<Package>,
    features: Vec<BTreeSet<String>>,
    by_dir: BTreeMap<PathBuf, PackageId>,
    target: Target,
}

/// What a name in front of `::` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExternCrate {
    /// The library of a package whose source can be read.
    Package(PackageId),
    /// A crate whose source is not read, by its own name.
    Opaque(String),
}

/// The packages of Gati itself: what they offer is known by name, and their source is none of the user's.
const OURS: [&str; 6] = [
    "gati",
    "gati-build",
    "gati-client",
    "gati-macros",
    "gati-schema",
    "gati-syntax",
];

impl Graph {
    /// Reads a package and what it depends on. Without `features` the default features are on.
    pub(crate) fn read(
        dir: &Path,
        features: Option<&BTreeSet<String>>,
        target: Target,
    ) -> Result<Self, PackageError> {
        let mut graph = Self {
            packages: Vec::new(),
            features: Vec::new(),
            by_dir: BTreeMap::new(),
            target,
        };
        let root = graph.add(&normal(dir))?;
        let asked = match features {
            Some(features) => features.clone(),
            None => BTreeSet::from(["default".to_owned()]),
        };
        let mut open = vec![(root, asked)];
        while let Some((id, asked)) = open.pop() {
            let new = asked.iter().any(|name| !graph.features[id.0].contains(name));
            if !new && !asked.is_empty() {
                continue;
            }
            let all: BTreeSet<String> = graph.features[id.0].union(&asked).cloned().collect();
            let on = activate(&graph.packages[id.0], &all);
            graph.features[id.0] = on.features.union(&all).cloned().collect();
            for dependency in graph.packages[id.0].dependencies.clone() {
                let off = dependency.optional && !on.optional.contains(&dependency.key);
                let DependencySource::Path(dir) = &dependency.source else {
                    continue;
                };
                if off || is_ours(&dependency) || !graph.applies(&dependency) {
                    continue;
                }
                let mut asked: BTreeSet<String> = dependency.features.iter().cloned().collect();
                asked.extend(
                    on.of_dependencies
                        .get(&dependency.key)
                        .into_iter()
                        .flatten()
                        .cloned(),
                );
                if dependency.default_features {
                    asked.insert("default".to_owned());
                }
                let known = graph.by_dir.contains_key(dir);
                let id = graph.add(dir)?;
                if !known || !asked.is_empty() {
                    open.push((id, asked));
                }
            }
        }
        Ok(graph)
    }

    fn add(&mut self, dir: &Path) -> Result<PackageId, PackageError> {
        if let Some(id) = self.by_dir.get(dir) {
            return Ok(*id);
        }
        let id = PackageId(self.packages.len());
        self.packages.push(Package::read(dir)?);
        self.features.push(BTreeSet::new());
        self.by_dir.insert(dir.to_owned(), id);
        Ok(id)
    }

    fn applies(&self, dependency: &Dependency) -> bool {
        let Some(condition) = &dependency.target else {
            return true;
        };
        // A bare target triple is possible too; it is read as a condition that does not hold.
        let predicate = condition
            .strip_prefix("cfg(")
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(|text| syn::parse_str::<Predicate>(text).ok());
        predicate.is_some_and(|predicate| predicate.holds(&self.target, &BTreeSet::new()) == Truth::Yes)
    }

    /// The package that was asked for.
    pub(crate) fn root(&self) -> PackageId {
        PackageId(0)
    }

    pub(crate) fn package(&self, id: PackageId) -> &Package {
        &self.packages[id.0]
    }

    pub(crate) fn features(&self, id: PackageId) -> &BTreeSet<String> {
        &self.features[id.0]
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Every `Cargo.toml` that was read, in order and once.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.packages
            .iter()
            .flat_map(|package| package.files.iter().map(PathBuf::as_path))
    }

    /// The crates that code of a package can name.
    pub(crate) fn extern_crates(&self, id: PackageId) -> BTreeMap<String, ExternCrate> {
        let on = activate(self.package(id), self.features(id));
        let mut names = BTreeMap::new();
        for dependency in &self.package(id).dependencies {
            if (dependency.optional && !on.optional.contains(&dependency.key)) || !self.applies(dependency) {
                continue;
            }
            let krate = self.extern_crate(dependency);
            names.insert(self.extern_name(dependency, &krate), krate);
        }
        names
    }

    /// The name by which code refers to a dependency: the one in `Cargo.toml` if it renames, else that of the library.
    fn extern_name(&self, dependency: &Dependency, krate: &ExternCrate) -> String {
        if dependency.key == dependency.package
            && let ExternCrate::Package(id) = krate
            && let Some(lib) = &self.package(*id).lib
        {
            return lib.crate_name.clone();
        }
        dependency.key.replace('-', "_")
    }

    fn extern_crate(&self, dependency: &Dependency) -> ExternCrate {
        if let DependencySource::Path(dir) = &dependency.source
            && let Some(id) = self.by_dir.get(dir)
        {
            return ExternCrate::Package(*id);
        }
        ExternCrate::Opaque(dependency.package.replace('-', "_"))
    }
}

fn is_ours(dependency: &Dependency) -> bool {
    OURS.contains(&dependency.package.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A workspace of `server`, which depends on `kit` in ways that the tests choose.
    fn graph(server: &str, features: Option<&[&str]>) -> Graph {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, content: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"*\"]\n[workspace.package]\nversion = \"3.2.1\"\nedition = \"2024\"\n\
             [workspace.dependencies]\nkit = { path = \"parts/kit\", default-features = false, features = [\"base\"] }\n",
        );
        write(
            "parts/kit/Cargo.toml",
            "[package]\nname = \"kit\"\nversion = \"0.1.0\"\n[lib]\nname = \"toolbox\"\n\
             [features]\ndefault = [\"usual\"]\nusual = []\nbase = []\nextra = [\"more\"]\nmore = []\n",
        );
        write("parts/kit/src/lib.rs", "");
        write(
            "server/Cargo.toml",
            &format!(
                "[package]\nname = \"server\"\nversion.workspace = true\nedition = {{ workspace = true }}\n{server}"
            ),
        );
        let features = features.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        Graph::read(&folder.path().join("server"), features.as_ref(), Target::host()).unwrap()
    }

    fn kit_features(graph: &Graph) -> Vec<&str> {
        graph.features(PackageId(1)).iter().map(String::as_str).collect()
    }

    #[test]
    fn a_member_inherits_versions_and_dependencies_and_adds_features() {
        let graph = graph(
            "[dependencies]\nkit = { workspace = true, features = [\"extra\"] }\n",
            None,
        );
        assert_eq!(graph.package(graph.root()).version, "3.2.1");
        assert_eq!(graph.package(graph.root()).edition, "2024");
        assert_eq!(kit_features(&graph), ["base", "extra", "more"]);
        assert_eq!(graph.files().count(), 3, "the workspace is read as well");
    }

    #[test]
    fn a_crate_has_the_name_of_its_library_unless_it_is_renamed() {
        let plain = graph("[dependencies]\nkit.workspace = true\n", None);
        assert!(plain.extern_crates(plain.root()).contains_key("toolbox"));
        let renamed = graph(
            "[dependencies]\nmy-kit = { path = \"../parts/kit\", package = \"kit\" }\n",
            None,
        );
        let names: Vec<_> = renamed.extern_crates(renamed.root()).into_keys().collect();
        assert_eq!(names, ["my_kit"]);
        assert_eq!(kit_features(&renamed), ["default", "usual"]);
    }

    #[test]
    fn an_optional_dependency_is_there_when_a_feature_asks_for_it() {
        let server = "[features]\nwith-kit = [\"dep:kit\", \"kit?/extra\"]\nweak = [\"kit?/extra\"]\n\
                      [dependencies]\nkit = { workspace = true, optional = true }\n";
        assert!(graph(server, None).extern_crates(PackageId(0)).is_empty());
        assert!(
            graph(server, Some(&["weak"]))
                .extern_crates(PackageId(0))
                .is_empty()
        );
        let with = graph(server, Some(&["with-kit"]));
        assert!(with.extern_crates(with.root()).contains_key("toolbox"));
        assert_eq!(kit_features(&with), ["base", "extra", "more"]);
    }

    #[test]
    fn what_another_target_depends_on_is_left_out() {
        let server = "[target.'cfg(target_os = \"none\")'.dependencies]\nkit.workspace = true\n";
        assert!(graph(server, None).extern_crates(PackageId(0)).is_empty());
    }
}
