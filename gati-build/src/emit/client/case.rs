//! serde's `rename_all`, read backwards: which rule, if any, explains all names at once.
//!
//! The manifest has every name spelled out; a rule on the container reads better than a `rename` on each line.

/// What the names belong to; serde splits them differently.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `snake_case` names of fields.
    Field,
    /// `PascalCase` names of variants.
    Variant,
}

const RULES: [&str; 8] = [
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

/// The rule that turns every Rust name into its wire name; `None` if there is none, or if it would hide that one name alone
/// is another.
pub(super) fn rule<'a>(
    kind: Kind,
    names: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Option<&'static str> {
    let renamed = names.clone().filter(|(rust, wire)| rust != wire).count();
    if renamed == 0 || (renamed == 1 && names.clone().count() > 1) {
        return None;
    }
    RULES
        .into_iter()
        .find(|rule| names.clone().all(|(rust, wire)| apply(rule, kind, rust) == wire))
}

/// As in serde_derive's `internals/case.rs`, whose rules are part of serde's interface.
fn apply(rule: &str, kind: Kind, rust: &str) -> String {
    let snake = match kind {
        Kind::Field => rust.to_owned(),
        Kind::Variant => snake(rust),
    };
    let pascal = match kind {
        Kind::Field => pascal(rust),
        Kind::Variant => rust.to_owned(),
    };
    match rule {
        "lowercase" if kind == Kind::Variant => rust.to_ascii_lowercase(),
        "UPPERCASE" => rust.to_ascii_uppercase(),
        "PascalCase" => pascal,
        "camelCase" => {
            let mut chars = pascal.chars();
            chars
                .next()
                .map(|first| first.to_ascii_lowercase().to_string() + chars.as_str())
                .unwrap_or_default()
        }
        "SCREAMING_SNAKE_CASE" => snake.to_ascii_uppercase(),
        "kebab-case" => snake.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake.to_ascii_uppercase().replace('_', "-"),
        // `snake_case`, and `lowercase` for fields, which serde takes to be lowercase already.
        _ => snake,
    }
}

fn snake(variant: &str) -> String {
    let mut snake = String::new();
    for (i, c) in variant.char_indices() {
        if i > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn pascal(field: &str) -> String {
    let mut pascal = String::new();
    let mut capitalize = true;
    for c in field.chars() {
        if c == '_' {
            capitalize = true;
        } else if capitalize {
            pascal.push(c.to_ascii_uppercase());
            capitalize = false;
        } else {
            pascal.push(c);
        }
    }
    pascal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, names: &[(&str, &str)]) -> Option<&'static str> {
        rule(kind, names.iter().copied())
    }

    #[test]
    fn one_rule_stands_for_all_names_or_none_does() {
        use Kind::{Field, Variant};
        assert_eq!(of(Variant, &[("NotFound", "NotFound")]), None);
        assert_eq!(
            of(Variant, &[("NotFound", "not_found"), ("Gone", "gone")]),
            Some("snake_case")
        );
        assert_eq!(of(Variant, &[("Eur", "EUR")]), Some("UPPERCASE"));
        assert_eq!(of(Variant, &[("Gone", "gone")]), Some("lowercase"));
        assert_eq!(
            of(Variant, &[("NotFound", "NOT-FOUND")]),
            Some("SCREAMING-KEBAB-CASE")
        );
        assert_eq!(
            of(Field, &[("user_id", "userId"), ("paid_at", "paidAt")]),
            Some("camelCase")
        );
        assert_eq!(of(Field, &[("user_id", "userId"), ("at", "at")]), None);
        assert_eq!(of(Field, &[("user_id", "UserId"), ("paid_at", "paidAt")]), None);
    }
}
