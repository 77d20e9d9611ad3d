//! Requests: part by part, and from one part to another.

use std::borrow::Cow;

use gati_diff::{placeholder, words};
use gati_schema::handler::{Body, PathParameter};
use gati_schema::ty::{Default, Field, Kind, Side, Sided, Written};
use gati_schema::{Handler, Type};

use super::Planner;
use super::lacks::{Lacks, Missing, lack};
use super::object::{Found, Leaf, Place, State, filled};
use super::value::fields_of;
use crate::{Assign, Fill, GapKind, How, LackKind, Part, Party, RequestStep, Role, Seg, Way};

/// The parts that are one value each, by their names in the frozen `Request`.
const PARTS: [&str; 3] = ["query", "headers", "body"];

/// The home of leaves that are path parameters.
const PATH: usize = PARTS.len();

impl<'m> Planner<'m> {
    /// How a request is lifted.
    pub(super) fn request(&mut self, old: &'m Handler, new: &'m Handler) -> RequestStep {
        if let Some(given) = self.given_for_part(old, new, Part::Request) {
            return RequestStep::Given(given);
        }
        if self.is_same_request(old, new) {
            return RequestStep::Same;
        }
        let party = Party::Handler {
            older: old.name.clone(),
            newer: new.name.clone(),
            part: Part::Request,
        };
        let mut lacks = Lacks::new(Way::Lift, party);
        let crossing = self.crossing(old, new);
        let mut leaves = self.parameters_left(old, new);
        let mut found: Vec<Option<Found>> = Vec::new();
        // First all that keeps its place, then what has to be looked for.
        for (home, part) in PARTS.iter().enumerate() {
            let (from, to) = (part_type(old, part), part_type(new, part));
            let is_inline = (crossing[home] || from.is_none() || to.is_none()) && !self.is_carried(from, to);
            let own = from
                .and_then(|ty| fields_of(self.older, ty))
                .filter(|_| is_inline);
            let target = to.and_then(|ty| fields_of(self.newer, ty)).filter(|_| is_inline);
            if let Some(own) = own {
                let base = [Seg::Field((*part).to_owned())];
                self.leaves(
                    Way::Lift,
                    home,
                    &base,
                    own,
                    target.unwrap_or_default(),
                    &mut leaves,
                );
            }
            found.push(target.map(|target| self.pair(Way::Lift, home, &mut leaves, target)));
        }
        let mut parts = self.path(old, new, &mut leaves, &mut lacks);
        for (home, part) in PARTS.iter().enumerate() {
            let at = [(*part).to_owned()];
            let place = Place {
                way: Way::Lift,
                at: &at,
                home,
                depth: 0,
            };
            let value = match (&found[home], part_type(new, part)) {
                (Some(found), Some(to)) => Some(self.inline(&place, &mut leaves, to, found, &mut lacks)),
                _ => self.part(old, new, part, &mut lacks),
            };
            parts.extend(value.map(|value| Assign {
                field: (*part).to_owned(),
                value,
            }));
        }
        self.dropped(Way::Lift, &[], 0, &leaves, &mut lacks);
        let gap = self.gap(lacks, GapKind::Transformer);
        RequestStep::Derived { parts, gap }
    }

    /// Whether a transformer of the user's carries one part into the other.
    fn is_carried(&mut self, from: Option<&Type>, to: Option<&Type>) -> bool {
        match (from.map(|ty| &ty.kind), to.map(|ty| &ty.kind)) {
            (Some(Kind::Named { name: a }), Some(Kind::Named { name: b })) => {
                self.given_for(Way::Lift, a, b).is_some()
            }
            _ => false,
        }
    }

    fn is_same_request(&self, old: &Handler, new: &Handler) -> bool {
        let same = |a: Option<&Type>, b: Option<&Type>| match (a, b) {
            (Some(a), Some(b)) => self.revisions.is_same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let same_parameter = |(a, b): (&PathParameter, &PathParameter)| {
            a.name == b.name && a.wildcard == b.wildcard && same(Some(&a.ty), Some(&b.ty))
        };
        old.parameters.len() == new.parameters.len()
            && old.parameters.iter().zip(&new.parameters).all(same_parameter)
            && old.body.as_ref().map(encoding) == new.body.as_ref().map(encoding)
            && PARTS
                .iter()
                .all(|part| same(part_type(old, part), part_type(new, part)))
    }

    /// The path parameters of the newer release, each from the one for which it stands ([`placeholder`]).
    fn path(
        &mut self,
        old: &'m Handler,
        new: &'m Handler,
        leaves: &mut [Leaf<'m>],
        lacks: &mut Lacks,
    ) -> Vec<Assign> {
        let mut parts = Vec::new();
        for (at, to) in new.parameters.iter().enumerate() {
            let path = [to.name.clone()];
            let value = match placeholder(old, new, at) {
                Some(from) => {
                    let way = vec![Seg::Field(from.name.clone())];
                    self.take(Way::Lift, (way, &from.ty), &to.ty, &path, lacks)
                }
                None => self.elsewhere(old, new, to, leaves, lacks),
            };
            parts.push(Assign {
                field: to.name.clone(),
                value,
            });
        }
        parts
    }

    /// A path parameter that stood in the query, say.
    fn elsewhere(
        &mut self,
        old: &'m Handler,
        new: &'m Handler,
        to: &PathParameter,
        leaves: &mut [Leaf<'m>],
        lacks: &mut Lacks,
    ) -> Fill {
        let mut candidates = Vec::new();
        for part in PARTS {
            let own = part_type(old, part).and_then(|ty| fields_of(self.older, ty));
            for field in own.unwrap_or_default() {
                if self.left(new, part, field) && super::names::same_anywhere(&field.rust_name, &to.name) {
                    candidates.push((part, field));
                }
            }
        }
        let at = [to.name.clone()];
        if let [(part, field)] = candidates[..] {
            let path = vec![Seg::Field(part.to_owned()), Seg::Field(field.rust_name.clone())];
            for leaf in leaves.iter_mut().filter(|leaf| leaf.path == path) {
                leaf.state = State::Taken;
            }
            return self.take(Way::Lift, (path, &field.ty), &to.ty, &at, lacks);
        }
        let kind = if candidates.is_empty() {
            LackKind::Value
        } else {
            LackKind::Ambiguous
        };
        let target = Some(words(self.newer, &to.ty));
        filled(self.lack(lacks, lack(kind, &at, None, target)))
    }

    /// The parts of which a field moved to another one, or got one from there: they are put together field by field.
    fn crossing(&self, old: &'m Handler, new: &'m Handler) -> [bool; PARTS.len()] {
        let mut crossing = [false; PARTS.len()];
        let fields = |handler: &'m Handler, manifest, part| {
            let ty: Option<&'m Type> = part_type(handler, part);
            ty.and_then(|ty| fields_of(manifest, ty)).unwrap_or_default()
        };
        for (home, part) in PARTS.iter().enumerate() {
            for field in fields(old, self.older, part) {
                if !self.left(new, part, field) {
                    continue;
                }
                let is_it = |name: &str| super::names::same_anywhere(field.name.on(Side::Read), name);
                crossing[home] |= new
                    .parameters
                    .iter()
                    .enumerate()
                    .any(|(at, to)| placeholder(old, new, at).is_none() && is_it(&to.name));
                for (there, other) in PARTS.iter().enumerate().filter(|(there, _)| *there != home) {
                    let came = fields(new, self.newer, other)
                        .iter()
                        .any(|to| is_it(to.name.on(Side::Read)) && !self.was_there(old, other, to));
                    if came {
                        crossing[home] = true;
                        crossing[there] = true;
                    }
                }
            }
            let left = old.parameters.iter().filter(|from| !self.stays(old, new, from));
            for from in left {
                crossing[home] |= fields(new, self.newer, part).iter().any(|to| {
                    super::names::same_anywhere(&from.name, to.name.on(Side::Read))
                        && !self.was_there(old, part, to)
                });
            }
        }
        crossing
    }

    /// Whether a field of the older release has no counterpart in its own part.
    fn left(&self, new: &'m Handler, part: &str, field: &Field) -> bool {
        let own = part_type(new, part).and_then(|ty| fields_of(self.newer, ty));
        !own.unwrap_or_default().iter().any(|to| is_one(field, to))
    }

    /// Whether a field of the newer release has a counterpart in its own part.
    fn was_there(&self, old: &'m Handler, part: &str, field: &Field) -> bool {
        let own = part_type(old, part).and_then(|ty| fields_of(self.older, ty));
        own.unwrap_or_default().iter().any(|from| is_one(from, field))
    }

    fn stays(&self, old: &'m Handler, new: &'m Handler, from: &PathParameter) -> bool {
        (0..new.parameters.len()).any(|at| placeholder(old, new, at).is_some_and(|own| own.name == from.name))
    }

    /// The path parameters of the older release that are none any more.
    fn parameters_left(&self, old: &'m Handler, new: &'m Handler) -> Vec<Leaf<'m>> {
        let left = old.parameters.iter().filter(|from| !self.stays(old, new, from));
        left.map(|from| Leaf {
            path: vec![Seg::Field(from.name.clone())],
            field: Cow::Owned(as_field(from)),
            home: PATH,
            nested: false,
            state: State::Free,
        })
        .collect()
    }

    /// A part that is put together field by field.
    fn inline(
        &mut self,
        place: &Place<'_>,
        leaves: &mut Vec<Leaf<'m>>,
        to: &'m Type,
        found: &Found,
        lacks: &mut Lacks,
    ) -> Fill {
        let (Some(fields), Kind::Named { name }) = (fields_of(self.newer, to), &to.kind) else {
            return Fill::Absent;
        };
        let ty = name.clone();
        let fields = self.fill(place, leaves, fields, found, lacks);
        Fill::Build { ty, fields }
    }

    /// A part that is one value on both sides, or is missing on one.
    fn part(&mut self, old: &'m Handler, new: &'m Handler, part: &str, lacks: &mut Lacks) -> Option<Fill> {
        let at = [part.to_owned()];
        let path = || vec![Seg::Field(part.to_owned())];
        let said = |manifest, ty: Option<&Type>, body: Option<&Body>| {
            ty.map(|ty| words(manifest, ty))
                .or_else(|| body.map(|body| body.media_type().to_owned()))
        };
        let (a, b) = (part_type(old, part), part_type(new, part));
        let (raw_a, raw_b) = (raw_body(old, part), raw_body(new, part));
        let source = said(self.older, a, raw_a);
        let target = said(self.newer, b, raw_b);
        match (a, b) {
            (Some(a), Some(b)) => {
                let given = self.how(Way::Lift, Role::Value, a, b);
                return Some(match given {
                    Ok(how) => Fill::Take { path: path(), how },
                    Err(kind) => match self.lack(lacks, lack(kind, &at, source, target)) {
                        Missing::Lack(at) => Fill::Lack(at),
                        Missing::Waived(reason) => Fill::Take {
                            path: path(),
                            how: How::IfFits(reason),
                        },
                    },
                });
            }
            (None, None) if raw_a.is_none() && raw_b.is_none() => return None,
            // Bytes are bytes, read whole or as they come.
            (None, None) if raw_a.is_some() && raw_b.is_some() => {
                return Some(Fill::Take {
                    path: path(),
                    how: How::Move,
                });
            }
            // A body that may be empty is one that nobody sent.
            (None, None) if raw_b.is_some() => return Some(Fill::Absent),
            _ => {}
        }
        let has_target = b.is_some() || raw_b.is_some();
        if has_target {
            if b.is_some_and(|ty| self.newer.is_optional(ty)) && source.is_none() {
                return Some(Fill::Absent);
            }
            let kind = if source.is_some() {
                LackKind::Kind
            } else {
                LackKind::Value
            };
            return Some(filled(self.lack(lacks, lack(kind, &at, source, target))));
        }
        // Its fields were looked at one by one, unless it is no struct.
        if a.and_then(|ty| fields_of(self.older, ty)).is_none() {
            let _ = self.lack(lacks, lack(LackKind::Dropped, &at, source, None));
        }
        None
    }
}

/// A path parameter as if it were a field of the request.
fn as_field(parameter: &PathParameter) -> Field {
    Field {
        rust_name: parameter.name.clone(),
        name: Sided::Same(parameter.name.clone()),
        aliases: Vec::new(),
        ty: parameter.ty.clone(),
        default: Default::None,
        written: Written::Always,
        skip: Sided::NEITHER,
        flatten: false,
        docs: String::new(),
        deprecated: None,
        examples: Vec::new(),
    }
}

/// Whether two fields are one by any of their names.
fn is_one(a: &Field, b: &Field) -> bool {
    let read = |field: &Field| field.name.on(Side::Read).clone();
    read(a) == read(b)
        || a.rust_name == b.rust_name
        || b.aliases.contains(&read(a))
        || a.aliases.contains(&read(b))
}

/// The type of a part, by its name.
pub(crate) fn part_type<'h>(handler: &'h Handler, part: &str) -> Option<&'h Type> {
    match part {
        "query" => handler.query.as_ref(),
        "headers" => handler.headers.as_ref(),
        _ => handler.body.as_ref().and_then(Body::ty),
    }
}

/// A body without a type.
fn raw_body<'h>(handler: &'h Handler, part: &str) -> Option<&'h Body> {
    handler
        .body
        .as_ref()
        .filter(|body| part == "body" && body.ty().is_none())
}

/// What a body is written in, raw ones told apart by how they are read.
fn encoding(body: &Body) -> std::mem::Discriminant<Body> {
    std::mem::discriminant(body)
}
