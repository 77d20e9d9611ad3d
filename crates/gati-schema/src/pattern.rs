//! Regular expressions of constraints.
//!
//! A pattern stands in a JSON Schema, where JavaScript's grammar rules, and is run here by `regex-lite`. Only what means
//! the same in both is allowed, so that a client that checks before it sends comes to the server's own verdict.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that [`check`] has approved.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// The text of the expression.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether it matches somewhere in `text`. An expression that does not compile asks for nothing; [`check`] keeps those
    /// out of programs.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.source).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

/// What keeps an expression from being a pattern.
///
/// # Errors
///
/// A sentence for people: the expression does not compile, or it means something else in JSON Schema than here.
pub fn check(source: &str) -> Result<(), String> {
    Regex::new(source).map_err(|error| format!("this is no regular expression: {error}"))?;
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let foreign = FOREIGN
            .iter()
            .find(|(start, _)| rest.starts_with(start))
            .map(|(start, instead)| format!("`{start}` means nothing in a JSON Schema pattern; {instead}"));
        if let Some(foreign) = foreign {
            return Err(foreign);
        }
        // An escape is two characters long, so that `\\A` is not taken for `\A`.
        let step = if c == '\\' {
            rest.chars().take(2).map(char::len_utf8).sum()
        } else {
            c.len_utf8()
        };
        rest = &rest[step..];
    }
    Ok(())
}

/// What the Rust grammar has and JavaScript's has not.
const FOREIGN: [(&str, &str); 13] = [
    ("\\A", "write `^`"),
    ("\\z", "write `$`"),
    ("\\a", "write the character itself"),
    ("\\U", "write the character itself"),
    ("\\x{", "write the character itself"),
    ("\\u{", "write the character itself"),
    ("\\b{", "write the classes of both sides"),
    ("\\<", "write `\\b`"),
    ("\\>", "write `\\b`"),
    ("[[:", "write the ranges, such as `a-z`"),
    ("(?P<", "write `(`"),
    ("(?i", "write both cases, such as `[aA]`"),
    ("(?x", "write it without spaces"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_anywhere_unless_it_is_anchored() {
        assert!(Pattern::new("b+").matches("abc"));
        assert!(!Pattern::new("^b+$").matches("abc"));
    }

    #[test]
    fn what_json_schema_cannot_say_is_refused_with_a_way_out() {
        assert_eq!(check("^[a-z]+$"), Ok(()));
        assert_eq!(check("\\\\A"), Ok(()));
        let error = check("\\A[a-z]+").unwrap_err();
        assert!(error.contains("`\\A`") && error.contains("write `^`"), "{error}");
        assert!(check("(").unwrap_err().contains("no regular expression"));
    }
}
