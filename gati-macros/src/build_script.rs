//! Whether the build script of the user's package wrote the route table.
//!
//! It is the only part of the macros that looks beyond its tokens: without the table every handler would fail to compile for a
//! reason that none of their messages could name.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::{env, fs};

use proc_macro2::Span;

/// What a macro learns about the build script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuildScript {
    /// The route table is there.
    Ran,
    /// There is no route table, and this macro is the first of the crate to notice.
    Missing(Reason),
    /// There is no route table, and another macro said so.
    MissingAndReported,
}

/// Why there is no route table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The package has no `build.rs`.
    NoScript,
    /// Its `build.rs` does not run ours.
    ScriptWithoutGati,
}

/// Looks for the route table of the crate that is being compiled.
pub(crate) fn find() -> BuildScript {
    let reason = match env::var_os("OUT_DIR") {
        None => Reason::NoScript,
        Some(out) if fs::exists(Path::new(&out).join("gati/app.rs")).unwrap_or(false) => {
            return BuildScript::Ran;
        }
        Some(_) => Reason::ScriptWithoutGati,
    };
    if is_first() {
        BuildScript::Missing(reason)
    } else {
        BuildScript::MissingAndReported
    }
}

/// Whether nobody asked for this crate before. rustc expands one crate per process, editors many.
fn is_first() -> bool {
    static ASKED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let name = |key| env::var(key).unwrap_or_default();
    let krate = format!("{} {}", name("CARGO_MANIFEST_DIR"), name("CARGO_CRATE_NAME"));
    // A poisoned lock means that a macro panicked, which rustc reports; what the set holds is still right.
    let mut asked = ASKED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    asked.insert(krate)
}

impl BuildScript {
    /// The mistake to report, if this macro is the one to do so.
    pub(crate) fn error(self) -> Option<syn::Error> {
        let message = match self {
            Self::Ran | Self::MissingAndReported => return None,
            Self::Missing(Reason::NoScript) => {
                "this package has no build script, so nobody wrote its route table\n\
                 help: create `build.rs` with `fn main() { gati_build::run(); }`\n\
                 help: and add it to Cargo.toml: `cargo add --build gati-build`"
            }
            Self::Missing(Reason::ScriptWithoutGati) => {
                "the build script of this package did not write its route table\n\
                 help: call `gati_build::run();` in the `main` of `build.rs`"
            }
        };
        Some(syn::Error::new(Span::call_site(), message))
    }

    /// Whether handlers can ask to be seen by the build script.
    pub(crate) fn ran(self) -> bool {
        self == Self::Ran
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_macro_that_notices_says_so_and_no_other() {
        assert!(BuildScript::Missing(Reason::NoScript).error().is_some());
        assert!(BuildScript::MissingAndReported.error().is_none());
        assert!(BuildScript::Ran.error().is_none());
    }
}
