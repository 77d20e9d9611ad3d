//! One function per constraint. Each does nothing unless the constraint is broken.

use std::fmt::Display;

use gati_schema::violation::{count, quote};
use gati_schema::{format, pattern::Pattern, ty::Format};

use super::{Bound, Each, HasBounds, HasItems, HasLength, HasProperties, HasText, HasUnique, Place};

macro_rules! bounds {
    ($($(#[$doc:meta])* $name:ident, $keyword:literal, $words:literal, $holds:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name<T: HasBounds + ?Sized>(value: &T, bound: Bound, at: &mut Place<'_>) {
            if let Some(number) = value.number() {
                let holds: fn(Bound, Bound) -> bool = $holds;
                if !holds(number, bound) {
                    at.violation($keyword, format_args!(concat!($words, " {}"), bound), number);
                }
            }
        }
    )*};
}

bounds! {
    /// `min`.
    min, "minimum", "at least", |number, bound| number >= bound;
    /// `max`.
    max, "maximum", "at most", |number, bound| number <= bound;
    /// `exclusive_min`.
    exclusive_min, "exclusiveMinimum", "more than", |number, bound| number > bound;
    /// `exclusive_max`.
    exclusive_max, "exclusiveMaximum", "less than", |number, bound| number < bound;
    /// `multiple_of`.
    multiple_of, "multipleOf", "a multiple of", |number, divisor| number.is_multiple_of(divisor);
}

/// `min_length`.
pub fn min_length<T: HasLength + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if !value.has_at_least(bound) {
        at.violation(
            "minLength",
            at_least(bound, T::UNIT),
            count(value.length(), T::UNIT),
        );
    }
}

/// `max_length`.
pub fn max_length<T: HasLength + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if !value.has_at_most(bound) {
        at.violation(
            "maxLength",
            at_most(bound, T::UNIT),
            count(value.length(), T::UNIT),
        );
    }
}

/// `pattern`.
pub fn pattern<T: HasText + ?Sized>(value: &T, pattern: &Pattern, at: &mut Place<'_>) {
    if let Some(text) = value.text()
        && !pattern.matches(text)
    {
        let expected = format_args!("a text that matches `{}`", pattern.source());
        at.violation("pattern", expected, quote(text));
    }
}

/// `format`.
pub fn format<T: HasText + ?Sized>(value: &T, form: Format, at: &mut Place<'_>) {
    if let Some(text) = value.text()
        && !format::matches(form, text)
    {
        at.violation(
            "format",
            format_args!("a text of the form {}", form.name()),
            quote(text),
        );
    }
}

/// `min_items`.
pub fn min_items<T: HasItems + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if let Some(items) = value.count_items()
        && (items as u64) < bound
    {
        at.violation("minItems", at_least(bound, "item"), count(items as u64, "item"));
    }
}

/// `max_items`.
pub fn max_items<T: HasItems + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if let Some(items) = value.count_items()
        && items as u64 > bound
    {
        at.violation("maxItems", at_most(bound, "item"), count(items as u64, "item"));
    }
}

/// `unique`.
pub fn unique<T: HasUnique + ?Sized>(value: &T, at: &mut Place<'_>) {
    if let Some(index) = value.repetition() {
        let actual = format_args!("item {index} repeats an earlier one");
        at.violation("uniqueItems", "items that all differ", actual);
    }
}

/// `min_properties`.
pub fn min_properties<T: HasProperties + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if let Some(items) = value.count_properties()
        && (items as u64) < bound
    {
        let expected = at_least(bound, "property");
        at.violation("minProperties", expected, count(items as u64, "property"));
    }
}

/// `max_properties`.
pub fn max_properties<T: HasProperties + ?Sized>(value: &T, bound: u64, at: &mut Place<'_>) {
    if let Some(items) = value.count_properties()
        && items as u64 > bound
    {
        let expected = at_most(bound, "property");
        at.violation("maxProperties", expected, count(items as u64, "property"));
    }
}

/// `items(..)`: calls `visit` with every item of a list, or every value of a map, and its place.
pub fn items<T: Each + ?Sized>(
    value: &T,
    at: &mut Place<'_>,
    mut visit: impl FnMut(&T::Item, &mut Place<'_>),
) {
    value.each(at, &mut visit);
}

/// `check = path`: a function of the user, which says in words what it expects.
///
/// It takes the field as it is, or for an `Option` what is inside, or for an owned text a `&str`.
pub fn custom<V, T, E>(value: &V, check: impl Fn(&T) -> Result<(), E>, name: &str, at: &mut Place<'_>)
where
    V: Reaches<T> + ?Sized,
    T: ?Sized,
    E: Display,
{
    if let Some(inner) = value.reach()
        && let Err(expected) = check(inner)
    {
        at.violation("check", expected, format_args!("a value that `{name}` refuses"));
    }
}

/// How a user's function gets at what it checks.
#[diagnostic::on_unimplemented(
    message = "a check of `{T}` does not fit `{Self}`",
    note = "the function of `check = ..` takes a reference to the field's type, or to what is in its `Option`, and returns `Result<(), impl Display>`"
)]
pub trait Reaches<T: ?Sized> {
    /// What is checked, if it is there.
    fn reach(&self) -> Option<&T>;
}

impl<T: ?Sized> Reaches<T> for T {
    fn reach(&self) -> Option<&T> {
        Some(self)
    }
}

impl Reaches<str> for String {
    fn reach(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T> Reaches<[T]> for Vec<T> {
    fn reach(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T: ?Sized> Reaches<T> for Box<T> {
    fn reach(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Reaches<T> for Option<T> {
    fn reach(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl Reaches<str> for Option<String> {
    fn reach(&self) -> Option<&str> {
        self.as_deref()
    }
}

impl<T> Reaches<[T]> for Option<Vec<T>> {
    fn reach(&self) -> Option<&[T]> {
        self.as_deref()
    }
}

fn at_least(number: u64, noun: &str) -> String {
    format!("at least {}", count(number, noun))
}

fn at_most(number: u64, noun: &str) -> String {
    format!("at most {}", count(number, noun))
}

#[cfg(test)]
mod tests {
    use gati_schema::ty::Side;

    use super::*;
    use crate::validate::Report;

    fn is_even(number: &u32) -> Result<(), &'static str> {
        if number.is_multiple_of(2) {
            Ok(())
        } else {
            Err("an even number")
        }
    }

    fn is_loud(text: &str) -> Result<(), String> {
        if text.ends_with('!') {
            Ok(())
        } else {
            Err("a text that ends with `!`".to_owned())
        }
    }

    #[test]
    fn a_function_of_the_user_sees_what_is_inside() {
        let mut report = Report::new(Side::Read);
        custom(&3_u32, is_even, "is_even", &mut report.place());
        custom(&Some(5_u32), is_even, "is_even", &mut report.place());
        custom(&None::<u32>, is_even, "is_even", &mut report.place());
        custom(&Some("hey".to_owned()), is_loud, "is_loud", &mut report.place());
        let texts: Vec<String> = report.violations().iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "the value: expected an even number, found a value that `is_even` refuses",
                "the value: expected an even number, found a value that `is_even` refuses",
                "the value: expected a text that ends with `!`, found a value that `is_loud` refuses",
            ]
        );
    }

    #[test]
    fn each_constraint_speaks_of_its_own_unit() {
        let mut report = Report::new(Side::Read);
        min_length("", 1, &mut report.place());
        max_items(&[1, 2, 3][..], 2, &mut report.place());
        exclusive_min(&0, Bound::Int(0), &mut report.place());
        let texts: Vec<String> = report.violations().iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "the value: expected at least 1 character, found 0 characters",
                "the value: expected at most 2 items, found 3 items",
                "the value: expected more than 0, found 0",
            ]
        );
    }

    #[test]
    fn a_number_that_is_none_breaks_every_bound() {
        let mut report = Report::new(Side::Write);
        max(&f64::NAN, Bound::Int(1), &mut report.place());
        assert_eq!(report.violations().len(), 1);
    }
}
