//! The handlers that a change reaches.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// The names of handlers, as `POST /payments`, in the order of the manifest.
///
/// A change deep in a shared type reaches hundreds, and its neighbour the same ones: changes that reach the same handlers share one list.
///
/// ```
/// let handlers: gati_diff::Handlers = ["GET /a".to_owned(), "GET /b".to_owned()].into_iter().collect();
/// assert_eq!(*handlers, ["GET /a", "GET /b"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handlers(Arc<[String]>);

impl Handlers {
    /// Equal for lists that are shared, without a look at what is in them.
    pub(crate) fn id(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

impl Deref for Handlers {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl FromIterator<String> for Handlers {
    fn from_iter<I: IntoIterator<Item = String>>(handlers: I) -> Self {
        Self(handlers.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Handlers {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Handlers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
