//! What `gati dev` does not begin with, and the numbers that it ends with.

use std::fs;
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use crate::package::Package;

fn gati_dev(package: &Package, arguments: &[&str]) -> Output {
    package
        .gati_dev(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

#[track_caller]
fn assert_refused(output: &Output, code: i32, said: &str) {
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{log}");
    assert!(log.contains(said), "{log}");
}

#[test]
fn a_port_that_is_taken_is_refused_with_a_way_out() {
    let package = Package::new("taken");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = gati_dev(&package, &["--port", &port]);
    assert_refused(&output, 2, "is taken by another program");
    assert_refused(&output, 2, "`--port 0` takes any that is free");
    package.write(".env", &format!("GATI_ADDR=127.0.0.1:{port}\n"));
    assert_refused(&gati_dev(&package, &[]), 2, "GATI_ADDR says to listen at");
}

#[test]
fn a_folder_without_a_package_and_a_package_without_an_api_are_refused() {
    let package = Package::new("none");
    fs::create_dir(package.path("empty")).expect("a folder");
    let output = gati_dev(&package, &["empty"]);
    assert_refused(&output, 2, "there is no package in `empty`");
    package.write("src/main.rs", "fn main() {}\n");
    assert_refused(&gati_dev(&package, &[]), 1, "gati::app!();");
}

#[test]
fn a_program_that_is_not_there_is_refused_with_those_that_are() {
    let package = Package::new("bins");
    assert_refused(
        &gati_dev(&package, &["--bin", "other"]),
        2,
        "has no program `other`",
    );
    package.write("src/bin/tool.rs", "fn main() {}\n");
    assert_refused(
        &gati_dev(&package, &[]),
        2,
        "has several programs: `dev-bins`, `tool`",
    );
}

#[test]
fn a_file_with_variables_that_makes_no_sense_is_refused() {
    let package = Package::new("bad-env");
    package.write(".env", "A=1\nnonsense\n");
    assert_refused(
        &gati_dev(&package, &[]),
        2,
        ".env`: line 2: expected `NAME=value`",
    );
    assert_refused(&gati_dev(&package, &["--env-file", "other.env"]), 2, "other.env");
}

#[test]
fn without_cargo_there_is_a_word_about_rust() {
    let package = Package::new("no-cargo");
    let output = Command::new(env!("CARGO_BIN_EXE_gati"))
        .arg("dev")
        .current_dir(package.path("."))
        .env_remove("CARGO")
        .env("PATH", package.path("empty"))
        .output()
        .expect("the command runs");
    assert_refused(&output, 69, "there is no program `cargo`");
    assert_refused(&output, 69, "install Rust");
}
