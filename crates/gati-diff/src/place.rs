//! Two places of two manifests, for whoever asks about nothing else.

use std::rc::Rc;

use gati_schema::ty::Side;
use gati_schema::{Manifest, Type};

use crate::Fit;
use crate::fit::Fits;
use crate::index::{Age, Index};
use crate::normal::{Encoding, Graph};

/// A type, as one side of a manifest sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'m> {
    /// Where its definitions are.
    pub manifest: &'m Manifest,
    /// The side.
    pub side: Side,
    /// The type.
    pub ty: &'m Type,
}

/// Whether every JSON value that stands for one type is taken for the other.
#[must_use]
pub fn fit(sender: Seen<'_>, receiver: Seen<'_>) -> Fit {
    let index = Rc::new(Index::new(sender.manifest, receiver.manifest));
    let own = Graph::new(&index, Age::Old, sender.side);
    let theirs = Graph::new(&index, Age::New, receiver.side);
    let from = own.add(sender.ty, Encoding::Json);
    let to = theirs.add(receiver.ty, Encoding::Json);
    Fits::new(&own, &theirs).fit(from, to)
}

/// A type as people read it: what stands behind its name, and what is asked of it.
#[must_use]
pub fn words(manifest: &Manifest, ty: &Type) -> String {
    crate::shape::ty(manifest, ty)
}
