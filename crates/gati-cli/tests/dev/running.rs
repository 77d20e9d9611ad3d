//! `gati dev` that runs, and what it has printed so far.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::http;
use crate::package::Package;

/// Longer than the first build takes on a machine that is busy with others.
const PATIENCE: Duration = Duration::from_secs(900);

/// A running `gati dev`, ended at the end of the test.
pub(crate) struct Running {
    child: Child,
    printed: Arc<Printed>,
}

#[derive(Default)]
struct Printed {
    text: Mutex<String>,
    more: Condvar,
}

impl Running {
    /// Starts it at a port that is free.
    pub(crate) fn start(package: &Package, arguments: &[&str]) -> Self {
        let mut command = package.gati_dev(&["--port", "0"]);
        let mut child = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let printed = Arc::new(Printed::default());
        collect(child.stdout.take().expect("a pipe"), &printed);
        collect(child.stderr.take().expect("a pipe"), &printed);
        Self { child, printed }
    }

    /// Starts it, and waits until the program answers.
    pub(crate) fn serving(package: &Package, arguments: &[&str]) -> (Self, SocketAddr) {
        let running = Self::start(package, arguments);
        running.wait_for("first answer after", 1);
        let address = running.address();
        (running, address)
    }

    /// Everything so far.
    pub(crate) fn text(&self) -> String {
        self.printed.text.lock().expect("no test panicked here").clone()
    }

    pub(crate) fn count(&self, what: &str) -> usize {
        self.text().matches(what).count()
    }

    /// Waits until something was printed so many times in all.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, times: usize) {
        let until = Instant::now() + PATIENCE;
        let mut text = self.printed.text.lock().expect("no test panicked here");
        while text.matches(what).count() < times {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "`{what}` does not come; so far:\n{text}");
            text = self
                .printed
                .more
                .wait_timeout(text, left)
                .expect("no test panicked here")
                .0;
        }
    }

    /// Waits until the program answers in a certain way.
    #[track_caller]
    pub(crate) fn wait_for_answer(&self, path: &str, body: &str) {
        let until = Instant::now() + PATIENCE;
        let address = self.address();
        loop {
            let answer = http::get(address, path);
            if answer.as_ref().is_ok_and(|(_, found)| found == body) {
                return;
            }
            assert!(
                Instant::now() < until,
                "the last answer is {answer:?}; so far:\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        let text = self.text();
        let url = text.split("http://").nth(1).expect("an address is printed");
        let end = url
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(url.len());
        url[..end].parse().expect("an address")
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).expect("it runs");
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status;
            }
            assert!(
                Instant::now() < until,
                "it does not end; so far:\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The number of the process that answers.
    pub(crate) fn pid(&self) -> i32 {
        let (_, pid) = http::get(self.address(), "/pid").expect("an answer");
        pid.parse().expect("a number")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            // Twice, which is what ends everything at once; and if even that does not help, the hard way.
            self.signal(Signal::INT);
            self.signal(Signal::TERM);
            for _ in 0..500 {
                if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Waits until a process is gone.
#[track_caller]
pub(crate) fn wait_until_gone(pid: i32) {
    let pid = Pid::from_raw(pid).expect("a process");
    let until = Instant::now() + PATIENCE;
    while test_kill_process(pid).is_ok() {
        assert!(Instant::now() < until, "process {pid:?} is still there");
        thread::sleep(Duration::from_millis(20));
    }
}

fn collect(from: impl Read + Send + 'static, into: &Arc<Printed>) {
    let into = Arc::clone(into);
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut text = into.text.lock().expect("no test panicked here");
            text.push_str(&line);
            text.push('\n');
            into.more.notify_all();
        }
    });
}
