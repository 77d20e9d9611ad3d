//! A listener that the program was started with. Whoever started it holds the socket open while one program replaces another, so that
//! no connection is refused.
//!
//! `GATI_LISTEN_FD=0` says that standard input is the listening socket, the way inetd and systemd's `StandardInput=socket` hand one over.
//! Any other number would need `unsafe`: only the standard streams are known to be open and to belong to nobody else.

use std::io;

use tokio::net::TcpListener;

use super::address::variable;
use crate::error::Error;

/// The variable that says so.
const VARIABLE: &str = "GATI_LISTEN_FD";

/// The listener, if the program was started with one.
pub(super) fn listener() -> Result<Option<TcpListener>, Error> {
    let Some(number) = variable(VARIABLE) else {
        return Ok(None);
    };
    let taken = if number == "0" {
        standard_input()
    } else {
        Err(io::Error::other(
            "only 0, which is standard input, can be taken over",
        ))
    };
    taken
        .map(Some)
        .map_err(|source| Error::Inherited { fd: number, source })
}

#[cfg(unix)]
fn standard_input() -> io::Result<TcpListener> {
    use std::os::fd::AsFd;

    // A copy: the original stays with standard input, of which there is always one.
    let socket = io::stdin().as_fd().try_clone_to_owned()?;
    let listener = std::net::TcpListener::from(socket);
    // Fails on whatever is no socket.
    listener.local_addr()?;
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener)
}

#[cfg(not(unix))]
fn standard_input() -> io::Result<TcpListener> {
    Err(io::ErrorKind::Unsupported.into())
}
