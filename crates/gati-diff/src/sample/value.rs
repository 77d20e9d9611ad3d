//! Values that a sender may put at a place.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map as JsonMap, Value, json};

use super::text::texts;
use crate::change::Step;
use crate::normal::{Arm, Graph, List, Map, Member, NodeId, Object, Shape, Tag, Union, number_to_json};

/// Makes values of one graph.
pub(crate) struct Samples<'a, 'm> {
    graph: &'a Graph<'m>,
    /// Plain values that were made before.
    plain: BTreeMap<NodeId, Value>,
    /// The nodes in the making: a value does not stand in itself.
    open: BTreeSet<NodeId>,
    /// How many nodes may still be looked at for the value in the making.
    fuel: u32,
    /// How many varieties are in the making.
    nested: usize,
}

/// Nodes that are looked at for one value before it is given up.
const FUEL: u32 = 20_000;

/// Items of a list, or characters of a text, that are written down to show that there may be so many.
const LARGEST: usize = 1000;

/// Varieties that may stand in each other.
const NESTED: usize = 2;

/// Values of one place that are tried.
const MANY: usize = 64;

/// Keys of the other side that are tried in a map.
const KEYS: usize = 8;

impl<'a, 'm> Samples<'a, 'm> {
    pub(crate) fn new(graph: &'a Graph<'m>) -> Self {
        Self {
            graph,
            plain: BTreeMap::new(),
            open: BTreeSet::new(),
            fuel: FUEL,
            nested: 0,
        }
    }

    /// The plainest value of a node: required keys, empty lists, null where it is allowed.
    pub(crate) fn plain(&mut self, node: NodeId) -> Option<Value> {
        self.fuel = FUEL;
        self.make(node)
    }

    /// The plainest value of a node that is not null merely because null is allowed.
    pub(crate) fn solid(&mut self, node: NodeId) -> Option<Value> {
        match self.graph.shape(node) {
            Shape::Nullable(inner) | Shape::Checked(inner, _) => self.solid(*inner),
            _ => self.plain(node),
        }
    }

    fn make(&mut self, node: NodeId) -> Option<Value> {
        if let Some(value) = self.plain.get(&node) {
            return Some(value.clone());
        }
        self.fuel = self.fuel.checked_sub(1)?;
        if !self.open.insert(node) {
            return None;
        }
        let value = self.make_shape(node);
        self.open.remove(&node);
        if let Some(value) = &value {
            self.plain.insert(node, value.clone());
        }
        value
    }

    fn make_shape(&mut self, node: NodeId) -> Option<Value> {
        let graph = self.graph;
        match graph.shape(node) {
            Shape::Any => Some(json!("anything")),
            Shape::Null | Shape::Nullable(_) => Some(Value::Null),
            Shape::Bool { .. } => Some(json!(true)),
            Shape::Number(numbers) => number_to_json(numbers.sample()?),
            Shape::Text(set) => texts(set, &[set.min]).next().map(Value::from),
            Shape::Upload(..) => Some(json!("bytes of a file")),
            Shape::List(list) => {
                let count = usize::try_from(list.min).ok().filter(|count| *count <= MANY)?;
                if count == 0 {
                    return Some(json!([]));
                }
                self.list_of(list, count)
            }
            Shape::Tuple(positions) => positions
                .iter()
                .map(|position| self.make(*position))
                .collect::<Option<Vec<_>>>()
                .map(Value::Array),
            Shape::Map(map) if map.min == 0 => Some(json!({})),
            Shape::Map(map) => {
                let value = self.make(map.value)?;
                let keys = self.variety(map.key);
                let entries: JsonMap<String, Value> = keys
                    .iter()
                    .filter_map(key)
                    .map(|key| (key, value.clone()))
                    .collect();
                let count = usize::try_from(map.min).ok()?;
                (entries.len() >= count).then(|| entries.into_iter().take(count).collect())
            }
            Shape::Object(object) => self.object(object, None),
            Shape::Union(union) => union.arms.iter().find_map(|arm| self.arm(union, arm)),
            Shape::Checked(inner, _) => self.make(*inner),
        }
    }

    fn list_of(&mut self, list: &List, count: usize) -> Option<Value> {
        let first = self.make(list.item)?;
        if !list.unique || count == 1 {
            return Some(vec![first; count].into());
        }
        let mut items = Vec::new();
        for item in self.variety(list.item) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items.truncate(count);
        (items.len() == count).then_some(Value::Array(items))
    }

    /// A plain object, in which one key may be left out.
    fn object(&mut self, object: &Object<'m>, without: Option<&str>) -> Option<Value> {
        let mut entries = JsonMap::new();
        for node in &object.flattened {
            match self.make(*node)? {
                Value::Object(inner) => entries.extend(inner),
                Value::String(name) => {
                    entries.insert(name, Value::Null);
                }
                _ => return None,
            }
        }
        let is_asked =
            |member: &&Member<'m>| member.required && without.is_none_or(|name| !member.is_called(name));
        for member in object.members.iter().filter(is_asked) {
            entries.insert(member.name().to_owned(), self.make(member.node)?);
        }
        Some(Value::Object(entries))
    }

    fn arm(&mut self, union: &Union<'m>, arm: &Arm<'m>) -> Option<Value> {
        let content = match arm.content {
            Some(content) => Some(self.make(content)?),
            None => None,
        };
        dress(union, arm, arm.names[0], content)
    }

    /// A value of so many items, entries or characters.
    pub(crate) fn of_size(&mut self, node: NodeId, size: u64) -> Option<Value> {
        self.fuel = FUEL;
        let graph = self.graph;
        let count = usize::try_from(size).ok().filter(|count| *count <= LARGEST)?;
        match graph.shape(node) {
            Shape::Nullable(inner) | Shape::Checked(inner, _) => self.of_size(*inner, size),
            Shape::List(list) => self.list_of(list, count),
            Shape::Map(map) => {
                let value = self.make(map.value)?;
                let names = (0..count).map(|at| format!("k{at}"));
                let is_text = matches!(graph.shape(map.key), Shape::Text(set) if set.is_any());
                let keys: Vec<String> = if is_text {
                    names.collect()
                } else {
                    let mut keys: Vec<String> = self.variety(map.key).iter().filter_map(key).collect();
                    keys.sort();
                    keys.dedup();
                    keys
                };
                (keys.len() >= count).then(|| {
                    keys.into_iter()
                        .take(count)
                        .map(|key| (key, value.clone()))
                        .collect()
                })
            }
            Shape::Text(set) => texts(set, &[size])
                .find(|text| text.chars().count() == count)
                .map(Value::from),
            _ => None,
        }
    }

    /// Different values of a node, the plainest first.
    pub(crate) fn variety(&mut self, node: NodeId) -> Vec<Value> {
        self.fuel = FUEL;
        let mut list: Vec<Value> = self.make(node).into_iter().collect();
        // A list without repetitions asks for different items, which may hold such lists again.
        if self.nested < NESTED {
            self.nested += 1;
            self.vary(node, 4, &mut list);
            self.nested -= 1;
        }
        list.truncate(MANY);
        list
    }

    fn vary(&mut self, node: NodeId, depth: usize, list: &mut Vec<Value>) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let graph = self.graph;
        match graph.shape(node) {
            Shape::Any => list.extend([json!(null), json!(1), json!("a"), json!([]), json!({})]),
            Shape::Null => {}
            Shape::Bool { .. } => list.push(json!(false)),
            Shape::Number(numbers) => {
                list.extend(numbers.variety().into_iter().filter_map(number_to_json));
            }
            Shape::Text(set) => {
                let mut lengths = vec![set.min, set.min + 1, set.min + 2];
                lengths.extend(set.max);
                list.extend(texts(set, &lengths).map(Value::from));
            }
            Shape::Upload(..) => {}
            Shape::Nullable(inner) | Shape::Checked(inner, _) => {
                list.extend(self.make(*inner));
                self.vary(*inner, depth, list);
            }
            Shape::List(of) => {
                for count in [of.min, of.min + 1, of.min + 2].into_iter().chain(of.max) {
                    if of.max.is_none_or(|max| count <= max)
                        && let Ok(count) = usize::try_from(count)
                        && count <= MANY
                    {
                        list.extend(self.list_of(of, count));
                    }
                }
                let item = of.item;
                self.vary_inside(node, item, &Step::Item, depth, list);
            }
            Shape::Tuple(positions) => {
                for (at, position) in positions.iter().enumerate() {
                    self.vary_inside(node, *position, &Step::Position(at), depth, list);
                }
            }
            Shape::Map(map) => {
                self.vary_inside(node, map.value, &Step::Value, depth, list);
                self.vary_inside(node, map.key, &Step::Key, depth, list);
            }
            Shape::Object(object) => {
                for member in &object.members {
                    let step = Step::Field(member.name().to_owned());
                    self.vary_inside(node, member.node, &step, depth, list);
                }
            }
            Shape::Union(union) => {
                for arm in &union.arms {
                    list.extend(self.arm(union, arm));
                    if let Some(content) = arm.content {
                        let step = Step::Variant(arm.name().to_owned());
                        self.vary_inside(node, content, &step, depth, list);
                    }
                }
            }
        }
    }

    /// Values of the part, each put into a plain value of the whole.
    fn vary_inside(&mut self, node: NodeId, part: NodeId, step: &Step, depth: usize, list: &mut Vec<Value>) {
        let mut inner: Vec<Value> = self.make(part).into_iter().collect();
        self.vary(part, depth, &mut inner);
        inner.truncate(MANY / 4);
        for value in inner {
            list.extend(self.with(node, step, value));
        }
    }

    /// A plain value of the node in which one part is `value`.
    pub(crate) fn with(&mut self, node: NodeId, step: &Step, value: Value) -> Option<Value> {
        let graph = self.graph;
        match (graph.shape(node), step) {
            (Shape::Nullable(inner) | Shape::Checked(inner, _), _) => self.with(*inner, step, value),
            (Shape::Object(object), Step::Field(name)) => {
                // The part itself need not have a plain value.
                let mut whole = self.object(object, Some(name))?;
                whole.as_object_mut()?.insert(name.clone(), value);
                Some(whole)
            }
            (Shape::List(list), Step::Item) => {
                let count = usize::try_from(list.min.max(1))
                    .ok()
                    .filter(|count| *count <= MANY)?;
                if !list.unique || count == 1 {
                    return Some(vec![value; count].into());
                }
                let mut items = self.list_of(list, count)?;
                items.as_array_mut()?[0] = value;
                Some(items)
            }
            (Shape::List(list), Step::Position(at)) => {
                let count = usize::try_from(list.min.max(1))
                    .ok()
                    .filter(|count| *count <= MANY)?;
                let mut items = self.list_of(list, count)?;
                *items.as_array_mut()?.get_mut(*at)? = value;
                Some(items)
            }
            (Shape::Tuple(positions), Step::Position(at)) => {
                let items = positions.iter().enumerate().map(|(i, position)| {
                    if i == *at {
                        Some(value.clone())
                    } else {
                        self.make(*position)
                    }
                });
                items.collect::<Option<Vec<_>>>().map(Value::Array)
            }
            (Shape::Map(map), Step::Value) => self.map_of(map, None, value),
            (Shape::Map(map), Step::Key) => {
                let content = self.make(map.value)?;
                self.map_of(map, Some(key(&value)?), content)
            }
            (Shape::Object(object), Step::Value) => {
                let mut whole = self.object(object, None)?;
                whole.as_object_mut()?.insert("more".to_owned(), value);
                Some(whole)
            }
            (Shape::Union(union), Step::Variant(name)) => {
                let arm = union.arms.iter().find(|arm| arm.name() == name)?;
                dress(union, arm, arm.names[0], Some(value))
            }
            _ => None,
        }
    }

    /// Maps in which something stands under one of these keys.
    pub(crate) fn under_keys(&mut self, node: NodeId, keys: &[Cow<'_, str>]) -> Vec<Value> {
        let graph = self.graph;
        match graph.shape(node) {
            Shape::Nullable(inner) | Shape::Checked(inner, _) => self.under_keys(*inner, keys),
            Shape::Map(map) => {
                let values = self.variety(map.value);
                let mut list = Vec::new();
                for key in keys.iter().take(KEYS) {
                    for value in values.iter().take(MANY / KEYS) {
                        list.extend(self.map_of(map, Some(key.to_string()), value.clone()));
                    }
                }
                list
            }
            _ => Vec::new(),
        }
    }

    fn map_of(&mut self, map: &Map, first: Option<String>, value: Value) -> Option<Value> {
        let count = usize::try_from(map.min.max(1)).ok()?;
        let mut keys: Vec<String> = first.into_iter().collect();
        for candidate in self.variety(map.key).iter().filter_map(key) {
            if !keys.contains(&candidate) {
                keys.push(candidate);
            }
        }
        keys.truncate(count);
        (keys.len() == count).then(|| keys.into_iter().map(|key| (key, value.clone())).collect())
    }
}

/// A value as the key of a map.
fn key(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A variant under this name as it stands on the wire.
pub(crate) fn dress(union: &Union<'_>, arm: &Arm<'_>, name: &str, content: Option<Value>) -> Option<Value> {
    if arm.tagless {
        return content;
    }
    match (union.tag, content) {
        (Tag::External, None) => Some(Value::from(name)),
        (Tag::External, Some(content)) => Some(json!({ name: content })),
        (Tag::Internal { tag }, None) => Some(json!({ tag: name })),
        (Tag::Internal { tag }, Some(Value::Object(entries))) => {
            let mut whole = JsonMap::from_iter([(tag.to_owned(), Value::from(name))]);
            whole.extend(entries);
            Some(Value::Object(whole))
        }
        (Tag::Internal { tag }, Some(Value::Null)) => Some(json!({ tag: name })),
        (Tag::Internal { .. }, Some(_)) => None,
        (Tag::Adjacent { tag, .. }, None) => Some(json!({ tag: name })),
        (Tag::Adjacent { tag, content: key }, Some(content)) => Some(json!({ tag: name, key: content })),
        (Tag::Untagged, content) => content,
    }
}
