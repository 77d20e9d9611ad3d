//! What is known about each type before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::ty::{Constraints, Side};
use gati_schema::{Definition, Manifest, TypeName};

use crate::usage::{self, Names};
use crate::{definition, names};

/// The manifest, and everything that was found out about it.
pub(crate) struct Model<'a> {
    pub(crate) manifest: &'a Manifest,
    /// The methods, in the order of the handlers.
    pub(crate) methods: Vec<String>,
    /// What the client reads, which the server writes.
    received: BTreeMap<&'a TypeName, String>,
    /// What the client writes, which the server reads.
    sent: BTreeMap<&'a TypeName, String>,
    wide_received: Names<'a>,
    wide_sent: Names<'a>,
    is_made_of: BTreeMap<&'a TypeName, Names<'a>>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(manifest: &'a Manifest) -> Self {
        let holds_wide = |side| {
            usage::tainted(manifest, side, &|definition: &Definition| {
                usage::types_on(definition, side)
                    .into_iter()
                    .any(|ty| usage::holds_wide(ty, &Constraints::NONE))
            })
        };
        let (sent, received) = (
            usage::reached(manifest, Side::Read),
            usage::reached(manifest, Side::Write),
        );
        let plain: BTreeMap<&TypeName, String> = plain_names(manifest, &sent, &received);
        let only = |reached: &Names<'a>| -> BTreeMap<&'a TypeName, String> {
            reached
                .iter()
                .filter_map(|name| Some((*name, plain.get(name)?.clone())))
                .collect()
        };
        let mut model = Self {
            manifest,
            methods: names::methods(manifest.handlers.iter().map(|handler| handler.name.as_str())),
            received: only(&received),
            sent: only(&sent),
            wide_received: holds_wide(Side::Write),
            wide_sent: holds_wide(Side::Read),
            is_made_of: usage::is_made_of(manifest),
        };
        model.part_sides();
        model
    }

    /// Gives the sent form of a type a name of its own where it is another than the received one.
    fn part_sides(&mut self) {
        let both = |name: &TypeName| self.sent.contains_key(name) && self.received.contains_key(name);
        let differing: BTreeSet<&TypeName> = self
            .manifest
            .types
            .iter()
            .filter(|(name, definition)| {
                both(name)
                    && definition::body(self, definition, Side::Read)
                        != definition::body(self, definition, Side::Write)
            })
            .map(|(name, _)| name)
            .collect();
        let differing = usage::users(self.manifest, differing);
        let mut taken = names::taken_types();
        taken.extend(self.sent.values().chain(self.received.values()).cloned());
        let received = &self.received;
        for (name, text) in &mut self.sent {
            if differing.contains(*name) && received.contains_key(*name) {
                *text = names::unique(&format!("{text}Input"), "Type", &mut taken);
            }
        }
    }

    /// The name of a type on a side. A name without a definition is `unknown`.
    pub(crate) fn name(&self, name: &TypeName, side: Side) -> &str {
        let names = match side {
            Side::Read => &self.sent,
            Side::Write => &self.received,
        };
        names.get(name).map_or("unknown", String::as_str)
    }

    /// Every named type in every form that it has, by the name of the contract; what is received comes first.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = (&'a Definition, Side, &str)> {
        self.manifest.types.iter().flat_map(move |(name, definition)| {
            let received = self.received.get(name).map(String::as_str);
            let sent = self.sent.get(name).map(String::as_str);
            let received = received.map(|text| (definition, Side::Write, text));
            let sent = sent
                .filter(|text| received.is_none_or(|(_, _, other)| other != *text))
                .map(|text| (definition, Side::Read, text));
            received.into_iter().chain(sent)
        })
    }

    /// Whether a type holds integers beyond what `number` can.
    pub(crate) fn is_wide(&self, name: &TypeName, side: Side) -> bool {
        match side {
            Side::Read => self.wide_sent.contains(name),
            Side::Write => self.wide_received.contains(name),
        }
    }

    /// Whether `name`, standing in `owner` itself and not in a property of it, would make a type that is its own definition.
    pub(crate) fn is_circular(&self, owner: &TypeName, name: &TypeName) -> bool {
        owner == name
            || self
                .is_made_of
                .get(name)
                .is_some_and(|parts| parts.contains(owner))
    }
}

/// The names as they would be if both sides were one. Plain names keep theirs, and an instance `Page<Item>` gives way to a type called
/// `PageItem`.
fn plain_names<'a>(
    manifest: &'a Manifest,
    sent: &Names<'a>,
    received: &Names<'a>,
) -> BTreeMap<&'a TypeName, String> {
    let mut taken = names::taken_types();
    let (plain, instances): (Vec<&TypeName>, Vec<&TypeName>) = manifest
        .types
        .keys()
        .filter(|name| sent.contains(name) || received.contains(name))
        .partition(|name| name.identifier() == name.as_str());
    plain
        .into_iter()
        .chain(instances)
        .map(|name| {
            let wanted = names::sanitize(&name.identifier());
            (name, names::unique(&wanted, "Type", &mut taken))
        })
        .collect()
}
