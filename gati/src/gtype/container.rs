//! Types that hold any number of values.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};

use gati_schema::{Fingerprint, identity};
use serde::Serialize;

use super::GType;
use crate::validate::Place;

impl<T: GType> GType for Option<T> {
    const ID: Fingerprint = identity::container("option", &[T::ID]);

    fn validate(&self, at: &mut Place<'_>) {
        if let Some(inner) = self {
            inner.validate(at);
        }
    }

    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        self.as_ref().map_or(Some(serde_json::Value::Null), T::show)
    }
}

macro_rules! lists {
    ($($name:literal: [$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> GType for $ty {
            const ID: Fingerprint = identity::container($name, &[T::ID]);

            fn validate(&self, at: &mut Place<'_>) {
                for (index, item) in self.iter().enumerate() {
                    item.validate(&mut at.index(index));
                }
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                super::Portrait::list(self.iter().map(T::show))
            }
        }
    )*};
}

lists!(
    "list": [T: GType] Vec<T>,
    "list": [T: GType] VecDeque<T>,
    "list": [T: GType] LinkedList<T>,
    "list": [T: GType] BinaryHeap<T>,
    "list": [T: GType] [T],
    "set": [T: GType] BTreeSet<T>,
    "set": [T: GType, S] HashSet<T, S>,
);

impl<T: GType, const N: usize> GType for [T; N] {
    const ID: Fingerprint = identity::array(N as u64, T::ID);

    fn validate(&self, at: &mut Place<'_>) {
        for (index, item) in self.iter().enumerate() {
            item.validate(&mut at.index(index));
        }
    }

    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        super::Portrait::list(self.iter().map(T::show))
    }
}

macro_rules! maps {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)*> GType for $ty {
            const ID: Fingerprint = identity::container("map", &[K::ID, V::ID]);

            fn validate(&self, at: &mut Place<'_>) {
                for (key, value) in self {
                    let at = &mut at.key(key);
                    key.validate(at);
                    value.validate(at);
                }
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                let entries = self.iter().map(|(key, value)| (key.show(), value.show()));
                let object = entries.fold(super::Portrait::new(), |object, (key, value)| {
                    let key = key.map_or_else(String::new, |key| match key {
                        serde_json::Value::String(text) => text,
                        other => other.to_string(),
                    });
                    object.field(&key, value)
                });
                object.done()
            }
        }
    )*};
}

// A key must be writable because a report shows it as it stands in the document.
maps!([K: GType + Serialize, V: GType] BTreeMap<K, V>, [K: GType + Serialize, V: GType, S] HashMap<K, V, S>);
