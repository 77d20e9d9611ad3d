//! What the types of all editions are, worked out once for all code that mentions them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gati_schema::ty::Kind;
use gati_schema::{Fingerprint, Type, TypeName, identity};
use proc_macro2::TokenStream;

use super::frozen::{Scope, Types};
use crate::analyze::Today;
use crate::analyze::live::types_in_rust;
use crate::story::Editions;

/// The types of each edition.
pub(crate) struct Scopes<'a> {
    all: Vec<Rc<Types<'a>>>,
}

impl<'a> Scopes<'a> {
    pub(crate) fn new(editions: &'a Editions, today: &Today) -> Self {
        let mut all: Vec<Rc<Types<'a>>> = Vec::with_capacity(editions.all.len());
        // From the newest on: a type that stays what it is has the identity that it has later.
        for at in (0..editions.all.len()).rev() {
            let edition = &editions.all[at];
            let id = |name: &TypeName| match editions.home(at, name) {
                home if home == editions.today() => today.types.get(name).map(|live| live.id),
                home if home == at => {
                    let (krate, module) = (&today.krate, &edition.module);
                    let path = format!("{krate}::app::{module}::{}", name.identifier());
                    Some(identity::defined(&path, &[]))
                }
                home => {
                    let later = &all[editions.all.len() - 1 - home];
                    later.ids.get(name).copied()
                }
            };
            let ids = edition.manifest.types.keys();
            let ids = ids.map(|name| (name, id(name).unwrap_or(Fingerprint(0))));
            all.push(Rc::new(Types {
                ids: ids.collect(),
                cycles: cycles(editions, at),
                shadows: Types::shadows(|name| edition.has_identifier(name)),
            }));
        }
        all.reverse();
        Self { all }
    }

    /// The types of an edition, for code that writes `prefix` before their names.
    pub(crate) fn of(&self, at: usize, prefix: TokenStream) -> Scope<'a> {
        Scope {
            types: Rc::clone(&self.all[at]),
            prefix,
        }
    }
}

/// The types frozen in this edition that contain each other by value, numbered by circle.
fn cycles(editions: &Editions, at: usize) -> BTreeMap<&TypeName, usize> {
    let types = &editions.all[at].manifest.types;
    let frozen: BTreeSet<&TypeName> = types
        .keys()
        .filter(|name| editions.home(at, name) == at && at != editions.today())
        .collect();
    let inside = |name: &TypeName| -> BTreeSet<&TypeName> {
        let mut held = BTreeSet::new();
        for ty in types.get(name).into_iter().flat_map(types_in_rust) {
            by_value(ty, &mut held);
        }
        held
    };
    let mut reached: BTreeMap<&TypeName, BTreeSet<&TypeName>> = BTreeMap::new();
    for name in &frozen {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&TypeName> = inside(name).into_iter().collect();
        while let Some(inner) = open.pop() {
            if frozen.contains(inner) && seen.insert(inner) {
                open.extend(inside(inner));
            }
        }
        reached.insert(name, seen);
    }
    let mut cycles = BTreeMap::new();
    for (number, (name, seen)) in reached.iter().enumerate() {
        if !seen.contains(name) || cycles.contains_key(name) {
            continue;
        }
        for other in seen.iter().filter(|other| reached[**other].contains(name)) {
            cycles.insert(*other, number);
        }
    }
    cycles
}

fn by_value<'a>(ty: &'a Type, held: &mut BTreeSet<&'a TypeName>) {
    match &ty.kind {
        Kind::Named { name } => {
            held.insert(name);
        }
        Kind::Option { of } | Kind::Array { of, .. } => by_value(of, held),
        Kind::Tuple { of } => of.iter().for_each(|part| by_value(part, held)),
        _ => {}
    }
}
