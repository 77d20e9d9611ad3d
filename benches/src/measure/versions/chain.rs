//! Requests of releases near and far, and those that ask for nothing, beside the same program without releases.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::history::{self, RELEASES};
use super::{Error, Row, median};
use crate::load;

const CALLS: u32 = 20_000;
const ROUNDS: usize = 5;
const CONNECTIONS: usize = 16;

pub(super) async fn chain(root: &Path) -> Result<Vec<Row>, Error> {
    let ours = history::program(root, true)?;
    let theirs = history::program(root, false)?;
    let mut rows = Vec::new();
    for (what, back) in [
        ("nothing asked", None),
        ("the newest release", Some(0)),
        ("1 step", Some(1)),
        ("10 steps", Some(10)),
        ("50 steps", Some(50)),
        ("110 steps", Some(110)),
    ] {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            with.push(nanoseconds(&ours, back)?);
            without.push(nanoseconds(&theirs, None)?);
        }
        let ratio = median(with.iter().zip(&without).map(|(a, b)| a / b).collect());
        rows.push(Row {
            what: format!("a request in process, {what}, {RELEASES} live releases"),
            ours: format!("{:.0} ns", median(with)),
            theirs: format!("{:.0} ns", median(without)),
            ratio: format!("{ratio:.3}"),
            target: if back == Some(10) { "+ < 10 µs" } else { "" },
        });
    }
    for (what, back) in [
        ("nothing asked", None),
        ("the newest release", Some(0)),
        ("the oldest release", Some(RELEASES - 1)),
    ] {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let rates = [rate(&ours, back).await?, rate(&theirs, None).await?];
            // The first round warms up.
            if round > 0 {
                with.push(rates[0]);
                without.push(rates[1]);
            }
        }
        let ratio = median(with.iter().zip(&without).map(|(a, b)| a / b).collect());
        rows.push(Row {
            what: format!("requests/s, {what}, against a build without releases"),
            ours: format!("{:.0}", median(with)),
            theirs: format!("{:.0}", median(without)),
            ratio: format!("{ratio:.3}"),
            target: ">= 10,000",
        });
    }
    Ok(rows)
}

/// What a caller says who was written so many releases ago: its version, and the name of its field.
fn caller(back: Option<usize>) -> (String, String) {
    let release = RELEASES - 1 - back.unwrap_or(0);
    let version = back.map_or_else(String::new, |_| history::version(release));
    (version, format!("value{release}"))
}

fn nanoseconds(program: &Path, back: Option<usize>) -> Result<f64, Error> {
    let (version, field) = caller(back);
    let run = Command::new(program)
        .args(["calls", &version, &field, &CALLS.to_string()])
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&run.stdout).trim().parse()?)
}

async fn rate(program: &Path, back: Option<usize>) -> Result<f64, Error> {
    let (version, field) = caller(back);
    let body =
        format!("{{\"{field}\":7,\"note\":\"a note\",\"tags\":[\"a\",\"b\"],\"sender\":null,\"weight\":12}}");
    let header = if version.is_empty() {
        String::new()
    } else {
        format!("x-api-version: {version}\r\n")
    };
    let request = format!(
        "POST /parcels HTTP/1.1\r\nhost: localhost\r\n{header}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut process = Command::new(program)
        .arg("serve")
        .stdout(Stdio::piped())
        .spawn()?;
    let driven = drive(&mut process, request.into_bytes()).await;
    // It has nothing to lose; a failure only means that it is gone already.
    let _ = process.kill();
    let _ = process.wait();
    driven
}

async fn drive(process: &mut Child, request: Vec<u8>) -> Result<f64, Error> {
    let mut line = String::new();
    BufReader::new(process.stdout.take().ok_or("the server has no output")?).read_line(&mut line)?;
    let address: SocketAddr = line.trim().parse()?;
    Ok(load::drive(address, request, CONNECTIONS, Duration::from_secs(2)).await?)
}
