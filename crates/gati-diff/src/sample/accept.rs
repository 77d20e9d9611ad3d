//! Whether a value belongs to a shape.

use std::collections::BTreeSet;

use gati_schema::Numeric;
use serde_json::{Map as JsonMap, Value};

use crate::normal::{Arm, Graph, NodeId, Object, Rest, Shape, Tag, Union};

/// Whether a reader of the shape takes the value; `None` if that takes running code to tell.
pub(crate) fn accepts(graph: &Graph<'_>, node: NodeId, value: &Value) -> Option<bool> {
    let reader = Reader { graph, depth: DEPTH };
    reader.accepts(node, value)
}

/// How deep a value is looked at. A union without tags that holds itself would be looked at for ever.
const DEPTH: usize = 128;

/// A look at a part of a value.
#[derive(Clone, Copy)]
struct Reader<'g, 'm> {
    graph: &'g Graph<'m>,
    depth: usize,
}

impl Reader<'_, '_> {
    fn accepts(self, node: NodeId, value: &Value) -> Option<bool> {
        let graph = self.graph;
        let inner = Self {
            depth: self.depth.checked_sub(1)?,
            ..self
        };
        match (graph.shape(node), value) {
            (Shape::Any, _) => Some(true),
            (Shape::Checked(of, _), _) => match inner.accepts(*of, value) {
                Some(true) => None,
                other => other,
            },
            (Shape::Nullable(_) | Shape::Null, Value::Null) => Some(true),
            (Shape::Nullable(of), _) => inner.accepts(*of, value),
            (Shape::Union(union), _) => inner.accepts_union(union, value),
            (Shape::Bool { as_text: false }, Value::Bool(_)) => Some(true),
            (Shape::Bool { as_text: true }, Value::String(text)) => Some(text == "true" || text == "false"),
            // A query or a key is shown as what it is read into, so numbers and truth values stand for their texts.
            (Shape::Bool { as_text: true }, Value::Bool(_)) => Some(true),
            (Shape::Number(numbers), Value::Number(number)) => Some(numbers.contains(Numeric::of(number))),
            (Shape::Number(numbers), Value::String(text)) if numbers.as_text => Some(
                serde_json::from_str::<serde_json::Number>(text)
                    .is_ok_and(|number| numbers.contains(Numeric::of(&number))),
            ),
            (Shape::Text(texts), Value::String(text)) => texts.contains(text),
            (Shape::List(list), Value::Array(items)) => {
                let count = items.len() as u64;
                let is_repeated = || {
                    let distinct: BTreeSet<String> = items.iter().map(Value::to_string).collect();
                    distinct.len() < items.len()
                };
                if count < list.min
                    || list.max.is_some_and(|max| count > max)
                    || (list.unique && is_repeated())
                {
                    return Some(false);
                }
                all(items.iter().map(|item| inner.accepts(list.item, item)))
            }
            (Shape::List(list), single) if list.as_text => {
                let one = list.min <= 1 && list.max.is_none_or(|max| max >= 1);
                all([Some(one), inner.accepts(list.item, single)])
            }
            (Shape::Tuple(positions), Value::Array(items)) => {
                if positions.len() != items.len() {
                    return Some(false);
                }
                let pairs = positions.iter().zip(items);
                all(pairs.map(|(position, item)| inner.accepts(*position, item)))
            }
            (Shape::Map(map), Value::Object(entries)) => {
                let count = entries.len() as u64;
                if count < map.min || map.max.is_some_and(|max| count > max) {
                    return Some(false);
                }
                all(entries.iter().flat_map(|(key, value)| {
                    [
                        inner.accepts(map.key, &Value::from(key.as_str())),
                        inner.accepts(map.value, value),
                    ]
                }))
            }
            (Shape::Object(object), Value::Object(entries)) => inner.accepts_object(object, entries),
            (Shape::Upload(..), _) => None,
            (
                Shape::Null
                | Shape::Bool { .. }
                | Shape::Number(_)
                | Shape::Text(_)
                | Shape::List(_)
                | Shape::Tuple(_)
                | Shape::Map(_)
                | Shape::Object(_),
                _,
            ) => Some(false),
        }
    }

    fn accepts_object(self, object: &Object<'_>, entries: &JsonMap<String, Value>) -> Option<bool> {
        let missing = object.members.iter().any(|member| {
            member.required
                && !member
                    .names
                    .iter()
                    .any(|name| entries.contains_key(name.as_ref()))
        });
        if missing {
            return Some(false);
        }
        let values = entries.iter().map(|(name, value)| match object.member(name) {
            Some(member) => self.accepts(member.node, value),
            None => match object.rest {
                Rest::Ignored => Some(true),
                Rest::Refused => Some(false),
                // The key may be one of those of a union that stands in the object.
                Rest::Kept(node) if !object.flattened.is_empty() => match self.accepts(node, value) {
                    Some(false) => None,
                    other => other,
                },
                Rest::Kept(node) => self.accepts(node, value),
            },
        });
        let values = all(values);
        if object.flattened.is_empty() || values == Some(false) {
            return values;
        }
        let whole = Value::Object(entries.clone());
        let flattened = object.flattened.iter().map(|node| self.accepts(*node, &whole));
        all(flattened.chain([values]))
    }

    fn accepts_union(self, union: &Union<'_>, value: &Value) -> Option<bool> {
        let by_name = self.accepts_by_name(union, value);
        let by_shape = union
            .arms
            .iter()
            .filter(|arm| arm.tagless)
            .filter_map(|arm| arm.content)
            .map(|content| self.accepts(content, value));
        any(by_shape.chain([by_name]))
    }

    fn accepts_by_name(self, union: &Union<'_>, value: &Value) -> Option<bool> {
        let find = |name: &str| {
            let arm = union.arm(name);
            arm.or_else(|| union.arms.iter().find(|arm| arm.other))
        };
        match (union.tag, value) {
            (Tag::External, Value::String(name)) => Some(find(name).is_some_and(|arm| arm.content.is_none())),
            (Tag::External, Value::Object(entries)) if entries.len() == 1 => {
                let (name, content) = entries.iter().next()?;
                find(name).map_or(Some(false), |arm| self.accepts_content(arm, Some(content)))
            }
            (Tag::Internal { tag }, Value::Object(entries)) => {
                let Some(Value::String(name)) = entries.get(tag) else {
                    return Some(false);
                };
                let Some(arm) = find(name) else {
                    return Some(false);
                };
                let mut rest = entries.clone();
                rest.remove(tag);
                match arm.content {
                    None => Some(true),
                    Some(content) => self.accepts(content, &Value::Object(rest)),
                }
            }
            (Tag::Adjacent { tag, content }, Value::Object(entries)) => {
                let Some(Value::String(name)) = entries.get(tag) else {
                    return Some(false);
                };
                find(name).map_or(Some(false), |arm| self.accepts_content(arm, entries.get(content)))
            }
            _ => Some(false),
        }
    }

    fn accepts_content(self, arm: &Arm<'_>, value: Option<&Value>) -> Option<bool> {
        match (arm.content, value) {
            (None, None | Some(Value::Null)) => Some(true),
            (None, Some(_)) => Some(false),
            (Some(content), Some(value)) => self.accepts(content, value),
            (Some(content), None) => Some(matches!(self.graph.shape(content), Shape::Nullable(_))),
        }
    }
}

/// No as soon as one says no, else unknown as soon as one does not know.
fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for answer in answers {
        match answer {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = false,
        }
    }
    known.then_some(true)
}

/// Yes as soon as one says yes, else unknown as soon as one does not know.
fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    all(answers.into_iter().map(|answer| answer.map(|holds| !holds))).map(|none| !none)
}
