//! Which features of a package are on, and which optional dependencies with them.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::Package;

/// What a set of features turns on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Activation {
    /// The features of the package, closed.
    pub(super) features: BTreeSet<String>,
    /// The keys of the optional dependencies that are on.
    pub(super) optional: BTreeSet<String>,
    /// Features of dependencies, by the key of the dependency.
    pub(super) of_dependencies: BTreeMap<String, BTreeSet<String>>,
}

/// Follows `[features]` from the features that somebody asked for.
pub(super) fn activate(package: &Package, asked: &BTreeSet<String>) -> Activation {
    let mut on = Activation::default();
    let mut open: Vec<String> = asked.iter().cloned().collect();
    // `key?/feature` counts only if something else turns the dependency on: looked at when all else is done.
    let mut weak = Vec::new();
    while let Some(entry) = open.pop() {
        if let Some(key) = entry.strip_prefix("dep:") {
            on.optional.insert(key.to_owned());
        } else if let Some((key, feature)) = entry.split_once("?/") {
            weak.push((key.to_owned(), feature.to_owned()));
        } else if let Some((key, feature)) = entry.split_once('/') {
            on.optional.insert(key.to_owned());
            on.of_dependencies
                .entry(key.to_owned())
                .or_default()
                .insert(feature.to_owned());
        } else if let Some(entries) = package.features.get(&entry) {
            if on.features.insert(entry) {
                open.extend(entries.iter().cloned());
            }
        } else if has_optional(package, &entry) {
            // Without `dep:` anywhere, an optional dependency is a feature of its own name.
            on.optional.insert(entry.clone());
            on.features.insert(entry);
        }
    }
    for (key, feature) in weak {
        if on.optional.contains(&key) || !has_optional(package, &key) {
            on.of_dependencies.entry(key).or_default().insert(feature);
        }
    }
    on
}

fn has_optional(package: &Package, key: &str) -> bool {
    package
        .dependencies
        .iter()
        .any(|dependency| dependency.optional && dependency.key == key)
}
