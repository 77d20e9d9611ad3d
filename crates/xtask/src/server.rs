//! A running example: on a free port, and gone when the check is.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// How long an example may take to answer its readiness probe.
const START: Duration = Duration::from_secs(30);

/// An example that answers.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Builds an example, starts it, and waits until it is ready.
    pub(crate) fn start(workspace: &Workspace, package: &str, environment: &[(&str, &str)]) -> Outcome<Self> {
        let mut cargo = process::cargo(workspace.root());
        cargo.args(["build", "--quiet", "--package", package]);
        process::run(cargo)?;
        let address = free_address()?;
        let program = workspace.root().join("target/debug").join(package);
        let child = process::command(&program, workspace.root())
            .env("GATI_ADDR", address.to_string())
            // A thousand answered requests are no news; what the server itself calls an error is.
            .env("RUST_LOG", "error")
            .envs(environment.iter().copied())
            .stdout(std::process::Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("cannot start {}: {error}", program.display())))?;
        let mut server = Self { child, address };
        server.wait(package)?;
        Ok(server)
    }

    /// Where it answers.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Fails if it has ended by itself.
    pub(crate) fn still_runs(&mut self, package: &str) -> Outcome {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(Failure::new(format!("{package} ended with {status}"))),
            Err(error) => Err(Failure::new(format!("{package} is lost: {error}"))),
        }
    }

    fn wait(&mut self, package: &str) -> Outcome {
        let end = Instant::now() + START;
        while Instant::now() < end {
            self.still_runs(package)?;
            if is_ready(self.address) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::new(format!(
            "{package} was not ready after {} s",
            START.as_secs()
        )))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already, which is all that is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Outcome<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::new(format!("no free port: {error}")))
}

fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
