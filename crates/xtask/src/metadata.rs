//! What `cargo metadata` says, as far as the checks ask.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// All packages of the graph and how they depend on each other.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

/// One package.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    id: String,
    /// Its name.
    pub(crate) name: String,
    /// The path of its `Cargo.toml`.
    pub(crate) manifest_path: String,
    /// What it asks for in `Cargo.toml`.
    pub(crate) dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

/// A line of a dependency table.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    /// The name of the package.
    pub(crate) name: String,
    /// `None` for an ordinary one, else `dev` or `build`.
    pub(crate) kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Debug, Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Metadata {
    /// Asks cargo.
    pub(crate) fn read(workspace: &Workspace) -> Outcome<Self> {
        let mut cargo = process::cargo(workspace.root());
        cargo.args(["metadata", "--format-version", "1"]);
        serde_json::from_str(&process::output(cargo)?)
            .map_err(|error| Failure::new(format!("cannot read the output of cargo metadata: {error}")))
    }

    /// The packages of this repository.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// The names of the packages of this repository.
    pub(crate) fn member_names(&self) -> BTreeSet<&str> {
        self.members().map(|package| package.name.as_str()).collect()
    }

    /// Every package that is linked into `member`, each with a package that brought it. Dependencies of tests and of build
    /// scripts are not, and what a proc macro needs runs in the compiler and is not either.
    pub(crate) fn linked_into<'a>(&'a self, member: &'a Package) -> BTreeMap<&'a str, &'a str> {
        let packages: BTreeMap<&str, &Package> = self
            .packages
            .iter()
            .map(|package| (package.id.as_str(), package))
            .collect();
        let nodes: BTreeMap<&str, &Node> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect();
        let mut seen = BTreeMap::new();
        let mut open = vec![member.id.as_str()];
        while let Some(id) = open.pop() {
            let from = packages[id];
            for edge in nodes[id].deps.iter().filter(|edge| edge.is_linked()) {
                let to = packages[edge.pkg.as_str()];
                if to.is_proc_macro() || seen.contains_key(to.name.as_str()) {
                    continue;
                }
                seen.insert(to.name.as_str(), from.name.as_str());
                open.push(&to.id);
            }
        }
        seen
    }
}

impl Package {
    fn is_proc_macro(&self) -> bool {
        self.targets
            .iter()
            .any(|target| target.kind.iter().any(|kind| kind == "proc-macro"))
    }
}

impl Edge {
    fn is_linked(&self) -> bool {
        self.dep_kinds.iter().any(|kind| kind.kind.is_none())
    }
}
