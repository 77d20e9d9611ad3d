//! What invented types are made of.

/// A type that can be used by those after it.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    /// Whether it is an object, so that it can be flattened and can stand behind a tag.
    pub(crate) is_object: bool,
    /// Whether it can be the key of a map.
    pub(crate) is_key: bool,
    /// Whether the derive adds constraints to it, directly or in what it mentions. Constraints do not take part in choosing the
    /// variant of an untagged enum, and a schema cannot say that, so such types stay out of them.
    pub(crate) is_constrained: bool,
}

/// Types that hold one value, each with whether it has a `Default` and can be the key of a map.
pub(crate) const LEAVES: &[(&str, bool, bool)] = &[
    ("bool", true, true),
    ("u8", true, true),
    ("i16", true, true),
    ("u32", true, true),
    ("i64", true, true),
    ("u64", true, true),
    ("i128", true, true),
    ("f32", true, false),
    ("f64", true, false),
    ("char", true, true),
    ("String", true, true),
    ("()", true, false),
    ("NonZeroU8", false, true),
    ("Uuid", true, true),
    ("Duration", true, false),
    ("std::net::IpAddr", false, true),
    ("serde_json::Value", true, false),
    ("bytes::Bytes", true, false),
    ("chrono::NaiveDate", true, true),
    ("rust_decimal::Decimal", true, false),
    ("semver::Version", false, true),
    ("gati::types::Email", false, true),
    ("gati::types::Positive<i32>", false, true),
];

pub(crate) const CASES: &[&str] = &[
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

/// A type at a place of use.
pub(crate) struct Use {
    pub(crate) text: String,
    pub(crate) has_default: bool,
    pub(crate) is_constrained: bool,
    pub(crate) is_option: bool,
}
