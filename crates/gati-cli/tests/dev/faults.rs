//! Changes that are not good: errors are shown once, and the last good program goes on.

use crate::http;
use crate::package::Package;
use crate::running::Running;

#[test]
fn a_syntax_error_is_shown_once_and_mended() {
    let package = Package::new("syntax");
    let (running, address) = Running::serving(&package, &[]);
    package.edit("fn main() ->", "fn main( ->");
    running.wait_for("the last good build goes on answering", 1);
    let text = running.text();
    assert_eq!(text.matches("src/main.rs:").count(), 1, "{text}");
    assert_eq!(http::get(address, "/edition").expect("an answer").1, "first");
    package.edit("fn main( ->", "fn main() ->");
    package.reissue("first", "second");
    running.wait_for_answer("/edition", "second");
}

#[test]
fn mistakes_of_the_contract_are_drawn_as_the_build_script_draws_them() {
    let package = Package::new("mistakes");
    let (running, _) = Running::serving(&package, &[]);
    package.edit("GET /pid", "GET /edition");
    running.wait_for("the last good build goes on answering", 1);
    let text = running.text();
    assert!(
        text.contains("GET /edition") && text.contains("src/main.rs:"),
        "{text}"
    );
    assert!(
        !text.contains("error: dev-mistakes@0.1.0"),
        "the picture is whole: {text}"
    );
}

#[test]
fn a_first_build_that_fails_is_followed_by_one_that_does_not() {
    let package = Package::new("first");
    package.edit("fn main() ->", "fn main( ->");
    let running = Running::start(&package, &[]);
    running.wait_for("connections wait until a build is good", 1);
    package.edit("fn main( ->", "fn main() ->");
    running.wait_for("first answer after", 1);
    running.wait_for_answer("/edition", "first");
}

#[test]
fn files_that_are_removed_and_come_back_are_followed() {
    let package = Package::new("removed");
    let (running, address) = Running::serving(&package, &[]);
    let source = std::fs::read_to_string(package.path("src/main.rs")).expect("the program");
    let manifest = std::fs::read_to_string(package.path("Cargo.toml")).expect("the manifest");

    std::fs::remove_dir_all(package.path("src")).expect("a folder to remove");
    running.wait_for("the last good build goes on answering", 1);
    package.write(
        "src/main.rs",
        &source.replace("Text(\"first\"", "Text(\"second\""),
    );
    running.wait_for_answer("/edition", "second");

    package.write("Cargo.toml", "this is no manifest");
    running.wait_for("the last good build goes on answering", 2);
    assert_eq!(http::get(address, "/edition").expect("an answer").1, "second");
    package.write("Cargo.toml", &manifest);
    package.reissue("second", "third");
    running.wait_for_answer("/edition", "third");
}

#[test]
fn a_program_that_panics_as_it_starts_is_started_again_while_the_old_one_answers() {
    let package = Package::new("panics");
    let (running, address) = Running::serving(&package, &[]);
    let old = running.pid();
    package.edit(
        "    app::run()",
        "    if true {\n        panic!(\"not today\");\n    }\n    app::run()",
    );
    // The waiting time doubles.
    running.wait_for("it is started again in 250 ms", 1);
    running.wait_for("it is started again in 500 ms", 1);
    assert!(running.text().contains("not today"), "{}", running.text());
    assert!(
        running
            .text()
            .contains("meanwhile the program before it goes on answering"),
        "{}",
        running.text()
    );
    assert_eq!(http::get(address, "/pid").expect("an answer").1, old.to_string());
    package.edit("if true", "if false");
    package.reissue("first", "second");
    running.wait_for_answer("/edition", "second");
}

#[test]
fn a_program_that_dies_is_started_again_and_its_callers_wait() {
    let package = Package::new("dies");
    let (running, address) = Running::serving(&package, &[]);
    let old = running.pid();
    assert!(
        http::get(address, "/dies").is_err(),
        "nobody can finish that request"
    );
    // No connection is refused meanwhile.
    let (status, new) = http::get(address, "/pid").expect("an answer");
    assert_eq!(status, 200);
    assert_ne!(new, old.to_string());
    running.wait_for("ended: exit code 3", 1);
    running.wait_for("last words", 1);
}
