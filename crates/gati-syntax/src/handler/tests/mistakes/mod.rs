//! One test per rule: what is pointed at, and what is said.

mod answer;
mod arguments;
mod keys;
mod route;
mod signature;
mod socket;

use super::mistake;

/// Asserts that the one mistake points at `at` and that its text has all of `parts`.
#[track_caller]
fn assert_mistake(source: &str, at: &str, parts: &[&str]) {
    let (found_at, text) = mistake(source);
    assert_eq!(found_at, at, "{text}");
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

/// A handler of this attribute, with nothing else to complain about.
fn with_attribute(attribute: &str) -> String {
    format!("#[gati::handler({attribute})] async fn h() {{}}")
}

/// A POST handler with these arguments.
fn with_arguments(arguments: &str) -> String {
    format!("#[gati::handler(\"POST /a\")] async fn h({arguments}) {{}}")
}

/// A GET handler with this answer.
fn with_answer(answer: &str) -> String {
    format!("#[gati::handler(\"GET /a\")] async fn h() -> {answer} {{}}")
}
