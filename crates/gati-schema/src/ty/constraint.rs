//! What must hold of a value beyond its kind.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The constraints of one place. Absent means unconstrained.
///
/// On `Option<T>` they are those of `T`; on a list `min_items` and its kin count the list, and `items` holds what every item
/// (or every value of a map) must satisfy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Constraints {
    /// The smallest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The largest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The number must be larger than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_min: Option<Number>,
    /// The number must be smaller than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_max: Option<Number>,
    /// The number must be a whole multiple of this, which is above zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<Number>,
    /// The fewest Unicode scalar values in a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The most Unicode scalar values in a text; for an upload, the most bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// A regular expression that must match somewhere in the text (anchor it with `^` and `$`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// A well-known form of text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// The fewest items of a list or set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// The most items of a list or set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// Whether all items of a list must differ.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// The fewest entries of a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_properties: Option<u64>,
    /// The most entries of a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_properties: Option<u64>,
    /// The name of a Rust function that checks the value; it leaves no trace in a JSON Schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// What must hold of every item or map value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Constraints>>,
    /// What must hold besides: a second pattern, format, divisor or function, where a type with one is constrained further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Constraints>>,
}

impl Constraints {
    /// Nothing is asked.
    pub const NONE: Self = Self {
        min: None,
        max: None,
        exclusive_min: None,
        exclusive_max: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        format: None,
        min_items: None,
        max_items: None,
        unique: false,
        min_properties: None,
        max_properties: None,
        check: None,
        items: None,
        also: None,
    };

    /// Both at once. Of two bounds the stricter counts; two patterns, formats, divisors or functions stand beside each other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut also = Self::NONE;
        let joined = Self {
            min: stricter(self.min, other.min, Ordering::Greater),
            max: stricter(self.max, other.max, Ordering::Less),
            exclusive_min: stricter(self.exclusive_min, other.exclusive_min, Ordering::Greater),
            exclusive_max: stricter(self.exclusive_max, other.exclusive_max, Ordering::Less),
            multiple_of: beside(self.multiple_of, other.multiple_of, &mut also.multiple_of),
            min_length: stricter(self.min_length, other.min_length, Ordering::Greater),
            max_length: stricter(self.max_length, other.max_length, Ordering::Less),
            pattern: beside(self.pattern, other.pattern, &mut also.pattern),
            format: beside(self.format, other.format, &mut also.format),
            min_items: stricter(self.min_items, other.min_items, Ordering::Greater),
            max_items: stricter(self.max_items, other.max_items, Ordering::Less),
            unique: self.unique || other.unique,
            min_properties: stricter(self.min_properties, other.min_properties, Ordering::Greater),
            max_properties: stricter(self.max_properties, other.max_properties, Ordering::Less),
            check: beside(self.check, other.check, &mut also.check),
            items: join(self.items, other.items),
            also: join(self.also, other.also),
        };
        if also.is_empty() {
            joined
        } else {
            Self {
                also: join(Some(Box::new(also)), joined.also),
                ..joined
            }
        }
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // Taken apart rather than compared with nothing: it is asked of every place of a manifest, more than once.
        let Self {
            min: None,
            max: None,
            exclusive_min: None,
            exclusive_max: None,
            multiple_of: None,
            min_length: None,
            max_length: None,
            pattern: None,
            format: None,
            min_items: None,
            max_items: None,
            unique: false,
            min_properties: None,
            max_properties: None,
            check: None,
            items: None,
            also: None,
        } = self
        else {
            return false;
        };
        true
    }
}

/// Of two bounds the one that stands in the direction `wins` to the other.
fn stricter<T: PartialOrd>(a: Option<T>, b: Option<T>, wins: Ordering) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.partial_cmp(&b) == Some(wins) { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Of two facts that cannot be joined the later; the earlier, unless it is the same, goes to `also`.
fn beside<T: PartialEq>(a: Option<T>, b: Option<T>, also: &mut Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => {
            *also = Some(a);
            Some(b)
        }
        (a, b) => b.or(a),
    }
}

fn join(a: Option<Box<Constraints>>, b: Option<Box<Constraints>>) -> Option<Box<Constraints>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Box::new(a.and(*b))),
        (a, b) => a.or(b),
    }
}

/// A number of a constraint, kept exactly as `serde_json` keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub serde_json::Number);

impl Number {
    /// The nearest `f64`.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::NAN)
    }

    /// The exact whole number, if it is one.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        self.0
            .as_u64()
            .map(i128::from)
            .or_else(|| self.0.as_i64().map(i128::from))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.as_i128(), other.as_i128()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

/// A well-known form of text, named as JSON Schema names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// RFC 5321, the forms without quotes and comments.
    Email,
    /// RFC 9562 in its hyphenated form.
    Uuid,
    /// RFC 3339 date and time with offset.
    DateTime,
    /// RFC 3339 full date.
    Date,
    /// RFC 3339 full time with offset.
    Time,
    /// ISO 8601 duration, as in RFC 3339 appendix A.
    Duration,
    /// RFC 3986 with scheme.
    Uri,
    /// RFC 1123.
    Hostname,
    /// Dotted quad.
    Ipv4,
    /// RFC 4291.
    Ipv6,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Email,
        Self::Uuid,
        Self::DateTime,
        Self::Date,
        Self::Time,
        Self::Duration,
        Self::Uri,
        Self::Hostname,
        Self::Ipv4,
        Self::Ipv6,
    ];

    /// The name in JSON Schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Uuid => "uuid",
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Uri => "uri",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_bounds_the_stricter_counts() {
        let both = at_least(5).and(at_least(3));
        assert_eq!(both, at_least(5));
        assert_eq!(both.and(Constraints::NONE), at_least(5));
    }

    #[test]
    fn two_patterns_stand_beside_each_other() {
        let both = matching("^a").and(matching("b$"));
        assert_eq!(both.pattern.as_deref(), Some("b$"));
        assert_eq!(both.also.as_deref(), Some(&matching("^a")));
        assert_eq!(matching("^a").and(matching("^a")), matching("^a"));
    }

    fn at_least(min: u64) -> Constraints {
        Constraints {
            min: Some(Number::from(min)),
            ..Constraints::NONE
        }
    }

    fn matching(pattern: &str) -> Constraints {
        Constraints {
            pattern: Some(pattern.to_owned()),
            ..Constraints::NONE
        }
    }
}
