//! Who started the program and waits for it: systemd, `gati dev`, or anything that speaks like them.

use std::future::{Future, pending};
use std::io;
use std::time::Duration;

use super::address::variable;

/// Tells that the program is ready, in the manner of `sd_notify`: one datagram to the socket that `NOTIFY_SOCKET` names.
pub(super) fn tell(state: &str) {
    let Some(socket) = variable("NOTIFY_SOCKET") else {
        return;
    };
    if let Err(error) = send(&socket, state) {
        tracing::warn!(target: "gati", %socket, %error, "the supervisor cannot be told how the server is");
    }
}

#[cfg(unix)]
fn send(socket: &str, state: &str) -> io::Result<()> {
    use std::os::unix::net::UnixDatagram;

    let sender = UnixDatagram::unbound()?;
    // Whoever does not take the message must not keep the server from serving.
    sender.set_nonblocking(true)?;
    #[cfg(target_os = "linux")]
    if let Some(name) = socket.strip_prefix('@') {
        use std::os::linux::net::SocketAddrExt;
        let address = std::os::unix::net::SocketAddr::from_abstract_name(name)?;
        return sender.send_to_addr(state.as_bytes(), &address).map(drop);
    }
    sender.send_to(state.as_bytes(), socket).map(drop)
}

#[cfg(not(unix))]
fn send(_: &str, _: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The process id of `gati dev`, if that started the program: `GATI_DEV` names it. It prints on its own where everything is.
pub(super) fn dev_loop() -> Option<u32> {
    variable("GATI_DEV")?.parse().ok()
}

/// Completes when `gati dev` is gone without having said so. Nobody would ever stop the server then, and its port would stay taken.
pub(super) fn orphaned() -> impl Future<Output = ()> + Send {
    let parent = dev_loop();
    async move {
        match parent {
            #[cfg(unix)]
            Some(parent) => {
                while std::os::unix::process::parent_id() == parent {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                tracing::warn!(target: "gati", "`gati dev` is gone");
            }
            _ => pending().await,
        }
    }
}
