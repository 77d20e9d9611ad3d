//! Why the books cannot be kept.

use std::fmt;
use std::io;

/// The database failed, or holds what nobody here has written.
#[derive(Debug)]
pub enum BooksError {
    /// The database cannot read or write.
    Database(redb::Error),
    /// An entry is not what it should be.
    Content(serde_json::Error),
    /// The books were written by another program than this one.
    Schema {
        /// The schema that they have.
        found: u64,
        /// That of this program.
        version: u64,
    },
    /// No thread could be started to write.
    Thread(io::Error),
}

impl<E: Into<redb::Error>> From<E> for BooksError {
    fn from(error: E) -> Self {
        Self::Database(error.into())
    }
}

impl fmt::Display for BooksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(redb::Error::DatabaseAlreadyOpen) => {
                f.write_str("another process holds the books; stop it, or name another file")
            }
            Self::Database(error) => write!(f, "the books cannot be kept: {error}"),
            Self::Content(error) => write!(f, "the books hold an entry that cannot be read: {error}"),
            Self::Schema { found, version } => write!(
                f,
                "the books have schema {found}, and this program writes schema {version}: an API that is rolled back does not roll back its database"
            ),
            Self::Thread(error) => write!(f, "nobody can write the books: {error}"),
        }
    }
}

impl std::error::Error for BooksError {}
