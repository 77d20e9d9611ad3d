//! A list that grows while what is in it is read.

use std::cell::{Cell, OnceCell};

/// Things by number, from 0. Whoever holds one keeps it while others are added: they stand on shelves that never move, each twice as
/// long as the one before.
pub(super) struct Arena<T> {
    shelves: [OnceCell<Box<[OnceCell<T>]>>; SHELVES],
    len: Cell<u32>,
}

/// The length of the first shelf.
const FIRST: u32 = 64;

/// So many shelves that numbers come to an end before they do.
const SHELVES: usize = 27;

impl<T> Arena<T> {
    pub(super) fn new() -> Self {
        Self {
            shelves: [const { OnceCell::new() }; SHELVES],
            len: Cell::new(0),
        }
    }

    /// Adds a thing, and says its number.
    pub(super) fn push(&self, thing: T) -> u32 {
        let number = self.len.get();
        let (shelf, at) = place(number);
        let slots = self.shelves[shelf].get_or_init(|| {
            let empty = std::iter::repeat_with(OnceCell::new);
            empty.take((FIRST as usize) << shelf).collect()
        });
        if slots[at].set(thing).is_err() {
            unreachable!("a number is given once");
        }
        let next = number.checked_add(1);
        self.len.set(next.expect("a manifest has fewer places than 2^32"));
        number
    }

    /// The thing of a number that [`Arena::push`] gave.
    pub(super) fn get(&self, number: u32) -> &T {
        let (shelf, at) = place(number);
        let slot = self.shelves[shelf].get().and_then(|slots| slots[at].get());
        slot.expect("numbers come from `push`")
    }
}

/// The shelf of a number, and where on it.
fn place(number: u32) -> (usize, usize) {
    let shelf = (number / FIRST + 1).ilog2();
    let before = FIRST * ((1 << shelf) - 1);
    (shelf as usize, (number - before) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_stay_where_they_are_while_others_come() {
        let arena = Arena::new();
        let first = arena.push(0);
        let held = arena.get(first);
        for number in 1..10_000_u32 {
            assert_eq!(arena.push(number), number);
        }
        assert!((0..10_000).all(|number| *arena.get(number) == number));
        assert!(std::ptr::eq(held, arena.get(first)));
    }

    #[test]
    fn the_last_number_has_a_place() {
        let (shelf, at) = place(u32::MAX);
        assert!(shelf < SHELVES && at < (FIRST as usize) << shelf);
    }
}
