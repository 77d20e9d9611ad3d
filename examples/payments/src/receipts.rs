//! The receipt of a payment.

use bytes::Bytes;
use gati::prelude::*;

/// A file and what was said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
pub struct Receipt {
    /// The name of the file, if it had one.
    pub name: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The file.
    pub bytes: Bytes,
}
