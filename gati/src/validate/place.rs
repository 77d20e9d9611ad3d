//! Where in a value a check stands, and the report it writes to.

use std::borrow::Cow;
use std::fmt::{self, Display};

use gati_schema::Violation;
use gati_schema::ty::Side;
use gati_schema::violation::{LIMIT, push_segment};
use serde::Serialize;

/// Everything that is wrong with a value.
#[derive(Debug)]
pub struct Report {
    side: Side,
    violations: Vec<Violation>,
}

impl Report {
    /// A report with nothing in it, about a value seen from `side`.
    #[must_use]
    pub const fn new(side: Side) -> Self {
        Self {
            side,
            violations: Vec::new(),
        }
    }

    /// The place of the whole value.
    pub const fn place(&mut self) -> Place<'_> {
        Place {
            path: Path {
                parent: None,
                segment: Segment::Root,
            },
            report: self,
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// What is wrong, in the order in which it was found.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What is wrong, in the order in which it was found.
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.violations.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

/// A place in a value that is being checked.
#[derive(Debug)]
pub struct Place<'a> {
    path: Path<'a>,
    report: &'a mut Report,
}

impl Place<'_> {
    /// The place of a field, or of a variant's content under its tag.
    pub const fn field(&mut self, name: &'static str) -> Place<'_> {
        self.inner(Segment::Name(name))
    }

    /// The place of a field whose name differs by side.
    pub const fn sided(&mut self, read: &'static str, write: &'static str) -> Place<'_> {
        let name = match self.report.side {
            Side::Read => read,
            Side::Write => write,
        };
        self.inner(Segment::Name(name))
    }

    /// The place of an item.
    pub const fn index(&mut self, index: usize) -> Place<'_> {
        self.inner(Segment::Index(index))
    }

    /// The place of an entry of a map. The key is turned to text only if something is wrong there.
    pub fn key<'b, K: Serialize>(&'b mut self, key: &'b K) -> Place<'b> {
        self.inner(Segment::Key(key))
    }

    /// From which side the value is seen.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.report.side
    }

    /// The path as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.path.write(&mut pointer);
        pointer
    }

    /// Reports that something is wrong here. Beyond [`LIMIT`] violations nothing is kept.
    #[cold]
    pub fn violation(&mut self, keyword: &'static str, expected: impl Display, actual: impl Display) {
        if self.report.violations.len() < LIMIT {
            self.report.violations.push(Violation {
                pointer: self.pointer(),
                keyword: Cow::Borrowed(keyword),
                expected: expected.to_string(),
                actual: actual.to_string(),
            });
        }
    }

    const fn inner<'b>(&'b mut self, segment: Segment<'b>) -> Place<'b> {
        Place {
            path: Path {
                parent: Some(&self.path),
                segment,
            },
            report: self.report,
        }
    }
}

/// A path that lives on the stack of the walk: each place knows the one around it.
#[derive(Debug)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    segment: Segment<'a>,
}

enum Segment<'a> {
    Root,
    Name(&'static str),
    Index(usize),
    Key(&'a dyn KeyText),
}

impl Path<'_> {
    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.segment {
            Segment::Root => {}
            Segment::Name(name) => push_segment(pointer, name),
            Segment::Index(index) => push_segment(pointer, &index.to_string()),
            Segment::Key(key) => push_segment(pointer, &key.key_text()),
        }
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("Root"),
            Self::Name(name) => f.debug_tuple("Name").field(name).finish(),
            Self::Index(index) => f.debug_tuple("Index").field(index).finish(),
            Self::Key(key) => f.debug_tuple("Key").field(&key.key_text()).finish(),
        }
    }
}

/// A key of a map, as the property name that `serde_json` makes of it.
trait KeyText {
    fn key_text(&self) -> String;
}

impl<K: Serialize> KeyText for K {
    fn key_text(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(text)) => text,
            Ok(other) => other.to_string(),
            // A key without a text form could not have been read, and cannot be written either.
            Err(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_names_every_step() {
        let mut report = Report::new(Side::Write);
        report
            .place()
            .field("lines")
            .index(3)
            .key(&"a/b")
            .sided("in", "out")
            .violation("minimum", "at least 1", 0);
        assert_eq!(
            report.to_string(),
            "/lines/3/a~1b/out: expected at least 1, found 0"
        );
    }

    #[test]
    fn keys_are_written_as_json_writes_them() {
        let mut report = Report::new(Side::Read);
        report.place().key(&17_u8).violation("type", "", "");
        report.place().key(&'x').violation("type", "", "");
        let pointers: Vec<&str> = report.violations().iter().map(|v| &*v.pointer).collect();
        assert_eq!(pointers, ["/17", "/x"]);
    }

    #[test]
    fn a_report_has_an_end() {
        let mut report = Report::new(Side::Read);
        for index in 0..10 * LIMIT {
            report.place().index(index).violation("type", "", "");
        }
        assert_eq!(report.violations().len(), LIMIT);
    }
}
