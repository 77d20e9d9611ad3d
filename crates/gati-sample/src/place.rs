//! The places at which something is chosen, and what was chosen there already.

use std::collections::BTreeMap;

use crate::Chance;

/// Every place of the types that were visited so far, by its path from the name of the type that it stands in.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<String, Place>);

/// What is still to be chosen at a place, last first. When nothing is, chance decides.
#[derive(Debug)]
struct Place {
    open: Vec<usize>,
}

impl Places {
    /// One of `end` possibilities: each once, in some order, and then any.
    pub(crate) fn choose(&mut self, path: &str, end: usize, chance: &mut Chance) -> usize {
        if !self.0.contains_key(path) {
            let open = chance.order(end);
            self.0.insert(path.to_owned(), Place { open });
        }
        let next = self.0.get_mut(path).and_then(|place| place.open.pop());
        match next {
            Some(next) if next < end => next,
            _ => chance.below(end),
        }
    }

    /// Whether every possibility had its turn at every place that was visited.
    pub(crate) fn are_covered(&self) -> bool {
        self.0.values().all(|place| place.open.is_empty())
    }
}
