//! Changes that are good: the new program takes over, and nobody notices but for the answers.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::http::{self, Connection};
use crate::package::Package;
use crate::running::Running;

#[test]
fn ten_reloads_under_load_lose_no_request() {
    let package = Package::new("load");
    let (running, address) = Running::serving(&package, &[]);
    let is_over = Arc::new(AtomicBool::new(false));
    let asked = Arc::new(AtomicUsize::new(0));
    let loads: Vec<_> = (0..4)
        .map(|i| {
            let (is_over, asked) = (Arc::clone(&is_over), Arc::clone(&asked));
            thread::spawn(move || {
                let mut failures = Vec::new();
                let mut kept = None;
                while !is_over.load(Ordering::Relaxed) {
                    // Half of the callers keep their connections as long as the server does.
                    let answer = if i % 2 == 0 {
                        http::get(address, "/edition")
                    } else {
                        on_kept(&mut kept, address)
                    };
                    if !answer.as_ref().is_ok_and(|(status, _)| *status == 200) {
                        failures.push(format!("{answer:?}"));
                    }
                    asked.fetch_add(1, Ordering::Relaxed);
                    // The machine has builds to do, too.
                    thread::sleep(std::time::Duration::from_millis(2));
                }
                failures
            })
        })
        .collect();
    let editions = [
        "first", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th",
    ];
    for (i, edition) in editions.windows(2).enumerate() {
        package.reissue(edition[0], edition[1]);
        running.wait_for("reloaded in", i + 1);
        // The old program takes no new connection from here on.
        running.wait_for_answer("/edition", edition[1]);
    }
    is_over.store(true, Ordering::Relaxed);
    let failures: Vec<String> = loads
        .into_iter()
        .flat_map(|load| load.join().expect("a caller"))
        .collect();
    let asked = asked.load(Ordering::Relaxed);
    assert!(
        failures.is_empty(),
        "{} of {asked} failed: {failures:?}\n{}",
        failures.len(),
        running.text()
    );
    assert!(asked > 1000, "{asked} requests are no load");
}

/// A request on the connection that is there, or on a new one once the server has said that this one is over.
fn on_kept(kept: &mut Option<Connection>, address: std::net::SocketAddr) -> std::io::Result<(u16, String)> {
    let connection = match kept {
        Some(connection) if !connection.is_over => connection,
        _ => kept.insert(Connection::open(address)?),
    };
    connection.get("/edition").or_else(|error| {
        // On a machine with much to do a caller may pause for longer than an idle connection is kept. What HTTP asks of clients then
        // (RFC 9112, 9.3.1) is to send the request again on a new one; on that it must not fail.
        let is_closed = matches!(
            error.kind(),
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe
        );
        if !is_closed {
            return Err(error);
        }
        kept.insert(Connection::open(address)?).get("/edition")
    })
}

#[test]
fn a_request_that_runs_is_finished_by_the_program_that_began_it() {
    let package = Package::new("slow");
    let (running, address) = Running::serving(&package, &[]);
    let old = running.pid();
    let mut slow = Connection::open(address).expect("a connection");
    slow.send("/waits/go-on").expect("a request");
    // It has begun once a later request on another connection is answered: the program takes connections in order.
    assert_eq!(http::get(address, "/edition").expect("an answer").1, "first");
    package.reissue("first", "second");
    running.wait_for("reloaded in", 1);
    running.wait_for_answer("/edition", "second");
    assert_ne!(running.pid(), old);
    package.write("go-on", "");
    let (status, edition) = slow.answer().expect("an answer");
    assert_eq!((status, edition.as_str()), (200, "first"));
    crate::running::wait_until_gone(old);
}

#[test]
fn what_changed_in_the_contract_is_told_with_what_it_means_for_callers() {
    let package = Package::new("contract");
    let (running, _) = Running::serving(&package, &["--", "--flag", "value"]);
    assert!(
        running.text().contains("GET     /waits/:file"),
        "{}",
        running.text()
    );
    running.wait_for("arguments: [\"--flag\", \"value\"]", 1);
    // An earlier run of this test may have left another contract behind, which the first answer tells.
    let before = running.count("the API changed");

    package.edit("GET /pid", "GET /process");
    running.wait_for("reloaded in", 1);
    let text = running.text();
    assert!(
        text.contains("the API changed since the last good build: 1 change breaks callers"),
        "{text}"
    );
    assert!(text.contains("it is found at /process, before at /pid"), "{text}");

    // An edit inside of a function is none of the callers' business.
    package.reissue("first", "second");
    running.wait_for("reloaded in", 2);
    assert_eq!(running.count("the API changed"), before + 1);
}

#[test]
fn variables_come_from_a_file_and_change_with_it() {
    let package = Package::new("variables");
    package.write(".env", "# for the test\nGREETING=\"good morning\"\n");
    let (running, _) = Running::serving(&package, &[]);
    running.wait_for_answer("/variable", "good morning");
    package.write(".env", "GREETING=hello\n");
    running.wait_for_answer("/variable", "hello");
    assert_eq!(running.count("building"), 1, "{}", running.text());
    package.write(".env", "GREETING='hello\n");
    running.wait_for("line 1: the quote that opens here is never closed", 1);
    running.wait_for_answer("/variable", "hello");
    package.remove(".env");
    running.wait_for_answer("/variable", "");
}

#[test]
fn what_changes_during_a_build_takes_nothing_off_its_time() {
    let package = Package::new("during-build");
    // A build script that says when it runs, and waits.
    package.write(
        "build.rs",
        r#"fn main() {
    std::fs::write("runs", "").unwrap();
    while !std::path::Path::new("go-on").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    gati_build::run();
}
"#,
    );
    let running = Running::start(&package, &[]);
    while !package.path("runs").exists() {
        thread::sleep(Duration::from_millis(20));
    }
    package.write(".env", "GREETING=hello\n");
    // Longer than a change is waited for to be complete.
    thread::sleep(Duration::from_secs(2));
    package.write("go-on", "");
    running.wait_for("first answer after", 1);
    running.wait_for_answer("/variable", "hello");
    let text = running.text();
    let after = |word: &str| seconds(text.split_once(word).expect(word).1);
    assert!(after("first answer after ") >= after("(compile "), "{text}");
}

/// `7 ms`, `1.23 s` or `2 min 5 s` at the beginning of a text.
fn seconds(text: &str) -> f64 {
    let mut sum = 0.0;
    let mut words = text.split([' ', ',', ')', '\n']);
    while let Some(number) = words.next().and_then(|word| word.parse::<f64>().ok()) {
        sum += match words.next() {
            Some("min") => number * 60.0,
            Some("s") => return sum + number,
            Some("ms") => return sum + number / 1e3,
            unit => panic!("{unit:?} is no unit"),
        };
    }
    sum
}

#[test]
fn files_that_the_program_is_not_made_of_change_nothing() {
    let package = Package::new("files");
    let (running, _) = Running::serving(&package, &[]);
    for file in [
        "README.md",
        "src/.main.rs.swp",
        "src/main.rs~",
        "src/.#main.rs",
        "tests/api.rs",
        "notes.txt",
    ] {
        package.write(file, "fn nothing() {}");
    }
    // The order of changes is the order of what follows from them.
    package.reissue("first", "second");
    running.wait_for("reloaded in", 1);
    assert_eq!(running.count("changed: building"), 1, "{}", running.text());
    assert!(
        running.text().contains("src/main.rs changed: building"),
        "{}",
        running.text()
    );
}

#[test]
fn a_program_of_which_only_one_can_run_is_stopped_first_and_connections_wait() {
    let package = Package::new("stop-first");
    let (running, address) = Running::serving(&package, &["--stop-first"]);
    let old = running.pid();
    package.reissue("first", "second");
    // Whenever these come, somebody answers.
    for _ in 0..50 {
        assert_eq!(http::get(address, "/edition").expect("an answer").0, 200);
        thread::sleep(std::time::Duration::from_millis(20));
    }
    running.wait_for_answer("/edition", "second");
    crate::running::wait_until_gone(old);
}

#[test]
fn a_program_that_opens_its_port_itself_can_have_it() {
    let package = Package::new("own-socket");
    let (running, _) = Running::serving(&package, &["--own-socket"]);
    running.wait_for_answer("/edition", "first");
    package.reissue("first", "second");
    running.wait_for_answer("/edition", "second");
}
