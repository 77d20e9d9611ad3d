//! Structs with named fields: where each field of the target comes from.
//!
//! Fields that stand in an object by `flatten` are fields of that object here, since that is how they travel; each is known by
//! the way to it in Rust.

use std::borrow::Cow;
use std::collections::HashMap;

use gati_diff::words;
use gati_schema::Type;
use gati_schema::ty::{Default, Field, Kind, Written};
use serde_json::json;

use super::lacks::{Lacks, Missing, lack};
use super::value::fields_of;
use super::{Planner, names, side};
use crate::{Assign, Fill, How, Lack, LackKind, Role, Seg, Way};

/// How deep objects that came apart are put together: what stands in itself must not hold us up.
const DEPTH: usize = 4;

/// A field of the source that can be taken.
pub(super) struct Leaf<'m> {
    pub(super) path: Vec<Seg>,
    pub(super) field: Cow<'m, Field>,
    /// The part of the request in which it stands.
    pub(super) home: usize,
    /// Whether it stood in an object that was opened.
    pub(super) nested: bool,
    pub(super) state: State,
}

/// What became of a field of the source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Free,
    Taken,
    /// Its own fields are leaves now.
    Opened,
}

/// The fields of the target for which a field of the source was found, by where they stand in the manifest.
pub(super) type Found = HashMap<*const Field, usize>;

/// Where fields are looked for, and where what is missing is said to be missing.
pub(super) struct Place<'a> {
    pub(super) way: Way,
    /// The way to the object inside the target, for lacks.
    pub(super) at: &'a [String],
    pub(super) home: usize,
    pub(super) depth: usize,
}

impl<'m> Planner<'m> {
    /// The fields of a target object.
    pub(super) fn object(
        &mut self,
        way: Way,
        base: &[Seg],
        from: &'m [Field],
        to: &'m [Field],
        lacks: &mut Lacks,
    ) -> Vec<Assign> {
        self.object_at(way, &[], base, from, to, lacks)
    }

    /// The same, where lacks are said to be somewhere further in.
    pub(super) fn object_at(
        &mut self,
        way: Way,
        at: &[String],
        base: &[Seg],
        from: &'m [Field],
        to: &'m [Field],
        lacks: &mut Lacks,
    ) -> Vec<Assign> {
        let mut leaves = Vec::new();
        self.leaves(way, 0, base, from, to, &mut leaves);
        let found = self.pair(way, 0, &mut leaves, to);
        let place = Place {
            way,
            at,
            home: 0,
            depth: 0,
        };
        let fields = self.fill(&place, &mut leaves, to, &found, lacks);
        self.dropped(way, at, base.len(), &leaves, lacks);
        fields
    }

    /// The fields of a source object, those that stand in it by `flatten` included.
    pub(super) fn leaves(
        &mut self,
        way: Way,
        home: usize,
        base: &[Seg],
        from: &'m [Field],
        to: &'m [Field],
        leaves: &mut Vec<Leaf<'m>>,
    ) {
        for field in from.iter().filter(|field| !field.skip.on(side(way))) {
            let mut path = base.to_vec();
            path.push(Seg::Field(field.rust_name.clone()));
            let inner = fields_of(self.source(way), &field.ty).filter(|_| field.flatten);
            match inner {
                Some(inner) if self.twin(way, field, to).is_none() => {
                    self.leaves(way, home, &path, inner, to, leaves);
                }
                _ => leaves.push(Leaf {
                    path,
                    field: Cow::Borrowed(field),
                    home,
                    nested: false,
                    state: State::Free,
                }),
            }
        }
    }

    /// The flattened field of the other side that is carried as a whole with this one.
    fn twin(&mut self, way: Way, field: &Field, others: &'m [Field]) -> Option<&'m Field> {
        let twin = others
            .iter()
            .find(|other| other.flatten && other.rust_name == field.rust_name)?;
        let is_given = match (&field.ty.kind, &twin.ty.kind) {
            (Kind::Named { name: a }, Kind::Named { name: b }) => self.given_for(way, a, b).is_some(),
            _ => false,
        };
        (is_given || self.revisions.is_same(&field.ty, &twin.ty)).then_some(twin)
    }

    /// Finds fields by their names. What is found is taken.
    pub(super) fn pair(&self, way: Way, home: usize, leaves: &mut [Leaf<'m>], to: &'m [Field]) -> Found {
        let mut targets = Vec::new();
        self.expand(way, leaves, to, &mut targets);
        let mut found = Found::new();
        for flat in [false, true] {
            let targets: Vec<&Field> = targets
                .iter()
                .copied()
                .filter(|field| field.flatten == flat)
                .collect();
            let own: Vec<usize> = (0..leaves.len())
                .filter(|at| {
                    let leaf = &leaves[*at];
                    leaf.home == home && leaf.state == State::Free && leaf.field.flatten == flat
                })
                .collect();
            let sources: Vec<&Field> = own.iter().map(|at| leaves[*at].field.as_ref()).collect();
            let matches = names::matches(&sources, &targets, side(way));
            for (target, source) in targets.iter().zip(matches) {
                if let Some(source) = source {
                    leaves[own[source]].state = State::Taken;
                    found.insert(std::ptr::from_ref(*target), own[source]);
                }
            }
        }
        found
    }

    /// The fields of a target object, those that stand in it by `flatten` included unless they are carried as a whole.
    fn expand(&self, way: Way, leaves: &[Leaf<'m>], to: &'m [Field], targets: &mut Vec<&'m Field>) {
        for field in to.iter().filter(|field| !field.skip.on(side(way))) {
            match self.flat_fields(way, leaves, field) {
                Some(inner) => self.expand(way, leaves, inner, targets),
                None => targets.push(field),
            }
        }
    }

    /// The fields of a flattened field of the target, unless there is one in the source that is carried as a whole.
    fn flat_fields(&self, way: Way, leaves: &[Leaf<'m>], field: &'m Field) -> Option<&'m [Field]> {
        let is_whole = || {
            leaves
                .iter()
                .any(|leaf| leaf.field.flatten && leaf.field.rust_name == field.rust_name)
        };
        let fields = fields_of(self.target(way), &field.ty).filter(|_| field.flatten)?;
        (!is_whole()).then_some(fields)
    }

    /// What each field of a target object gets.
    pub(super) fn fill(
        &mut self,
        place: &Place<'_>,
        leaves: &mut Vec<Leaf<'m>>,
        to: &'m [Field],
        found: &Found,
        lacks: &mut Lacks,
    ) -> Vec<Assign> {
        let mut list = Vec::new();
        for field in to {
            let mut at = place.at.to_vec();
            at.push(field.rust_name.clone());
            let value = if *field.skip.on(side(place.way)) {
                Fill::Absent
            } else if let (Some(inner), Kind::Named { name }) =
                (self.flat_fields(place.way, leaves, field), &field.ty.kind)
            {
                Fill::Build {
                    ty: name.clone(),
                    fields: self.fill(&Place { at: &at, ..*place }, leaves, inner, found, lacks),
                }
            } else if let Some(source) = found.get(&std::ptr::from_ref(field)) {
                self.take_field(place.way, &at, &leaves[*source], field, lacks)
            } else {
                self.look_around(place, &at, leaves, field, lacks)
            };
            list.push(Assign {
                field: field.rust_name.clone(),
                value,
            });
        }
        list
    }

    /// A field that is not among those of its object: it may have moved, or need no source.
    fn look_around(
        &mut self,
        place: &Place<'_>,
        at: &[String],
        leaves: &mut Vec<Leaf<'m>>,
        field: &'m Field,
        lacks: &mut Lacks,
    ) -> Fill {
        let way = place.way;
        match self.moved(place, leaves, field) {
            Ok(Some(source)) => {
                leaves[source].state = State::Taken;
                return self.take_field(way, at, &leaves[source], field, lacks);
            }
            Ok(None) => {}
            Err(several) => {
                let target = Some(words(self.target(way), &field.ty));
                let ambiguous = lack(LackKind::Ambiguous, at, Some(several), target);
                return filled(self.lack(lacks, ambiguous));
            }
        }
        if let Some(built) = self.together(place, at, leaves, field, lacks) {
            return built;
        }
        if let Some(without) = self.without(way, field) {
            return without;
        }
        let alike = |leaf: &&Leaf<'_>| leaf.state == State::Free && leaf.field.ty == field.ty;
        let mut alike = leaves.iter().filter(alike);
        let perhaps = match (alike.next(), alike.next()) {
            (Some(only), None) => Some(only.field.rust_name.clone()),
            _ => None,
        };
        let target = Some(words(self.target(way), &field.ty));
        let missing = Lack {
            perhaps,
            ..lack(LackKind::Value, at, None, target)
        };
        filled(self.lack(lacks, missing))
    }

    /// What a field has that needs no source.
    fn without(&self, way: Way, field: &Field) -> Option<Fill> {
        let is_optional = self.target(way).is_optional(&field.ty);
        match way {
            Way::Lift => match &field.default {
                Default::Known(value) => Some(Fill::Constant(value.clone())),
                Default::Computed => Some(Fill::Absent),
                Default::None if is_optional => Some(Fill::Absent),
                Default::None if is_open_map(field) => Some(Fill::Constant(json!({}))),
                Default::None => None,
            },
            Way::Lower if is_optional => Some(Fill::Absent),
            Way::Lower if is_open_map(field) => Some(Fill::Constant(json!({}))),
            // A reader who copes with its absence copes with what it takes then.
            Way::Lower => match (&field.written, &field.default) {
                (Written::Sometimes, Default::Known(value)) => Some(Fill::Constant(value.clone())),
                _ => None,
            },
        }
    }

    /// The one field that stood in a nested object, or elsewhere in the request, under this name; the names of several if one cannot tell.
    fn moved(
        &self,
        place: &Place<'_>,
        leaves: &mut Vec<Leaf<'m>>,
        field: &'m Field,
    ) -> Result<Option<usize>, String> {
        let is_it = |other: &Field| {
            let (a, b) = (other.name.on(side(place.way)), field.name.on(side(place.way)));
            names::same_anywhere(a, b) || other.rust_name == field.rust_name
        };
        let mut found: Vec<(usize, Option<&'m Field>)> = Vec::new();
        for (at, leaf) in leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| leaf.state == State::Free)
        {
            // Those of the same object were asked for by name already, but for those of an object that was opened.
            let is_elsewhere = leaf.home != place.home || leaf.nested;
            if is_elsewhere && is_it(&leaf.field) {
                found.push((at, None));
            }
            let inner = fields_of(self.source(place.way), &leaf.field.ty).unwrap_or_default();
            let inner = inner
                .iter()
                .filter(|inner| !inner.skip.on(side(place.way)) && !inner.flatten);
            found.extend(inner.filter(|inner| is_it(inner)).map(|inner| (at, Some(inner))));
        }
        match found[..] {
            [] => Ok(None),
            [(at, None)] => Ok(Some(at)),
            [(at, Some(field))] => Ok(self.open(place.way, leaves, at, field)),
            _ => {
                let names = found.iter().map(|(at, inner)| {
                    let mut path: Vec<String> = leaves[*at].path.iter().map(ToString::to_string).collect();
                    path.extend(inner.map(|inner| inner.rust_name.clone()));
                    format!("`{}`", path.join("."))
                });
                Err(names.collect::<Vec<_>>().join(" or "))
            }
        }
    }

    /// Makes leaves of the fields of a leaf, and tells which of them is `wanted`.
    fn open(&self, way: Way, leaves: &mut Vec<Leaf<'m>>, at: usize, wanted: &'m Field) -> Option<usize> {
        let inner = fields_of(self.source(way), &leaves[at].field.ty)?;
        leaves[at].state = State::Opened;
        let mut found = None;
        for field in inner.iter().filter(|field| !field.skip.on(side(way))) {
            let mut path = leaves[at].path.clone();
            path.push(Seg::Field(field.rust_name.clone()));
            if std::ptr::eq(field, wanted) {
                found = Some(leaves.len());
            }
            let home = leaves[at].home;
            leaves.push(Leaf {
                path,
                field: Cow::Borrowed(field),
                home,
                nested: true,
                state: State::Free,
            });
        }
        found
    }

    /// An object whose fields stand in the source without it.
    fn together(
        &mut self,
        place: &Place<'_>,
        at: &[String],
        leaves: &mut Vec<Leaf<'m>>,
        field: &'m Field,
        lacks: &mut Lacks,
    ) -> Option<Fill> {
        let Kind::Named { name } = &field.ty.kind else {
            return None;
        };
        let fields = fields_of(self.target(place.way), &field.ty).filter(|_| place.depth < DEPTH)?;
        let targets: Vec<&Field> = fields
            .iter()
            .filter(|field| !field.skip.on(side(place.way)))
            .collect();
        let free: Vec<&Field> = leaves
            .iter()
            .filter(|leaf| leaf.state == State::Free && leaf.home == place.home)
            .map(|leaf| leaf.field.as_ref())
            .collect();
        let found = names::matches(&free, &targets, side(place.way));
        let is_whole = targets
            .iter()
            .zip(&found)
            .all(|(target, found)| found.is_some() || self.without(place.way, target).is_some());
        if !is_whole || found.iter().all(Option::is_none) {
            return None;
        }
        let found = self.pair(place.way, place.home, leaves, fields);
        let inner = Place {
            at,
            depth: place.depth + 1,
            ..*place
        };
        let ty = name.clone();
        let fields = self.fill(&inner, leaves, fields, &found, lacks);
        Some(Fill::Build { ty, fields })
    }

    /// A field of the source as one of the target.
    fn take_field(
        &mut self,
        way: Way,
        at: &[String],
        leaf: &Leaf<'m>,
        field: &'m Field,
        lacks: &mut Lacks,
    ) -> Fill {
        let path = leaf.path.clone();
        let from = read_type(way, &leaf.field);
        // Nothing where the newer contract says what nothing means.
        if let (Way::Lift, Kind::Option { of }) = (way, &from.kind)
            && !matches!(field.ty.kind, Kind::Option { .. })
            && field.default != Default::None
        {
            let of = of.as_ref().clone().constrained(from.constraints.clone());
            if let Ok(how) = self.how(way, Role::Value, &of, &field.ty) {
                let how = Box::new(how);
                let how = match &field.default {
                    Default::Known(value) => How::OrElse(how, value.clone()),
                    Default::Computed | Default::None => How::OrAbsent(how),
                };
                return Fill::Take { path, how };
            }
        }
        self.take(way, (path, &from), &field.ty, at, lacks)
    }

    /// Fields of a request for which there is no place any more: what callers say would be lost without a word.
    pub(super) fn dropped(
        &self,
        way: Way,
        at: &[String],
        base: usize,
        leaves: &[Leaf<'m>],
        lacks: &mut Lacks,
    ) {
        if way == Way::Lower {
            return;
        }
        for leaf in leaves.iter().filter(|leaf| leaf.state == State::Free) {
            let mut path = at.to_vec();
            path.extend(leaf.path.iter().skip(base).map(ToString::to_string));
            let source = Some(words(self.source(way), &leaf.field.ty));
            // If it is acknowledged, it is left out.
            let _ = self.lack(lacks, lack(LackKind::Dropped, &path, source, None));
        }
    }
}

/// What a reader of a field has: nothing, perhaps, where only the program knew what that means.
fn read_type(way: Way, field: &Field) -> Cow<'_, Type> {
    let is_open = way == Way::Lift && field.default == Default::Computed;
    if is_open && !matches!(field.ty.kind, Kind::Option { .. }) {
        Cow::Owned(field.ty.clone().optional())
    } else {
        Cow::Borrowed(&field.ty)
    }
}

/// Whether a field takes all keys that nobody else does, and may hold none.
fn is_open_map(field: &Field) -> bool {
    let asks = field.ty.constraints.min_properties.is_some_and(|least| least > 0);
    let is_map = |ty: &Type| matches!(ty.kind, Kind::Map { .. } | Kind::AnyObject);
    field.flatten && is_map(&field.ty) && !asks
}

/// A part of the target that nobody has.
pub(super) fn filled(missing: Missing) -> Fill {
    match missing {
        Missing::Lack(at) => Fill::Lack(at),
        Missing::Waived(reason) => Fill::Refuse(reason),
    }
}
