//! The normal form: per side, a graph of the JSON values that a place may hold.
//!
//! Gone are: names of types, newtypes and transparent structs (inlined, their constraints joined), `flatten`, `rename` and
//! `skip` (applied), the order of fields, widths of whole numbers (they are bounds), arrays (lists with a length), and
//! scalars with a wire form of their own (texts with a form, objects, or unions). What `Deserialize` reads and what
//! `Serialize` writes are two graphs.
//!
//! Nodes are identified by number. A definition is one node per graph, so recursion is a cycle in the graph; it is brought into the normal form when
//! somebody first looks at it, which for most of an API nobody does.

mod arena;
mod arm;
mod asked;
mod build;
mod count;
mod field;
mod kinds;
mod known;
mod number;
mod object;
mod scalar;
mod text;

pub(crate) use build::Encoding;
pub(crate) use number::{Bound, Numbers, is_inside, to_json as number_to_json};
pub(crate) use object::{Fallback, Member, Object, Rest};
pub(crate) use text::{Form, Texts};

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use gati_schema::ty::{Kind, Shape as Defined, Side, Variant};
use gati_schema::{Manifest, Type, TypeName};

use crate::index::{Age, Definitions, Index, TypeNumber};
use arena::Arena;

/// A node of one graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// All that a manifest says about one side, as far as it was asked for.
pub(crate) struct Graph<'m> {
    pub(crate) manifest: &'m Manifest,
    pub(crate) side: Side,
    index: Rc<Index<'m>>,
    age: Age,
    nodes: Arena<Node<'m>>,
    /// What was made of each type, by its number.
    made: RefCell<Vec<Made>>,
}

/// What a graph made of a type.
#[derive(Clone, Copy, Default)]
struct Made {
    /// Its nodes, by how the values travel.
    nodes: [Option<NodeId>; Encoding::COUNT],
    /// Whether it is a newtype that is being looked at.
    is_open: bool,
}

/// A type by its name, and what stands behind it.
#[derive(Clone, Copy)]
struct Named<'m> {
    number: TypeNumber,
    definitions: Definitions<'m>,
}

impl<'m> Named<'m> {
    fn defined(self) -> Option<&'m Defined> {
        self.definitions.anywhere.map(|definition| &definition.shape)
    }
}

/// What a place may hold, and how people know it.
pub(crate) struct Node<'m> {
    /// Not there for a definition that leads on and that nobody has looked at.
    shape: OnceCell<Shape<'m>>,
    pub(crate) label: Label<'m>,
    /// The type that the node stands for, and how the values behind it travel.
    definition: Option<(TypeNumber, Encoding)>,
}

/// How people know a node.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Label<'m> {
    /// As a type of the model.
    Type(&'m Type),
    /// As the content of a variant.
    Content(&'m Variant),
    /// As this word.
    Word(&'static str),
}

/// What a place may hold.
#[derive(Clone, Debug)]
pub(crate) enum Shape<'m> {
    Any,
    Null,
    /// A truth value, perhaps spelt as text.
    Bool {
        as_text: bool,
    },
    /// Large, and most places are something else.
    Number(Box<Numbers>),
    Text(Texts),
    /// The bytes of a file, at least and at most so many.
    Upload(u64, Option<u64>),
    List(List),
    Tuple(Vec<NodeId>),
    Map(Map),
    Object(Object<'m>),
    Union(Union<'m>),
    /// The node, or null.
    Nullable(NodeId),
    /// The node, as far as these functions let it pass.
    Checked(NodeId, BTreeSet<String>),
}

/// A list of like items.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) item: NodeId,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    pub(crate) unique: bool,
    /// Whether it is repeated keys of a query or parts of a form, where one item is a list of one.
    pub(crate) as_text: bool,
}

impl List {
    /// Whether it has one length only.
    pub(crate) fn is_fixed(&self) -> bool {
        Some(self.min) == self.max
    }
}

/// An object of any keys.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub(crate) key: NodeId,
    pub(crate) value: NodeId,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
}

/// One of several shapes.
#[derive(Clone, Debug)]
pub(crate) struct Union<'m> {
    pub(crate) tag: Tag<'m>,
    pub(crate) arms: Vec<Arm<'m>>,
}

/// How the shapes are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag<'m> {
    External,
    Internal { tag: &'m str },
    Adjacent { tag: &'m str, content: &'m str },
    Untagged,
}

/// One of the shapes.
#[derive(Clone, Debug)]
pub(crate) struct Arm<'m> {
    /// The names on the wire, the one to use first.
    pub(crate) names: Vec<&'m str>,
    /// What it carries; none for nothing.
    pub(crate) content: Option<NodeId>,
    /// Whether it stands for every unknown name.
    pub(crate) other: bool,
    /// Whether it is recognised by its shape.
    pub(crate) tagless: bool,
    /// Where it comes from; none for the forms of a scalar.
    pub(crate) variant: Option<&'m Variant>,
}

impl<'m> Arm<'m> {
    /// The name by which reports call it.
    pub(crate) fn name(&self) -> &'m str {
        if self.tagless {
            self.variant.map_or("", |variant| variant.rust_name.as_str())
        } else {
            self.names[0]
        }
    }
}

impl<'m> Union<'m> {
    /// Whether unknown names are taken.
    pub(crate) fn is_open(&self) -> bool {
        self.arms.iter().any(|arm| arm.other)
    }

    /// Whether an arm of another union, of a name that is not known here, is taken for the arm that stands for unknown names. That one
    /// carries nothing, so that content is refused unless it stands beside the tag, where it is ignored.
    pub(crate) fn takes_unknown(&self, arm: &Arm<'_>) -> bool {
        self.is_open() && (arm.content.is_none() || matches!(self.tag, Tag::Internal { .. }))
    }

    /// Whether every value is a text: an enumeration.
    pub(crate) fn is_enumeration(&self) -> bool {
        self.tag == Tag::External && self.arms.iter().all(|arm| arm.content.is_none() && !arm.tagless)
    }

    /// The arm that goes by a name.
    pub(crate) fn arm(&self, name: &str) -> Option<&Arm<'m>> {
        self.arms
            .iter()
            .find(|arm| !arm.tagless && arm.names.contains(&name))
    }
}

impl<'m> Graph<'m> {
    /// A graph of nothing yet, of one of the manifests of an index.
    pub(crate) fn new(index: &Rc<Index<'m>>, age: Age, side: Side) -> Self {
        Self {
            manifest: index.manifest(age),
            side,
            index: Rc::clone(index),
            age,
            nodes: Arena::new(),
            made: RefCell::default(),
        }
    }

    /// A graph of a manifest that is compared with none.
    pub(crate) fn alone(manifest: &'m Manifest, side: Side) -> Self {
        Self::new(&Rc::new(Index::new(manifest, manifest)), Age::New, side)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node<'m> {
        self.nodes.get(id.0)
    }

    pub(crate) fn shape(&self, id: NodeId) -> &Shape<'m> {
        let node = self.node(id);
        node.shape.get_or_init(|| match node.definition {
            Some((number, encoding)) => self.definition(number, encoding),
            None => Shape::Any,
        })
    }

    /// The shape of a node, unless it is a definition that leads on and that nobody has looked at yet.
    fn known_shape(&self, id: NodeId) -> Option<&Shape<'m>> {
        self.node(id).shape.get()
    }

    /// The node behind null, where null is allowed.
    pub(crate) fn behind_null(&self, id: NodeId) -> Option<NodeId> {
        // Null is allowed by the place of a definition, and never by itself.
        match self.known_shape(id)? {
            Shape::Nullable(inner) => Some(*inner),
            _ => None,
        }
    }

    /// What stands behind the name of a type, if it has one.
    fn defined(&self, ty: &'m Type) -> Option<&'m Defined> {
        self.named(ty)?.defined()
    }

    /// The type that a name stands for, if it is one.
    fn named(&self, ty: &'m Type) -> Option<Named<'m>> {
        let Kind::Named { name } = &ty.kind else {
            return None;
        };
        let number = self.index.number(name);
        Some(Named {
            number,
            definitions: self.index.definitions(number, self.age),
        })
    }

    /// What was made of a type so far, to look at and to add to.
    fn made<T>(&self, number: TypeNumber, with: impl FnOnce(&mut Made) -> T) -> T {
        let mut made = self.made.borrow_mut();
        if made.len() <= number.at() {
            made.resize(self.index.len(), Made::default());
        }
        with(&mut made[number.at()])
    }

    /// The definition that a node stands for itself, by its number and how its values travel.
    pub(crate) fn definition_of(&self, id: NodeId) -> Option<(TypeNumber, Encoding)> {
        self.node(id).definition
    }

    /// The name of the definition that a node stands for.
    pub(crate) fn name(&self, id: NodeId) -> Option<&'m TypeName> {
        match self.node(id).label {
            Label::Type(Type {
                kind: Kind::Named { name },
                ..
            }) => Some(name),
            _ => None,
        }
    }

    /// Keys that mean something at a place.
    pub(crate) fn keys(&self, id: NodeId) -> Vec<Cow<'m, str>> {
        match self.shape(id) {
            Shape::Nullable(inner) | Shape::Checked(inner, _) => self.keys(*inner),
            Shape::Object(object) => object
                .members
                .iter()
                .flat_map(|member| member.names.iter().cloned())
                .collect(),
            Shape::Union(union) => {
                let contents = union.arms.iter().filter_map(|arm| arm.content);
                contents
                    .filter_map(|content| match self.shape(content) {
                        Shape::Object(_) => Some(self.keys(content)),
                        _ => None,
                    })
                    .flatten()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn push(&self, shape: Shape<'m>, label: Label<'m>) -> NodeId {
        NodeId(self.nodes.push(Node {
            shape: OnceCell::from(shape),
            label,
            definition: None,
        }))
    }
}
