//! What a type looks like in a contract: the [`GType`] trait and its implementations for types that are not the user's.
//!
//! The implementations agree, type by type, with [`gati_schema::builtin`], which is what the build script believes.

#[macro_use]
mod scalar;

mod container;
mod ecosystem;
#[cfg(feature = "testing")]
mod show;
mod tuple;
mod wrapper;

use gati_schema::Fingerprint;

use crate::validate::Place;

#[cfg(feature = "testing")]
pub(crate) use show::joined;
#[cfg(feature = "testing")]
pub use show::{Portrait, Shown, Sight, Unshown, Witness};

/// A type that can stand in a contract: in a request, in an answer, inside another such type.
///
/// Derive it: `#[derive(GType)]` reads serde's attributes as serde does, and adds constraints (`#[gtype(min = 1)]`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a contract, because it is not a `GType`",
    label = "not a `GType`",
    note = "for a type of your own: `#[derive(GType)]`",
    note = "for a type of another crate: `#[gtype(as = ..)]` on the field, naming a type that looks the same on the wire",
    note = "types of uuid, jiff, chrono, url, rust_decimal and semver are known with the feature of `gati` that has the crate's name"
)]
pub trait GType {
    /// Which type this is; see [`gati_schema::identity`].
    const ID: Fingerprint;

    /// What the type looks like, and which types it refers to; for types without a definition the same as `ID`.
    const FINGERPRINT: Fingerprint = Self::ID;

    /// Reports everything in this value that serde accepts and the contract does not.
    fn validate(&self, at: &mut Place<'_>);

    /// What the proof that old callers are served sees of this value: its JSON, under the names by which it is read. Nothing if nobody can say.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    fn show(&self) -> Option<serde_json::Value> {
        None
    }
}

/// What only a proof asks of a type. In a program that proves nothing it is nothing.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ($($nothing:tt)*) => {};
}

#[cfg(test)]
mod agreement;
