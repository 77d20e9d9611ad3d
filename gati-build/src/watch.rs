//! What Cargo has to look at: the releases of a package, also before there are any.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::cargo;
use crate::contract::environments;

/// Has Cargo run the build script again when something is released.
///
/// A path that is not there counts as changed in every build, so a folder `versions/` that may appear cannot be named before it does. Cargo
/// is pointed to a folder of ours instead, with a link to where it will be. Cargo follows links, and passes over one that leads nowhere.
pub(crate) fn watch_versions(package: &Path, out_dir: &Path) {
    watch(&package.join("versions"), out_dir);
}

/// Has Cargo run the build script again when what `gati.toml`, or wrongly a file of one environment, says of releases changes.
pub(crate) fn watch_policy(package: &Path, out_dir: &Path) {
    watch(&package.join("gati.toml"), out_dir);
    for file in environments(package) {
        cargo::rerun_if_changed(&file);
    }
}

fn watch(awaited: &Path, out_dir: &Path) {
    if awaited.exists() {
        cargo::rerun_if_changed(awaited);
    } else if let Ok(folder) = lookout(awaited, out_dir) {
        cargo::rerun_if_changed(&folder);
    }
    // Where no link can be made, it is seen by the next build that has another reason to run.
}

/// A folder with nothing but a link to what is not there yet, which never changes by itself.
fn lookout(awaited: &Path, out_dir: &Path) -> io::Result<PathBuf> {
    let awaited = std::path::absolute(awaited)?;
    let name = gati_schema::Fingerprint::of(awaited.as_os_str().as_encoded_bytes());
    let folder = out_dir.join("gati").join("lookout").join(name.to_string());
    fs::create_dir_all(&folder)?;
    match link(&awaited, &folder.join(awaited.file_name().unwrap_or_default())) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // Made in the middle of a build, it would look like something that changed since the build began.
    File::open(&folder)?.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1))?;
    Ok(folder)
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn link(target: &Path, link: &Path) -> io::Result<()> {
    match target.extension() {
        Some(_) => std::os::windows::fs::symlink_file(target, link),
        None => std::os::windows::fs::symlink_dir(target, link),
    }
}

#[cfg(not(any(unix, windows)))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
