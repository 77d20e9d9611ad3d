//! The end: by Ctrl-C, at any moment, and nothing is left behind.

use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::http::Connection;
use crate::package::Package;
use crate::running::{Running, wait_until_gone};

#[test]
fn ctrl_c_ends_the_program_and_closes_the_port() {
    let package = Package::new("ctrl-c");
    let (mut running, address) = Running::serving(&package, &[]);
    let pid = running.pid();
    running.signal(Signal::INT);
    assert_eq!(running.ended().code(), Some(130), "{}", running.text());
    wait_until_gone(pid);
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[test]
fn a_running_request_is_finished_before_the_end() {
    let package = Package::new("farewell");
    let (mut running, address) = Running::serving(&package, &[]);
    let mut slow = Connection::open(address).expect("a connection");
    slow.send("/waits/go-on").expect("a request");
    assert_eq!(crate::http::get(address, "/edition").expect("an answer").0, 200);
    running.signal(Signal::TERM);
    running.wait_for("stopping: finishing the requests that run", 1);
    package.write("go-on", "");
    assert_eq!(slow.answer().expect("an answer").1, "first");
    assert_eq!(running.ended().code(), Some(130));
}

#[test]
fn a_second_ctrl_c_ends_everything_at_once() {
    let package = Package::new("twice");
    let (mut running, address) = Running::serving(&package, &[]);
    let pid = running.pid();
    let mut slow = Connection::open(address).expect("a connection");
    slow.send("/waits/never").expect("a request");
    assert_eq!(crate::http::get(address, "/edition").expect("an answer").0, 200);
    running.signal(Signal::INT);
    running.wait_for("stopping: finishing the requests that run", 1);
    running.signal(Signal::INT);
    assert_eq!(running.ended().code(), Some(130));
    wait_until_gone(pid);
    assert!(slow.answer().is_err());
}

#[test]
fn ctrl_c_during_a_build_ends_the_build() {
    let package = Package::new("during");
    // A build script that takes as long as it is let.
    package.write("build.rs", "fn main() {\n    std::fs::write(std::env::var(\"CARGO_MANIFEST_DIR\").unwrap() + \"/pid\", std::process::id().to_string()).unwrap();\n    std::thread::sleep(std::time::Duration::from_secs(3600));\n}\n");
    let mut running = Running::start(&package, &[]);
    let pid = loop {
        if let Ok(Ok(pid)) = std::fs::read_to_string(package.path("pid")).map(|text| text.parse::<i32>()) {
            break pid;
        }
        thread::sleep(Duration::from_millis(20));
    };
    running.signal(Signal::INT);
    assert_eq!(running.ended().code(), Some(130), "{}", running.text());
    wait_until_gone(pid);
}

#[test]
fn a_program_whose_gati_dev_was_killed_stops_by_itself() {
    let package = Package::new("orphan");
    let (mut running, _) = Running::serving(&package, &[]);
    let pid = running.pid();
    running.signal(Signal::KILL);
    running.ended();
    wait_until_gone(pid);
}
