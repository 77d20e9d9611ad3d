//! Path parameters: the segments of the path that stand where the route has placeholders.

use std::borrow::Cow;

use gati_schema::ty::Side;
use gati_schema::violation::Violation as Found;
use serde::Deserialize;

use super::text::Text;
use super::{Call, given, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::Violation;
use crate::problem::catalogue::{self, Part};
use crate::rejection::Rejection;
use crate::version::Given;

impl<G: Context> Call<G> {
    /// The path parameters of those names and types, in that order.
    ///
    /// # Errors
    ///
    /// If one of them does not fit its type, or is not UTF-8 when its percent-encoding is taken away.
    pub fn path<P: PathParameters>(&mut self, parameters: P) -> Result<P::Values, Rejection> {
        if let Some(values) = self.gift(Given::path_mut) {
            return given::checked(values?, |values| parameters.check(values));
        }
        let mut reader = PathReader {
            template: self.template(),
            path: self.head.0.uri.path(),
            violations: Vec::new(),
            unread: Vec::new(),
        };
        match parameters.read(&mut reader) {
            Some(values) if reader.violations.is_empty() => Ok(values),
            _ => {
                let mut violations = reader.violations;
                for unread in reader.unread {
                    violations.extend(self.reread_path(unread.name, &unread.text, &unread.error));
                }
                Err(catalogue::invalid_part(Part::Path, violations).into())
            }
        }
    }
}

/// A path parameter to read: its name in the path, and the type that its text must fit.
#[derive(Debug)]
pub struct Parameter<T> {
    name: &'static str,
    read: fn(&mut PathReader<'_>, &'static str) -> Option<T>,
    /// What is wrong with a value that did not come from the path.
    check: fn(&T) -> Vec<Found>,
}

impl<T> Parameter<T> {
    /// The parameter of that name.
    #[must_use]
    pub fn named(name: &'static str) -> Self
    where
        T: for<'de> Deserialize<'de> + GType,
    {
        Self {
            name,
            read: |reader, name| reader.parameter(name),
            check: |value| reread::validate(value, Side::Read),
        }
    }
}

/// A tuple of path parameters. What a type must be able to do is asked where its [`Parameter`] is made, so that rustc blames the
/// one that cannot.
pub trait PathParameters {
    /// The tuple of what was read.
    type Values: 'static;

    /// Reads every parameter, gathering what is wrong with each.
    #[doc(hidden)]
    fn read(self, reader: &mut PathReader<'_>) -> Option<Self::Values>;

    /// What is wrong with values that were given.
    #[doc(hidden)]
    fn check(&self, values: &Self::Values) -> Vec<Found>;
}

/// Hands out the parameters of one path by name.
#[doc(hidden)]
#[derive(Debug)]
pub struct PathReader<'a> {
    template: &'static str,
    path: &'a str,
    violations: Vec<Violation>,
    unread: Vec<Unread>,
}

/// A parameter that serde refused.
#[derive(Debug)]
struct Unread {
    name: &'static str,
    text: String,
    error: String,
}

impl<'a> PathReader<'a> {
    fn parameter<T: for<'de> Deserialize<'de> + GType>(&mut self, name: &'static str) -> Option<T> {
        let text = self.text(name)?;
        match T::deserialize(Text(Cow::Borrowed(&text))) {
            Ok(value) => {
                let found = reread::validate(&value, Side::Read);
                if !found.is_empty() {
                    self.violations.extend(reread::under(name, found));
                }
                Some(value)
            }
            Err(error) => {
                self.unread.push(Unread {
                    name,
                    error: error.to_string(),
                    text: text.into_owned(),
                });
                None
            }
        }
    }

    fn text(&mut self, name: &'static str) -> Option<Cow<'a, str>> {
        let raw = find(self.template, self.path, name).unwrap_or_default();
        match decode(raw) {
            Some(text) => Some(text),
            None => {
                self.violations.push(Violation {
                    place: Part::Path.name().into(),
                    pointer: format!("/{name}"),
                    keyword: "encoding".into(),
                    expected: "UTF-8, percent-encoded".into(),
                    actual: raw.to_owned(),
                });
                None
            }
        }
    }
}

/// The raw text that stands where the template has the placeholder of that name.
///
/// axum has already matched the path, so segments correspond one to one; a path that a layer changed afterwards gives `None`.
pub(super) fn find<'a>(template: &str, path: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = path.strip_prefix('/')?;
    let mut segments = Some(template.strip_prefix('/')?);
    while let Some(left) = segments {
        let (segment, further) = cut(left);
        let placeholder = segment
            .strip_prefix('{')
            .and_then(|inner| inner.strip_suffix('}'));
        if placeholder.and_then(|inner| inner.strip_prefix('*')) == Some(name) {
            return Some(rest);
        }
        let (here, after) = cut(rest);
        if placeholder == Some(name) {
            return Some(here);
        }
        rest = after.unwrap_or_default();
        segments = further;
    }
    None
}

/// What comes before the next `/`, and what after it. Segments are short, so that a plain loop is faster than what searches long texts.
fn cut(text: &str) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == b'/') {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Takes percent-encoding away; `None` if what is left is not UTF-8. A `%` that starts no code stands for itself.
pub(crate) fn decode(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('%') {
        return Some(Cow::Borrowed(raw));
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The value of a hexadecimal digit.
const fn digit(c: u8) -> u8 {
    match c {
        b'0'..=b'9' => c - b'0',
        _ => (c | 0x20) - b'a' + 10,
    }
}

macro_rules! tuples {
    ($(($($name:ident $value:ident),+))*) => {$(
        impl<$($name: 'static),+> PathParameters for ($(Parameter<$name>,)+) {
            type Values = ($($name,)+);

            #[expect(non_snake_case, reason = "each type names its own variable")]
            fn read(self, reader: &mut PathReader<'_>) -> Option<Self::Values> {
                let ($($name,)+) = self;
                // Every parameter is read before the first failure counts, so that all of them are reported.
                let ($($name,)+) = ($(($name.read)(reader, $name.name),)+);
                Some(($($name?,)+))
            }

            #[expect(non_snake_case, reason = "each type names its own variable")]
            fn check(&self, values: &Self::Values) -> Vec<Found> {
                let ($($name,)+) = self;
                let ($($value,)+) = values;
                [$(($name.check)($value)),+].concat()
            }
        }
    )*};
}

tuples! {
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, F f)
    (A a, B b, C c, D d, E e, F f, H h)
    (A a, B b, C c, D d, E e, F f, H h, I i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_by_its_name() {
        let template = "/shops/{shop}/files/{*rest}";
        let path = "/shops/7/files/a/b";
        assert_eq!(find(template, path, "shop"), Some("7"));
        assert_eq!(find(template, path, "rest"), Some("a/b"));
        assert_eq!(find(template, path, "other"), None);
        assert_eq!(find("/{*rest}", "/", "rest"), Some(""));
        assert_eq!(find("/a/{id}/b", "/a", "id"), Some(""));
        assert_eq!(find("/a/{id}", "a", "id"), None);
    }

    #[test]
    fn percent_encoding_is_taken_away_once() {
        assert_eq!(decode("a%20b").as_deref(), Some("a b"));
        assert_eq!(decode("%C3%a9").as_deref(), Some("é"));
        assert_eq!(decode("%2525").as_deref(), Some("%25"));
        assert_eq!(decode("100%").as_deref(), Some("100%"));
        assert_eq!(decode("%zz").as_deref(), Some("%zz"));
        assert_eq!(decode("%FF"), None);
    }
}
