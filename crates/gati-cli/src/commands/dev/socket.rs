//! The port. It is opened once and stays open whatever happens to the program.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::os::fd::OwnedFd;

use super::Options;
use super::env_file::EnvFile;
use crate::error::CommandError;

/// The port that is tried first if nobody names one, and how many after it.
const FIRST: u16 = 3000;
const TRIED: u16 = 20;

/// An open port.
#[derive(Debug)]
pub(super) struct Socket {
    /// None if the program opens it itself.
    listener: Option<TcpListener>,
    pub(super) address: SocketAddr,
    /// What the user should know about the choice.
    pub(super) note: Option<String>,
}

/// What was asked for, and by whom.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// This address and no other.
    Exactly { address: String, by: &'static str },
    /// Whatever is free.
    Any,
}

impl Socket {
    /// Opens the port that was asked for, or one that is free.
    pub(super) fn open(options: &Options, env_file: &EnvFile) -> Result<Self, CommandError> {
        let variable = |name: &str| {
            let set = std::env::var(name)
                .ok()
                .or_else(|| env_file.get(name).map(str::to_owned));
            set.filter(|value| !value.is_empty())
        };
        let wanted = wanted(options.port, options.address.as_deref(), variable)?;
        let mut socket = open(&wanted)?;
        if options.own_socket {
            socket.listener = None;
        }
        Ok(socket)
    }

    /// The socket, to be somebody's standard input.
    pub(super) fn share(&self) -> Option<io::Result<OwnedFd>> {
        self.listener
            .as_ref()
            .map(|listener| listener.try_clone().map(OwnedFd::from))
    }

    /// Where a browser on this machine finds it.
    pub(super) fn url(&self) -> String {
        let port = self.address.port();
        match self.address {
            SocketAddr::V4(v4) if v4.ip().is_unspecified() => format!("http://127.0.0.1:{port}"),
            SocketAddr::V6(v6) if v6.ip().is_unspecified() => format!("http://[::1]:{port}"),
            other => format!("http://{other}"),
        }
    }
}

/// Whoever types a command has the last word, then the environment; the order among variables is that of the server itself.
fn wanted(
    port: Option<u16>,
    address: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Wanted, CommandError> {
    let exactly = |address: String, by| Ok(Wanted::Exactly { address, by });
    if let Some(port) = port {
        return exactly(format!("127.0.0.1:{port}"), "--port");
    }
    if let Some(address) = address {
        return exactly(address.to_owned(), "--address");
    }
    if let Some(address) = variable("GATI_ADDR") {
        return exactly(address, "GATI_ADDR");
    }
    match variable("PORT") {
        Some(port) if port.parse::<u16>().is_ok() => exactly(format!("0.0.0.0:{port}"), "PORT"),
        Some(port) => Err(CommandError::usage(format!(
            "the variable PORT is `{port}`, which is no port"
        ))),
        None => Ok(Wanted::Any),
    }
}

fn open(wanted: &Wanted) -> Result<Socket, CommandError> {
    match wanted {
        Wanted::Exactly { address, by } => {
            let addresses: Vec<SocketAddr> = address
                .to_socket_addrs()
                .map_err(|cause| {
                    CommandError::usage(format!("{by} says to listen at `{address}`, which is no address"))
                        .because(cause)
                        .help("write it like 127.0.0.1:3000")
                })?
                .collect();
            let listener =
                TcpListener::bind(addresses.as_slice()).map_err(|cause| refused(address, by, cause))?;
            Socket::of(listener, None)
        }
        Wanted::Any => {
            for port in FIRST..FIRST + TRIED {
                match TcpListener::bind(("127.0.0.1", port)) {
                    Ok(listener) => {
                        let note = (port != FIRST)
                            .then(|| format!("port {FIRST} is taken by another program; this is {port}"));
                        return Socket::of(listener, note);
                    }
                    Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                    Err(cause) => return Err(refused(&format!("127.0.0.1:{port}"), "the default", cause)),
                }
            }
            Err(CommandError::usage(format!(
                "the ports from {FIRST} to {} are all taken",
                FIRST + TRIED - 1
            ))
            .help("choose one with `--port`; `--port 0` takes any that is free"))
        }
    }
}

fn refused(address: &str, by: &str, cause: io::Error) -> CommandError {
    if cause.kind() == io::ErrorKind::AddrInUse {
        return CommandError::usage(format!(
            "{by} says to listen at {address}, which is taken by another program"
        ))
        .help("stop that program, or choose another port with `--port`; `--port 0` takes any that is free");
    }
    CommandError::usage(format!("{by} says to listen at {address}, which is not possible")).because(cause)
}

impl Socket {
    fn of(listener: TcpListener, note: Option<String>) -> Result<Self, CommandError> {
        let address = listener
            .local_addr()
            .map_err(|cause| CommandError::usage("the open port has no address").because(cause))?;
        Ok(Self {
            listener: Some(listener),
            address,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_goes_before_the_environment_and_addresses_before_ports() {
        let both = |name: &str| {
            Some(if name == "PORT" {
                "2".to_owned()
            } else {
                "h:1".to_owned()
            })
        };
        let port = |name: &str| (name == "PORT").then(|| "2".to_owned());
        let exactly = |address: &str, by| Wanted::Exactly {
            address: address.to_owned(),
            by,
        };
        assert_eq!(
            wanted(Some(5), None, both).unwrap(),
            exactly("127.0.0.1:5", "--port")
        );
        assert_eq!(
            wanted(None, Some("h:6"), both).unwrap(),
            exactly("h:6", "--address")
        );
        assert_eq!(wanted(None, None, both).unwrap(), exactly("h:1", "GATI_ADDR"));
        assert_eq!(wanted(None, None, port).unwrap(), exactly("0.0.0.0:2", "PORT"));
        assert_eq!(wanted(None, None, |_| None).unwrap(), Wanted::Any);
        assert!(wanted(None, None, |name| (name == "PORT").then(|| "http".to_owned())).is_err());
    }

    #[test]
    fn a_port_that_is_asked_for_and_taken_is_an_error_with_a_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let error = open(&Wanted::Exactly {
            address,
            by: "--port",
        })
        .unwrap_err();
        assert!(
            error.to_string().contains("is taken by another program"),
            "{error}"
        );
        assert!(error.help_text().unwrap().contains("--port 0"));
    }

    #[test]
    fn a_browser_is_not_sent_to_all_interfaces() {
        let socket = open(&Wanted::Exactly {
            address: "0.0.0.0:0".into(),
            by: "--address",
        })
        .unwrap();
        assert_eq!(
            socket.url(),
            format!("http://127.0.0.1:{}", socket.address.port())
        );
    }
}
