//! From the model to the normal form.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use gati_schema::Type;
use gati_schema::ty::{Constraints, Kind, Shape as Defined, Side};

use super::asked::{Asked, chain};
use super::{Graph, Label, List, Map, Named, Node, NodeId, Numbers, Object, Rest, Shape, Tag, Texts, Union};
use crate::index::TypeNumber;

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
        self.place(ty, Asked::Here(&ty.constraints), encoding)
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
    fn place(&self, ty: &'m Type, constraints: Asked<'m>, encoding: Encoding) -> NodeId {
        let (inner, name, constraints, newtypes) = self.see_through(ty, constraints);
        let checks = checks(&constraints);
        let open = |is_open: bool| {
            for newtype in &newtypes {
                self.made(newtype.number, |made| made.is_open = is_open);
            }
        };
        open(true);
        let node = self.kind((inner, name), constraints, encoding);
        open(false);
        match checks {
            Some(checks) => self.push(Shape::Checked(node, checks), Label::Type(ty)),
            None => node,
        }
    }

    /// The type behind newtypes, and all that they ask for together.
    pub(super) fn through_newtypes(&self, ty: &'m Type, constraints: Asked<'m>) -> (&'m Type, Asked<'m>) {
        let (ty, _, constraints, _) = self.see_through(ty, constraints);
        (ty, constraints)
    }

    /// The same, with the type behind by its name, and the newtypes. One that is being looked at already is not seen through.
    fn see_through(
        &self,
        ty: &'m Type,
        constraints: Asked<'m>,
    ) -> (&'m Type, Option<Named<'m>>, Asked<'m>, Vec<Named<'m>>) {
        let (mut ty, mut constraints) = (ty, constraints);
        let mut newtypes = Vec::new();
        let mut name = self.named(ty);
        while let Some(newtype) = name
            && let Some(Defined::Newtype { ty: inner, .. }) = newtype.defined()
            && !self.made(newtype.number, |made| made.is_open)
            && newtypes.len() < DEPTH
        {
            ty = inner;
            name = self.named(ty);
            constraints = constraints.and_of(&inner.constraints);
            newtypes.push(newtype);
        }
        (ty, name, constraints, newtypes)
    }

    fn kind(
        &self,
        (ty, name): (&'m Type, Option<Named<'m>>),
        constraints: Asked<'m>,
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
                let node = self.place(of, constraints.and_of_some(&of.constraints), encoding);
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
                let value = self.item(value, &constraints, Encoding::Json);
                Shape::Map(map(key, value, &constraints))
            }
            Kind::Named { .. } => match name {
                Some(name) => return self.place_of(name, label, encoding),
                None => Shape::Any,
            },
        };
        self.push(shape, label)
    }

    fn list(&self, of: &'m Type, constraints: Asked<'m>, len: Option<u64>, encoding: Encoding) -> List {
        List {
            item: self.item(of, &constraints, encoding),
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
    fn item(&self, of: &'m Type, constraints: &Asked<'m>, encoding: Encoding) -> NodeId {
        self.place(of, constraints.and_of_item(&of.constraints), encoding)
    }

    fn place_of(&self, name: Named<'m>, label: Label<'m>, encoding: Encoding) -> NodeId {
        let Named { number, definitions } = name;
        if let Some(id) = self.made(number, |made| made.nodes[encoding as usize]) {
            return id;
        }
        let shape = match definitions.in_api.map(|definition| &definition.shape) {
            // A manifest that mentions a type and does not have it promises nothing about it. The other is a newtype inside of itself
            // (`struct Tree(Vec<Tree>)`): what is there is what is compared around it.
            None | Some(Defined::Newtype { .. }) => OnceCell::from(Shape::Any),
            Some(Defined::Unit) => OnceCell::from(Shape::Null),
            Some(Defined::Tuple(_) | Defined::Object { .. } | Defined::Choice(_)) => OnceCell::new(),
        };
        let id = NodeId(self.nodes.push(Node {
            shape,
            label,
            definition: Some((number, encoding)),
        }));
        self.made(number, |made| made.nodes[encoding as usize] = Some(id));
        id
    }

    /// What stands behind a name that callers know.
    pub(super) fn definition(&self, number: TypeNumber, encoding: Encoding) -> Shape<'m> {
        let in_api = self.index.definitions(number, self.age).in_api;
        match in_api.map(|definition| &definition.shape) {
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

/// The functions that check a place, if there are any.
fn checks(constraints: &Constraints) -> Option<BTreeSet<String>> {
    if constraints.is_empty() {
        return None;
    }
    let checks: BTreeSet<String> = chain(constraints)
        .filter_map(|constraints| constraints.check.clone())
        .collect();
    (!checks.is_empty()).then_some(checks)
}

fn map(key: NodeId, value: NodeId, constraints: &Constraints) -> Map {
    Map {
        key,
        value,
        min: constraints.min_properties.unwrap_or(0),
        max: constraints.max_properties,
    }
}
