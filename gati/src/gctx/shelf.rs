//! A list that only grows and is read without locks.

use std::fmt;
use std::sync::OnceLock;

/// A few values that many threads look up all the time and hardly ever add to: the topics of an app, its metrics.
///
/// A look-up walks the list, which is as long as the program has such things; it takes no lock, so that requests never wait for one another here.
pub(super) struct Shelf<T> {
    first: OnceLock<Box<Place<T>>>,
}

struct Place<T> {
    value: T,
    next: OnceLock<Box<Place<T>>>,
}

impl<T> Shelf<T> {
    pub(super) const fn new() -> Self {
        Self {
            first: OnceLock::new(),
        }
    }

    /// All values, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        let first = self.first.get();
        std::iter::successors(first, |place| place.next.get()).map(|place| &place.value)
    }

    /// The first value that fits.
    pub(super) fn find(&self, fits: impl Fn(&T) -> bool) -> Option<&T> {
        self.iter().find(|value| fits(value))
    }

    /// The first value that fits, or a new one at the end. If two threads add at once, both get the same.
    pub(super) fn find_or_add(&self, fits: impl Fn(&T) -> bool, make: impl Fn() -> T) -> &T {
        let mut place = &self.first;
        loop {
            let here = place.get_or_init(|| {
                Box::new(Place {
                    value: make(),
                    next: OnceLock::new(),
                })
            });
            if fits(&here.value) {
                return &here.value;
            }
            place = &here.next;
        }
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Shelf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_found_and_added_once() {
        let shelf = Shelf::new();
        for round in 0..3 {
            for value in [3, 1, 2] {
                assert_eq!(*shelf.find_or_add(|known| *known == value, || value), value);
            }
            assert_eq!(shelf.find(|known| *known == 9), None, "round {round}");
        }
        assert_eq!(shelf.find(|known| *known == 2), Some(&2));
    }

    #[test]
    fn threads_that_add_at_once_get_the_same_value() {
        let shelf = Shelf::new();
        let found: Vec<usize> = std::thread::scope(|scope| {
            let handles: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| std::ptr::from_ref(shelf.find_or_add(|_| true, || Box::new(1))).addr())
                })
                .collect();
            handles.into_iter().map(|handle| handle.join().unwrap()).collect()
        });
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:?}");
    }
}
