//! `gati create` at a terminal: its questions, and Ctrl-C at any moment.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::terminal::Terminal;
use rustix::process::{Pid, Signal, kill_process};

const PATIENCE: Duration = Duration::from_secs(120);

fn gati_create(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gati"));
    command.arg("create").current_dir(folder);
    command
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it runs");
}

fn ended(child: &mut Child) -> ExitStatus {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            return status;
        }
        assert!(Instant::now() < until, "it does not end");
        thread::sleep(Duration::from_millis(10));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

#[test]
fn what_is_not_said_is_asked_and_a_bad_answer_is_asked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::open(100, 30);
    let mut child = terminal
        .attach(gati_create(folder.path()).arg("--no-git"))
        .spawn()
        .expect("the command runs");
    terminal.wait_for("Name of the package", 1, PATIENCE);
    terminal.types("Shop\n");
    terminal.wait_for("`S` is a capital letter", 1, PATIENCE);
    terminal.wait_for("Name of the package", 2, PATIENCE);
    terminal.types("shop\n");
    terminal.wait_for("Start from", 1, PATIENCE);
    terminal.types("minimal\n");
    assert_eq!(ended(&mut child).code(), Some(0), "{}", terminal.text());
    terminal.wait_for("from the template minimal", 1, PATIENCE);
    assert_eq!(names(folder.path()), ["shop"]);
    assert!(!folder.path().join("shop/tests").exists());
}

#[test]
fn ctrl_c_at_a_question_makes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::open(100, 30);
    for answers in [&[][..], &["shop\n"]] {
        let mut child = terminal
            .attach(&mut gati_create(folder.path()))
            .spawn()
            .expect("the command runs");
        for answer in answers {
            terminal.wait_for("Name of the package", 2, PATIENCE);
            terminal.types(answer);
            terminal.wait_for("Start from", 1, PATIENCE);
        }
        terminal.wait_for("Name of the package", 1, PATIENCE);
        signal(&child, Signal::INT);
        // A shell calls this 130.
        assert_eq!(ended(&mut child).signal(), Some(2), "{}", terminal.text());
        assert!(names(folder.path()).is_empty());
    }
}

/// A program `git` that says that it runs, and then takes until it is told to go on.
fn slow_git(folder: &Path) {
    let bin = folder.join("bin");
    fs::create_dir(&bin).expect("a folder for a program");
    let script = format!(
        "#!/bin/sh\ntouch '{0}/runs'\nwhile [ ! -e '{0}/go-on' ]; do sleep 0.01; done\n",
        folder.display()
    );
    fs::write(bin.join("git"), script).expect("a program");
    fs::set_permissions(bin.join("git"), fs::Permissions::from_mode(0o755)).expect("a program that can run");
}

#[test]
fn ctrl_c_while_files_are_written_leaves_nothing_behind() {
    let aside = tempfile::tempdir().expect("a folder");
    slow_git(aside.path());
    let path = std::env::var("PATH").unwrap_or_default();
    for (stop, target) in [
        (Signal::INT, "shop"),
        (Signal::TERM, "deep/shop"),
        (Signal::HUP, "shop"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        for file in ["runs", "go-on"] {
            // The first round has none of them.
            let _ = fs::remove_file(aside.path().join(file));
        }
        let mut child = gati_create(folder.path())
            .arg(target)
            .env("PATH", format!("{}/bin:{path}", aside.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let until = Instant::now() + PATIENCE;
        while !aside.path().join("runs").exists() {
            assert!(Instant::now() < until, "no repository is made");
            thread::sleep(Duration::from_millis(5));
        }
        assert!(
            !names(folder.path()).is_empty(),
            "the files are there under another name"
        );
        signal(&child, stop);
        fs::write(aside.path().join("go-on"), "").expect("a file");
        assert_eq!(ended(&mut child).code(), Some(130), "{stop:?}");
        let said = child.wait_with_output().expect("what it said").stderr;
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains("stopped; nothing was left behind"), "{said}");
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{stop:?}");
    }
}
