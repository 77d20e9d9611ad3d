//! From a type as it is written to the type that is meant.
//!
//! Names are looked up as rustc looks up the names of items, in every crate whose source is a folder. Types of other
//! crates are known by their path or not at all, and what cannot be known is an error, never a guess.

mod constant;
mod generics;
mod instance;
mod name;
mod path;
mod reach;
mod refuse;
mod ty;

use std::collections::{HashMap, HashSet};

use gati_schema::Fingerprint;

use crate::package::{Graph, PackageId};
use crate::report::Reports;
use crate::source::{CrateId, ItemId, ModuleId, Program};

use instance::TypeSource;
pub(crate) use instance::{Instance, show};
pub(crate) use name::{Namespace, Target};
pub(crate) use reach::{Reach, Unreachable};
pub(crate) use ty::{Refusal, Rust, Scope};

/// Looks up names, reading crates as they come up.
pub(crate) struct Resolver<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) program: Program,
    pub(crate) reports: Reports,
    /// The libraries that were read; `None` for a package without one.
    libraries: HashMap<PackageId, Option<CrateId>>,
    names: HashMap<(ModuleId, Namespace, String), Option<name::Binding>>,
    /// The names that are being looked up, so that imports in a circle end.
    open: HashSet<(ModuleId, Namespace, String)>,
    /// Whether a circle was met: what is found then may be incomplete and is not remembered.
    circle: bool,
    /// The aliases that are being looked through.
    aliases: Vec<ItemId>,
    sources: HashMap<ItemId, Option<TypeSource>>,
    /// Every defined type that came up, instances of one generic type each for itself.
    pub(crate) instances: Vec<Instance>,
    by_id: HashMap<Fingerprint, usize>,
}

impl<'g> Resolver<'g> {
    /// Starts with a crate that was read; `library` says whether it is the library of its package.
    pub(crate) fn new(graph: &'g Graph, program: Program, krate: CrateId, library: bool) -> Self {
        let package = program.krate(krate).package;
        let libraries = library.then_some((package, Some(krate))).into_iter().collect();
        Self {
            graph,
            program,
            reports: Reports::default(),
            libraries,
            names: HashMap::new(),
            open: HashSet::new(),
            circle: false,
            aliases: Vec::new(),
            sources: HashMap::new(),
            instances: Vec::new(),
            by_id: HashMap::new(),
        }
    }

    /// The library of a package, read when it is first asked for.
    fn library(&mut self, package: PackageId) -> Option<CrateId> {
        if let Some(known) = self.libraries.get(&package) {
            return *known;
        }
        let root = self.graph.package(package).lib.clone();
        let library = root.and_then(|root| self.program.load(self.graph, package, &root).ok());
        self.libraries.insert(package, library);
        library
    }
}
