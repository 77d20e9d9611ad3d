//! The types that two manifests speak of, by number.
//!
//! A comparison meets the names of types tens of thousands of times: on both sides of both manifests, at every place. What is looked up for a name is
//! looked up once; from then on it goes by its number, which is the same in both manifests.

use std::cell::RefCell;

use gati_schema::ty::Definition;
use gati_schema::{Manifest, TypeName};

use crate::hash::Map;

/// The numbers of names, and what stands behind them.
pub(crate) struct Index<'m> {
    manifests: [&'m Manifest; 2],
    numbers: RefCell<Map<&'m TypeName, TypeNumber>>,
    entries: RefCell<Vec<[Definitions<'m>; 2]>>,
}

/// The number of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeNumber(u32);

/// One of the two manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// The one before.
    Old = 0,
    /// The one after.
    New,
}

/// What a manifest says of a name.
#[derive(Clone, Copy)]
pub(crate) struct Definitions<'m> {
    /// What callers know behind it.
    pub(crate) in_api: Option<&'m Definition>,
    /// The same, or else what only modules know.
    pub(crate) anywhere: Option<&'m Definition>,
}

impl TypeNumber {
    /// A place in a list of all.
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

impl<'m> Definitions<'m> {
    fn new(manifest: &'m Manifest, name: &TypeName, in_api: Option<&'m Definition>) -> Self {
        Self {
            in_api,
            anywhere: in_api.or_else(|| manifest.module_types.get(name)),
        }
    }
}

impl<'m> Index<'m> {
    /// An index that gives numbers to names when they are met, for comparing a few places.
    pub(crate) fn new(old: &'m Manifest, new: &'m Manifest) -> Self {
        Self {
            manifests: [old, new],
            numbers: RefCell::default(),
            entries: RefCell::default(),
        }
    }

    /// An index in which the types of the new manifest have the first numbers, in their order.
    pub(crate) fn full(old: &'m Manifest, new: &'m Manifest) -> Self {
        let index = Self::new(old, new);
        index.numbers.borrow_mut().reserve(new.types.len());
        index.entries.borrow_mut().reserve(new.types.len());
        // Both are in order, so that nothing is looked for.
        let mut before = old.types.iter().peekable();
        for (name, definition) in &new.types {
            while before.next_if(|(earlier, _)| *earlier < name).is_some() {}
            let was = before.next_if(|(same, _)| *same == name).map(|(_, was)| was);
            index.add(name, [was, Some(definition)]);
        }
        index
    }

    /// One of the manifests.
    pub(crate) fn manifest(&self, age: Age) -> &'m Manifest {
        self.manifests[age as usize]
    }

    /// How many names have a number.
    pub(crate) fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    /// The number of a name, which has one from now on.
    pub(crate) fn number(&self, name: &'m TypeName) -> TypeNumber {
        self.find(name).unwrap_or_else(|| {
            let in_api = self.manifests.map(|manifest| manifest.types.get(name));
            self.add(name, in_api)
        })
    }

    /// The number of a name, if it has one.
    pub(crate) fn find(&self, name: &TypeName) -> Option<TypeNumber> {
        self.numbers.borrow().get(name).copied()
    }

    /// What one of the manifests says of a name.
    pub(crate) fn definitions(&self, number: TypeNumber, age: Age) -> Definitions<'m> {
        self.entries.borrow()[number.at()][age as usize]
    }

    fn add(&self, name: &'m TypeName, [was, is]: [Option<&'m Definition>; 2]) -> TypeNumber {
        let [old, new] = self.manifests;
        let mut entries = self.entries.borrow_mut();
        let number = u32::try_from(entries.len()).expect("a manifest has fewer types than 2^32");
        entries.push([Definitions::new(old, name, was), Definitions::new(new, name, is)]);
        let number = TypeNumber(number);
        self.numbers.borrow_mut().insert(name, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn manifest(types: &[&str], module_types: &[&str]) -> Manifest {
        let listed = |names: &[&str]| {
            let one = |name: &&str| ((*name).to_owned(), json!({"name": name, "shape": "unit"}));
            names.iter().map(one).collect::<serde_json::Map<_, _>>()
        };
        let manifest = json!({
            "format": 1,
            "package": {"name": "a", "version": "1.0.0"},
            "handlers": [],
            "types": listed(types),
            "module_types": listed(module_types),
        });
        Manifest::from_json(&manifest.to_string()).unwrap()
    }

    #[test]
    fn a_full_index_says_what_one_says_that_looks_names_up() {
        let (old, new) = (
            manifest(&["A", "C", "D"], &["B"]),
            manifest(&["B", "C", "E"], &["A"]),
        );
        let names = ["A", "B", "C", "D", "E", "F"].map(TypeName::new);
        let (full, lazy) = (Index::full(&old, &new), Index::new(&old, &new));
        for (name, age) in names.iter().flat_map(|name| [(name, Age::Old), (name, Age::New)]) {
            let [of_full, of_lazy] = [&full, &lazy].map(|index| {
                let Definitions { in_api, anywhere } = index.definitions(index.number(name), age);
                (in_api.map(std::ptr::from_ref), anywhere.map(std::ptr::from_ref))
            });
            assert_eq!(of_full, of_lazy, "{name}");
        }
        let order = new.types.keys().map(|name| full.number(name).at());
        assert!(order.eq(0..3));
    }

    #[test]
    fn what_only_modules_know_is_not_in_the_api() {
        let (old, new) = (manifest(&[], &[]), manifest(&[], &["B"]));
        let name = TypeName::new("B");
        let index = Index::full(&old, &new);
        assert_eq!(index.find(&name), None);
        let number = index.number(&name);
        assert_eq!(index.find(&name), Some(number));
        let Definitions { in_api, anywhere } = index.definitions(number, Age::New);
        assert!(in_api.is_none() && anywhere.is_some());
    }
}
