//! The schemas of databases when two branches that both released are merged: each module's goes with the branch that moved it.

use std::collections::BTreeMap;

use gati_diff::SchemaMove;

use crate::{Release, StoreError};

/// Versions by module.
type Schemas = BTreeMap<String, u64>;

/// Those of a release; none before the first.
pub(crate) fn of(release: Option<&Release>) -> Schemas {
    release
        .map(|release| release.schema_versions.clone())
        .unwrap_or_default()
}

/// What a release has when it comes after another one: `before` are the schemas of the one that it followed until now.
pub(crate) fn carried(before: &Schemas, release: &Release, after: Option<&Release>) -> Schemas {
    let mut schemas = of(after);
    for moved in SchemaMove::between(before, &release.schema_versions) {
        match moved.new {
            Some(version) => schemas.insert(moved.module, version),
            None => schemas.remove(&moved.module),
        };
    }
    schemas
}

/// Nobody can tell which tables a merged program finds if both branches changed the same ones.
pub(crate) fn refuse_overlap(
    fork: Option<&Release>,
    kept: &[Release],
    moved: &[Release],
) -> Result<(), StoreError> {
    let base = of(fork);
    let ours = SchemaMove::between(&base, &of(kept.last()));
    let theirs = SchemaMove::between(&base, &of(moved.last()));
    let both: Vec<String> = ours
        .iter()
        .filter_map(|own| {
            let other = theirs.iter().find(|other| other.module == own.module)?;
            (other.new != own.new).then(|| format!("  {own}, and {other}"))
        })
        .collect();
    if both.is_empty() {
        return Ok(());
    }
    Err(StoreError::Refused(format!(
        "both branches moved the schema of these modules, each to another version:\n{}\nhelp: one of the two migrations has to come after the other; take the releases of one branch out of versions/releases, write the name of the other side's newest release into versions/head.json, and release what the merged source serves",
        both.join("\n")
    )))
}
