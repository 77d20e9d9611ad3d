//! The releases whose callers are served, and today: which type is the same in which of them.

use std::collections::{BTreeMap, BTreeSet};

use gati_release::{Store, StoreError};
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest, Type, TypeName};
use gati_transform::{Revisions, StepPlan};
use semver::Version;

use super::Told;
use crate::emit::timescape::frozen::Sides;

/// One release, or what is pending.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) version: Version,
    /// The name of its module.
    pub(crate) module: String,
    pub(crate) manifest: Manifest,
    /// What its types are called in Rust.
    identifiers: BTreeSet<String>,
}

impl Edition {
    /// A version with what it promises.
    pub(crate) fn new(version: Version, manifest: Manifest) -> Self {
        Self {
            module: module_name(&version),
            version,
            identifiers: manifest.types.keys().map(TypeName::identifier).collect(),
            manifest,
        }
    }

    /// The name of a handler's module, which no type of the release may have.
    pub(crate) fn handler_module(&self, handler: &Handler) -> String {
        if self.identifiers.contains(&handler.name) {
            format!("{}_", handler.name)
        } else {
            handler.name.clone()
        }
    }

    /// Whether it has a type that is called so in Rust.
    pub(crate) fn has_identifier(&self, name: &str) -> bool {
        self.identifiers.contains(name)
    }

    /// The handler of a name.
    pub(crate) fn handler(&self, name: &str) -> Option<&Handler> {
        self.manifest.handlers.iter().find(|handler| handler.name == name)
    }
}

/// Everything from the oldest live release to today.
#[derive(Debug)]
pub(crate) struct Editions {
    /// Oldest first; the last one is what the source serves.
    pub(crate) all: Vec<Edition>,
    /// Whether that is more than the newest release.
    pub(crate) pending: bool,
    /// The number of the first one among all releases of the store.
    pub(crate) first: usize,
    /// The names that the modules of older releases had.
    pub(crate) retired: Vec<String>,
    /// For each edition and type the newest edition in which the type is the same.
    homes: Vec<BTreeMap<TypeName, usize>>,
    /// For each edition and handler the newest edition in which its request is the same.
    requests: Vec<BTreeMap<String, usize>>,
    /// For each edition its handlers whose callers are carried to today, by name.
    carried: Vec<BTreeSet<String>>,
    /// For each edition the sides on which the types that are at home there are used.
    sides: Vec<BTreeMap<TypeName, Sides>>,
}

impl Editions {
    /// Reads the releases that are served; nothing if there are none.
    pub(crate) fn new(store: &Store, today: &Manifest, told: &Told<'_>) -> Result<Option<Self>, StoreError> {
        let Told {
            first,
            pending,
            waived,
            chosen,
            ..
        } = *told;
        let (Some(newest), Some(changes)) = (store.newest(), pending) else {
            return Ok(None);
        };
        let mut all = Vec::new();
        for release in store.releases().iter().skip(first) {
            all.push(Edition::new(release.version.clone(), store.manifest(release)?));
        }
        let pending = !changes.is_empty();
        if pending {
            let is_waived = |key: &str| waived.iter().any(|waived| waived.key == key);
            let least = gati_release::pending(&newest.version, changes, is_waived);
            let is_next = |chosen: &&Version| gati_release::is_high_enough(chosen, &newest.version, &least);
            let version = chosen.filter(is_next).cloned().unwrap_or(least);
            all.push(Edition::new(version, today.clone()));
        } else if let Some(last) = all.last_mut() {
            *last = Edition::new(last.version.clone(), today.clone());
        } else {
            // The newest release is what the source serves, and nobody is let in by its name.
            return Ok(None);
        }
        let retired = store.releases().iter().take(first);
        let mut editions = Self::of(all, pending);
        editions.first = first;
        editions.retired = retired.map(|release| module_name(&release.version)).collect();
        Ok(Some(editions))
    }

    /// For releases that are all there are.
    pub(crate) fn of(all: Vec<Edition>, pending: bool) -> Self {
        let mut homes = Vec::with_capacity(all.len());
        let mut requests = Vec::with_capacity(all.len());
        for (at, edition) in all.iter().enumerate().rev() {
            let (mut own_homes, mut own_requests) = (BTreeMap::new(), BTreeMap::new());
            let next = all.get(at + 1).map(|next| &next.manifest);
            let revisions = next.map(|next| Revisions::new(&edition.manifest, next));
            let newer = next.into_iter().flat_map(|next| &next.handlers);
            let newer: BTreeMap<&str, &Handler> = newer.map(|newer| (newer.name.as_str(), newer)).collect();
            let (later_homes, later_requests) = (homes.last(), requests.last());
            for name in edition.manifest.types.keys() {
                let home = revisions
                    .as_ref()
                    .filter(|revisions| revisions.has(name))
                    .and_then(|_| BTreeMap::get(later_homes?, name).copied());
                own_homes.insert(name.clone(), home.unwrap_or(at));
            }
            for handler in &edition.manifest.handlers {
                let home = newer
                    .get(handler.name.as_str())
                    .and_then(|newer| same_request(revisions.as_ref()?, handler, newer).then_some(()))
                    .and_then(|()| BTreeMap::get(later_requests?, &handler.name).copied());
                own_requests.insert(handler.name.clone(), home.unwrap_or(at));
            }
            homes.push(own_homes);
            requests.push(own_requests);
        }
        homes.reverse();
        requests.reverse();
        let mut editions = Self {
            all,
            pending,
            first: 0,
            retired: Vec::new(),
            homes,
            requests,
            carried: Vec::new(),
            sides: Vec::new(),
        };
        let names = |edition: &Edition| {
            edition
                .manifest
                .handlers
                .iter()
                .map(|handler| handler.name.clone())
                .collect()
        };
        editions.carried = editions.all.iter().map(names).collect();
        editions.sides = editions.find_sides();
        editions
    }

    /// The same where only the callers of those handlers are carried to today that the plans lead there, and that nobody keeps: no one reads
    /// or writes what the others had.
    pub(crate) fn carrying(mut self, plans: &[StepPlan], is_kept: impl Fn(usize, &Handler) -> bool) -> Self {
        let mut arrives = self.carried[self.today()].clone();
        for (at, plan) in plans.iter().enumerate().rev() {
            let steps = plan.handlers.iter().filter(|step| arrives.contains(&step.newer));
            arrives = steps.map(|step| step.older.clone()).collect();
            let carried = self.all[at].manifest.handlers.iter();
            let carried = carried.filter(|old| arrives.contains(&old.name) && !is_kept(at, old));
            self.carried[at] = carried.map(|old| old.name.clone()).collect();
        }
        self.sides = self.find_sides();
        self
    }

    /// The number of what the source serves.
    pub(crate) const fn today(&self) -> usize {
        self.all.len() - 1
    }

    /// The newest edition in which a type is what it is in this one.
    pub(crate) fn home(&self, edition: usize, name: &TypeName) -> usize {
        self.homes[edition].get(name).copied().unwrap_or(edition)
    }

    /// The same for the request of a handler.
    pub(crate) fn request_home(&self, edition: usize, handler: &str) -> usize {
        self.requests[edition].get(handler).copied().unwrap_or(edition)
    }

    /// The edition of that module.
    pub(crate) fn by_module(&self, module: &str) -> Option<usize> {
        self.all.iter().position(|edition| edition.module == module)
    }

    /// On which sides a type that is at home in an edition is used, in all editions in which it is the same.
    pub(crate) fn sides_of(&self, edition: usize, name: &TypeName) -> Sides {
        self.sides[edition].get(name).copied().unwrap_or_default()
    }

    /// The types of today that callers of older editions who are carried send or get as they are, those of the newest editions first.
    pub(crate) fn lent(&self) -> Vec<(usize, Side, &TypeName)> {
        let mut lent = Vec::new();
        for (at, edition) in self.all.iter().enumerate().take(self.today()).rev() {
            for side in [Side::Read, Side::Write] {
                let names = used(&edition.manifest, &self.carried[at], side).into_iter();
                let lives = names.filter(|name| self.home(at, name) == self.today());
                lent.extend(lives.map(|name| (at, side, name)));
            }
        }
        lent
    }

    fn find_sides(&self) -> Vec<BTreeMap<TypeName, Sides>> {
        let mut sides = vec![BTreeMap::<TypeName, Sides>::new(); self.all.len()];
        for (at, edition) in self.all.iter().enumerate() {
            for side in [Side::Read, Side::Write] {
                for name in used(&edition.manifest, &self.carried[at], side) {
                    let known = sides[self.home(at, name)].entry(name.clone()).or_default();
                    match side {
                        Side::Read => known.read = true,
                        Side::Write => known.write = true,
                    }
                }
            }
        }
        sides
    }
}

/// The types that some handlers of a manifest read, or write.
fn used<'m>(manifest: &'m Manifest, handlers: &BTreeSet<String>, side: Side) -> BTreeSet<&'m TypeName> {
    let handlers = manifest
        .handlers
        .iter()
        .filter(|handler| handlers.contains(&handler.name));
    let types = handlers.flat_map(Handler::types);
    let mut open: Vec<&TypeName> = Vec::new();
    for (_, ty) in types.filter(|(on, _)| *on == side) {
        ty.for_each_name(&mut |name| open.push(name));
    }
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        for ty in manifest
            .types
            .get(name)
            .into_iter()
            .flat_map(|definition| definition.types())
        {
            ty.for_each_name(&mut |name| open.push(name));
        }
    }
    seen
}

fn same_request(revisions: &Revisions, old: &Handler, new: &Handler) -> bool {
    let same = |a: &Type, b: &Type| revisions.is_same(a, b);
    let same_if_there = |a: &Option<Type>, b: &Option<Type>| match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let bodies = match (&old.body, &new.body) {
        (None, None) => true,
        (Some(a), Some(b)) => match (a.ty(), b.ty()) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => std::mem::discriminant(a) == std::mem::discriminant(b),
            _ => false,
        },
        _ => false,
    };
    old.parameters.len() == new.parameters.len()
        && old
            .parameters
            .iter()
            .zip(&new.parameters)
            .all(|(a, b)| a.name == b.name && same(&a.ty, &b.ty))
        && same_if_there(&old.query, &new.query)
        && same_if_there(&old.headers, &new.headers)
        && bodies
}

/// `1.4.0` is `v1_4_0`.
pub(crate) fn module_name(version: &Version) -> String {
    let text = version.to_string();
    let plain = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    std::iter::once('v').chain(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_the_name_of_a_module() {
        assert_eq!(module_name(&Version::new(1, 4, 0)), "v1_4_0");
        assert_eq!(module_name(&"1.0.0-rc.1".parse().unwrap()), "v1_0_0_rc_1");
    }
}
