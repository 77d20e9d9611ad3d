//! Constraints that are wrong by themselves, contradict each other, or cannot be kept.

use crate::support::{mistake, mistakes};

fn on(ty: &str, attribute: &str) -> String {
    mistake(&format!("struct S {{ #[gtype({attribute})] a: {ty} }}"))
}

#[test]
fn bounds_the_wrong_way_round_leave_no_number() {
    assert_eq!(
        on("T", "min = 10, max = 1"),
        "no number fits: `min = 10` is greater than `max = 1`"
    );
    assert_eq!(
        on("T", "exclusive_min = 1, exclusive_max = 1.0"),
        "no number fits between `exclusive_min = 1` and `exclusive_max = 1.0`"
    );
    assert_eq!(
        on("T", "min = 1, exclusive_max = 1"),
        "no number fits between `min = 1` and `exclusive_max = 1`"
    );
    assert!(mistakes("struct S { #[gtype(min = 1, max = 1)] a: T }").is_empty());
}

#[test]
fn two_lower_bounds_are_one_too_many() {
    assert!(
        on("T", "min = 1, exclusive_min = 0")
            .starts_with("`min` and `exclusive_min` cannot both bound a number")
    );
}

#[test]
fn counts_the_wrong_way_round_leave_nothing() {
    for what in ["length", "items", "properties"] {
        assert_eq!(
            on("T", &format!("min_{what} = 2, max_{what} = 1")),
            format!("nothing fits: `min_{what} = 2` is greater than `max_{what} = 1`")
        );
    }
}

#[test]
fn constraints_of_items_are_checked_too() {
    assert!(on("T", "items(min_length = 2, max_length = 1)").starts_with("nothing fits"));
    assert!(on("Vec<u8>", "items(max = 300)").starts_with("`max = 300` is beyond what a `u8` can hold"));
    assert_eq!(
        on("T", "items(default = 1)"),
        "`default` is no constraint of an item\nhelp: one of `min`, `max`, `exclusive_min`, `exclusive_max`, `multiple_of`, `min_length`, `max_length`, `pattern`, `format`, `min_items`, `max_items`, `unique`, `min_properties`, `max_properties`, `check`, `items`"
    );
    assert!(on("T", "items()").starts_with("`items()` asks nothing of the items"));
}

#[test]
fn a_step_is_above_zero() {
    assert_eq!(on("T", "multiple_of = 0"), "`multiple_of = 0` must be above zero");
    assert_eq!(
        on("T", "multiple_of = -2"),
        "`multiple_of = -2` must be above zero"
    );
}

#[test]
fn a_bound_must_be_one_that_the_type_can_reach() {
    assert_eq!(
        on("u8", "max = 300"),
        "`max = 300` is beyond what a `u8` can hold\nhelp: a `u8` holds 0 to 255"
    );
    assert!(on("Option<u16>", "min = -1").starts_with("`min = -1` is beyond what a `u16` can hold"));
    assert_eq!(
        on("i32", "min = 0.5"),
        "`min = 0.5` on a `i32`, which holds whole numbers only"
    );
    assert!(on("[u8; 32]", "items(max = 1), max = \"x\"").contains("takes a number"));
}

#[test]
fn values_are_of_their_kind() {
    assert_eq!(on("T", "min = \"1\""), "`min` takes a number");
    assert_eq!(
        on("T", "max_length = -1"),
        "`max_length` takes a whole number that is not negative"
    );
    assert_eq!(
        on("T", "max_length = 1.5"),
        "`max_length` takes a whole number that is not negative"
    );
    assert_eq!(on("T", "pattern = 5"), "`pattern` takes a text in double quotes");
    assert!(on("T", "max = 18446744073709551616").starts_with("this number does not fit into 64 bits"));
}

#[test]
fn a_pattern_must_compile_and_mean_the_same_everywhere() {
    assert!(on("T", "pattern = \"(\"").contains("no regular expression"));
    assert!(on("T", "pattern = \"(?=a)\"").contains("no regular expression"));
    assert!(on("T", r#"pattern = "\\A[a-z]""#).contains("write `^`"));
}

#[test]
fn an_unknown_format_suggests_the_nearest() {
    assert_eq!(
        on("T", "format = \"emial\""),
        "unknown format `emial`\nhelp: did you mean `email`?"
    );
    assert!(
        on("T", "format = \"phone\"").starts_with("unknown format `phone`\nhelp: one of `email`, `uuid`")
    );
}

#[test]
fn a_check_is_the_path_of_a_function() {
    assert_eq!(
        on("T", "check = \"rules::even\""),
        "`check` takes the path of a function, not a text\nhelp: write `check = rules::even`"
    );
    assert_eq!(
        on("T", "check = 5"),
        "`check` takes the path of a function\nhelp: the function is `fn(&T) -> Result<(), impl Display>`"
    );
    assert!(on("T", "check = even(2)").starts_with("`check` takes the path of a function and nothing more"));
    assert!(
        on("T", "check = even::<u8>").starts_with("`check` takes the path of a function and nothing more")
    );
}

#[test]
fn a_default_keeps_the_constraints() {
    let field = |source: &str| mistake(&format!("struct S {{ {source} }}"));
    assert_eq!(
        field("#[serde(default)] #[gtype(min = 1)] a: u32"),
        "the default `0` breaks `min = 1`: a request without this field would be refused\nhelp: give a default that keeps the constraints with `#[serde(default = \"path::to::function\")]`"
    );
    let broken = |source: &str| field(source).split('`').nth(3).map(str::to_owned);
    assert_eq!(
        broken("#[serde(default)] #[gtype(format = \"email\")] a: String"),
        Some("format = \"email\"".to_owned())
    );
    assert_eq!(
        broken("#[serde(default)] #[gtype(min_items = 1)] a: Vec<u8>"),
        Some("min_items = 1".to_owned())
    );
    assert_eq!(
        broken("#[serde(default = \"f\")] #[gtype(default = [1, 1], unique)] a: Vec<u8>"),
        Some("unique".to_owned())
    );
    assert_eq!(
        broken("#[serde(default = \"f\")] #[gtype(default = [3], items(multiple_of = 2))] a: Vec<u8>"),
        Some("items(multiple_of = 2)".to_owned())
    );
    assert!(mistakes("struct S { #[serde(default)] #[gtype(min = 1)] a: Option<u32> }").is_empty());
}

#[test]
fn an_example_keeps_the_constraints() {
    assert_eq!(
        on("u8", "max = 5, example = 6"),
        "the example `6` breaks `max = 5`"
    );
    assert_eq!(
        on("String", "pattern = \"^[A-Z]+$\", example = \"eur\""),
        "the example `\"eur\"` breaks `pattern = \"^[A-Z]+$\"`"
    );
}
