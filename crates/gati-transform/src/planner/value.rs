//! One value: what is done to it on its way from one type to another.

use gati_diff::{Fit, Seen, fit, words};
use gati_schema::ty::{Constraints, Kind, Shape, Side};
use gati_schema::{Type, TypeName};

use super::lacks::{Lacks, lack};
use super::{Planner, in_time, side};
use crate::{Body, By, Fill, GapKind, How, LackKind, Party, Role, Seg, Way};

impl<'m> Planner<'m> {
    /// What is done to a value of one type to have one of another, or what is the matter.
    pub(super) fn how(&mut self, way: Way, role: Role, from: &Type, to: &Type) -> Result<How, LackKind> {
        if self.revisions.is_same(from, to) {
            return Ok(How::Move);
        }
        match (&from.kind, &to.kind) {
            (Kind::Option { of: a }, Kind::Option { of: b }) => {
                let (a, b) = (inner(a, &from.constraints), inner(b, &to.constraints));
                Ok(each(self.how(way, role, &a, &b)?, How::Option))
            }
            (Kind::Option { .. }, Kind::Any) => self.recode(way, from, to, LackKind::Kind),
            (Kind::Option { .. }, _) => Err(LackKind::Presence),
            (_, Kind::Option { of }) => {
                let to = inner(of, &to.constraints);
                Ok(How::Some(Box::new(self.how(way, role, from, &to)?)))
            }
            (Kind::Named { name: a }, Kind::Named { name: b }) => self.named(way, role, (from, a), (to, b)),
            (Kind::Named { name }, _) if self.newtype(self.source_of(way, name)).is_some() => {
                let of = self.newtype(self.source_of(way, name)).ok_or(LackKind::Kind)?;
                let of = inner(of, &from.constraints);
                Ok(How::Unwrap(Box::new(self.how(way, role, &of, to)?)))
            }
            (_, Kind::Named { name }) if self.newtype(self.target_of(way, name)).is_some() => {
                let of = self.newtype(self.target_of(way, name)).ok_or(LackKind::Kind)?;
                let of = inner(of, &to.constraints);
                Ok(How::Wrap(name.clone(), Box::new(self.how(way, role, from, &of)?)))
            }
            (Kind::List { of: a }, Kind::List { of: b } | Kind::Set { of: b })
            | (Kind::Set { of: a }, Kind::Set { of: b } | Kind::List { of: b })
            | (Kind::Array { of: a, .. }, Kind::List { of: b }) => self.items(way, role, (from, a), (to, b)),
            (Kind::Array { of: a, len }, Kind::Array { of: b, len: other }) if len == other => {
                self.items(way, role, (from, a), (to, b))
            }
            (
                Kind::Map {
                    key: a,
                    value: from_value,
                },
                Kind::Map {
                    key: b,
                    value: to_value,
                },
            ) => {
                if !self.revisions.is_same(a, b) || !self.counts_fit(way, from, to) {
                    return Err(LackKind::Narrower);
                }
                let (a, b) = (item(from_value, from), item(to_value, to));
                Ok(each(self.how(way, Role::Value, &a, &b)?, How::Values))
            }
            (Kind::Tuple { of: a }, Kind::Tuple { of: b }) if a.len() == b.len() => {
                let parts = a.iter().zip(b);
                let parts: Result<Vec<How>, LackKind> =
                    parts.map(|(a, b)| self.how(way, Role::Value, a, b)).collect();
                let parts = parts?;
                let moves = parts.iter().all(|part| *part == How::Move);
                Ok(if moves { How::Move } else { How::Positions(parts) })
            }
            (Kind::Integer { .. } | Kind::Float { .. }, Kind::Integer { .. } | Kind::Float { .. }) => {
                let how = if from.kind == to.kind {
                    How::Move
                } else {
                    How::Widen
                };
                self.leaf(way, from, to, how)
            }
            (Kind::Integer { .. } | Kind::Float { .. } | Kind::Bool, Kind::Text) => {
                // What text a number gives is not compared with patterns and lengths.
                if to.constraints.is_empty() {
                    Ok(How::ToText)
                } else {
                    Err(LackKind::Narrower)
                }
            }
            (a, b) if a == b => self.leaf(way, from, to, How::Move),
            _ => self.recode(way, from, to, LackKind::Kind),
        }
    }

    /// Both ends are of one kind, under other constraints or of another width.
    fn leaf(&self, way: Way, from: &Type, to: &Type, how: How) -> Result<How, LackKind> {
        let side = side(way);
        if self.fits(way, (from, side), (to, side)) {
            Ok(how)
        } else {
            Err(LackKind::Narrower)
        }
    }

    /// Whether the target takes all that the source writes.
    fn recode(&self, way: Way, from: &Type, to: &Type, otherwise: LackKind) -> Result<How, LackKind> {
        // The bytes of a file are no JSON.
        if matches!((&from.kind, &to.kind), (Kind::Upload, _) | (_, Kind::Upload)) {
            return Err(otherwise);
        }
        if self.fits(way, (from, Side::Write), (to, Side::Read)) {
            Ok(How::Recode)
        } else {
            Err(otherwise)
        }
    }

    fn fits(&self, way: Way, from: (&Type, Side), to: (&Type, Side)) -> bool {
        let seen = |manifest, (ty, side)| Seen { manifest, side, ty };
        fit(seen(self.source(way), from), seen(self.target(way), to)) == Fit::Fits
    }

    /// Two defined types.
    fn named(
        &mut self,
        way: Way,
        role: Role,
        (from, a): (&Type, &TypeName),
        (to, b): (&Type, &TypeName),
    ) -> Result<How, LackKind> {
        // What a place asks besides must hold of what comes out, too.
        if !to.constraints.is_empty() && !self.fits(way, (from, side(way)), (to, side(way))) {
            return Err(LackKind::Narrower);
        }
        // Only the place asks for something else: the type itself is one revision.
        if self
            .revisions
            .is_same(&Type::named(a.clone()), &Type::named(b.clone()))
        {
            return Ok(How::Move);
        }
        let alike = match (self.source_of(way, a), self.target_of(way, b)) {
            (Some(a), Some(b)) => are_alike(&a.shape, &b.shape),
            _ => false,
        };
        if !alike
            && !self.is_given(way, a, b)
            && let Ok(how) = self.recode(way, from, to, LackKind::Kind)
        {
            return Ok(how);
        }
        Ok(How::Call(self.conversion(way, role, a, b)))
    }

    fn is_given(&mut self, way: Way, from: &TypeName, to: &TypeName) -> bool {
        self.given_for(way, from, to).is_some()
    }

    fn newtype(&self, definition: Option<&'m gati_schema::Definition>) -> Option<&'m Type> {
        match &definition?.shape {
            Shape::Newtype { ty, .. } => Some(ty),
            _ => None,
        }
    }

    /// Lists, sets and arrays.
    fn items(
        &mut self,
        way: Way,
        role: Role,
        (from, a): (&Type, &Type),
        (to, b): (&Type, &Type),
    ) -> Result<How, LackKind> {
        let (a, b) = (item(a, from), item(b, to));
        let how = self.how(way, role, &a, &b)?;
        let becomes_set = matches!((&from.kind, &to.kind), (Kind::List { .. }, Kind::Set { .. }));
        // What makes items alike, or drops those that are, may leave too few or repetitions.
        let merges = becomes_set || how != How::Move;
        let asks = becomes_set && to.constraints.min_items.is_some_and(|least| least > 1);
        if !self.counts_fit(way, from, to) || asks || merges && to.constraints.unique && how != How::Move {
            return Err(LackKind::Narrower);
        }
        let same_kind = std::mem::discriminant(&from.kind) == std::mem::discriminant(&to.kind);
        Ok(match how {
            How::Move if same_kind => How::Move,
            how => How::Each(Box::new(how)),
        })
    }

    /// Whether all that is asked of a container besides its items holds.
    fn counts_fit(&self, way: Way, from: &Type, to: &Type) -> bool {
        let hollow = |ty: &Type| Type {
            kind: match &ty.kind {
                Kind::Map { .. } => Kind::Map {
                    key: Box::new(Kind::Text.into()),
                    value: Box::new(Kind::Any.into()),
                },
                Kind::Array { len, .. } => Kind::Array {
                    of: Box::new(Kind::Any.into()),
                    len: *len,
                },
                _ => Kind::List {
                    of: Box::new(Kind::Any.into()),
                },
            },
            constraints: Constraints {
                items: None,
                // A set has no repetitions by itself.
                unique: ty.constraints.unique || matches!(ty.kind, Kind::Set { .. }),
                ..ty.constraints.clone()
            },
        };
        let mut target = hollow(to);
        target.constraints.unique = to.constraints.unique;
        self.fits(way, (&hollow(from), side(way)), (&target, side(way)))
    }

    /// The conversion of one definition into another.
    pub(super) fn derive(&mut self, way: Way, role: Role, from: &TypeName, to: &TypeName) -> By {
        let (older, newer) = in_time(way, from.clone(), to.clone());
        let party = Party::Type {
            older,
            newer,
            as_error: role == Role::Error,
        };
        let mut lacks = Lacks::new(way, party);
        let shapes = self.source_of(way, from).zip(self.target_of(way, to));
        let whole = shapes.and_then(|(a, b)| self.body(way, role, from, (&a.shape, &b.shape), &mut lacks));
        let body = whole.unwrap_or_else(|| {
            let said = |manifest, name: &TypeName| Some(words(manifest, &Type::named(name.clone())));
            let (source, target) = (said(self.source(way), from), said(self.target(way), to));
            match self.lack(&mut lacks, lack(LackKind::Kind, &[], source, target)) {
                super::lacks::Missing::Lack(at) => Body::Lack(at),
                super::lacks::Missing::Waived(reason) => Body::Refuse(reason),
            }
        });
        let gap = self.gap(lacks, GapKind::Transformer);
        By::Derived { body, gap }
    }

    /// The body of a conversion, if both shapes have something in common.
    fn body(
        &mut self,
        way: Way,
        role: Role,
        from: &TypeName,
        shapes: (&'m Shape, &'m Shape),
        lacks: &mut Lacks,
    ) -> Option<Body> {
        let first = || vec![Seg::Position(0)];
        match shapes {
            (Shape::Unit, Shape::Unit) => Some(Body::Unit),
            (Shape::Newtype { ty: a, .. }, Shape::Newtype { ty: b, .. }) => {
                Some(Body::Newtype(self.take(way, (first(), a), b, &[], lacks)))
            }
            (_, Shape::Newtype { ty, .. }) => {
                let own = Type::named(from.clone());
                Some(Body::Newtype(self.take(way, (Vec::new(), &own), ty, &[], lacks)))
            }
            (Shape::Tuple(a), Shape::Tuple(b))
                if a.len() == b.len() || way == Way::Lower && a.len() > b.len() =>
            {
                let parts = a.iter().zip(b).enumerate();
                let fills = parts.map(|(at, (a, b))| {
                    self.take(way, (vec![Seg::Position(at)], a), b, &[at.to_string()], lacks)
                });
                Some(Body::Tuple(fills.collect()))
            }
            (Shape::Object { fields: a, .. }, Shape::Object { fields: b, .. }) => {
                Some(Body::Object(self.object(way, &[], a, b, lacks)))
            }
            (Shape::Newtype { ty, .. }, Shape::Object { fields, .. }) => {
                let inner = self.object_fields(way, ty)?;
                Some(Body::Object(self.object(way, &first(), inner, fields, lacks)))
            }
            (Shape::Choice(a), Shape::Choice(b)) => Some(Body::Choice(self.choice(way, role, a, b, lacks))),
            _ => None,
        }
    }

    /// The fields of a type of the source, if it is a struct with named fields.
    pub(super) fn object_fields(&self, way: Way, ty: &Type) -> Option<&'m [gati_schema::ty::Field]> {
        fields_of(self.source(way), ty)
    }

    /// A part of the source as a part of the target.
    pub(super) fn take(
        &mut self,
        way: Way,
        (path, from): (Vec<Seg>, &Type),
        to: &Type,
        at: &[String],
        lacks: &mut Lacks,
    ) -> Fill {
        match self.how(way, Role::Value, from, to) {
            Ok(how) => Fill::Take { path, how },
            Err(kind) => {
                let source = Some(words(self.source(way), from));
                let target = Some(words(self.target(way), to));
                match self.lack(lacks, lack(kind, at, source, target)) {
                    super::lacks::Missing::Lack(at) => Fill::Lack(at),
                    super::lacks::Missing::Waived(reason) => Fill::Take {
                        path,
                        how: How::IfFits(reason),
                    },
                }
            }
        }
    }
}

/// The fields of a type, if it is a struct with named fields.
pub(super) fn fields_of<'m>(
    manifest: &'m gati_schema::Manifest,
    ty: &Type,
) -> Option<&'m [gati_schema::ty::Field]> {
    let Kind::Named { name } = &ty.kind else {
        return None;
    };
    match &manifest.types.get(name)?.shape {
        Shape::Object { fields, .. } => Some(fields),
        _ => None,
    }
}

/// Whether a conversion between two shapes goes part by part.
fn are_alike(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Unit, Shape::Unit)
        | (Shape::Object { .. } | Shape::Newtype { .. }, Shape::Object { .. })
        | (_, Shape::Newtype { .. })
        | (Shape::Choice(_), Shape::Choice(_)) => true,
        (Shape::Tuple(a), Shape::Tuple(b)) => a.len() >= b.len(),
        _ => false,
    }
}

/// What an `Option` or a newtype holds, with what its place asks.
fn inner(of: &Type, place: &Constraints) -> Type {
    of.clone().constrained(place.clone())
}

/// What a list or map holds, with what its place asks of each.
fn item(of: &Type, container: &Type) -> Type {
    match &container.constraints.items {
        Some(each) => of.clone().constrained(each.as_ref().clone()),
        None => of.clone(),
    }
}

/// Something done inside of a container; nothing there is nothing here.
fn each(how: How, container: fn(Box<How>) -> How) -> How {
    match how {
        How::Move => How::Move,
        how => container(Box::new(how)),
    }
}
