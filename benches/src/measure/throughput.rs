//! Requests per second over loopback, the stacks in turn within one run.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{Error, Row, median};
use crate::{Case, Stack, load};

const CONNECTIONS: usize = 16;

/// Measures each case on each stack, `rounds` times in turn, and compares pair by pair.
///
/// # Errors
///
/// If a server does not start or gives a wrong answer.
pub async fn throughput(rounds: usize, each: Duration) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for case in Case::ALL {
        let mut figures: [Vec<f64>; 3] = Default::default();
        for round in 0..=rounds {
            for (stack, figures) in Stack::ALL.into_iter().zip(&mut figures) {
                let server = Server::start(stack)?;
                let rate = load::drive(server.address, case.wire(), CONNECTIONS, each).await?;
                // The first round warms up caches and the clock of the processor.
                if round > 0 {
                    figures.push(rate);
                }
            }
        }
        let [ours, guarded, bare] = figures;
        for (name, theirs, target) in [
            ("axum with the same guarantees", guarded, ">= 0.97"),
            ("axum alone", bare, "for interest"),
        ] {
            let ratio = median(ours.iter().zip(&theirs).map(|(a, b)| a / b).collect());
            rows.push(Row {
                what: format!("{} requests/s, {name}", case.name()),
                ours: format!("{:.0}", median(ours.clone())),
                theirs: format!("{:.0}", median(theirs)),
                ratio: format!("{ratio:.3}"),
                target,
            });
        }
    }
    Ok(rows)
}

struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(stack: Stack) -> Result<Self, Error> {
        let program = std::env::current_exe()?.with_file_name("serve");
        let mut process = Command::new(program)
            .arg(stack.name())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("the server has no output")?).read_line(&mut line)?;
        Ok(Self {
            process,
            address: line.trim().parse()?,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has nothing to lose; a failure only means that it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
