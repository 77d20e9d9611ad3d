//! Which constraint fits which type, as traits, so that a constraint that does not fit is an error at the field.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::num::{NonZero, Wrapping};
use std::rc::Rc;
use std::sync::Arc;

use super::Bound;

/// Numbers: `min`, `max`, `exclusive_min`, `exclusive_max`, `multiple_of`.
#[diagnostic::on_unimplemented(
    message = "a numeric bound does not fit `{Self}`",
    label = "this is no number",
    note = "`min`, `max`, `exclusive_min`, `exclusive_max` and `multiple_of` fit integers and floats, also inside `Option`",
    note = "for the length of a text use `min_length` and `max_length`; for the size of a list `min_items` and `max_items`"
)]
pub trait HasBounds {
    /// The number, if there is one.
    fn number(&self) -> Option<Bound>;
}

/// What has a length: `min_length`, `max_length`.
#[diagnostic::on_unimplemented(
    message = "a length constraint does not fit `{Self}`",
    label = "this is no text",
    note = "`min_length` and `max_length` fit texts and uploads, also inside `Option`",
    note = "for the size of a list use `min_items` and `max_items`; of a map `min_properties` and `max_properties`; for every item `items(..)`"
)]
pub trait HasLength {
    /// Whether the length is at least `bound`; true if there is nothing to measure.
    fn has_at_least(&self, bound: u64) -> bool;
    /// Whether the length is at most `bound`; true if there is nothing to measure.
    fn has_at_most(&self, bound: u64) -> bool;
    /// The length; 0 if there is nothing to measure.
    fn length(&self) -> u64;
    /// What is counted.
    const UNIT: &'static str = "character";
}

/// Texts: `pattern`, `format`.
#[diagnostic::on_unimplemented(
    message = "`pattern` and `format` do not fit `{Self}`",
    label = "this is no text",
    note = "they fit `String` and other texts, also inside `Option`; for the items of a list write `items(pattern = ..)`"
)]
pub trait HasText {
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}

/// Lists: `min_items`, `max_items`.
#[diagnostic::on_unimplemented(
    message = "`min_items` and `max_items` do not fit `{Self}`",
    label = "this is no list",
    note = "they fit `Vec`, `VecDeque`, `LinkedList`, sets and slices, also inside `Option`",
    note = "for the length of a text use `min_length` and `max_length`; for the size of a map `min_properties` and `max_properties`"
)]
pub trait HasItems {
    /// How many items there are, if there is a list.
    fn count_items(&self) -> Option<usize>;
}

/// Lists whose items can be compared: `unique`.
#[diagnostic::on_unimplemented(
    message = "`unique` does not fit `{Self}`",
    label = "this is no list of items that can be compared",
    note = "it fits `Vec`, `VecDeque`, `LinkedList`, arrays and slices whose items are `Eq` and `Hash`: `#[derive(PartialEq, Eq, Hash)]`",
    note = "a `HashSet` or `BTreeSet` needs no constraint to hold each item once"
)]
pub trait HasUnique {
    /// The position of an item that stands there a second time.
    fn repetition(&self) -> Option<usize>;
}

/// Maps: `min_properties`, `max_properties`.
#[diagnostic::on_unimplemented(
    message = "`min_properties` and `max_properties` do not fit `{Self}`",
    label = "this is no map",
    note = "they fit `HashMap`, `BTreeMap` and `serde_json::Map`, also inside `Option`; for the size of a list use `min_items` and `max_items`"
)]
pub trait HasProperties {
    /// How many entries there are, if there is a map.
    fn count_properties(&self) -> Option<usize>;
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl HasBounds for $ty {
            fn number(&self) -> Option<Bound> {
                Some(Bound::Int(i128::from(*self)))
            }
        }

        impl HasBounds for NonZero<$ty> {
            fn number(&self) -> Option<Bound> {
                self.get().number()
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, i8, i16, i32, i64, i128);

macro_rules! wide_integers {
    ($($ty:ty),*) => {$(
        impl HasBounds for $ty {
            #[expect(clippy::cast_precision_loss, reason = "no bound is as large as what does not fit into an i128")]
            fn number(&self) -> Option<Bound> {
                Some(i128::try_from(*self).map_or(Bound::Float(*self as f64), Bound::Int))
            }
        }

        impl HasBounds for NonZero<$ty> {
            fn number(&self) -> Option<Bound> {
                self.get().number()
            }
        }
    )*};
}

wide_integers!(u128, usize, isize);

impl HasBounds for f32 {
    fn number(&self) -> Option<Bound> {
        // The decimal that JSON shows for an `f32` is the shortest one, not the nearest `f64`.
        let shown = if self.fract() == 0.0 {
            f64::from(*self)
        } else {
            self.to_string().parse().unwrap_or(f64::from(*self))
        };
        Some(Bound::Float(shown))
    }
}

impl HasBounds for f64 {
    fn number(&self) -> Option<Bound> {
        Some(Bound::Float(*self))
    }
}

impl<T: HasBounds> HasBounds for Wrapping<T> {
    fn number(&self) -> Option<Bound> {
        self.0.number()
    }
}

impl HasLength for str {
    // A character is one to four bytes, so most texts need not be counted.
    fn has_at_least(&self, bound: u64) -> bool {
        self.len() as u64 >= bound.saturating_mul(4) || self.chars().count() as u64 >= bound
    }

    fn has_at_most(&self, bound: u64) -> bool {
        self.len() as u64 <= bound || self.chars().count() as u64 <= bound
    }

    fn length(&self) -> u64 {
        self.chars().count() as u64
    }
}

impl HasLength for String {
    fn has_at_least(&self, bound: u64) -> bool {
        self.as_str().has_at_least(bound)
    }

    fn has_at_most(&self, bound: u64) -> bool {
        self.as_str().has_at_most(bound)
    }

    fn length(&self) -> u64 {
        self.as_str().length()
    }
}

impl HasLength for crate::Secret {
    fn has_at_least(&self, bound: u64) -> bool {
        self.expose().has_at_least(bound)
    }

    fn has_at_most(&self, bound: u64) -> bool {
        self.expose().has_at_most(bound)
    }

    fn length(&self) -> u64 {
        self.expose().length()
    }
}

impl HasText for crate::Secret {
    fn text(&self) -> Option<&str> {
        Some(self.expose())
    }
}

impl HasText for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl HasText for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

macro_rules! lists {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> HasItems for $ty {
            fn count_items(&self) -> Option<usize> {
                Some(self.len())
            }
        }
    )*};
}

lists!([T] Vec<T>, [T] VecDeque<T>, [T] LinkedList<T>, [T] BinaryHeap<T>, [T] [T], [T] BTreeSet<T>, [T, S] HashSet<T, S>);

macro_rules! repeating_lists {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> HasUnique for $ty {
            fn repetition(&self) -> Option<usize> {
                find_repetition(self.iter())
            }
        }
    )*};
}

repeating_lists!(
    [T: Eq + Hash] Vec<T>,
    [T: Eq + Hash] VecDeque<T>,
    [T: Eq + Hash] LinkedList<T>,
    [T: Eq + Hash] [T],
    [T: Eq + Hash, const N: usize] [T; N],
);

/// Up to this many items are compared one by one, which is faster than a table and allocates nothing.
const FEW: usize = 16;

fn find_repetition<'a, T: Eq + Hash + 'a>(
    items: impl ExactSizeIterator<Item = &'a T> + Clone,
) -> Option<usize> {
    if items.len() <= FEW {
        let earlier = items.clone();
        items
            .enumerate()
            .position(|(index, item)| earlier.clone().take(index).any(|before| before == item))
    } else {
        let mut seen = HashSet::with_capacity(items.len());
        items.into_iter().position(|item| !seen.insert(item))
    }
}

impl<K, V, S: BuildHasher> HasProperties for HashMap<K, V, S> {
    fn count_properties(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<K, V> HasProperties for BTreeMap<K, V> {
    fn count_properties(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl HasProperties for serde_json::Map<String, serde_json::Value> {
    fn count_properties(&self) -> Option<usize> {
        Some(self.len())
    }
}

/// Constraints reach what a pointer points to.
macro_rules! through_pointers {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)* + HasBounds> HasBounds for $ty {
            fn number(&self) -> Option<Bound> {
                (**self).number()
            }
        }

        impl<$($parameters)* + HasLength> HasLength for $ty {
            fn has_at_least(&self, bound: u64) -> bool {
                (**self).has_at_least(bound)
            }

            fn has_at_most(&self, bound: u64) -> bool {
                (**self).has_at_most(bound)
            }

            fn length(&self) -> u64 {
                (**self).length()
            }

            const UNIT: &'static str = T::UNIT;
        }

        impl<$($parameters)* + HasText> HasText for $ty {
            fn text(&self) -> Option<&str> {
                (**self).text()
            }
        }

        impl<$($parameters)* + HasItems> HasItems for $ty {
            fn count_items(&self) -> Option<usize> {
                (**self).count_items()
            }
        }

        impl<$($parameters)* + HasUnique> HasUnique for $ty {
            fn repetition(&self) -> Option<usize> {
                (**self).repetition()
            }
        }

        impl<$($parameters)* + HasProperties> HasProperties for $ty {
            fn count_properties(&self) -> Option<usize> {
                (**self).count_properties()
            }
        }
    )*};
}

through_pointers!(
    [T: ?Sized] &T,
    [T: ?Sized] Box<T>,
    [T: ?Sized] Rc<T>,
    [T: ?Sized] Arc<T>,
    [T: ?Sized + ToOwned] Cow<'_, T>,
);

impl<T: HasBounds> HasBounds for Option<T> {
    fn number(&self) -> Option<Bound> {
        self.as_ref()?.number()
    }
}

impl<T: HasLength> HasLength for Option<T> {
    fn has_at_least(&self, bound: u64) -> bool {
        self.as_ref().is_none_or(|inner| inner.has_at_least(bound))
    }

    fn has_at_most(&self, bound: u64) -> bool {
        self.as_ref().is_none_or(|inner| inner.has_at_most(bound))
    }

    fn length(&self) -> u64 {
        self.as_ref().map_or(0, T::length)
    }

    const UNIT: &'static str = T::UNIT;
}

impl<T: HasText> HasText for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

impl<T: HasItems> HasItems for Option<T> {
    fn count_items(&self) -> Option<usize> {
        self.as_ref()?.count_items()
    }
}

impl<T: HasUnique> HasUnique for Option<T> {
    fn repetition(&self) -> Option<usize> {
        self.as_ref()?.repetition()
    }
}

impl<T: HasProperties> HasProperties for Option<T> {
    fn count_properties(&self) -> Option<usize> {
        self.as_ref()?.count_properties()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters() {
        assert!("äöü".has_at_most(3) && !"äöü".has_at_most(2));
        assert!("äöü".has_at_least(3) && !"äöü".has_at_least(4));
    }

    #[test]
    fn repetitions_are_found_in_short_and_long_lists() {
        assert_eq!(vec![1, 2, 1, 2].repetition(), Some(2));
        assert_eq!(vec![1, 2, 3].repetition(), None);
        let mut long: Vec<u32> = (0..1000).collect();
        assert_eq!(long.repetition(), None);
        long.push(7);
        assert_eq!(long.repetition(), Some(1000));
    }

    #[test]
    fn short_floats_are_the_decimal_that_is_written() {
        assert_eq!(0.1_f32.number(), Some(Bound::Float(0.1)));
    }

    #[test]
    fn constraints_reach_through_pointers_and_options() {
        assert_eq!(Some(Box::new(5_u8)).number(), Some(Bound::Int(5)));
        assert_eq!(Cow::Borrowed("a").text(), Some("a"));
        assert!(None::<String>.has_at_least(1));
    }
}
