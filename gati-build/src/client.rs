//! Clients that a build script makes: of a server's source, or of one of its releases.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use gati_release::{Moment, Store, StoreError};
use gati_schema::Manifest;

use crate::artifacts::Files;
use crate::build::{fail, scan, told};
use crate::cargo::{self, BuildScript};
use crate::emit;
use crate::stamp::write_if_stale;
use crate::watch::watch_versions;

/// Reads the source of a server and writes a typed client for it, to be taken in by `gati_client::include_client!`.
///
/// The server is read, not compiled: with its default features, for the target of this build. If it serves exactly what its newest
/// release does, every call of the client says so, and goes on to be served when the server moves on.
pub fn client(server_dir: impl AsRef<Path>) {
    let Some(script) = BuildScript::from_env() else {
        cargo::error("`gati_build::client()` is called by `build.rs`, where Cargo says what to build");
        return;
    };
    let dir = script.manifest_dir.join(server_dir);
    let Some(scan) = scan(&dir, None, script.target.clone()) else {
        return;
    };
    let manifest = scan.manifest();
    watch_versions(&dir, &script.out_dir);
    let released = Store::open(dir.join("versions")).and_then(|store| {
        let release = store.released(manifest)?;
        Ok(release.map(|release| release.version.to_string()))
    });
    match released {
        Ok(version) => write(
            &script.out_dir,
            &manifest.package.name,
            manifest,
            version.as_deref(),
        ),
        Err(error) => fail(&error),
    }
}

/// Writes a typed client of a release of a server: by version (`1.4.0`, `1.4`), tag (`stable`) or time (`2026-01-31`).
///
/// The release is taken from `versions/` in the folder of the server, whose source is not read. Every call of the client names the release.
/// `gati_client::include_client!` takes it in by the name of the package and what was asked for, with `_` for whatever cannot stand in a
/// name and a `v` before a digit:
///
/// | in `build.rs` | in the crate |
/// |---|---|
/// | `client_at("../payments", "1.4.0")` | `include_client!(payments_v1_4_0)` |
/// | `client_at("../payments", "stable")` | `include_client!(payments_stable)` |
/// | `client_at("../payments", "2026-01-31")` | `include_client!(payments_v2026_01_31)` |
pub fn client_at(server_dir: impl AsRef<Path>, release: &str) {
    let Some(script) = BuildScript::from_env() else {
        cargo::error("`gati_build::client_at()` is called by `build.rs`, where Cargo says what to build");
        return;
    };
    let dir = script.manifest_dir.join(server_dir);
    let versions = dir.join("versions");
    watch_versions(&dir, &script.out_dir);
    if !versions.is_dir() {
        cargo::error(&format!(
            "there is no release `{release}`: there is no folder `{}`\nhelp: `gati release -m \"…\"` in the folder of the server makes the first release",
            versions.display()
        ));
        return;
    }
    match of_release(versions, release) {
        Ok((manifest, version)) => {
            let name = format!("{}_{}", manifest.package.name, in_a_name(release));
            write(&script.out_dir, &name, &manifest, Some(&version));
        }
        Err(error) => fail(&error),
    }
}

/// What a release served, and its version.
fn of_release(versions: PathBuf, asked: &str) -> Result<(Manifest, String), StoreError> {
    let store = Store::open(versions)?;
    let release = store.at(asked, now())?;
    Ok((store.manifest(release)?, release.version.to_string()))
}

fn now() -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    Moment::from_unix(seconds)
}

fn write(out_dir: &Path, name: &str, manifest: &Manifest, version: Option<&str>) {
    let name = name.replace('-', "_");
    let key = format!("{}{}", manifest.to_json(), version.unwrap_or_default());
    told(write_if_stale(
        &out_dir.join("gati"),
        &format!("client-{name}"),
        &key,
        || {
            let mut files = Files::new();
            let source = emit::client::client_source(manifest, version);
            files.add(format!("{name}.rs"), source);
            files
        },
    ));
}

/// What was asked for, as the end of a Rust name.
fn in_a_name(asked: &str) -> String {
    let plain: String = asked
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        format!("v{plain}")
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_asked_for_makes_a_name() {
        for (asked, name) in [
            ("1.4.0", "v1_4_0"),
            ("v1.4", "v1_4"),
            ("1.0.0-rc.1", "v1_0_0_rc_1"),
            ("stable", "stable"),
            ("2026-01-31T12:00:00Z", "v2026_01_31T12_00_00Z"),
        ] {
            assert_eq!(in_a_name(asked), name);
        }
    }
}
