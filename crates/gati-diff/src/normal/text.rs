//! Sets of texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gati_schema::manifest::Package;
use gati_schema::ty::{Constraints, Format, Kind, Scalar, Side};
use gati_schema::{Manifest, Type, check, format};
use regex_lite::Regex;
use serde_json::Value;

use super::asked::chain;
use crate::sample;
use crate::verdict::Fit;

/// A set of texts: so long, matching these patterns, of these forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    pub(crate) patterns: BTreeSet<String>,
    pub(crate) forms: BTreeSet<Form>,
}

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A form with a name.
    Named(Format),
    /// What the type reads and writes, where that has no name.
    Of(Scalar),
}

impl PartialOrd for Form {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Form {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name().cmp(other.name())
    }
}

impl Form {
    /// The name in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Named(format) => format.name(),
            // Names of scalars and formats do not meet: a scalar whose form has a name is that form.
            Self::Of(Scalar::Uuid) => "uuid in any spelling",
            Self::Of(scalar) => scalar.name(),
        }
    }

    /// The fewest and the most characters that a text of this form has.
    fn lengths(self) -> (u64, Option<u64>) {
        match self {
            Self::Named(Format::Uuid) => (36, Some(36)),
            Self::Named(Format::Date) => (10, Some(10)),
            Self::Named(Format::Ipv4) => (7, Some(15)),
            Self::Named(Format::Ipv6) => (2, Some(45)),
            Self::Named(Format::DateTime) => (20, None),
            Self::Named(Format::Time) => (9, None),
            Self::Named(Format::Email | Format::Duration) => (3, None),
            Self::Named(Format::Uri) => (2, None),
            // Bare digits, and those in the form of a URN.
            Self::Of(Scalar::Uuid) => (32, Some(45)),
            Self::Named(Format::Hostname) | Self::Of(_) => (1, None),
        }
    }

    /// Whether every text of this form is of the other.
    fn implies(self, other: Self) -> bool {
        self == other
            || matches!(
                (self, other),
                (Self::Named(Format::Uuid), Self::Of(Scalar::Uuid))
                    | (Self::Named(Format::Ipv4), Self::Named(Format::Hostname))
            )
    }

    /// Whether a text is of this form; `None` if that takes the code of the type to tell.
    fn matches(self, text: &str) -> Option<bool> {
        match self {
            Self::Named(of) => Some(format::matches(of, text)),
            Self::Of(_) if sample::of_form(self).contains(&text) => Some(true),
            // What the schema refuses, the type refuses too; what it takes is for the type to say.
            Self::Of(scalar) if !is_in_schema(scalar, text) => Some(false),
            Self::Of(_) => None,
        }
    }
}

/// Whether a text is in the schema of a scalar on the side that takes more.
fn is_in_schema(scalar: Scalar, text: &str) -> bool {
    static NOTHING: LazyLock<Manifest> = LazyLock::new(|| {
        let package = Package {
            name: String::new(),
            version: String::new(),
            description: String::new(),
        };
        Manifest::new(package, Vec::new(), BTreeMap::new())
    });
    let ty = Type::from(Kind::Scalar { scalar });
    check::value(&NOTHING, &ty, Side::Read, &Value::from(text)).is_empty()
}

impl Texts {
    /// Texts of a form.
    pub(crate) fn of(form: Form) -> Self {
        Self {
            forms: BTreeSet::from([form]),
            ..Self::default()
        }
    }

    /// Texts of exactly one character.
    pub(crate) fn one() -> Self {
        Self {
            min: 1,
            max: Some(1),
            ..Self::default()
        }
    }

    /// Those of which the constraints hold as well.
    pub(crate) fn constrained(mut self, constraints: &Constraints) -> Self {
        self.min = self.min.max(constraints.min_length.unwrap_or(0));
        self.max = match (self.max, constraints.max_length) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        for constraints in chain(constraints) {
            self.patterns.extend(constraints.pattern.clone());
            self.forms.extend(constraints.format.map(Form::Named));
        }
        self
    }

    /// The fewest and the most characters that one of these has, as far as lengths and forms tell.
    pub(crate) fn lengths(&self) -> (u64, Option<u64>) {
        self.forms.iter().map(|form| form.lengths()).fold(
            (self.min, self.max),
            |(min, max), (least, most)| {
                let max = match (max, most) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                (min.max(least), max)
            },
        )
    }

    /// Whether these are all texts.
    pub(crate) fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a text belongs to the set; `None` if that cannot be told.
    pub(crate) fn contains(&self, text: &str) -> Option<bool> {
        let length = text.chars().count() as u64;
        if length < self.min || self.max.is_some_and(|max| length > max) {
            return Some(false);
        }
        let matches = |pattern: &String| Regex::new(pattern).is_ok_and(|regex| regex.is_match(text));
        if !self.patterns.iter().all(matches) {
            return Some(false);
        }
        let mut known = true;
        for form in &self.forms {
            match form.matches(text) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => known = false,
            }
        }
        known.then_some(true)
    }

    /// Whether all of these are among `others`.
    pub(crate) fn fit(&self, others: &Self) -> Fit {
        let patterns = others.patterns.is_subset(&self.patterns);
        let forms = others
            .forms
            .iter()
            .all(|theirs| self.forms.iter().any(|own| own.implies(*theirs)));
        let (min, max) = self.lengths();
        let longest = others
            .max
            .is_none_or(|theirs| max.is_some_and(|own| own <= theirs));
        if patterns && forms && min >= others.min && longest {
            Fit::Fits
        } else if self.counterexample(others).is_some() {
            Fit::Fails
        } else {
            Fit::Unknown
        }
    }

    /// One of these that is not among `others`.
    pub(crate) fn counterexample(&self, others: &Self) -> Option<String> {
        let mut lengths = vec![self.min];
        lengths.extend(self.max);
        lengths.extend(others.min.checked_sub(1));
        lengths.extend(others.max.map(|max| max.saturating_add(1)));
        sample::texts(self, &lengths).find(|text| others.contains(text) == Some(false))
    }
}
