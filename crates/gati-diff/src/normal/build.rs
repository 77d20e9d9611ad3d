//! From the model to the normal form.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use gati_schema::ty::{Constraints, Kind, Shape as Defined, Side};
use gati_schema::{Type, TypeName};

use super::{Graph, Label, List, Map, Name, Node, NodeId, Numbers, Object, Rest, Shape, Tag, Texts, Union};

/// How values travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    /// As JSON.
    Json = 0,
    /// As text: paths, queries, keys of maps.
    Text,
    /// As text, in forms.
    Form,
    /// As text, under names that are read without regard to case, with hyphens.
    Header,
}

impl Encoding {
    /// How many there are.
    pub(super) const COUNT: usize = 4;

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
    /// The node of a type. Definitions behind it are not looked at, so that a long chain of them needs no deep stack.
    pub(crate) fn add(&self, ty: &'m Type, encoding: Encoding) -> NodeId {
        self.place(ty, Cow::Borrowed(&ty.constraints), encoding)
    }

    /// The node of an object of no keys, which stands for a query or headers that nobody asks for.
    pub(crate) fn nothing(&self) -> NodeId {
        self.push(
            Shape::Object(Object::empty(Rest::Ignored)),
            Label::Word("nothing"),
        )
    }

    /// The node of no errors at all, told apart as those of another node are.
    pub(crate) fn no_errors(&self, tag: Tag<'m>) -> NodeId {
        let arms = Vec::new();
        self.push(Shape::Union(Union { tag, arms }), Label::Word("no errors"))
    }

    /// The node of a type with these constraints instead of its own.
    fn place(&self, ty: &'m Type, constraints: Cow<'m, Constraints>, encoding: Encoding) -> NodeId {
        let (inner, name, constraints, newtypes) = self.see_through(ty, constraints);
        let checks: BTreeSet<String> = if constraints.is_empty() {
            BTreeSet::new()
        } else {
            chain(&constraints)
                .filter_map(|constraints| constraints.check.clone())
                .collect()
        };
        newtypes.iter().for_each(|name| name.is_open.set(true));
        let node = self.kind((inner, name), constraints, encoding);
        newtypes.iter().for_each(|name| name.is_open.set(false));
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
        let (ty, _, constraints, _) = self.see_through(ty, constraints);
        (ty, constraints)
    }

    /// The same, with the name of the type behind, and those of the newtypes. One that is being looked at already is not seen through.
    fn see_through(
        &self,
        ty: &'m Type,
        constraints: Cow<'m, Constraints>,
    ) -> (&'m Type, Option<&Name<'m>>, Cow<'m, Constraints>, Vec<&Name<'m>>) {
        let (mut ty, mut constraints) = (ty, constraints);
        let mut newtypes = Vec::new();
        let mut name = self.name_of(ty);
        while let Some(newtype) = name
            && let Some(Defined::Newtype { ty: inner, .. }) = newtype.defined()
            && !newtype.is_open.get()
            && newtypes.len() < DEPTH
        {
            ty = inner;
            name = self.name_of(ty);
            constraints = joined(&inner.constraints, constraints);
            newtypes.push(newtype);
        }
        (ty, name, constraints, newtypes)
    }

    fn kind(
        &self,
        (ty, name): (&'m Type, Option<&Name<'m>>),
        constraints: Cow<'m, Constraints>,
        encoding: Encoding,
    ) -> NodeId {
        let as_text = encoding.is_text();
        let label = Label::Type(ty);
        let shape = match &ty.kind {
            Kind::Null => Shape::Null,
            Kind::Bool => Shape::Bool { as_text },
            Kind::Integer { width, non_zero } => {
                let numbers = Numbers::integer(*width, *non_zero, &constraints, as_text);
                Shape::Number(Box::new(numbers))
            }
            Kind::Float { width } => Shape::Number(Box::new(Numbers::float(*width, &constraints, as_text))),
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
                if as_text || self.behind_null(node).is_some() {
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
            Kind::Tuple { of } => Shape::Tuple(of.iter().map(|ty| self.add(ty, encoding)).collect()),
            Kind::Map { key, value } => {
                let key = self.add(key, Encoding::Text);
                let value = self.item(value, constraints.clone(), Encoding::Json);
                Shape::Map(map(key, value, &constraints))
            }
            Kind::Named { .. } => match name {
                Some(name) => return self.named(name, label, encoding),
                None => Shape::Any,
            },
        };
        self.push(shape, label)
    }

    fn list(
        &self,
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
    fn item(&self, of: &'m Type, constraints: Cow<'m, Constraints>, encoding: Encoding) -> NodeId {
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

    fn named(&self, name: &Name<'m>, label: Label<'m>, encoding: Encoding) -> NodeId {
        let node = &name.nodes[encoding as usize];
        if let Some(id) = node.get() {
            return id;
        }
        let shape = match name.in_api.map(|definition| &definition.shape) {
            // A manifest that mentions a type and does not have it promises nothing about it. The other is a newtype inside of itself
            // (`struct Tree(Vec<Tree>)`): what is there is what is compared around it.
            None | Some(Defined::Newtype { .. }) => OnceCell::from(Shape::Any),
            Some(Defined::Unit) => OnceCell::from(Shape::Null),
            Some(Defined::Tuple(_) | Defined::Object { .. } | Defined::Choice(_)) => OnceCell::new(),
        };
        let id = NodeId(self.nodes.push(Node {
            shape,
            label,
            definition: Some((name.name, encoding)),
        }));
        node.set(Some(id));
        id
    }

    /// What stands behind a name that callers know.
    pub(super) fn definition(&self, name: &'m TypeName, encoding: Encoding) -> Shape<'m> {
        let manifest = self.manifest;
        match manifest.types.get(name).map(|definition| &definition.shape) {
            None | Some(Defined::Newtype { .. }) => Shape::Any,
            Some(Defined::Unit) => Shape::Null,
            Some(Defined::Tuple(types)) => {
                Shape::Tuple(types.iter().map(|ty| self.add(ty, encoding)).collect())
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
    if outer.is_empty() {
        Cow::Borrowed(inner)
    } else if inner.is_empty() {
        outer
    } else {
        Cow::Owned(inner.clone().and(outer.into_owned()))
    }
}

/// The same for what an `Option` holds; the function that checks stays outside, where it was taken note of.
fn joined_without_check<'m>(inner: &'m Constraints, outer: Cow<'m, Constraints>) -> Cow<'m, Constraints> {
    if outer.is_empty() {
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
