//! Cargo, and what it says.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Options;
use super::diagnostics::Diagnostics;
use super::event::{Event, Events};
use super::package::{Package, cargo};
use super::process::Group;

/// A build that runs.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) id: u64,
    group: Group,
}

/// How a build ended.
#[derive(Debug)]
pub(super) struct Built {
    /// The time that cargo took.
    pub(super) time: Duration,
    /// How many crates it compiled.
    pub(super) compiled: usize,
    /// How many warnings there are in the user's own packages.
    pub(super) warnings: usize,
    /// What came of it.
    pub(super) outcome: Outcome,
}

/// What came of a build.
#[derive(Debug)]
pub(super) enum Outcome {
    /// A program.
    Program(PathBuf),
    /// Errors, each as it is to be shown.
    Errors(Vec<String>),
}

impl Build {
    /// Starts cargo; how it ends is told as an event.
    pub(super) fn start(
        id: u64,
        package: &Package,
        options: &Options,
        events: &Events,
    ) -> std::io::Result<Self> {
        let mut cargo = cargo();
        cargo
            .args([
                "build",
                "--message-format",
                "json-diagnostic-rendered-ansi",
                "--color",
                "never",
            ])
            .args(["--bin", &package.bin])
            .arg("--manifest-path")
            .arg(package.dir.join("Cargo.toml"))
            .current_dir(&package.dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if options.release {
            cargo.arg("--release");
        }
        if !options.features.is_empty() {
            cargo.args(["--features", &options.features.join(",")]);
        }
        let started = Instant::now();
        let (child, group) = Group::spawn(&mut cargo)?;
        let reader = Reader {
            id,
            bin: package.bin.clone(),
            manifest: package.dir.join("Cargo.toml"),
            events: events.clone(),
        };
        thread::spawn(move || {
            let built = reader.read(child, started);
            let _ = reader.events.send(Event::Built { build: id, built });
        });
        Ok(Self { id, group })
    }

    /// Cargo has ended.
    pub(super) fn ended(mut self) {
        self.group.ended();
    }

    /// Ends cargo and its compilers; what is compiled so far stays compiled.
    pub(super) fn cancel(self) {
        self.group.ask_all_to_stop();
    }
}

struct Reader {
    id: u64,
    bin: String,
    manifest: PathBuf,
    events: Events,
}

impl Reader {
    fn read(&self, mut child: Child, started: Instant) -> Built {
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let (id, events) = (self.id, self.events.clone());
        // Cargo writes to both; whoever reads only one makes it wait.
        let said = thread::spawn(move || stderr.map(|stderr| said(stderr, id, &events)).unwrap_or_default());
        let mut found = Found::default();
        if let Some(stdout) = stdout {
            self.messages(stdout, &mut found);
        }
        let status = child.wait();
        let time = started.elapsed();
        found.diagnostics.add_said(&said.join().unwrap_or_default());
        let warnings = found.diagnostics.warnings();
        let is_good = status.is_ok_and(|status| status.success());
        let outcome = match found.executable {
            Some(executable) if is_good => Outcome::Program(executable),
            _ => Outcome::Errors(found.diagnostics.errors()),
        };
        Built {
            time,
            compiled: found.compiled,
            warnings,
            outcome,
        }
    }

    fn messages(&self, stdout: impl Read, found: &mut Found) {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            // Whatever else is printed there (by `build.rs` of old, by wrappers) is not for us.
            let Ok(message) = serde_json::from_slice::<Value>(&line) else {
                continue;
            };
            let is_own = message["manifest_path"]
                .as_str()
                .is_some_and(|path| self.manifest.as_os_str() == path);
            match message["reason"].as_str() {
                Some("compiler-message") => found.diagnostics.add(&message["message"], is_own),
                Some("compiler-artifact") => {
                    let is_fresh = message["fresh"] == true;
                    found.compiled += usize::from(!is_fresh);
                    let path = message["executable"].as_str();
                    let is_ours = is_own && message["target"]["name"] == self.bin.as_str();
                    if let (Some(path), true) = (path, is_ours) {
                        found.executable = Some(PathBuf::from(path));
                    }
                }
                _ => {}
            }
        }
    }
}

#[derive(Default)]
struct Found {
    diagnostics: Diagnostics,
    executable: Option<PathBuf>,
    compiled: usize,
}

/// Everything that cargo writes to standard error; what it does at the moment is told at once.
fn said(stderr: impl Read, build: u64, events: &Events) -> String {
    let mut all = String::new();
    for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        if super::diagnostics::is_progress(&line) {
            let text = line.trim().to_owned();
            let _ = events.send(Event::Progress { build, text });
        }
        all.push_str(&line);
        all.push('\n');
    }
    all
}
