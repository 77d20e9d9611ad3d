//! A configuration as a tree in which every part knows where it was written.

use std::collections::BTreeMap;

use super::origin::Origin;

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) origin: Origin,
    pub(super) content: Content,
}

/// What stands there.
#[derive(Clone)]
pub(super) enum Content {
    Table(Table),
    List(Vec<Node>),
    /// A text, a number or a boolean.
    Scalar(serde_json::Value),
    /// A text of the environment, which stands for whatever fits where it is put.
    Loose(String),
}

/// Named values.
pub(super) type Table = BTreeMap<String, Node>;

impl Node {
    /// Puts another tree over this one: tables grow together, everything else is replaced.
    pub(super) fn overlay(&mut self, over: Self) {
        match (&mut self.content, over.content) {
            (Content::Table(under), Content::Table(over)) => overlay(under, over),
            (content, over_content) => {
                *content = over_content;
                self.origin = over.origin;
            }
        }
    }

    /// The deepest node on the way to a JSON pointer, and whether that is where it leads.
    pub(super) fn find<'a>(&'a self, pointer: &str) -> (&'a Self, bool) {
        let mut node = self;
        for segment in pointer.split('/').skip(1) {
            let name = segment.replace("~1", "/").replace("~0", "~");
            let next = match &node.content {
                Content::Table(table) => table.get(&name),
                Content::List(items) => name.parse::<usize>().ok().and_then(|index| items.get(index)),
                Content::Scalar(_) | Content::Loose(_) => None,
            };
            match next {
                Some(next) => node = next,
                None => return (node, false),
            }
        }
        (node, true)
    }

    /// What it is, without saying what it holds.
    pub(super) fn kind(&self) -> &'static str {
        use serde_json::Value;
        match &self.content {
            Content::Table(_) => "a table",
            Content::List(_) => "a list",
            Content::Loose(_) | Content::Scalar(Value::String(_)) => "a text",
            Content::Scalar(Value::Number(_)) => "a number",
            Content::Scalar(Value::Bool(_)) => "a boolean",
            Content::Scalar(_) => "something else",
        }
    }

    /// The tree as a document. What is loose is a text.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.content {
            Content::Table(table) => table
                .iter()
                .map(|(name, node)| (name.clone(), node.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Content::List(items) => items.iter().map(Self::to_json).collect(),
            Content::Scalar(value) => value.clone(),
            Content::Loose(text) => text.clone().into(),
        }
    }
}

/// Puts named values over others.
pub(super) fn overlay(under: &mut Table, over: Table) {
    for (name, node) in over {
        match under.get_mut(&name) {
            Some(known) => known.overlay(node),
            None => {
                under.insert(name, node);
            }
        }
    }
}

/// Only the shape: what a leaf holds may be a secret.
impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Table(table) => table.fmt(f),
            Self::List(items) => items.fmt(f),
            Self::Scalar(_) | Self::Loose(_) => f.write_str("…"),
        }
    }
}
