//! Constraints of a place, for values whose kind is right.

use std::collections::HashSet;

use serde_json::Value;

use super::Checker;
use crate::ty::{Constraints, Kind};
use crate::violation::{count, describe, quote};
use crate::wire::{self, Source};
use crate::{Numeric, Type, format};

impl Checker<'_> {
    /// What the place asks of the value.
    pub(super) fn constraints(&mut self, ty: &Type, source: Source, value: &Value) {
        let constraints = &ty.constraints;
        if constraints.is_empty() {
            return;
        }
        self.rules(constraints, value);
        if let (Some(items), Kind::Named { .. }) = (&constraints.items, &ty.kind) {
            self.items_of_named(ty, items, source, value);
        }
    }

    fn rules(&mut self, constraints: &Constraints, value: &Value) {
        match value {
            Value::Number(number) => self.number(constraints, Numeric::of(number)),
            Value::String(text) => self.text_rules(constraints, text),
            Value::Array(items) => self.list(constraints, items),
            Value::Object(entries) => self.properties(constraints, entries.len() as u64),
            Value::Null | Value::Bool(_) => {}
        }
        if let Some(also) = &constraints.also {
            self.rules(also, value);
        }
    }

    /// What is asked of the items of a list that has a name of its own.
    fn items_of_named(&mut self, ty: &Type, items: &Constraints, source: Source, value: &Value) {
        let any = Type::plain(Kind::Any).constrained(items.clone());
        let is_map = matches!(
            wire::through_newtypes(self.manifest, ty).without_option().kind,
            Kind::Map { .. }
        );
        match value {
            Value::Array(list) if !is_map => {
                for (index, item) in list.iter().enumerate() {
                    self.at(&index.to_string(), |inner| inner.constraints(&any, source, item));
                }
            }
            Value::Object(entries) if is_map => {
                for (name, item) in entries {
                    self.at(name, |inner| inner.constraints(&any, source, item));
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, constraints: &Constraints, number: Numeric) {
        let rules = [
            (&constraints.min, "minimum", "at least"),
            (&constraints.max, "maximum", "at most"),
            (&constraints.exclusive_min, "exclusiveMinimum", "more than"),
            (&constraints.exclusive_max, "exclusiveMaximum", "less than"),
            (&constraints.multiple_of, "multipleOf", "a multiple of"),
        ];
        for (bound, keyword, words) in rules {
            let Some(bound) = bound.as_ref().map(|bound| Numeric::of(&bound.0)) else {
                continue;
            };
            let holds = match keyword {
                "minimum" => number >= bound,
                "maximum" => number <= bound,
                "exclusiveMinimum" => number > bound,
                "exclusiveMaximum" => number < bound,
                _ => number.is_multiple_of(bound),
            };
            if !holds {
                self.report(keyword, format!("{words} {bound}"), number.to_string());
            }
        }
    }

    fn text_rules(&mut self, constraints: &Constraints, text: &str) {
        if constraints.min_length.is_some() || constraints.max_length.is_some() {
            let length = text.chars().count() as u64;
            self.at_least("minLength", length, constraints.min_length, "character");
            self.at_most("maxLength", length, constraints.max_length, "character");
        }
        if let Some(pattern) = &constraints.pattern
            && !matches(pattern, text)
        {
            self.report("pattern", format!("a text that matches `{pattern}`"), quote(text));
        }
        if let Some(form) = constraints.format
            && !format::matches(form, text)
        {
            self.report(
                "format",
                format!("a text of the form {}", form.name()),
                quote(text),
            );
        }
    }

    fn list(&mut self, constraints: &Constraints, items: &[Value]) {
        self.at_least("minItems", items.len() as u64, constraints.min_items, "item");
        self.at_most("maxItems", items.len() as u64, constraints.max_items, "item");
        if constraints.unique {
            let mut seen = HashSet::new();
            if let Some(index) = items.iter().position(|item| !seen.insert(item)) {
                let actual = format!("item {index} repeats an earlier one");
                self.report("uniqueItems", "items that all differ", actual);
            }
        }
    }

    fn properties(&mut self, constraints: &Constraints, found: u64) {
        self.at_least("minProperties", found, constraints.min_properties, "property");
        self.at_most("maxProperties", found, constraints.max_properties, "property");
    }

    fn at_least(&mut self, keyword: &'static str, found: u64, bound: Option<u64>, noun: &str) {
        if let Some(bound) = bound.filter(|bound| found < *bound) {
            self.report(
                keyword,
                format!("at least {}", count(bound, noun)),
                count(found, noun),
            );
        }
    }

    fn at_most(&mut self, keyword: &'static str, found: u64, bound: Option<u64>, noun: &str) {
        if let Some(bound) = bound.filter(|bound| found > *bound) {
            self.report(
                keyword,
                format!("at most {}", count(bound, noun)),
                count(found, noun),
            );
        }
    }

    /// Reports a text that has none of the forms of its type.
    pub(super) fn malformed(&mut self, keyword: &'static str, expected: String, value: &Value) {
        self.report(keyword, expected, describe(value));
    }
}

/// Whether a pattern matches; one that does not compile asks for nothing.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    regex_lite::Regex::new(pattern).map_or(true, |regex| regex.is_match(text))
}
