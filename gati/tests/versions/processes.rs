//! Processes of the system that share the file of counts, and what one of them leaves behind that is killed.
//!
//! This test binary runs itself again, with one test alone and what it is to do in its environment.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::api::State;
use crate::old::TIMESCAPE;
use crate::support::{Clock, app_of, get};

/// Requests between two writes.
const REQUESTS: u64 = 3;
/// Writes of a process that comes to its end.
const ROUNDS: u64 = 20;
/// Writes after which one is killed, each time at another moment of the next one.
const VICTIMS: [u64; 4] = [1, 2, 4, 7];

/// Counts requests of a version, and writes, so many times; says after each how many are in the file for sure.
async fn count(file: &Path, version: &str, rounds: u64) {
    for round in 1..=rounds {
        let app = app_of(TIMESCAPE, State::default(), &Clock::new()).version_usage(file);
        let started = app.start().await.unwrap();
        for _ in 0..REQUESTS {
            assert_eq!(get(&started.router(), "/payments", version).await.status, 200);
        }
        started.stop().await;
        println!("written {}", round * REQUESTS);
    }
}

/// One of the processes. Whoever runs it by itself sees one that shares its file with nobody.
#[tokio::test]
async fn a_process_counts_into_the_file_that_it_is_given() {
    if let Ok(file) = std::env::var("GATI_TEST_COUNTS") {
        let version = std::env::var("GATI_TEST_VERSION").unwrap();
        let rounds = std::env::var("GATI_TEST_ROUNDS").unwrap().parse().unwrap();
        return count(Path::new(&file), &version, rounds).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    count(&file, "1.0.0", 2).await;
    assert_eq!(total(&file, "1.0.0"), 2 * REQUESTS);
}

fn total(file: &Path, version: &str) -> u64 {
    let counts: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    counts["total"][version]["list"].as_u64().unwrap_or(0)
}

/// A process, and what it says.
struct Process {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(file: &Path, version: &str, rounds: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "processes::a_process_counts_into_the_file_that_it_is_given",
            ])
            .args(["--nocapture", "--test-threads=1"])
            .env("GATI_TEST_COUNTS", file)
            .env("GATI_TEST_VERSION", version)
            .env("GATI_TEST_ROUNDS", rounds.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next count that is in the file for sure; nothing once it has ended.
    fn written(&mut self) -> Option<u64> {
        let said = |line: String| line.rsplit_once("written ")?.1.trim().parse().ok();
        self.lines.by_ref().map_while(Result::ok).find_map(said)
    }

    /// Kills it as `kill -9` does, once it has written so many times; what it had written by then.
    fn kill_after(mut self, writes: u64) -> u64 {
        let mut written = 0;
        for _ in 0..writes {
            written = self.written().expect("it is not at its end");
        }
        self.child.kill().unwrap();
        assert!(!self.child.wait().unwrap().success(), "it was killed");
        // It may have said more before it was.
        while let Some(more) = self.written() {
            written = more;
        }
        written
    }
}

#[test]
fn processes_that_share_a_file_lose_nothing_of_each_other_and_one_that_is_killed_does_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("usage.json");
    let counting: Vec<Process> = (0..2).map(|_| Process::start(&file, "1.0.0", ROUNDS)).collect();
    let mut written = 0;
    for writes in VICTIMS {
        written += Process::start(&file, "1.1.0", u64::MAX / REQUESTS).kill_after(writes);
    }
    for mut process in counting {
        while process.written().is_some() {}
        assert!(process.child.wait().unwrap().success());
    }
    assert_eq!(
        total(&file, "1.0.0"),
        2 * ROUNDS * REQUESTS,
        "whoever lives loses nothing"
    );
    let of_victims = total(&file, "1.1.0");
    let in_flight = VICTIMS.len() as u64 * REQUESTS;
    assert!(
        (written..=written + in_flight).contains(&of_victims),
        "what was written stays, and what was not is lost: {written} and {of_victims}"
    );
    let names = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let damaged: Vec<_> = names
        .filter(|name| name.to_string_lossy().contains("damaged"))
        .collect();
    assert!(damaged.is_empty(), "{damaged:?}");
}
