//! The rules: one name, one explanation, for each effect that a change can have. They are data; which of them a change
//! is called by is decided where pairs are compared (`walk`, `route`).

pub mod answer;
pub mod body;
pub mod choice;
pub mod constraint;
pub mod field;
pub mod handler;
pub mod note;
pub mod parameter;
pub mod value;

use crate::change::{Direction, Transformer};
use crate::verdict::{Class, Level, Verdict};

/// One kind of change.
#[derive(Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, for ever.
    pub id: &'static str,
    /// What happened, as a clause: "a required field was added".
    pub title: &'static str,
    /// What that means for callers.
    pub explanation: &'static str,
    /// What follows from it on the wire.
    pub class: Class,
    /// What the generated client makes of it, where the old request shape or the old answer shape is used in code.
    pub source: PerDirection<Level>,
    /// Whether an old caller can be served all the same, unless the place itself says more.
    pub transformer: PerDirection<Transformer>,
}

/// A fact for requests and one for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PerDirection<T> {
    /// Where the server reads.
    pub request: T,
    /// Where the server writes.
    pub response: T,
}

impl<T: Copy + Ord> PerDirection<T> {
    /// The fact for a direction; for neither, the weightier.
    #[must_use]
    pub fn on(self, direction: Direction) -> T {
        match direction {
            Direction::Request => self.request,
            Direction::Response => self.response,
            Direction::None => self.request.max(self.response),
        }
    }
}

impl Rule {
    /// What a change by this rule asks of callers.
    #[must_use]
    pub fn verdict(&self, direction: Direction) -> Verdict {
        Verdict {
            wire: self.class.level(direction),
            source: self.source.on(direction),
        }
    }

    /// The rule of that name.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        all().find(|rule| rule.id == id)
    }
}

/// Rules about one subject.
#[derive(Debug)]
pub struct Group {
    /// The subject.
    pub title: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
}

/// Every rule, by subject.
pub static GROUPS: &[&Group] = &[
    &handler::GROUP,
    &parameter::GROUP,
    &body::GROUP,
    &field::GROUP,
    &value::GROUP,
    &constraint::GROUP,
    &choice::GROUP,
    &answer::GROUP,
    &note::GROUP,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules).copied()
}

/// Declares the rules of one subject: a static for each, and the group of all.
macro_rules! rules {
    (
        $group:literal;
        $(
            $name:ident $id:literal
            $class:ident($($fact:ident),+) source($src_req:ident, $src_resp:ident) by($by_req:ident, $by_resp:ident)
            $title:literal
            $explanation:literal;
        )+
    ) => {
        $(
            #[doc = concat!("`", $id, "`: ", $title, ".")]
            pub static $name: $crate::rule::Rule = $crate::rule::Rule {
                id: $id,
                title: $title,
                explanation: $explanation,
                class: $crate::rule::$class($(rules!(@fact $class $fact)),+),
                source: $crate::rule::PerDirection {
                    request: $crate::Level::$src_req,
                    response: $crate::Level::$src_resp,
                },
                transformer: $crate::rule::PerDirection {
                    request: $crate::Transformer::$by_req,
                    response: $crate::Transformer::$by_resp,
                },
            };
        )+
        /// The rules of this subject.
        pub static GROUP: $crate::rule::Group = $crate::rule::Group {
            title: $group,
            rules: &[$(&$name),+],
        };
    };
    (@fact values $fact:ident) => { $crate::Fit::$fact };
    (@fact fixed $fact:ident) => { $crate::Level::$fact };
}
use rules;

/// What the old side sends against the new side, and the reverse.
const fn values(forward: crate::Fit, backward: crate::Fit) -> Class {
    Class::Values { forward, backward }
}

/// A convention.
const fn fixed(level: Level) -> Class {
    Class::Fixed(level)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_words_with_hyphens() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            assert!(seen.insert(rule.id), "{} stands twice", rule.id);
            assert!(
                rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                rule.id
            );
            assert_eq!(Rule::by_id(rule.id), Some(rule));
        }
    }

    #[test]
    fn every_rule_speaks_in_sentences() {
        for rule in all() {
            assert!(rule.explanation.ends_with('.'), "{}", rule.id);
            assert!(!rule.title.ends_with('.'), "{}", rule.id);
        }
    }

    #[test]
    fn only_breaking_rules_ask_for_transformers() {
        for rule in all() {
            for direction in [Direction::Request, Direction::Response] {
                let breaks = rule.class.level(direction) == Level::Major;
                let asks = rule.transformer.on(direction) != Transformer::NotNeeded;
                assert!(
                    breaks || !asks,
                    "{} asks on the {} side",
                    rule.id,
                    direction.name()
                );
            }
        }
    }
}
