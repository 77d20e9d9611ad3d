//! From the model to the normal form.

use std::borrow::Cow;
use std::collections::BTreeSet;

use gati_schema::Type;
use gati_schema::ty::{Constraints, Kind, Shape as Defined, Side};

use super::{Graph, Label, List, Map, NodeId, Numbers, Object, Rest, Shape, Tag, Texts, Union};

/// How values travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    /// As JSON.
    Json,
    /// As text: paths, queries, keys of maps.
    Text,
    /// As text, in forms.
    Form,
    /// As text, under names that are read without regard to case, with hyphens.
    Header,
}

impl Encoding {
    pub(super) fn is_text(self) -> bool {
        self != Self::Json
    }

    /// The name of a field in this encoding.
    pub(super) fn name<'m>(self, name: &'m str) -> Cow<'m, str> {
        match self {
            Self::Json | Self::Text | Self::Form => Cow::Borrowed(name),
            Self::Header => Cow::Owned(name.replace('_', "-").to_ascii_lowercase()),
        }
    }
}

/// How deep newtypes may stand in each other; a manifest in which they stand in themselves must not hold us up.
pub(super) const DEPTH: usize = 64;

impl<'m> Graph<'m> {
    /// The node of a type.
    pub(crate) fn add(&mut self, ty: &'m Type, encoding: Encoding) -> NodeId {
        let node = self.link(ty, encoding);
        // Definitions wait for their turn, so that a long chain of them needs no deep stack.
        while let Some((id, name, encoding)) = self.pending.pop() {
            self.nodes[id.0 as usize].shape = self.definition(name, encoding);
        }
        node
    }

    /// The node of a type, whose definition may still be waiting.
    pub(super) fn link(&mut self, ty: &'m Type, encoding: Encoding) -> NodeId {
        self.place(ty, Cow::Borrowed(&ty.constraints), encoding)
    }

    /// The node of an object of no keys, which stands for a query or headers that nobody asks for.
    pub(crate) fn nothing(&mut self) -> NodeId {
        self.push(
            Shape::Object(Object::empty(Rest::Ignored)),
            Label::Word("nothing"),
        )
    }

    /// The node of no errors at all, told apart as those of another node are.
    pub(crate) fn no_errors(&mut self, tag: Tag<'m>) -> NodeId {
        let arms = Vec::new();
        self.push(Shape::Union(Union { tag, arms }), Label::Word("no errors"))
    }

    /// The node of a type with these constraints instead of its own.
    fn place(&mut self, ty: &'m Type, constraints: Cow<'m, Constraints>, encoding: Encoding) -> NodeId {
        let (inner, constraints) = self.through_newtypes(ty, constraints);
        let checks: BTreeSet<String> = chain(&constraints)
            .filter_map(|constraints| constraints.check.clone())
            .collect();
        let node = self.kind(inner, constraints, encoding);
        if checks.is_empty() {
            node
        } else {
            self.push(Shape::Checked(node, checks), Label::Type(ty))
        }
    }

    /// The type behind newtypes, and all that they ask for together.
    pub(super) fn through_newtypes(
        &self,
        ty: &'m Type,
        constraints: Cow<'m, Constraints>,
    ) -> (&'m Type, Cow<'m, Constraints>) {
        let (mut ty, mut constraints) = (ty, constraints);
        for _ in 0..DEPTH {
            match self.defined(ty) {
                Some(Defined::Newtype { ty: inner, .. }) => {
                    ty = inner;
                    constraints = joined(&inner.constraints, constraints);
                }
                _ => break,
            }
        }
        (ty, constraints)
    }

    fn kind(&mut self, ty: &'m Type, constraints: Cow<'m, Constraints>, encoding: Encoding) -> NodeId {
        let as_text = encoding.is_text();
        let label = Label::Type(ty);
        let shape = match &ty.kind {
            Kind::Null => Shape::Null,
            Kind::Bool => Shape::Bool { as_text },
            Kind::Integer { width, non_zero } => {
                Shape::Number(Numbers::integer(*width, *non_zero, &constraints, as_text))
            }
            Kind::Float { width } => Shape::Number(Numbers::float(*width, &constraints, as_text)),
            Kind::Text => Shape::Text(Texts::default().constrained(&constraints)),
            Kind::Char => Shape::Text(Texts::one().constrained(&constraints)),
            Kind::Bytes => return self.bytes(&constraints, label),
            Kind::Scalar { scalar } => return self.scalar(*scalar, &constraints, label, as_text),
            Kind::Any => Shape::Any,
            Kind::AnyObject => {
                let key = self.push(Shape::Text(Texts::default()), Label::Word("text"));
                let value = self.push(Shape::Any, Label::Word("any value"));
                Shape::Map(map(key, value, &constraints))
            }
            Kind::Upload => Shape::Upload(constraints.min_length.unwrap_or(0), constraints.max_length),
            Kind::Option { of } => {
                let node = self.place(of, joined_without_check(&of.constraints, constraints), encoding);
                // In text there is no null, only absence.
                if as_text || matches!(self.shape(node), Shape::Nullable(_)) {
                    return node;
                }
                Shape::Nullable(node)
            }
            Kind::List { of } => Shape::List(self.list(of, constraints, None, encoding)),
            Kind::Set { of } => {
                let list = self.list(of, constraints, None, encoding);
                // Repetitions are read and dropped, and never written.
                let unique = self.side == Side::Write;
                Shape::List(List { unique, ..list })
            }
            Kind::Array { of, len } => Shape::List(self.list(of, constraints, Some(*len), encoding)),
            Kind::Tuple { of } => Shape::Tuple(of.iter().map(|ty| self.link(ty, encoding)).collect()),
            Kind::Map { key, value } => {
                let key = self.link(key, Encoding::Text);
                let value = self.item(value, constraints.clone(), Encoding::Json);
                Shape::Map(map(key, value, &constraints))
            }
            Kind::Named { name } => return self.named(ty, name, encoding),
        };
        self.push(shape, label)
    }

    fn list(
        &mut self,
        of: &'m Type,
        constraints: Cow<'m, Constraints>,
        len: Option<u64>,
        encoding: Encoding,
    ) -> List {
        List {
            item: self.item(of, constraints.clone(), encoding),
            min: constraints.min_items.unwrap_or(0).max(len.unwrap_or(0)),
            max: match (constraints.max_items, len) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            unique: constraints.unique,
            as_text: encoding.is_text(),
        }
    }

    /// The node of the items of a list or the values of a map.
    fn item(&mut self, of: &'m Type, constraints: Cow<'m, Constraints>, encoding: Encoding) -> NodeId {
        let of_items = match constraints {
            Cow::Borrowed(constraints) => constraints.items.as_deref().map(Cow::Borrowed),
            Cow::Owned(constraints) => constraints.items.map(|items| Cow::Owned(*items)),
        };
        let constraints = match of_items {
            Some(items) => joined(&of.constraints, items),
            None => Cow::Borrowed(&of.constraints),
        };
        self.place(of, constraints, encoding)
    }

    fn named(&mut self, ty: &'m Type, name: &'m gati_schema::TypeName, encoding: Encoding) -> NodeId {
        if let Some(id) = self.named.get(&(name, encoding)) {
            return *id;
        }
        let id = self.push(Shape::Any, Label::Type(ty));
        self.named.insert((name, encoding), id);
        self.pending.push((id, name, encoding));
        id
    }

    /// What stands behind a name.
    fn definition(&mut self, name: &'m gati_schema::TypeName, encoding: Encoding) -> Shape<'m> {
        let manifest = self.manifest;
        match manifest.types.get(name).map(|definition| &definition.shape) {
            // A manifest that mentions a type and does not have it promises nothing about it. The other is a newtype
            // that holds itself, which no program has.
            None | Some(Defined::Newtype { .. }) => Shape::Any,
            Some(Defined::Unit) => Shape::Null,
            Some(Defined::Tuple(types)) => {
                Shape::Tuple(types.iter().map(|ty| self.link(ty, encoding)).collect())
            }
            Some(Defined::Object {
                fields,
                deny_unknown_fields,
            }) => Shape::Object(self.object(fields, *deny_unknown_fields, encoding)),
            Some(Defined::Choice(choice)) => Shape::Union(self.union(choice)),
        }
    }
}

fn map(key: NodeId, value: NodeId, constraints: &Constraints) -> Map {
    Map {
        key,
        value,
        min: constraints.min_properties.unwrap_or(0),
        max: constraints.max_properties,
    }
}

/// Constraints, and what must hold besides.
pub(super) fn chain(constraints: &Constraints) -> impl Iterator<Item = &Constraints> {
    std::iter::successors(Some(constraints), |constraints| constraints.also.as_deref())
}

/// The constraints of the inner place, and on top of them those of the outer one.
fn joined<'m>(inner: &'m Constraints, outer: Cow<'m, Constraints>) -> Cow<'m, Constraints> {
    if *outer == Constraints::NONE {
        Cow::Borrowed(inner)
    } else if *inner == Constraints::NONE {
        outer
    } else {
        Cow::Owned(inner.clone().and(outer.into_owned()))
    }
}

/// The same for what an `Option` holds; the function that checks stays outside, where it was taken note of.
fn joined_without_check<'m>(inner: &'m Constraints, outer: Cow<'m, Constraints>) -> Cow<'m, Constraints> {
    if *outer == Constraints::NONE {
        return Cow::Borrowed(inner);
    }
    let mut outer = outer.into_owned();
    let mut link = Some(&mut outer);
    while let Some(constraints) = link {
        constraints.check = None;
        link = constraints.also.as_deref_mut();
    }
    Cow::Owned(inner.clone().and(outer))
}
