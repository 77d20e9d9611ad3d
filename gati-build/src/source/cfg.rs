//! `cfg` predicates, judged from what Cargo says about the target.
//!
//! A build script runs once for the program and for its tests, and it does not see every option of the compiler. What it
//! cannot know is [`Truth::Unknown`], with the reason, and never a guess.

use std::collections::BTreeSet;

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitStr, Token, parenthesized};

use crate::cargo::Target;

/// What stands in `cfg(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Predicate {
    Constant(bool),
    Key(String),
    Value(String, String),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
    /// A form that is not known here, such as `version(…)`.
    Other(String),
}

impl Parse for Predicate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitBool) {
            return Ok(Self::Constant(input.parse::<LitBool>()?.value));
        }
        let key = input.call(Ident::parse_any)?.unraw().to_string();
        if input.parse::<Option<Token![=]>>()?.is_some() {
            return Ok(Self::Value(key, input.parse::<LitStr>()?.value()));
        }
        if !input.peek(syn::token::Paren) {
            return Ok(Self::Key(key));
        }
        let content;
        parenthesized!(content in input);
        if !matches!(key.as_str(), "all" | "any" | "not") {
            content.parse::<proc_macro2::TokenStream>()?;
            return Ok(Self::Other(key));
        }
        let inner: Vec<Self> = Punctuated::<Self, Token![,]>::parse_terminated(&content)?
            .into_iter()
            .collect();
        Ok(match key.as_str() {
            "all" => Self::All(inner),
            "any" => Self::Any(inner),
            _ => Self::Not(Box::new(Self::All(inner))),
        })
    }
}

/// Whether a predicate holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    /// It depends on something that a build script does not see: the name of that.
    Unknown(String),
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            unknown @ Self::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// Options that differ between the compilations for which one run of the build script stands.
const UNSEEN: [&str; 8] = [
    "clippy",
    "debug_assertions",
    "doc",
    "doctest",
    "miri",
    "overflow_checks",
    "rust_analyzer",
    "test",
];

impl Predicate {
    /// Judges the predicate.
    pub(crate) fn holds(&self, target: &Target, features: &BTreeSet<String>) -> Truth {
        match self {
            Self::Constant(value) => (*value).into(),
            Self::Key(key) if UNSEEN.contains(&key.as_str()) => Truth::Unknown(key.clone()),
            Self::Key(key) => target.has(key, None).into(),
            Self::Value(key, value) if key == "feature" => features.contains(value).into(),
            Self::Value(key, value) => target.has(key, Some(value)).into(),
            Self::All(inner) => every(inner.iter().map(|one| one.holds(target, features))),
            Self::Any(inner) => !every(inner.iter().map(|one| !one.holds(target, features))),
            Self::Not(inner) => !inner.holds(target, features),
            Self::Other(name) => Truth::Unknown(name.clone()),
        }
    }

    /// Judges the predicate as if everything that is unseen were not set.
    pub(crate) fn holds_without_unseen(&self, target: &Target, features: &BTreeSet<String>) -> bool {
        match self {
            Self::All(inner) => inner.iter().all(|one| one.holds_without_unseen(target, features)),
            Self::Any(inner) => inner.iter().any(|one| one.holds_without_unseen(target, features)),
            Self::Not(inner) => !inner.holds_without_unseen(target, features),
            leaf => leaf.holds(target, features) == Truth::Yes,
        }
    }
}

/// `No` beats `Unknown`, which beats `Yes`.
fn every(each: impl Iterator<Item = Truth>) -> Truth {
    let mut sum = Truth::Yes;
    for one in each {
        match one {
            Truth::No => return Truth::No,
            Truth::Unknown(name) => sum = Truth::Unknown(name),
            Truth::Yes => {}
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(text: &str) -> Truth {
        let mut target = Target::default();
        target.set("unix", "");
        target.set("target_os", "linux");
        target.set("target_feature", "sse");
        target.set("target_feature", "sse2");
        let features = BTreeSet::from(["extra".to_owned()]);
        syn::parse_str::<Predicate>(text)
            .unwrap()
            .holds(&target, &features)
    }

    #[test]
    fn keys_values_and_features_are_looked_up() {
        for text in [
            "unix",
            "target_os = \"linux\"",
            "target_feature = \"sse2\"",
            "feature = \"extra\"",
            "true",
            "all()",
            "not(windows)",
            "any(windows, unix)",
            "all(unix, not(feature = \"other\"),)",
        ] {
            assert_eq!(judge(text), Truth::Yes, "{text}");
        }
        for text in [
            "windows",
            "false",
            "any()",
            "feature = \"unix\"",
            "all(unix, windows)",
        ] {
            assert_eq!(judge(text), Truth::No, "{text}");
        }
    }

    #[test]
    fn what_a_build_script_does_not_see_is_unknown_unless_it_does_not_matter() {
        for text in [
            "test",
            "not(test)",
            "all(unix, test)",
            "any(windows, debug_assertions)",
        ] {
            assert!(matches!(judge(text), Truth::Unknown(_)), "{text}");
        }
        assert_eq!(judge("all(windows, test)"), Truth::No);
        assert_eq!(judge("any(unix, test)"), Truth::Yes);
    }
}
