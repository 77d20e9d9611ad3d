//! The path of a handler: parsed once, printed for axum, for OpenAPI and for people.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A path such as `/payments/:id/capture`.
///
/// Placeholders are written `:id` or `{id}` and take one whole segment; `*rest` (or `{*rest}`) takes all that is left and may only
/// stand last. Both spellings mean the same; the canonical one, which is stored, has the colon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    segments: Vec<Segment>,
    trailing_slash: bool,
}

/// One part of a path between two slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Text that must be there as it is.
    Literal(String),
    /// One segment of any text, given to the handler by name.
    Placeholder(String),
    /// The rest of the path, given to the handler by name.
    Wildcard(String),
}

/// What is wrong with a path, and where: a byte range into the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What is wrong, in our words.
    pub message: String,
    /// The bytes of the text at fault.
    pub range: std::ops::Range<usize>,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PathError {}

impl PathTemplate {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// If it does not start with a slash, has an empty segment, an unknown character, a placeholder that is no
    /// identifier or shares its segment with text, a name twice, or a wildcard that is not last.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let fail = |message: String, range| Err(PathError { message, range });
        if !text.starts_with('/') {
            return fail("a path starts with `/`".into(), 0..text.len());
        }
        let mut segments: Vec<Segment> = Vec::new();
        let mut trailing_slash = false;
        let mut start = 1;
        let parts: Vec<&str> = text[1..].split('/').collect();
        for (i, part) in parts.iter().enumerate() {
            let range = start..start + part.len();
            start = range.end + 1;
            let last = i + 1 == parts.len();
            if part.is_empty() {
                if last {
                    trailing_slash = parts.len() > 1;
                    continue;
                }
                return fail(
                    "a path has no empty segment (`//`)".into(),
                    range.start.saturating_sub(1)..range.end + 1,
                );
            }
            let segment = Segment::parse(part).map_err(|message| PathError {
                message,
                range: range.clone(),
            })?;
            if matches!(segment, Segment::Wildcard(_)) && !last {
                return fail(
                    format!("the wildcard `{part}` takes all that is left and must be the last segment"),
                    range,
                );
            }
            if let Some(name) = segment.name()
                && segments.iter().any(|earlier| earlier.name() == Some(name))
            {
                return fail(
                    format!("the placeholder `{name}` stands in this path twice"),
                    range,
                );
            }
            segments.push(segment);
        }
        Ok(Self {
            segments,
            trailing_slash,
        })
    }

    /// The segments in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether the path ends with a slash of its own.
    #[must_use]
    pub fn has_trailing_slash(&self) -> bool {
        self.trailing_slash
    }

    /// The names of placeholders and of the wildcard, in the order of the path.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(Segment::name)
    }

    /// The path in the grammar of axum 0.8 (`{id}`, `{*rest}`).
    #[must_use]
    pub fn to_axum(&self) -> String {
        self.print(|segment| match segment {
            Segment::Literal(text) => ["", text, ""],
            Segment::Placeholder(name) => ["{", name, "}"],
            Segment::Wildcard(name) => ["{*", name, "}"],
        })
    }

    /// The path in the grammar of OpenAPI, which has no wildcard: `*rest` is printed `{rest}`.
    #[must_use]
    pub fn to_openapi(&self) -> String {
        self.print(|segment| match segment {
            Segment::Literal(text) => ["", text, ""],
            Segment::Placeholder(name) | Segment::Wildcard(name) => ["{", name, "}"],
        })
    }

    /// The path without the names of its placeholders: two handlers with equal keys answer the same requests.
    #[must_use]
    pub fn key(&self) -> String {
        self.print(|segment| match segment {
            Segment::Literal(text) => ["", text, ""],
            Segment::Placeholder(_) => [":", "", ""],
            Segment::Wildcard(_) => ["*", "", ""],
        })
    }

    /// Each segment after a slash, in three pieces.
    fn print<'a>(&'a self, pieces: impl Fn(&'a Segment) -> [&'a str; 3]) -> String {
        let lengths = self.segments.iter().map(|segment| pieces(segment).map(str::len));
        let length: usize = lengths.map(|[a, b, c]| 1 + a + b + c).sum();
        let mut text = String::with_capacity(length + 1);
        for segment in &self.segments {
            text.push('/');
            text.extend(pieces(segment));
        }
        if self.trailing_slash || self.segments.is_empty() {
            text.push('/');
        }
        text
    }
}

impl Segment {
    fn parse(part: &str) -> Result<Self, String> {
        let braced = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        if let Some(name) = part
            .strip_prefix('*')
            .or_else(|| braced.and_then(|inner| inner.strip_prefix('*')))
        {
            return identifier(name, part).map(Self::Wildcard);
        }
        if let Some(name) = part.strip_prefix(':').or(braced) {
            return identifier(name, part).map(Self::Placeholder);
        }
        if let Some(c) = part.chars().find(|c| matches!(c, '{' | '}' | '*' | ':')) {
            return Err(format!(
                "`{c}` in `{part}`: a placeholder takes a whole segment, as in `/:id/`"
            ));
        }
        if let Some(c) = part
            .chars()
            .find(|c| !(c.is_ascii_alphanumeric() || "-._~!$&'()+,;=@".contains(*c)))
        {
            return Err(format!(
                "`{c}` in `{part}` cannot stand in a path; percent-encoding is the client's work"
            ));
        }
        Ok(Self::Literal(part.to_owned()))
    }

    /// The name by which the handler gets this segment, if it gets it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Placeholder(name) | Self::Wildcard(name) => Some(name),
        }
    }
}

fn identifier(name: &str, part: &str) -> Result<String, String> {
    let mut chars = name.chars();
    let starts_well = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    if starts_well && chars.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        Ok(name.to_owned())
    } else if name.is_empty() {
        Err(format!(
            "`{part}` names nothing: a placeholder is the name of an argument, as in `/:id`"
        ))
    } else {
        Err(format!(
            "`{name}` in `{part}` is not the name of an argument; a placeholder takes a whole segment"
        ))
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print(|segment| match segment {
            Segment::Literal(text) => ["", text, ""],
            Segment::Placeholder(name) => [":", name, ""],
            Segment::Wildcard(name) => ["*", name, ""],
        }))
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PathTemplate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_path_is_the_same_path() {
        let path = PathTemplate::parse("/payments/{id}/files/*rest").unwrap();
        assert_eq!(path, PathTemplate::parse("/payments/:id/files/{*rest}").unwrap());
        assert_eq!(path.to_string(), "/payments/:id/files/*rest");
        assert_eq!(path.to_axum(), "/payments/{id}/files/{*rest}");
        assert_eq!(path.to_openapi(), "/payments/{id}/files/{rest}");
        assert_eq!(path.key(), "/payments/:/files/*");
        assert_eq!(path.placeholders().collect::<Vec<_>>(), ["id", "rest"]);
    }

    #[test]
    fn the_root_and_trailing_slashes_are_kept() {
        for text in ["/", "/a", "/a/", "/a/b"] {
            assert_eq!(PathTemplate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn each_mistake_names_its_bytes() {
        for (text, range) in [
            ("payments", 0..8),
            ("/a//b", 2..4),
            ("/a/:id.json", 3..11),
            ("/v:x", 1..4),
            ("/:", 1..2),
            ("/*rest/a", 1..6),
            ("/:id/:id", 5..8),
            ("/caf\u{e9}", 1..6),
        ] {
            assert_eq!(PathTemplate::parse(text).unwrap_err().range, range, "{text}");
        }
    }
}
