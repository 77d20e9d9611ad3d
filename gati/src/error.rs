//! Why an app could not be served.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use crate::config::ConfigError;

/// Why an app could not be served.
///
/// Its `Debug` form is meant for people too, as it is what `main` prints.
#[non_exhaustive]
pub enum Error {
    /// An address that cannot be understood.
    Address {
        /// The address.
        address: String,
        /// Where it was given.
        given_by: &'static str,
    },
    /// The address cannot be listened at.
    Bind {
        /// The address.
        address: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The program was started without the listening socket that it was told to take over.
    Inherited {
        /// What `GATI_LISTEN_FD` says.
        fd: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A handler asks who calls, and nothing can tell.
    NoAuthenticator {
        /// The handler.
        handler: &'static str,
        /// How its callers prove who they are.
        scheme: &'static str,
    },
    /// The configuration cannot be used.
    Config(ConfigError),
    /// The versions cannot be served as the table or the settings say.
    Versions(String),
    /// A part of the app other than a module did not start: its secrets.
    Part {
        /// The part, as `gctx` calls it.
        part: &'static str,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A module did not start.
    Module {
        /// The module.
        module: &'static str,
        /// Why.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The app has modules, and was asked for its router before they were started.
    NotStarted {
        /// The first of them.
        module: &'static str,
    },
    /// The runtime or the listener failed.
    Io(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { address, given_by } => write!(
                f,
                "{given_by} says to listen at `{address}`, which is no address; write it like `127.0.0.1:3000`"
            ),
            Self::Bind { address, source } if source.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "the address {address} is taken by another program; stop that, or choose another address with `GATI_ADDR`"
            ),
            Self::Bind { address, .. } => write!(f, "the address {address} cannot be listened at"),
            Self::Inherited { fd, .. } => write!(
                f,
                "`GATI_LISTEN_FD` says that file descriptor {fd} is a listening socket, which cannot be taken over"
            ),
            Self::NoAuthenticator { handler, scheme } => write!(
                f,
                "the handler `{handler}` says `auth = \"{scheme}\"`, but nothing can tell who calls; \
                 give the app an authenticator: `app::new().authenticator(..)`"
            ),
            Self::Config(mistakes) => mistakes.fmt(f),
            Self::Versions(mistake) => f.write_str(mistake),
            Self::Part { part, .. } => write!(f, "the part `{part}` of the app did not start"),
            Self::Module { module, .. } => write!(f, "the module `{module}` did not start"),
            Self::NotStarted { module } => write!(
                f,
                "the app has modules, `{module}` among them, which are started before there is a router; \
                 write `let started = app::new().start().await?;` and `started.router()`, or let a fake stand in for each"
            ),
            Self::Io(_) => f.write_str("the server failed"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, "\n  because: {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Bind { source, .. } | Self::Inherited { source, .. } | Self::Io(source) => Some(source),
            Self::Part { source, .. } | Self::Module { source, .. } => Some(&**source),
            Self::Address { .. }
            | Self::NoAuthenticator { .. }
            | Self::Versions(_)
            | Self::Config(_)
            | Self::NotStarted { .. } => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}
