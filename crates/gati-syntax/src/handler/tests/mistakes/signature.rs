//! Mistakes in the function itself.

use super::{assert_mistake, with_arguments};
use crate::handler::tests::{mistake, mistakes};

#[test]
fn a_function_that_is_not_async_is_reported_at_fn() {
    assert_mistake(
        "#[gati::handler(\"GET /\")] pub fn h() {}",
        "fn",
        &["`async fn h`"],
    );
}

#[test]
fn an_unsafe_function_is_reported_at_unsafe() {
    assert_mistake(
        "#[gati::handler(\"GET /\")] async unsafe fn h() {}",
        "unsafe",
        &["`unsafe`"],
    );
}

#[test]
fn type_parameters_are_reported_one_by_one() {
    assert_mistake(
        "#[gati::handler(\"GET /\")] async fn h<T: Clone>() {}",
        "T: Clone",
        &["`T`", "per type"],
    );
    assert_mistake(
        "#[gati::handler(\"GET /\")] async fn h<const N: usize>() {}",
        "const N: usize",
        &["`N`"],
    );
}

#[test]
fn a_method_of_a_type_is_reported_at_self() {
    assert_mistake(
        "#[gati::handler(\"GET /\")] async fn h(&self) {}",
        "&self",
        &["free function"],
    );
}

#[test]
fn an_opaque_argument_is_reported_once() {
    assert_mistake(
        &with_arguments("a: impl Into<String>"),
        "impl Into<String>",
        &["types with a name"],
    );
}

#[test]
fn a_handler_for_tests_alone_is_reported_at_the_cfg() {
    for cfg in ["test", "all(test, unix)"] {
        let source = format!("#[gati::handler(\"GET /\")] #[cfg({cfg})] async fn h() {{}}");
        let (_, text) = mistake(&source);
        assert!(text.contains("for tests alone"), "{text}");
    }
}

#[test]
fn mistakes_in_different_places_are_all_reported() {
    let found = mistakes(
        "#[gati::handler(\"GTE /a/:id\", stauts = 200, timeout = 5)] fn h(body: Json<A>, b: Form<B>) -> Payment {}",
    );
    let places: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(places, ["GTE", "stauts", "5", "Payment", "fn", ":id", "Form<B>"]);
}
