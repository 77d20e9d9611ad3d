//! Lists and maps whose items are checked one by one: `items(..)`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use super::Place;

/// Lists, sets, arrays and maps: `items(..)`.
#[diagnostic::on_unimplemented(
    message = "`items(..)` does not fit `{Self}`",
    label = "this is neither a list nor a map",
    note = "it fits lists, sets, arrays and slices, where it constrains every item, and maps, where it constrains every value"
)]
pub trait Each {
    /// What it holds.
    type Item;

    /// Calls `visit` with every item and its place.
    fn each(&self, at: &mut Place<'_>, visit: &mut dyn FnMut(&Self::Item, &mut Place<'_>));
}

macro_rules! lists {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> Each for $ty {
            type Item = T;

            fn each(&self, at: &mut Place<'_>, visit: &mut dyn FnMut(&T, &mut Place<'_>)) {
                for (index, item) in self.iter().enumerate() {
                    visit(item, &mut at.index(index));
                }
            }
        }
    )*};
}

lists!(
    [T] Vec<T>,
    [T] VecDeque<T>,
    [T] LinkedList<T>,
    [T] BinaryHeap<T>,
    [T] [T],
    [T, const N: usize] [T; N],
    [T] BTreeSet<T>,
    [T, S] HashSet<T, S>,
);

macro_rules! maps {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> Each for $ty {
            type Item = V;

            fn each(&self, at: &mut Place<'_>, visit: &mut dyn FnMut(&V, &mut Place<'_>)) {
                for (key, value) in self {
                    visit(value, &mut at.key(key));
                }
            }
        }
    )*};
}

maps!([K: Serialize, V] BTreeMap<K, V>, [K: Serialize, V, S] HashMap<K, V, S>);

macro_rules! pointers {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)* + Each> Each for $ty {
            type Item = T::Item;

            fn each(&self, at: &mut Place<'_>, visit: &mut dyn FnMut(&T::Item, &mut Place<'_>)) {
                (**self).each(at, visit);
            }
        }
    )*};
}

pointers!(
    [T: ?Sized] &T,
    [T: ?Sized] Box<T>,
    [T: ?Sized] Rc<T>,
    [T: ?Sized] Arc<T>,
    [T: ?Sized + ToOwned] Cow<'_, T>,
);

impl<T: Each> Each for Option<T> {
    type Item = T::Item;

    fn each(&self, at: &mut Place<'_>, visit: &mut dyn FnMut(&T::Item, &mut Place<'_>)) {
        if let Some(inner) = self {
            inner.each(at, visit);
        }
    }
}
