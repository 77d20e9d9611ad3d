//! The store on a real disk: what is released comes back, and whatever happens to a file is found.

mod damage;
mod merge;
mod rules;
mod schemas;
mod shop;
mod size;

#[path = "../../../gati-diff/tests/breaks/random/mod.rs"]
mod random;

use gati_diff::{Change, Today, compare};
use gati_release::{Draft, Moment, Store};
use proptest::prelude::*;
use random::{Random, edit, manifest};
use semver::Version;

/// Releases some random manifests one after the other and reads each back from every later store.
fn there_and_back(seed: u64) -> Result<(), String> {
    let mut random = Random::new(seed);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let versions = folder.path().join("versions");
    let mut now = manifest(&mut random);
    let mut released = Vec::new();
    for number in 1..=4 {
        let store = Store::open(&versions).map_err(|error| error.to_string())?;
        let breaks = released
            .last()
            .map(|old| compare(old, &now, Today::Unknown))
            .into_iter()
            .flat_map(|changes| changes.changes)
            .filter(|change| change.verdict.is_breaking())
            .map(|change: Change| (change.key(), "seen".to_owned()))
            .collect();
        Draft::new(&store, &now, Moment::from_unix(number))
            .message("one more")
            .version(Some(Version::new(number.unsigned_abs(), 0, 0)))
            .acknowledge(breaks)
            .plan()
            .and_then(|plan| plan.write_to(&versions, &shop::Quick))
            .map_err(|error| error.to_string())?;
        released.push(now.clone());
        edit(&mut random, &mut now);
    }
    let store = Store::open(&versions).map_err(|error| error.to_string())?;
    for (release, was) in store.releases().iter().zip(&released) {
        let is = store.manifest(release).map_err(|error| error.to_string())?;
        if is.to_json() != was.to_json() {
            return Err(format!("{} is not what was released", release.version));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.clamp(100, 100_000), ..ProptestConfig::default() })]

    #[test]
    fn p39_a_release_is_stored_and_read_back_byte_for_byte(seed in any::<u64>()) {
        if let Err(mistake) = there_and_back(seed) {
            prop_assert!(false, "{mistake}");
        }
    }
}
