//! The normal form: per side, a graph of the JSON values that a place may hold.
//!
//! Gone are: names of types, newtypes and transparent structs (inlined, their constraints joined), `flatten`, `rename` and
//! `skip` (applied), the order of fields, widths of whole numbers (they are bounds), arrays (lists with a length), and
//! scalars with a wire form of their own (texts with a form, objects, or unions). What `Deserialize` reads and what
//! `Serialize` writes are two graphs.
//!
//! Nodes are identified by number. A definition is one node per graph, so recursion is a cycle in the graph.

mod arm;
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
use std::collections::BTreeSet;

use gati_schema::ty::{Definition, Kind, Shape as Defined, Side, Variant};
use gati_schema::{Manifest, Type, TypeName};

use crate::hash;

/// A node of one graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// All that a manifest says about one side, as far as it was asked for.
pub(crate) struct Graph<'m> {
    pub(crate) manifest: &'m Manifest,
    pub(crate) side: Side,
    nodes: Vec<Node<'m>>,
    /// What stands behind names.
    definitions: hash::Map<&'m TypeName, &'m Definition>,
    named: hash::Map<(&'m TypeName, Encoding), NodeId>,
    /// Definitions that have a node and no shape yet.
    pending: Vec<(NodeId, &'m TypeName, Encoding)>,
}

/// What a place may hold, and how people know it.
pub(crate) struct Node<'m> {
    pub(crate) shape: Shape<'m>,
    pub(crate) label: Label<'m>,
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
    Number(Numbers),
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
    /// A graph of nothing yet.
    pub(crate) fn new(manifest: &'m Manifest, side: Side) -> Self {
        let mut definitions = hash::Map::default();
        definitions.extend(&manifest.module_types);
        // Types of the API go before those of modules.
        definitions.extend(&manifest.types);
        Self {
            manifest,
            side,
            definitions,
            nodes: Vec::new(),
            named: hash::Map::default(),
            pending: Vec::new(),
        }
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node<'m> {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn shape(&self, id: NodeId) -> &Shape<'m> {
        &self.node(id).shape
    }

    /// What stands behind the name of a type, if it has one.
    fn defined(&self, ty: &Type) -> Option<&'m Defined> {
        match &ty.kind {
            Kind::Named { name } => self.definitions.get(name).map(|definition| &definition.shape),
            _ => None,
        }
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

    fn push(&mut self, shape: Shape<'m>, label: Label<'m>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).expect("a manifest has fewer places than 2^32"));
        self.nodes.push(Node { shape, label });
        id
    }
}
