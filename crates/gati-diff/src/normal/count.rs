//! How many values a place can hold, where they can be counted.

use gati_schema::Numeric;

use super::{Graph, List, NodeId, Numbers, Rest, Shape};

/// How deep shapes are looked into; a shape that holds itself has values without end, or none.
const DEPTH: usize = 16;

/// Values that are still counted; beyond that a list is as good as endless.
const MANY: u64 = 64;

impl Graph<'_> {
    /// Whether null is all that a place can hold.
    pub(crate) fn is_null(&self, node: NodeId) -> bool {
        self.holds_null(node, DEPTH) && self.count(node, DEPTH) == Some(1)
    }

    /// The most items that a list can have: items that must differ cannot be more than there are values for them.
    pub(crate) fn longest(&self, list: &List) -> Option<u64> {
        self.longest_within(list, DEPTH)
    }

    /// A list whose end is written down where it follows from the values of its items.
    pub(crate) fn ended(&self, list: &List) -> List {
        List {
            max: self.longest(list),
            ..list.clone()
        }
    }

    fn longest_within(&self, list: &List, depth: usize) -> Option<u64> {
        let values = if list.unique {
            self.count(list.item, depth).filter(|values| *values <= MANY)
        } else {
            None
        };
        match (list.max, values) {
            (Some(max), Some(values)) => Some(max.min(values)),
            (max, values) => max.or(values),
        }
    }

    /// No fewer than there are; none if they are not counted.
    fn count(&self, node: NodeId, depth: usize) -> Option<u64> {
        let depth = depth.checked_sub(1)?;
        match self.shape(node) {
            Shape::Null => Some(1),
            Shape::Bool { as_text: false } => Some(2),
            Shape::Nullable(inner) => {
                let others = self.count(*inner, depth)?;
                if self.holds_null(*inner, depth) {
                    Some(others)
                } else {
                    others.checked_add(1)
                }
            }
            Shape::Checked(inner, _) => self.count(*inner, depth),
            Shape::Number(numbers) => whole_numbers(numbers),
            Shape::List(list) if self.longest_within(list, depth) == Some(0) => Some(1),
            Shape::Tuple(positions) => positions.iter().try_fold(1_u64, |product, position| {
                product.checked_mul(self.count(*position, depth)?)
            }),
            Shape::Text(texts) if texts.max == Some(0) => Some(1),
            Shape::Map(map) if map.max == Some(0) => Some(1),
            // Nobody sends keys that are not declared, even where they would be ignored.
            Shape::Object(object) if !matches!(object.rest, Rest::Kept(_)) && object.flattened.is_empty() => {
                object.members.iter().try_fold(1_u64, |product, member| {
                    let spellings = self
                        .count(member.node, depth)?
                        .checked_mul(member.names.len() as u64)?;
                    product.checked_mul(spellings.checked_add(u64::from(!member.required))?)
                })
            }
            Shape::Union(union) if !union.is_open() => union.arms.iter().try_fold(0_u64, |sum, arm| {
                let contents = match arm.content {
                    Some(content) => self.count(content, depth)?,
                    None => 1,
                };
                sum.checked_add(contents.checked_mul(arm.names.len() as u64)?)
            }),
            Shape::Any
            | Shape::Bool { as_text: true }
            | Shape::Text(_)
            | Shape::Upload(..)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Object(_)
            | Shape::Union(_) => None,
        }
    }

    fn holds_null(&self, node: NodeId, depth: usize) -> bool {
        match (self.known_shape(node), depth.checked_sub(1)) {
            (Some(Shape::Null | Shape::Nullable(_) | Shape::Any), _) => true,
            (Some(Shape::Checked(inner, _)), Some(depth)) => self.holds_null(*inner, depth),
            _ => false,
        }
    }
}

/// The whole numbers between two bounds. Steps and a hole at zero would make them fewer; that is let be.
fn whole_numbers(numbers: &Numbers) -> Option<u64> {
    if !numbers.integer || numbers.as_text {
        return None;
    }
    let (Numeric::Int(min), Numeric::Int(max)) = (numbers.min?.at, numbers.max?.at) else {
        return None;
    };
    let count = max.checked_sub(min)?.checked_add(1)?.max(0);
    u64::try_from(count).ok()
}
