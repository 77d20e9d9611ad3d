//! Maps that are asked tens of thousands of times in one comparison.
//!
//! The hash of the standard library withstands callers who choose keys that collide. Keys here are the numbers of our own nodes and the names of a
//! user's own types, so that a multiplication and a turn for each eight bytes do. Nothing iterates over these maps: their order is in no report.

use std::hash::{BuildHasherDefault, Hasher};

/// A map with the hash of this file.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Turns>>;

/// Multiplies and turns.
#[derive(Clone, Copy, Default)]
pub(crate) struct Turns(u64);

/// A number without a pattern: 2^64 by the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Turns {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Turns {
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.add(word.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
        let rest = words.remainder();
        if !rest.is_empty() {
            self.add(rest.iter().fold(1, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        // The low bits choose the place, and a multiplication mixes upwards only.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::{BuildHasher, BuildHasherDefault, Hash};

    use super::Turns;

    fn places(keys: impl IntoIterator<Item = impl Hash>) -> usize {
        let build = BuildHasherDefault::<Turns>::default();
        let places: HashSet<u64> = keys.into_iter().map(|key| build.hash_one(key) % 4096).collect();
        places.len()
    }

    #[test]
    fn neighbours_go_to_places_of_their_own() {
        // 1,000 balls in 4,096 urns hit 885 of them.
        assert!(places((0..1_000).map(|at| format!("crate::module::Type{at}"))) > 800);
        assert!(places((0..1_000_u32).map(|at| (at, at))) > 800);
        assert!(places((0..1_000_u32).map(|at| (at, at + 7))) > 800);
    }
}
