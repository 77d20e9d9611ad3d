//! Which kinds of JSON a place can hold.

use super::{Graph, NodeId, Shape, Tag};

/// How deep shapes are looked into.
const DEPTH: usize = 16;

const NULL: u8 = 1;
const BOOL: u8 = 2;
const NUMBER: u8 = 4;
const TEXT: u8 = 8;
const ARRAY: u8 = 16;
const OBJECT: u8 = 32;
const ALL: u8 = 63;

impl Graph<'_> {
    /// Whether values at these places differ from each other, whatever they are: no two places share a kind of JSON.
    pub(crate) fn all_differ(&self, places: &[NodeId]) -> bool {
        let mut seen = 0;
        places.iter().all(|place| {
            let kinds = self.kinds(*place, DEPTH);
            let is_new = seen & kinds == 0;
            seen |= kinds;
            is_new
        })
    }

    fn kinds(&self, node: NodeId, depth: usize) -> u8 {
        let Some(depth) = depth.checked_sub(1) else {
            return ALL;
        };
        match self.shape(node) {
            Shape::Any | Shape::Upload(..) => ALL,
            Shape::Null => NULL,
            Shape::Bool { as_text: false } => BOOL,
            Shape::Number(numbers) if !numbers.as_text => NUMBER,
            Shape::Bool { .. } | Shape::Number(_) => BOOL | NUMBER | TEXT,
            Shape::Text(_) => TEXT,
            Shape::List(list) if list.as_text => ALL,
            Shape::List(_) | Shape::Tuple(_) => ARRAY,
            Shape::Map(_) | Shape::Object(_) => OBJECT,
            Shape::Nullable(inner) => NULL | self.kinds(*inner, depth),
            Shape::Checked(inner, _) => self.kinds(*inner, depth),
            Shape::Union(union) => union.arms.iter().fold(0, |kinds, arm| {
                kinds
                    | match (union.tag, arm.content) {
                        (_, Some(content)) if arm.tagless => self.kinds(content, depth),
                        (Tag::Internal { .. } | Tag::Adjacent { .. }, _) => OBJECT,
                        (Tag::External | Tag::Untagged, _) => TEXT | OBJECT,
                    }
            }),
        }
    }
}
