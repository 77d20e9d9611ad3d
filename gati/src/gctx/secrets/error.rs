//! Why a secret was not given.

use std::error::Error;
use std::fmt;

/// Why a secret was not given. It never holds a value.
#[derive(Debug)]
#[non_exhaustive]
pub enum SecretError {
    /// No provider knows it.
    Unknown {
        /// What was asked for.
        name: String,
        /// Who was asked.
        asked: Vec<&'static str>,
    },
    /// What was asked for is no name of a secret.
    Name {
        /// What was asked for.
        name: String,
    },
    /// A provider cannot tell.
    Provider {
        /// What was asked for.
        name: String,
        /// Who was asked.
        provider: &'static str,
        /// What it says.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, asked } if asked.is_empty() => {
                write!(f, "nobody knows the secret `{name}`: there is no provider")
            }
            Self::Unknown { name, asked } => {
                write!(f, "nobody knows the secret `{name}`; asked: {}", asked.join(", "))
            }
            Self::Name { name } => write!(
                f,
                "`{name}` is no name of a secret; one is made of letters, digits, `_`, `-` and `.`, and does not begin with `.`"
            ),
            Self::Provider { name, provider, .. } => {
                write!(f, "the provider `{provider}` cannot tell the secret `{name}`")
            }
        }
    }
}

impl Error for SecretError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Provider { source, .. } => Some(&**source),
            Self::Unknown { .. } | Self::Name { .. } => None,
        }
    }
}
