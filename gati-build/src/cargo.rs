//! What Cargo says to a build script, and what a build script says to Cargo.
//!
//! This is the only module that reads `CARGO_*`, `OUT_DIR` and the `cfg` of the target from the environment, and the
//! only one that prints `cargo::` lines. Without Cargo's environment (the command line, tests) it answers for the
//! machine that it runs on.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What Cargo tells a build script.
#[derive(Debug)]
pub(crate) struct BuildScript {
    /// The folder of the package that is built.
    pub(crate) manifest_dir: PathBuf,
    /// The folder that the build script may write to.
    pub(crate) out_dir: PathBuf,
    /// The features of the package that are on, closed under what they turn on.
    pub(crate) features: BTreeSet<String>,
    /// What the target is.
    pub(crate) target: Target,
}

/// The variable in which `gati release` tells a build which findings it was told to acknowledge: a list of pairs, key and reason, as JSON.
pub const ACKNOWLEDGED: &str = "GATI_ACKNOWLEDGED";

/// What is in [`ACKNOWLEDGED`]; nothing in builds that somebody else starts.
pub(crate) fn acknowledged() -> Vec<(String, String)> {
    say("rerun-if-env-changed", OsStr::new(ACKNOWLEDGED));
    let text = env::var(ACKNOWLEDGED).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

impl BuildScript {
    /// Reads the environment; `None` outside of a build script.
    pub(crate) fn from_env() -> Option<Self> {
        Some(Self {
            manifest_dir: env::var_os("CARGO_MANIFEST_DIR")?.into(),
            out_dir: env::var_os("OUT_DIR")?.into(),
            features: features(),
            target: Target::from_env()?,
        })
    }
}

/// The `cfg` values of a target, features aside: `unix` is a key with no values, `target_os` one with one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl Target {
    /// The target that this program was compiled for.
    #[must_use]
    pub fn host() -> Self {
        let mut target = Self::default();
        target.set("target_os", env::consts::OS);
        target.set("target_arch", env::consts::ARCH);
        target.set("target_family", env::consts::FAMILY);
        target.set(env::consts::FAMILY, "");
        target.set("target_pointer_width", &usize::BITS.to_string());
        target.set(
            "target_endian",
            if cfg!(target_endian = "big") {
                "big"
            } else {
                "little"
            },
        );
        for env in ["gnu", "musl", "msvc", "sgx"] {
            let is = match env {
                "gnu" => cfg!(target_env = "gnu"),
                "musl" => cfg!(target_env = "musl"),
                "msvc" => cfg!(target_env = "msvc"),
                _ => cfg!(target_env = "sgx"),
            };
            if is {
                target.set("target_env", env);
            }
        }
        for width in ["8", "16", "32", "64", "ptr"] {
            target.set("target_has_atomic", width);
        }
        target.set("panic", if cfg!(panic = "abort") { "abort" } else { "unwind" });
        target
    }

    /// The target that Cargo builds for; `None` outside of a build script.
    pub(crate) fn from_env() -> Option<Self> {
        let mut target = Self::default();
        for (key, value) in env::vars_os() {
            let Some(key) = key.to_str().and_then(|key| key.strip_prefix("CARGO_CFG_")) else {
                continue;
            };
            if key == "FEATURE" {
                continue;
            }
            for value in value.to_string_lossy().split(',') {
                target.set(&key.to_lowercase(), value);
            }
        }
        target.keys.contains_key("target_arch").then_some(target)
    }

    /// Cargo's target if there is one, else this machine's.
    pub(crate) fn current() -> Self {
        Self::from_env().unwrap_or_else(Self::host)
    }

    /// Adds a value to a key; an empty value is the bare key.
    pub fn set(&mut self, key: &str, value: &str) {
        self.keys
            .entry(key.to_owned())
            .or_default()
            .insert(value.to_owned());
    }

    /// Whether `cfg(key)` or `cfg(key = "value")` holds.
    #[must_use]
    pub fn has(&self, key: &str, value: Option<&str>) -> bool {
        self.keys
            .get(key)
            .is_some_and(|values| values.contains(value.unwrap_or_default()))
    }
}

/// `CARGO_CFG_FEATURE` spells features as `Cargo.toml` does; `CARGO_FEATURE_*` would have lost case and dashes.
fn features() -> BTreeSet<String> {
    env::var("CARGO_CFG_FEATURE")
        .unwrap_or_default()
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Tells Cargo to run the build script again when a file changes.
pub(crate) fn rerun_if_changed(path: &Path) {
    say("rerun-if-changed", path.as_os_str());
}

/// Fails the build with a text of one or more lines; each line is a directive of its own, which Cargo prints as it is.
///
/// The build script must then return normally: after a failing exit Cargo prints everything that the script has printed.
pub(crate) fn error(text: &str) {
    for line in text.lines() {
        say("error", OsStr::new(line));
    }
}

fn say(directive: &str, value: &OsStr) {
    println!("cargo::{directive}={}", value.to_string_lossy());
}
