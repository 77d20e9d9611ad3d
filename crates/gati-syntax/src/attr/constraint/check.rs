//! Rules that concern several constraints of one place, and whether a known value keeps them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use gati_schema::ty::{Constraints, Number};
use serde_json::Value;

use super::ConstraintSet;
use crate::attr::entry::Slot;
use crate::diagnostics::Diagnostics;

/// Reports constraints that contradict each other or can never do anything.
pub fn check(set: &ConstraintSet, sink: &mut Diagnostics) {
    check_multiple_of(set, sink);
    check_one_lower_bound(set, sink);
    check_number_range(set, sink);
    check_count_range("length", &set.min_length, &set.max_length, sink);
    check_count_range("items", &set.min_items, &set.max_items, sink);
    check_count_range("properties", &set.min_properties, &set.max_properties, sink);
    if let Some(items) = &set.items {
        check(&items.value, sink);
    }
}

/// JSON Schema asks for a number above zero, and nothing is a multiple of zero but zero.
fn check_multiple_of(set: &ConstraintSet, sink: &mut Diagnostics) {
    if let Some(step) = &set.multiple_of
        && step.value.as_f64() <= 0.0
    {
        sink.error(
            step.key,
            format_args!("`multiple_of = {}` must be above zero", step.value),
        );
    }
}

/// `min` and `exclusive_min` together say one thing twice.
fn check_one_lower_bound(set: &ConstraintSet, sink: &mut Diagnostics) {
    let pairs = [
        ("min", &set.min, &set.exclusive_min),
        ("max", &set.max, &set.exclusive_max),
    ];
    for (name, inclusive, exclusive) in pairs {
        if let (Some(_), Some(exclusive)) = (inclusive, exclusive) {
            sink.error_with_help(
                exclusive.key,
                format_args!("`{name}` and `exclusive_{name}` cannot both bound a number"),
                "keep the one that is meant",
            );
        }
    }
}

/// No number lies between bounds that are the wrong way round.
fn check_number_range(set: &ConstraintSet, sink: &mut Diagnostics) {
    type Bound<'a> = (&'static str, &'a Slot<Number>, bool);
    let lower: [Bound<'_>; 2] = [
        ("min", &set.min, false),
        ("exclusive_min", &set.exclusive_min, true),
    ];
    let upper: [Bound<'_>; 2] = [
        ("max", &set.max, false),
        ("exclusive_max", &set.exclusive_max, true),
    ];
    for (low_name, low, low_exclusive) in lower {
        for (high_name, high, high_exclusive) in upper {
            let (Some(low), Some(high)) = (low, high) else {
                continue;
            };
            let (low, at, high) = (&low.value, high.key, &high.value);
            let order = low.partial_cmp(high);
            if order == Some(Ordering::Greater) {
                sink.error(
                    at,
                    format_args!(
                        "no number fits: `{low_name} = {low}` is greater than `{high_name} = {high}`"
                    ),
                );
            } else if order == Some(Ordering::Equal) && (low_exclusive || high_exclusive) {
                sink.error(
                    at,
                    format_args!("no number fits between `{low_name} = {low}` and `{high_name} = {high}`"),
                );
            }
        }
    }
}

/// The same for what is counted.
fn check_count_range(what: &str, min: &Slot<u64>, max: &Slot<u64>, sink: &mut Diagnostics) {
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        sink.error(
            max.key,
            format_args!(
                "nothing fits: `min_{what} = {}` is greater than `max_{what} = {}`",
                min.value, max.value
            ),
        );
    }
}

/// The first constraint that a value breaks, as it is written in the source; `None` also where only the server could tell.
pub(crate) fn violated_by(constraints: &Constraints, value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => number_violates(constraints, &Number(number.clone())),
        Value::String(text) => text_violates(constraints, text),
        Value::Array(items) => items_violate(constraints, items),
        Value::Object(members) => {
            let values = members.values();
            count_violates(
                "properties",
                constraints.min_properties,
                constraints.max_properties,
                members.len(),
            )
            .or_else(|| each_violates(constraints, values))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

fn number_violates(constraints: &Constraints, number: &Number) -> Option<String> {
    let broken = |name: &str, bound: &Option<Number>, holds: fn(&Number, &Number) -> bool| {
        let bound = bound.as_ref()?;
        (!holds(number, bound)).then(|| format!("{name} = {bound}"))
    };
    broken("min", &constraints.min, |number, bound| number >= bound)
        .or_else(|| broken("max", &constraints.max, |number, bound| number <= bound))
        .or_else(|| {
            broken("exclusive_min", &constraints.exclusive_min, |number, bound| {
                number > bound
            })
        })
        .or_else(|| {
            broken("exclusive_max", &constraints.exclusive_max, |number, bound| {
                number < bound
            })
        })
        .or_else(|| broken("multiple_of", &constraints.multiple_of, is_multiple))
}

/// Only whole numbers are judged: what a fraction is a multiple of depends on rounding.
fn is_multiple(number: &Number, step: &Number) -> bool {
    match (number.as_i128(), step.as_i128()) {
        (Some(number), Some(step)) if step > 0 => number % step == 0,
        _ => true,
    }
}

fn text_violates(constraints: &Constraints, text: &str) -> Option<String> {
    let length = text.chars().count();
    let pattern = || {
        let pattern = constraints.pattern.as_ref()?;
        let regex = regex_lite::Regex::new(pattern).ok()?;
        (!regex.is_match(text)).then(|| format!("pattern = {pattern:?}"))
    };
    let format = || {
        let format = constraints.format?;
        (!gati_schema::format::matches(format, text)).then(|| format!("format = {:?}", format.name()))
    };
    count_violates("length", constraints.min_length, constraints.max_length, length)
        .or_else(pattern)
        .or_else(format)
}

fn items_violate(constraints: &Constraints, items: &[Value]) -> Option<String> {
    let unique = || {
        let mut seen = BTreeSet::new();
        let repeated = items.iter().any(|item| !seen.insert(item.to_string()));
        (constraints.unique && repeated).then(|| "unique".to_owned())
    };
    count_violates("items", constraints.min_items, constraints.max_items, items.len())
        .or_else(unique)
        .or_else(|| each_violates(constraints, items))
}

fn each_violates<'a>(
    constraints: &Constraints,
    values: impl IntoIterator<Item = &'a Value>,
) -> Option<String> {
    let inner = constraints.items.as_deref()?;
    let broken = values.into_iter().find_map(|value| violated_by(inner, value));
    broken.map(|broken| format!("items({broken})"))
}

fn count_violates(what: &str, min: Option<u64>, max: Option<u64>, count: usize) -> Option<String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let below = min
        .filter(|&min| count < min)
        .map(|min| format!("min_{what} = {min}"));
    below.or_else(|| {
        max.filter(|&max| count > max)
            .map(|max| format!("max_{what} = {max}"))
    })
}
