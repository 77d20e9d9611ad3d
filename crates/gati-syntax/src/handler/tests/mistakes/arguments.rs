//! Mistakes in the arguments, and in the placeholders that they take.

use super::{assert_mistake, with_arguments, with_attribute};
use crate::handler::tests::read;

#[test]
fn a_placeholder_without_argument_is_reported_at_the_placeholder() {
    assert_mistake(
        &with_attribute("\"GET /a/{id}/b\""),
        "{id}",
        &["`id` has no argument", "`id: u64`"],
    );
}

#[test]
fn an_argument_without_placeholder_has_no_role() {
    assert_mistake(
        "#[gati::handler(\"GET /a\")] async fn h(id: u64) {}",
        "u64",
        &["`id: u64` has no role", "by the name of its placeholder"],
    );
}

#[test]
fn a_name_written_in_two_ways_is_one_mistake() {
    assert_mistake(
        "#[gati::handler(\"GET /a/:payment_id\")] async fn h(id: u64) {}",
        "id",
        &[
            "`id` is no placeholder of `/a/:payment_id`",
            "`:payment_id` there has no argument",
        ],
    );
}

#[test]
fn the_roles_are_listed_once() {
    let mistakes = read("#[gati::handler(\"GET /a\")] async fn h(a: A, b: B) {}")
        .err()
        .unwrap();
    assert_eq!(mistakes.len(), 2);
    assert!(mistakes[0].1.contains("note:"));
    assert!(!mistakes[1].1.contains("note:"));
}

#[test]
fn an_argument_of_another_framework_names_ours() {
    for (argument, at, help) in [
        ("State(db): State<Db>", "State<Db>", "gati::app!(state = Db)"),
        ("headers: HeaderMap", "HeaderMap", "Extract<HeaderMap>"),
        ("body: Vec<u8>", "Vec<u8>", "`Bytes`"),
        ("body: Option<Json<T>>", "Option<Json<T>>", "Json<Option<T>>"),
        ("body: Jsno<T>", "Jsno<T>", "did you mean `Json`?"),
    ] {
        assert_mistake(&with_arguments(argument), at, &[help]);
    }
}

#[test]
fn an_extractor_of_the_path_claims_its_placeholder() {
    assert_mistake(
        "#[gati::handler(\"GET /a/:id\")] async fn h(Path(id): Path<u64>) {}",
        "Path<u64>",
        &["`id: u64` for `:id`"],
    );
}

#[test]
fn a_placeholder_with_a_role_for_a_type_is_reported_at_the_type() {
    assert_mistake(
        "#[gati::handler(\"POST /a/:body\")] async fn h(body: Json<T>) {}",
        "Json<T>",
        &["`body` is a placeholder", "rename"],
    );
}

#[test]
fn while_the_path_is_broken_no_argument_is_blamed() {
    assert_mistake(
        "#[gati::handler(\"GET /a//:id\")] async fn h(id: u64) {}",
        "//",
        &["empty"],
    );
}

#[test]
fn a_role_by_value_or_by_reference_the_wrong_way_is_reported() {
    for (argument, at, help) in [
        ("gctx: Gctx", "Gctx", "gctx: &Gctx"),
        ("gctx: &mut Gctx", "&mut Gctx", "gctx: &Gctx"),
        ("req: Request", "Request", "req: &mut Request"),
        ("req: &Request", "&Request", "req: &mut Request"),
        ("res: &Response<T>", "&Response<T>", "res: &mut Response<T>"),
        ("body: &Json<T>", "&Json<T>", "write `Json<T>`"),
    ] {
        assert_mistake(&with_arguments(argument), at, &[help]);
    }
}

#[test]
fn a_role_without_its_type_is_reported() {
    for (argument, at, help) in [
        ("body: Json", "Json", "`Json<T>`"),
        ("body: Json<A, B>", "Json<A, B>", "`Json<T>`"),
        ("e: Extract", "Extract", "`Extract<E>`"),
        ("body: Bytes<u8>", "Bytes<u8>", "write `Bytes`"),
        ("res: &mut Response", "Response", "`Response<T>`"),
    ] {
        assert_mistake(&with_arguments(argument), at, &[help]);
    }
}

#[test]
fn a_second_body_is_reported_at_the_second() {
    assert_mistake(
        &with_arguments("a: Json<A>, b: Form<B>"),
        "Form<B>",
        &["one body"],
    );
}

#[test]
fn a_body_of_a_get_is_reported_at_the_body() {
    for method in ["GET", "HEAD", "OPTIONS"] {
        let source = format!("#[gati::handler(\"{method} /a\")] async fn h(body: Json<A>) {{}}");
        assert_mistake(
            &source,
            "Json<A>",
            &[&format!("a {method} request has no body"), "Query<T>"],
        );
    }
}

#[test]
fn a_role_taken_twice_is_reported_at_the_second() {
    assert_mistake(
        &with_arguments("a: Query<A>, b: Query<B>"),
        "Query<B>",
        &["`Query` is taken twice"],
    );
    assert_mistake(
        &with_arguments("a: &mut Lctx, b: &Lctx"),
        "&Lctx",
        &["`Lctx` is taken twice"],
    );
}

#[test]
fn borrowed_data_in_a_request_is_reported_at_the_borrow() {
    assert_mistake(&with_arguments("body: Json<Vec<&str>>"), "&", &["owns its data"]);
    assert_mistake(
        &with_arguments("body: Json<Cow<'_, str>>"),
        "'_",
        &["owns its data"],
    );
}

#[test]
fn more_path_parameters_than_the_runtime_reads_are_reported() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let path: String = names.map(|name| format!("/:{name}")).concat();
    let arguments = names.map(|name| format!("{name}: u8")).join(", ");
    let source = format!("#[gati::handler(\"GET {path}\")] async fn h({arguments}) {{}}");
    assert_mistake(&source, "u8", &["at most 8"]);
}
