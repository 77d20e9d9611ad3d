//! The eight styles of serde's `rename_all`.
//!
//! The rules are serde's, to the letter: they look at underscores and capitals only, and change ASCII letters only.

/// A style of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is written in its own style in `Case::ALL`"
)]
pub enum Case {
    #[default]
    AsIs,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    /// Every style by the name that serde gives it.
    pub const ALL: [(&'static str, Self); 8] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING-KEBAB-CASE", Self::ScreamingKebab),
    ];

    /// The style of that name; serde reports an unknown one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|&(known, _)| known == name);
        known.map(|(_, case)| case)
    }

    /// This style, or the other if this one changes nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::AsIs { other } else { self }
    }

    /// The name of a variant, which Rust writes in PascalCase.
    #[must_use]
    pub fn variant(self, name: &str) -> String {
        match self {
            Self::AsIs | Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => first_letter_small(name),
            Self::Snake => {
                let mut snake = String::with_capacity(name.len() + 4);
                for (i, c) in name.char_indices() {
                    if i > 0 && c.is_uppercase() {
                        snake.push('_');
                    }
                    snake.push(c.to_ascii_lowercase());
                }
                snake
            }
            Self::ScreamingSnake => Self::Snake.variant(name).to_ascii_uppercase(),
            Self::Kebab => Self::Snake.variant(name).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.variant(name).replace('_', "-"),
        }
    }

    /// The name of a field, which Rust writes in snake_case.
    #[must_use]
    pub fn field(self, name: &str) -> String {
        match self {
            Self::AsIs | Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => {
                let mut pascal = String::with_capacity(name.len());
                let mut capital = true;
                for c in name.chars() {
                    if c == '_' {
                        capital = true;
                    } else if capital {
                        pascal.push(c.to_ascii_uppercase());
                        capital = false;
                    } else {
                        pascal.push(c);
                    }
                }
                pascal
            }
            Self::Camel => first_letter_small(&Self::Pascal.field(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.field(name).replace('_', "-"),
        }
    }
}

fn first_letter_small(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of serde's own tests (`serde_derive/src/internals/case.rs`), in the order of [`Case::ALL`].
    const VARIANTS: [(&str, [&str; 8]); 4] = [
        (
            "Outcome",
            [
                "outcome", "OUTCOME", "Outcome", "outcome", "outcome", "OUTCOME", "outcome", "OUTCOME",
            ],
        ),
        (
            "VeryTasty",
            [
                "verytasty",
                "VERYTASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY",
            ],
        ),
        ("A", ["a", "A", "A", "a", "a", "A", "a", "A"]),
        ("Z42", ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"]),
    ];

    const FIELDS: [(&str, [&str; 8]); 4] = [
        (
            "outcome",
            [
                "outcome", "OUTCOME", "Outcome", "outcome", "outcome", "OUTCOME", "outcome", "OUTCOME",
            ],
        ),
        (
            "very_tasty",
            [
                "very_tasty",
                "VERY_TASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY",
            ],
        ),
        ("a", ["a", "A", "A", "a", "a", "A", "a", "A"]),
        ("z42", ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"]),
    ];

    #[test]
    fn variants_are_renamed_as_serde_does() {
        for (name, expected) in VARIANTS {
            assert_eq!(Case::ALL.map(|(_, case)| case.variant(name)), expected);
        }
    }

    #[test]
    fn fields_are_renamed_as_serde_does() {
        for (name, expected) in FIELDS {
            assert_eq!(Case::ALL.map(|(_, case)| case.field(name)), expected);
        }
    }

    #[test]
    fn names_that_are_no_ascii_do_not_panic() {
        assert_eq!(Case::Camel.field("über_uns"), "überUns");
        assert_eq!(Case::Snake.variant("ÜberUns"), "Über_uns");
        assert_eq!(Case::Camel.field("_"), "");
    }
}
